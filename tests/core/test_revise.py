"""Changes to a sitting that runs: what was stays, nothing overlaps, it is never longer than before."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core import breath, scoring
from burnbreak.core.breath import Phase
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.revise import LEAD, back_to_anchor, ease_off, skip_part, with_anchor
from burnbreak.core.score import Channel, Sound
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.sheet import RATE, limits, samples
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.core.tones import KINDS
from burnbreak.core.wording import ANCHORS
from tests.core.sheets import guided_practices, narrations, voice
from tests.core.test_practice import table
from tests.core.test_timeline import BOX, SIGH, breathing

Change = Callable[[Timeline, float], Timeline]
CHANGES: dict[str, Change] = {
    "ease off": ease_off,
    "skip": skip_part,
    "back": back_to_anchor,
    **{f"with {a}": (lambda t, p, a=a: with_anchor(t, p, a)) for a in ANCHORS},  # type: ignore[misc]
}
changes = st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.floats(0, 1)), min_size=1, max_size=5)
sounds = st.builds(SoundSettings, interval_bell_minutes=st.sampled_from([0, 1, 2]))


@given(st.data(), guided_practices(), st.floats(30, 720), changes, sounds)
def test_any_changes_of_a_guided_sitting_leave_it_sound(
    data: st.DataObject,
    practice: Practice,
    seconds: float,
    many: list[tuple[str, float]],
    sound: SoundSettings,
) -> None:
    narration = data.draw(narrations(practice))
    timeline = lay_out(practice, seconds, sound, narration=narration)
    sound_as_a_whole(timeline)
    position = 0.0
    for name, share in many:
        position += (timeline.seconds - position) * share / 2
        new = CHANGES[name](timeline, position)
        unchanged_before(timeline, new, position)
        sound_as_a_whole(new)
        if name.startswith(("back", "with")):
            assert new.seconds == timeline.seconds
        if new.seconds < timeline.seconds:
            full_up(new, position)
        timeline = new


def unchanged_before(old: Timeline, new: Timeline, position: float) -> None:
    """Captions, parts and sounds up to the position are as they were; what is new keeps its distance."""
    assert new.seconds <= old.seconds
    assert new.bell <= old.bell
    moments = [m for n in range(40) if (m := position * n / 40) < position - 1 / RATE]
    assert [new.frame(m).caption for m in moments] == [old.frame(m).caption for m in moments]
    assert [part_at(new, m) for m in moments] == [part_at(old, m) for m in moments]
    before = [s for s in new.score.sounds if s.at < position]
    gone = [s for s in old.score.sounds if s.at < position and s not in before]
    assert [s for s in before if s not in old.score.sounds] == []
    assert len(gone) <= 1, "at most what is being said is taken out"
    assert all(s.channel is Channel.VOICE for s in gone)
    fresh = [s for s in new.score.sounds if s not in old.score.sounds]
    assert all(s.at >= position + LEAD - 1 / RATE for s in fresh)


def part_at(timeline: Timeline, moment: float) -> str:
    return next((p.stage_id for p in timeline.parts if p.start <= moment < p.end), "")


def sound_as_a_whole(timeline: Timeline) -> None:
    """Nothing overlaps, all lies within it, captions begin with their sounds, bells disturb nothing."""
    placed, score = timeline.placed, timeline.score
    assert all(a.end <= b.start for a, b in pairwise(placed))
    assert not placed or placed[-1].end <= samples(timeline.bell)
    assert timeline.bell < timeline.seconds == score.seconds
    assert [s.at for s in score.sounds] == sorted(s.at for s in score.sounds)
    assert [(c.start, c.text) for c in timeline.captions] == [(p.start / RATE, p.line.text) for p in placed]
    assert all(c.start < c.end <= timeline.bell + 1e-9 for c in timeline.captions)
    assert all(a.end <= b.start for a, b in pairwise(timeline.captions))
    voiced = {(p.start / RATE, p.line.asset) for p in placed if p.line.asset}
    assert {(s.at, s.asset) for s in score.sounds if s.channel is Channel.VOICE} == voiced
    assert [p.start for p in timeline.parts] == [0.0, *(p.end for p in timeline.parts[:-1])]
    assert timeline.parts[-1].end == timeline.seconds
    bells_are_clear(timeline)
    assert score.bed is not None
    assert all(b.start - a.end >= scoring.MERGED for a, b in pairwise(score.bed.ducks))
    assert all(any(d.start <= at < d.end for d in score.bed.ducks) for at, _ in voiced)


def bells_are_clear(timeline: Timeline) -> None:
    chimes = [s.at for s in timeline.score.sounds if s.asset == scoring.CHIME]
    for at in chimes:
        assert scoring.CLEAR <= at <= timeline.bell - scoring.CLEAR + 1e-6
        for p in timeline.placed:
            assert at >= p.end / RATE + scoring.CLEAR - 1e-6 or at <= p.start / RATE - scoring.CLEAR + 1e-6
    assert len(chimes) == len(set(chimes))


def full_up(timeline: Timeline, position: float) -> None:
    """It ends earlier only because every silence that is left is as long as it may be."""
    to_come = [p for p in timeline.placed if p.start >= samples(position)]
    ends = [p.start for p in to_come[1:]] + [samples(timeline.bell)]
    silences = [end - p.end for p, end in zip(to_come, ends, strict=False)]
    assert [(p, s) for p, s in zip(to_come, silences, strict=True) if s < limits(p.line)[1] - 1] == []


@given(
    st.sampled_from([{}, SIGH, BOX]),
    st.booleans(),
    st.floats(30, 400),
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
    sounds,
)
def test_easing_off_keeps_whole_breaths(
    pacing: dict[str, float], gentle: bool, seconds: float, many: list[float], sound: SoundSettings
) -> None:
    timeline = lay_out(breathing(**pacing), seconds, sound, gentle=gentle)
    position = 0.0
    for share in many:
        position += (timeline.seconds - position) * share / 2
        new = ease_off(timeline, position)
        assert new.seconds <= timeline.seconds + 1e-9
        kept = [s for s in timeline.stretches if s.start < position + LEAD]
        assert list(new.stretches[: len(kept)]) == kept
        assert all(a.end == b.start for a, b in pairwise(new.stretches))
        assert new.stretches[-1].phase in (Phase.OUT, Phase.REST)
        assert new.seconds == new.stretches[-1].end + breath.FADE_OUT
        assert cycles(new)[2:] == sorted(cycles(new)[2:], reverse=True), "never slower again"
        assert min(cycles(new)[2:], default=6) >= breath.SHORTEST_CYCLE - 1e-6
        fresh = [s for s in new.score.sounds if s not in timeline.score.sounds]
        assert all(s.at >= position + LEAD for s in fresh)
        timeline = new


def cycles(timeline: Timeline) -> list[float]:
    return [
        round(sum(s.end - s.start for s in timeline.stretches if s.number == n), 6)
        for n in range(timeline.breaths)
    ]


def test_each_count_is_a_quarter_shorter_from_the_next_breath_on() -> None:
    timeline = lay_out(breathing(), 120, SoundSettings())
    middle = timeline.stretches[8].start + 2
    once = ease_off(timeline, middle)
    assert cycles(timeline)[:6] == [8, 8, 10, 10, 10, 10]
    assert cycles(once)[:8] == [8, 8, 10, 10, 10, 7.5, 7.5, 7.5]
    twice = ease_off(once, once.stretches[12].start + 1)
    assert cycles(twice)[-1] == 6
    assert ease_off(twice, twice.stretches[-6].start) is twice, "no breath is faster than six seconds"
    assert timeline.seconds - once.seconds < 7.5
    assert (skip_part(once, 20), back_to_anchor(once, 20), with_anchor(once, 20, "sight")) == (once,) * 3


@pytest.mark.parametrize("pacing", [{}, SIGH, BOX])
@pytest.mark.parametrize("gentle", [False, True])
def test_every_eased_breath_has_tones_of_its_own_length(pacing: dict[str, float], gentle: bool) -> None:
    timeline = lay_out(breathing(**pacing), 300, SoundSettings(), gentle=gentle)
    for position in (20.0, 60.0, 100.0):
        timeline = ease_off(timeline, position)
        tones = {s.at: s.asset for s in timeline.score.sounds if s.channel is Channel.BREATH}
        for s in timeline.stretches:
            if s.phase in KINDS:
                assert tones[s.start] == f"breath/{KINDS[s.phase]}-{round((s.end - s.start) * 1000)}"


def walk() -> Practice:
    """Three stages, of which the second may not be skipped."""
    cues = [[{"id": f"{s}{n}", "text": f"This is {s} {n}.", "tier": n} for n in (1, 2, 3)] for s in "abc"]
    stages = [
        {"id": s, "seconds": 60, "gap": [2, 40], "skippable": s != "b", "cues": c}
        for s, c in zip("abc", cues, strict=True)
    ]
    return read_practice(table(id="walk", stages=stages, durations=[180], shortest=60, longest=400), "p")


def walking(seconds: float = 180) -> Timeline:
    return lay_out(walk(), seconds, SoundSettings(), narration=voice(walk()))


def said(timeline: Timeline, since: float = 0.0) -> list[str]:
    return [p.line.cue.id for p in timeline.placed if p.start >= samples(since)]


def test_a_part_that_is_skipped_ends_now_and_what_was_being_said_fades() -> None:
    timeline = walking()
    second = timeline.placed[1]
    position = second.start / RATE + 0.5
    new = skip_part(timeline, position)
    assert said(new) == ["a1", "a2", "b1", "b2", "b3", "c1", "c2", "c3"]
    assert new.placed[2].start == pytest.approx(samples(position + LEAD), abs=1)
    assert second.line.asset not in {s.asset for s in new.score.sounds}
    assert new.captions[1].end == pytest.approx(position, abs=1e-4)
    assert [(p.stage_id, round(p.start, 3)) for p in new.parts][1] == ("b", round(position, 3))
    assert new.seconds == 180, "the rest fills the time"
    assert skip_part(new, position + 5) is new, "the walk itself is not skipped"


def test_skipping_the_last_part_leads_to_the_bell() -> None:
    timeline = walking()
    position = timeline.parts[2].start + 3
    new = skip_part(timeline, position)
    assert new.bell == pytest.approx(position + LEAD, abs=1e-4)
    assert new.seconds == pytest.approx(new.bell + 16)
    assert said(new, position) == []


def test_it_ends_earlier_where_what_is_left_cannot_fill_it() -> None:
    assert skip_part(walking(240), 5).seconds == 240, "six cues with up to 40 s of silence after each"
    timeline = walking(400)
    new = skip_part(timeline, 5)
    spoken = sum(p.line.length for p in new.placed[-6:]) / RATE
    assert new.bell == pytest.approx(5 + LEAD + spoken + 6 * 40, abs=0.001)
    assert new.seconds == pytest.approx(new.bell + 16)
    assert said(new, 5) == ["b1", "b2", "b3", "c1", "c2", "c3"]


def test_back_to_the_anchor_is_said_next_and_the_end_is_kept() -> None:
    timeline = walking()
    speaking = timeline.placed[1]
    new = back_to_anchor(timeline, speaking.start / RATE + 0.2)
    assert said(new)[:3] == ["a1", "a2", "anchor-back"]
    assert new.placed[2].line.text == "Back to your hands and feet, whenever you like."
    assert new.placed[2].line.asset == "voice/v/common/anchor-back-hands"
    assert new.placed[2].start > speaking.end, "what is being said is not cut"
    assert new.seconds == 180
    again = back_to_anchor(new, new.placed[2].start / RATE - 0.1)
    assert said(again).count("anchor-back") == 1, "what has not begun yet is not said twice"


def test_another_anchor_changes_the_words_that_are_still_to_come() -> None:
    stay = [{"id": f"c{n}", "text": "Stay with {anchor}."} for n in range(4)]
    practice = read_practice(
        table(stages=[{"id": "s", "seconds": 60, "gap": [1, 60], "cues": stay}], longest=400), "p"
    )
    timeline = lay_out(practice, 120, SoundSettings(), anchor="hands")
    new = with_anchor(timeline, timeline.placed[1].start / RATE + 1, "sight")
    assert [p.line.text for p in new.placed] == [
        "Stay with your hands and feet.",
        "Stay with your hands and feet.",
        "Back to something you can see, whenever you like.",
        "Stay with something you can see.",
        "Stay with something you can see.",
    ]
    assert new.anchor == "sight"


def test_easing_off_says_only_what_is_needed_and_looks_outward() -> None:
    new = ease_off(walking(), 10)
    assert said(new, 10) == ["ease-off", "b1", "c1"]
    assert (new.anchor, new.most_tier) == ("sight", 1)
    after = skip_part(new, new.parts[1].start - 1)
    assert said(after, after.parts[1].start - 0.5) == ["b1", "c1"], "nor does it say more later"


def test_near_the_end_nothing_changes() -> None:
    timeline = walking()
    for change in CHANGES.values():
        assert change(timeline, timeline.bell - 0.5) is timeline
        assert change(timeline, timeline.seconds + 9) is timeline


def test_a_card_and_a_recording_stay_as_they_are() -> None:
    card = lay_out(replace(walk(), card=True), 180, SoundSettings())
    found = table(stages=None, recording={"seconds": 300}, durations=[312], shortest=312, longest=312)
    own = lay_out(read_practice(found, "p"), 312, SoundSettings())
    for change in CHANGES.values():
        assert (change(card, 20), change(own, 20)) == (card, own)


def test_the_tone_is_the_nearest_that_is_not_longer() -> None:
    timeline = lay_out(breathing(inhale=4.2, exhale=7.0), 60, SoundSettings())
    tones = [s.asset for s in timeline.score.sounds if s.channel is Channel.BREATH]
    assert tones[4:6] == ["breath/in-4125", "breath/out-6400"]
    assert Sound(at=3.0, asset="breath/in-3300", channel=Channel.BREATH) in timeline.score.sounds


def test_the_distances_that_everything_rests_on() -> None:
    assert LEAD == 1.0, "0.6 s are on their way to the device"
    assert scoring.CLEAR == 4.0
    assert scoring.MERGED == 2.0, "leading down and up again takes 1.55 s"
