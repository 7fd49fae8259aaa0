"""Practices as data: what is read, and a clear error with its place for each kind of fault."""

from collections.abc import Callable
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.breath import Pacing
from burnbreak.core.practice import PracticeError, Situation, Track, read_practice


def table(**changes: Any) -> dict[str, Any]:
    """A good guided practice, with changes; None takes a key out."""
    whole = {
        "id": "kind-hand",
        "title": "Kind hand",
        "summary": "A hand and a kind sentence.",
        "track": "self-compassion",
        "situations": ["ordinary", "little-time"],
        "durations": [20, 40, 60],
        "shortest": 20,
        "longest": 120,
        "evidence": "C",
        "origin": "Small and often.",
        "evidence_note": "It may help you settle.",
        "stages": [
            {
                "id": "arrive",
                "seconds": 20,
                "gap": [1, 30.5],
                "cues": [{"id": "here", "text": "Here."}, {"id": "rest", "text": "Rest.", "tier": 2}],
            }
        ],
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def pacer(**pacing: Any) -> dict[str, Any]:
    return table(stages=None, pacing={"inhale": 4.0, "exhale": 6, **pacing})


def stage(**changes: Any) -> dict[str, Any]:
    return table(stages=[{"id": "one", "seconds": 20, "cues": [cue()], **changes}])


def cue(**changes: Any) -> dict[str, Any]:
    return {"id": "here", "text": "Here.", **changes}


def cues(*found: Any) -> dict[str, Any]:
    return stage(cues=list(found))


def test_a_guided_practice_is_read_as_it_stands() -> None:
    practice = read_practice(table(), "kind.toml")
    assert (practice.track, practice.situations[1]) == (Track.SELF_COMPASSION, Situation.LITTLE_TIME)
    assert [(c.id, c.text, c.tier, c.weight) for c in practice.cues] == [
        ("here", "Here.", 1, 1.0),
        ("rest", "Rest.", 2, 1.0),
    ]
    assert (practice.stages[0].gap, practice.stages[0].skippable) == ((1.0, 30.5), True)
    assert (practice.pacing, practice.holds, practice.eyes, practice.lang) == (None, False, "either", "en")


def test_a_pacer_is_read_with_its_gentle_pace() -> None:
    practice = read_practice(pacer(hold=4, gentle={"inhale": 3, "exhale": 4.5}), "p.toml")
    assert practice.pacing == Pacing(inhale=4, exhale=6, hold=4)
    assert practice.gentle == Pacing(inhale=3, exhale=4.5)
    assert practice.holds


def test_the_table_that_was_read_is_left_as_it_was() -> None:
    found = pacer(gentle={"inhale": 3, "exhale": 4.5})
    assert read_practice(found, "p.toml") == read_practice(found, "p.toml")


def test_words_depend_on_the_anchor_where_the_cue_says_so() -> None:
    own = {"breath": "Stay with it.", "hands": "Feel them.", "sounds": "Hear them.", "sight": "See it."}
    found = cues(cue(), cue(id="stay", text="Stay with {anchor}."), cue(id="own", anchors=own))
    plain, stay, other = read_practice(found, "p").cues
    assert [c.anchored for c in (plain, stay, other)] == [False, True, True]
    assert [c.words("hands") for c in (plain, stay, other)] == [
        "Here.", "Stay with your hands and feet.", "Feel them.",
    ]  # fmt: skip


def test_a_recording_is_a_practice_of_one_length() -> None:
    found = table(stages=None, recording={"seconds": 312.5}, durations=[313], shortest=313, longest=313)
    practice = read_practice(found, "p")
    assert (practice.recording, practice.stages, practice.pacing) == (312.5, (), None)


@pytest.mark.parametrize(
    ("seconds", "length"), [(19, None), (19.6, 20), (20, 20), (59, 40), (60, 60), (1000, 60)]
)
def test_the_longest_length_that_fits(seconds: float, length: int | None) -> None:
    assert read_practice(table(), "p").length_within(seconds) == length


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (table(title=None), "'title' is missing"),
        (table(title=5), "title = 5 is of the wrong kind"),
        (table(title="<b>x"), "title holds markup"),
        (table(title="x" * 61), "title is longer than 60 characters"),
        (table(title="  "), "title is empty"),
        (table(origin="a\nb"), "origin holds markup or control"),
        (table(origin="a\u202eb"), "origin holds markup or control"),
        (table(origin=None), "'origin' is missing"),
        (table(evidence_note=None), "'evidence_note' is missing"),
        (table(about="x"), "'about' is not known"),
        (table(title=10**5000), "title = a huge number is of the wrong kind"),
        (table(id="Kind"), "id 'Kind' has other characters"),
        (table(id=""), "id is empty"),
        (table(id="-a"), "other characters"),
        (table(id="schön"), "other characters"),
        (table(track="dance"), "track 'dance' is not one of breath, self-compassion"),
        (table(situations=["never"]), "situations 'never' is not one of"),
        (table(situations="ordinary"), "situations = 'ordinary' is of the wrong kind"),
        (table(situations=["ordinary", "ordinary"]), "situations 'ordinary' is taken twice"),
        (table(situations=["ordinary"] * 21), "situations has more than 20 items"),
        (table(durations=[]), "durations must be there and rise"),
        (table(durations=[40, 20]), "durations must be there and rise"),
        (table(durations=[20, 20]), "durations must be there and rise"),
        (table(durations=[20.5]), "durations must be a list of int"),
        (table(durations=[True]), "durations must be a list of int"),
        (table(shortest=30), "within shortest to longest|between shortest and longest"),
        (table(shortest=9, durations=[9]), "10 to 1800 s"),
        (table(longest=1801), "10 to 1800 s"),
        (table(shortest=True), "shortest = True is of the wrong kind"),
        (table(evidence="E"), "evidence 'E' is not one of A, B, C, D"),
        (table(cautions=["ghosts"]), "cautions 'ghosts' is not one of dizzy"),
        (table(eyes="shut"), "eyes 'shut' is not one of either, open"),
        (table(posture=["flying"]), "posture 'flying' is not one of"),
        (table(lang="English"), "lang 'English' is no language"),
        (table(breath_focus=3), "breath_focus 3 is not one of 0, 1, 2"),
        (table(longest=10**400), "10 to 1800 s"),
        (table(others_focus=1), "others_focus = 1 is of the wrong kind"),
        (table(refs=[1]), "refs must be a list of str"),
        (table(colour="red"), "'colour' is not known"),
        (table(stages=None), r"one of \[pacing\], \[\[stages\]\] and \[recording\]"),
        (table(pacing={"inhale": 4, "exhale": 6}), r"one of \[pacing\], "),
        (table(stages={"id": "x"}), "stages must be a list of tables"),
        (table(stages=None, pacing=5), "pacing must be a table"),
        (table(stages=[5]), r"p.toml, stages\[0\]: a table is needed"),
        (stage(seconds=0), r"stages\[0\]: seconds 0 is not within 0.1 to 1800"),
        (stage(seconds=-5), r"stages\[0\]: seconds -5 is not within"),
        (stage(seconds=nan), r"stages\[0\]: seconds nan is not within"),
        (stage(seconds=inf), r"stages\[0\]: seconds inf is not within"),
        (stage(seconds=10**400), r"stages\[0\]: seconds a huge number is not within"),
        (stage(seconds=True), r"stages\[0\]: seconds = True is of the wrong kind"),
        (table(stages=stage(seconds=1000)["stages"] * 2), "come to more than 1800"),
        (table(stages=stage()["stages"] * 2), "the stage id 'one' is taken twice"),
        (table(stages=stage()["stages"] * 41), "stages has more than 40 tables"),
        (stage(gap=[1]), r"stages\[0\]: gap must be the least and the most seconds"),
        (stage(gap=[2, 1]), r"stages\[0\]: gap 1 is not within 2 to 150"),
        (stage(gap=[-1, 1]), r"stages\[0\]: gap -1 is not within 0 to 150"),
        (stage(gap=[1, nan]), r"stages\[0\]: gap nan is not within"),
        (stage(gap=[False, True]), r"stages\[0\]: gap must be"),
        (stage(skippable=0), r"stages\[0\]: skippable = 0 is of the wrong kind"),
        (stage(seconds="20"), r"stages\[0\]: seconds = '20' is of the wrong kind"),
        (stage(id=None), r"stages\[0\]: id = None is of the wrong kind"),
        (stage(id="A b"), r"stages\[0\]: id 'A b' has other characters"),
        (stage(cues=[]), "it has no cue"),
        (stage(mood="x"), r"stages\[0\]: 'mood' is not known"),
        (cues(5), r"stages\[0\].cues\[0\]: a table is needed"),
        (cues(cue(at=5)), r"cues\[0\]: 'at' is not known"),
        (cues(cue(text=None)), r"cues\[0\]: text = None is of the wrong kind"),
        (cues({"id": "here"}), r"cues\[0\]: 'text' is missing"),
        (cues({"text": "Here."}), r"cues\[0\]: 'id' is missing"),
        (cues(cue(id="Here")), r"cues\[0\]: id 'Here' has other characters"),
        (cues(cue(), cue()), "the cue id 'here' is taken twice"),
        (cues(cue(id="a-breath"), cue(id="a", text="On {anchor}.")), "the cue id 'a-breath' is taken twice"),
        (cues(cue(text="one " * 17)), r"cues\[0\]: text has more than 16 words"),
        (cues(cue(text="one " * 13 + "{anchor}")), r"cues\[0\]: text has more than 16 words"),
        (cues(cue(text="Here, {name}.")), r"cues\[0\]: text has other braces than \{anchor\}"),
        (cues(cue(text="<i>Here</i>")), r"cues\[0\]: text holds markup"),
        (cues(cue(text="x" * 201)), r"cues\[0\]: text is longer than 200 characters"),
        (cues(cue(tier=2)), "it has no cue of tier 1"),
        (cues(cue(tier=4)), r"cues\[0\]: tier 4 is not one of 1, 2, 3"),
        (cues(cue(tier=True)), r"cues\[0\]: tier = True is of the wrong kind"),
        (cues(cue(weight=-1)), r"cues\[0\]: weight -1 is not within 0 to 50"),
        (cues(cue(weight=nan)), r"cues\[0\]: weight nan is not within"),
        (cues(cue(anchors={"breath": "Here."})), r"cues\[0\].anchors: 'hands' is missing"),
        (cues(cue(anchors=5)), r"cues\[0\]: anchors must be a table"),
        (cues(*(cue(id=f"c{n}") for n in range(151))), r"cues has more than 150 tables"),
        ({**cues(cue(text="Bei {anchor}.")), "lang": "de"}, "cue here: {anchor} is English"),
        (table(stages=None, recording={"seconds": 0}), r"\[recording\]: seconds 0 is not within 1 to 3600"),
        (table(stages=None, recording={"seconds": 60}, card=True), "a card has stages to read"),
        (pacer(inhale=1), r"p.toml, \[pacing\]: inhale is 1.0 s, allowed are 2 to 8 s"),
        (pacer(inhale=-4), r"\[pacing\]: inhale -4 is not within 0 to 60"),
        (pacer(inhale="4"), r"\[pacing\]: inhale = '4' is of the wrong kind"),
        (pacer(inhale=True), r"\[pacing\]: inhale = True is of the wrong kind"),
        (pacer(pause=1), r"\[pacing\]: 'pause' is not known"),
        (table(stages=None, pacing={"inhale": 4}), r"\[pacing\]: 'exhale' is missing"),
        (pacer(gentle=5), r"\[pacing.gentle\]: a table is needed"),
        (pacer(gentle={"inhale": 3}), r"\[pacing.gentle\]: 'exhale' is missing"),
        (pacer(gentle={"inhale": 2, "exhale": 2}), r"\[pacing.gentle\]: one breath takes 4.0 s"),
    ],
)
def test_each_fault_is_named_with_its_place(found: dict[str, Any], said: str) -> None:
    with pytest.raises(PracticeError, match=said) as raised:
        read_practice(found, "p.toml")
    assert str(raised.value).startswith("p.toml")


KEYS = ("id", "seconds", "cues", "gap", "text", "tier", "weight", "anchors", "inhale", "gentle")
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["id", "seconds", "cues", "gap", "text", "tier", "weight", "anchors", "inhale", "gentle"]
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@given(
    key=st.sampled_from([*table(), "pacing", "refs", "gentle"]),
    value=values,
    base=st.sampled_from([table, pacer]),
)
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(
    key: str, value: Any, base: Callable[..., dict[str, Any]]
) -> None:
    try:
        practice = read_practice({**base(), key: value}, "p.toml")
    except PracticeError as fault:
        said = str(fault)
    else:
        said = "p.toml: it can be used" if practice.durations[0] >= practice.shortest else ""
    assert said.startswith("p.toml: ") or said.startswith("p.toml, ")
