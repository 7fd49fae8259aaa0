"""The words of all practices, held to how burnbreak speaks; every rule also meets what breaks it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from burnbreak.core.narration import COMMON_CUES, common_cue
from burnbreak.core.practice import Cue, Practice, Situation, Stage
from burnbreak.core.settings import Sound
from burnbreak.core.sheet import RATE
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.core.wording import ANCHORS, CAUTIONS
from burnbreak.storage.practice_files import load_practices
from tests.practice_rules import (
    NEVER,
    SOMEONE_ELSES,
    USUAL,
    Rule,
    anchors_differ,
    cues_named_once,
    easy_to_speak,
    eyes_stay_open,
    holds_words,
    longest_is_filled,
    never_said,
    no_breath_alone,
    no_holds,
    no_programme_names,
    nothing_recalled,
    one_idea,
    others_flagged,
    plain,
    said,
    shortest_is_quiet_enough,
    sources,
    told_in_full,
    usual_is_whole,
)  # fmt: skip

ASSETS = Path(__file__).resolve().parents[1] / "assets"
PRACTICES, NOTES = load_practices(ASSETS / "practices")
BY_ID = {p.id: p for p in PRACTICES}
GUIDED = [p for p in PRACTICES if p.stages]
SAID = [p for p in GUIDED if not p.card]

CHOICES = {
    Situation.START_OF_DAY: ("why-today", "coherent", "goodwill"),
    Situation.BEFORE_HARD: ("before-hard", "long-exhale", "box"),
    Situation.ORDINARY: ("clear-the-room", "three-step", "cyclic-sigh"),
    Situation.AFTER_HEAVY: ("five-senses", "walk", "balance"),
    Situation.NOT_ENOUGH: ("not-enough", "kind-hand", "balance"),
    Situation.VIDEO_CALLS: ("far-look", "tense-release", "long-exhale"),
    Situation.LITTLE_TIME: ("kind-hand", "far-look", "stop"),
    Situation.GOING_HOME: ("close-day", "what-mattered", "cyclic-sigh"),
}


GOOD = Practice(
    id="three-step", title="Three-step pause", summary="Look wide, come in to one thing, widen again.",
    track=BY_ID["three-step"].track, situations=(Situation.ORDINARY,), durations=(60, 120), shortest=60,
    longest=120, evidence=BY_ID["three-step"].evidence, refs=("pmid:28687263",), cautions=("flooded",),
    origin="Written for a test of the rules, in our own words.",
    evidence_note="Nobody has tested this one, as far as we know, in any trial. It may help you settle.",
    stages=(
        Stage(id="a", seconds=180, gap=(2, 60), cues=(
            Cue(id="rest", text="Rest with {anchor} for a while."),
            Cue(id="breath", text="If you like, one longer out-breath."),
        )),
    ),
)  # fmt: skip


def saying(*texts: str) -> Practice:
    cues = tuple(Cue(id=f"cue-{n}", text=text) for n, text in enumerate(texts))
    return replace(GOOD, stages=(replace(GOOD.stages[0], cues=cues),))


SAME = dict.fromkeys(ANCHORS, "Stay here a little longer.")
RULES: dict[Rule, tuple[Practice, ...]] = {
    never_said: (
        saying("Just look around."), saying("Simply rest."), saying("Well done, that was it."),
        saying("That was amazing."), saying("This is a moment of suffering."), saying("You should rest."),
        replace(GOOD, summary="It treats exhaustion in three steps of a minute."),
        replace(GOOD, evidence_note="It prevents stress."), saying("Think of your last client."),
        saying("Gently bring it back."), saying("Let the energy go."),
    ),
    plain: (saying("Look!"), saying("Look at {thing}."), saying("look around."), saying("No full stop")),
    eyes_stay_open: (
        saying("Close your eyes."), saying("Let your eyes close."), saying("Now shut both eyes."),
        saying("Lower your lids."), saying("Eyes gently closed, if you like."),
    ),
    no_breath_alone: (
        saying("Follow the breath for a while."), saying("Notice how you breathe."),
        replace(GOOD, breath_focus=2),
    ),
    anchors_differ: (
        replace(GOOD, stages=(replace(GOOD.stages[0], cues=(Cue(id="a", text="A.", anchors=SAME),)),)),
    ),
    one_idea: (
        saying("Look " + "here " * 16), saying("One two three four five six seven eight nine ten eleven."),
        saying("Look. Wait. Rest. Go."),
    ),
    easy_to_speak: (
        saying("Take 3 steps."), saying("One slow exhale."), saying("Something close to you."),
        saying("Use the TV."), saying("A thought comes."), saying("Read it; then rest."),
    ),
    nothing_recalled: (saying("Recall the last hour."), saying("Type one word."), saying("Describe them.")),
    no_holds: (
        saying("Hold your breath for a while."), replace(BY_ID["box"], id="coherent"),
        replace(GOOD, pacing=BY_ID["box"].pacing),
    ),
    others_flagged: (saying("Some care for them."), replace(GOOD, others_focus=True)),
    told_in_full: (
        replace(GOOD, title="A very long title of it"), replace(GOOD, summary="Short."),
        replace(GOOD, origin="Ours."), replace(GOOD, situations=()), replace(GOOD, cautions=()),
        replace(GOOD, evidence_note="It was tested in many trials and it will settle you for the day."),
        replace(GOOD, posture=("walking",)), replace(GOOD, eyes="closed"), replace(GOOD, lang="de"),
    ),
    no_programme_names: (replace(GOOD, title="MBCT pause"), replace(GOOD, summary="From Schwartz rounds.")),
    sources: (
        replace(GOOD, refs=()), replace(GOOD, refs=("10.1037/ocp0000280",)),
        replace(GOOD, refs=("doi:10.1/x",)), replace(GOOD, refs=("https://example.org",)),
    ),
    cues_named_once: (
        replace(GOOD, stages=(*GOOD.stages, replace(GOOD.stages[0], id="b"))),
    ),
    shortest_is_quiet_enough: (replace(GOOD, shortest=10), saying(*["Rest for a while, as you like."] * 6)),
    usual_is_whole: (
        replace(GOOD, id="stop"),
        replace(GOOD, stages=(replace(GOOD.stages[0], cues=(Cue(id="a", text="Rest.", tier=2),)),)),
    ),
    longest_is_filled: (replace(GOOD, longest=600),),
}  # fmt: skip
"""Every rule with practices that break it."""
FOR_ALL = (
    never_said, plain, told_in_full, no_programme_names, sources, no_holds, cues_named_once, others_flagged,
)  # fmt: skip


def name(rule: Rule) -> str:
    return rule.__name__


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_every_rule_finds_what_breaks_it(rule: Rule) -> None:
    assert rule(GOOD) == []
    assert [bad for bad in RULES[rule] if not rule(bad)] == []


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda p: p.id)
@pytest.mark.parametrize("rule", FOR_ALL, ids=name)
def test_every_practice_keeps_the_rule(rule: Rule, practice: Practice) -> None:
    assert rule(practice) == []


@pytest.mark.parametrize("practice", GUIDED, ids=lambda p: p.id)
@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in FOR_ALL], ids=name)
def test_every_guided_practice_keeps_the_rule(rule: Rule, practice: Practice) -> None:
    assert rule(practice) == []


def test_twenty_practices_and_a_card_are_there() -> None:
    assert NOTES == ()
    assert len(PRACTICES) == 21
    assert {p.id for p in PRACTICES if p.pacing} == {"long-exhale", "cyclic-sigh", "coherent", "box"}
    assert {p.id for p in GUIDED} == set(USUAL)
    assert [p.id for p in PRACTICES if p.card] == ["hands"]
    assert [p.id for p in PRACTICES if p.holds] == ["box"]
    assert {p.id for p in PRACTICES if p.others_focus} == {"balance", "goodwill"}
    assert {p.id for p in PRACTICES if p.away_from_desk} == {"walk", "hands"}


@pytest.mark.parametrize("situation", Situation)
def test_each_situation_has_its_three_choices_in_their_order(situation: Situation) -> None:
    offered = [p for p in PRACTICES if situation in p.situations]
    assert tuple(p.id for p in offered[:3]) == CHOICES[situation]
    assert len([p for p in offered if not p.holds]) >= 3


def test_cautions_are_used_and_their_words_keep_the_tone() -> None:
    assert {key for p in PRACTICES for key in p.cautions} == set(CAUTIONS)
    assert [t for t in CAUTIONS.values() for words in (*NEVER, *SOMEONE_ELSES) if holds_words(t, words)] == []
    assert [t for t in CAUTIONS.values() if t.count(".") != 1 or t[-1] != "." or len(t.split()) > 24] == []
    assert len(set(CAUTIONS.values())) == len(CAUTIONS)


@pytest.mark.parametrize("practice", [p for p in PRACTICES if p.pacing], ids=lambda p: p.id)
def test_a_pacer_says_when_to_leave_it_out(practice: Practice) -> None:
    assert {"dizzy", "driving"} <= set(practice.cautions)
    assert ("holds" in practice.cautions) == practice.holds


@pytest.mark.parametrize(
    "rule", [never_said, plain, eyes_stay_open, no_breath_alone, one_idea, easy_to_speak], ids=name
)
def test_what_is_said_for_a_key_keeps_the_rule(rule: Rule) -> None:
    cues = tuple(common_cue(id) for id in COMMON_CUES)
    assert {cue.id for cue in cues} >= {"anchor-back", "ease-off"}
    assert rule(replace(GOOD, stages=(replace(GOOD.stages[0], cues=cues),))) == []


def test_five_senses_and_far_look_point_outwards() -> None:
    within = ("inside", "within", "heart", "belly", "breath", "breathe", "feeling", "mood", "thoughts")
    for practice in (BY_ID["five-senses"], BY_ID["far-look"]):
        assert [t for t in said(practice) for words in within if holds_words(t, words)] == []
        assert (practice.breath_focus, practice.body_focus, practice.eyes) == (0, 0, "open")
        assert not any(cue.anchored for cue in practice.cues)


def test_walking_has_a_seated_way_at_every_length() -> None:
    always = [cue.text for cue in BY_ID["walk"].cues if cue.tier == 1]
    assert [t for t in always if holds_words(t, "seated")]
    assert [t for t in always if holds_words(t, "wheels")]


@pytest.mark.parametrize("id", ["tense-release", "chair-scan"])
def test_what_asks_for_the_body_says_first_that_any_part_can_be_left_out(id: str) -> None:
    first = [cue.text for cue in BY_ID[id].stages[0].cues if cue.tier == 1]
    assert [t for t in first if t.startswith("Skip any part")]
    assert all(stage.skippable for stage in BY_ID[id].stages)
    assert BY_ID[id].body_focus == 2


def silences(timeline: Timeline) -> Iterator[tuple[Cue, Stage, float]]:
    """Each cue but the last, with its stage and the silence after it in seconds."""
    for one, following in zip(timeline.placed, timeline.placed[1:], strict=False):
        yield one.line.cue, one.line.stage, (following.start - one.end) / RATE


LENGTHS = [
    pytest.param(p, seconds, id=f"{p.id}-{seconds}")
    for p in SAID
    for seconds in sorted({p.shortest, *p.durations, 120, 180, 300, 480, p.longest})
    if p.shortest <= seconds <= p.longest
]


@pytest.mark.parametrize(("practice", "seconds"), LENGTHS)
@pytest.mark.parametrize("anchor", ["hands", "sight"])
def test_every_length_keeps_the_silences_of_its_stages(practice: Practice, seconds: int, anchor: str) -> None:
    timeline = lay_out(practice, seconds, Sound(), anchor=anchor)
    assert timeline.seconds == pytest.approx(seconds, abs=0.05)
    outside = [
        (cue.id, round(gap, 2))
        for cue, stage, gap in silences(timeline)
        if not stage.gap[0] - 0.01 <= gap <= stage.gap[1] + 0.01
    ]
    assert outside == []
    assert max(gap for *_, gap in silences(timeline)) <= 75


@pytest.mark.parametrize("seconds", [240, 300, 420, 600])
def test_tension_lasts_five_seconds_and_the_rest_longer(seconds: int) -> None:
    gaps = {cue.id: gap for cue, _, gap in silences(lay_out(BY_ID["tense-release"], seconds, Sound()))}
    held = [gap for id, gap in gaps.items() if id.endswith("-tense")]
    assert len(held) == 7
    assert max(held) < 5.5
    assert min(held) > 4.9
    resting = [gap for id, gap in gaps.items() if id.endswith("-release")]
    assert len(resting) == 7
    assert min(resting) >= 9
