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
        "about": "Small and often.",
        "stages": [
            {
                "id": "arrive",
                "seconds": 20,
                "cues": [{"at": 0, "text": "Here."}, {"at": 8.5, "text": "Rest.", "optional": True}],
            }
        ],
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def pacer(**pacing: Any) -> dict[str, Any]:
    return table(stages=None, pacing={"inhale": 4.0, "exhale": 6, **pacing})


def stage(**changes: Any) -> dict[str, Any]:
    return table(stages=[{"id": "one", "seconds": 20, "cues": [{"at": 0, "text": "Here."}], **changes}])


def cues(*found: Any) -> dict[str, Any]:
    return stage(cues=list(found))


def test_a_guided_practice_is_read_as_it_stands() -> None:
    practice = read_practice(table(), "kind.toml")
    assert (practice.track, practice.situations[1]) == (Track.SELF_COMPASSION, Situation.LITTLE_TIME)
    assert [(c.at, c.text, c.optional) for c in practice.stages[0].cues] == [
        (0, "Here.", False),
        (8.5, "Rest.", True),
    ]
    assert (practice.pacing, practice.holds, practice.eyes, practice.lang) == (None, False, "either", "en")


def test_a_pacer_is_read_with_its_gentle_pace() -> None:
    practice = read_practice(pacer(hold=4, gentle={"inhale": 3, "exhale": 4.5}), "p.toml")
    assert practice.pacing == Pacing(inhale=4, exhale=6, hold=4)
    assert practice.gentle == Pacing(inhale=3, exhale=4.5)
    assert practice.holds


def test_the_table_that_was_read_is_left_as_it_was() -> None:
    found = pacer(gentle={"inhale": 3, "exhale": 4.5})
    assert read_practice(found, "p.toml") == read_practice(found, "p.toml")


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
        (table(about="a\nb"), "about holds markup or control"),
        (table(id="Kind"), "id 'Kind' has other characters"),
        (table(id=""), "id '' has other characters"),
        (table(id="-a"), "other characters"),
        (table(id="schön"), "other characters"),
        (table(track="dance"), "track 'dance' is not one of breath, self-compassion"),
        (table(situations=["never"]), "situations 'never' is not one of"),
        (table(situations="ordinary"), "situations = 'ordinary' is of the wrong kind"),
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
        (table(caution="ghosts"), "caution 'ghosts' is not known"),
        (table(others_focus=1), "others_focus = 1 is of the wrong kind"),
        (table(refs=[1]), "refs must be a list of str"),
        (table(colour="red"), "'colour' is not known"),
        (table(stages=None), r"either \[pacing\] or \[\[stages\]\]"),
        (table(pacing={"inhale": 4, "exhale": 6}), r"either \[pacing\] or \[\[stages\]\]"),
        (table(stages={"id": "x"}), "stages must be a list of tables"),
        (table(stages=None, pacing=5), "pacing must be a table"),
        (table(stages=[5]), r"p.toml, stages\[0\]: a table is needed"),
        (stage(seconds=0), r"stages\[0\]: seconds must be more than 0"),
        (stage(seconds=nan), r"stages\[0\]: seconds must be more than 0"),
        (stage(seconds=inf), r"stages\[0\]: seconds must be more than 0"),
        (stage(seconds="20"), r"stages\[0\]: seconds = '20' is of the wrong kind"),
        (stage(id=None), r"stages\[0\]: id = None is of the wrong kind"),
        (stage(cues=[]), "it has no cue"),
        (stage(mood="x"), r"stages\[0\]: 'mood' is not known"),
        (cues(5), r"stages\[0\].cues\[0\]: a table is needed"),
        (cues({"at": 20, "text": "x"}), r"cues\[0\]: at 20 s is not"),
        (cues({"at": -1, "text": "x"}), r"cues\[0\]: at -1 s is not"),
        (cues({"at": nan, "text": "x"}), r"cues\[0\]: at nan s is not"),
        (cues({"at": 5, "text": "x"}, {"at": 5, "text": "y"}), r"cues\[1\]: at 5 s is not after"),
        (cues({"at": 5}), r"cues\[0\]: 'text' is missing"),
        (cues({"at": 5, "text": "x", "loud": True}), r"cues\[0\]: 'loud' is not known"),
        (pacer(inhale=1), r"p.toml, \[pacing\]: inhale is 1.0 s, allowed are 2 to 8 s"),
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


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3))
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "seconds", "cues", "at", "text", "inhale", "gentle"]), inner, max_size=3
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
