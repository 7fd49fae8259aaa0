"""A sitting laid out in seconds: circle, captions and sounds agree, whatever the length."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.breath import Phase
from burnbreak.core.guided import reading_seconds
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.score import Channel
from burnbreak.core.settings import Ambience, Sound
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.core.wording import CLOSING_TEXT, LEAD_IN_TEXT
from tests.core.test_practice import table

SOUND = Sound()
SILENT = Sound(bells=False, breath_tones=False, ambience=Ambience.NONE)


def breathing(**pacing: float) -> Practice:
    found = table(stages=None, pacing=pacing or {"inhale": 4, "exhale": 6}, longest=600)
    found["pacing"]["gentle"] = {"inhale": 3, "exhale": 4.5}
    return read_practice(found, "p")


def guided() -> Practice:
    first = [
        {"id": "here", "text": "You have arrived somewhere quiet."},
        {"id": "out", "text": "This one may be left out.", "tier": 2},
        {"id": "hand", "text": "Rest a hand on the desk."},
    ]
    second = [{"id": "heavy", "text": "Let the shoulders be heavy."}]
    stages = [
        {"id": "one", "seconds": 20, "gap": [0.5, 60], "cues": first},
        {"id": "two", "seconds": 10, "gap": [0.5, 150], "cues": second},
    ]
    return read_practice(table(stages=stages, longest=600), "p")


SIGH = {"inhale": 3.0, "top_up": 1.0, "exhale": 8.0}
BOX = {"inhale": 4.0, "hold": 4.0, "exhale": 4.0, "rest": 4.0}
practices = st.sampled_from([breathing(), breathing(**SIGH), breathing(**BOX), guided()])
lengths = st.floats(20, 600)


def levels(timeline: Timeline) -> list[float]:
    return [timeline.frame(n * 0.05).level for n in range(int(timeline.seconds / 0.05) + 1)]


@given(practices, st.floats(20, 240))
def test_the_circle_moves_without_a_jump(practice: Practice, seconds: float) -> None:
    found = levels(lay_out(practice, seconds, SOUND))
    assert all(0 <= level <= 1 for level in found)
    # The steepest of all: a top-up breath of two seconds, eased, moves 0.04 in 0.05 s.
    assert max(abs(b - a) for a, b in pairwise(found)) < 0.06


@given(practices, lengths)
def test_captions_come_in_order_and_never_overlap(practice: Practice, seconds: float) -> None:
    timeline = lay_out(practice, seconds, SOUND)
    assert all(0 <= c.start < c.end <= timeline.seconds + 1e-6 for c in timeline.captions)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(timeline.captions))


@given(lengths, st.sampled_from([{}, SIGH, BOX]))
def test_breath_tones_sit_exactly_on_the_starts_of_their_phases(
    seconds: float, pacing: dict[str, float]
) -> None:
    timeline = lay_out(breathing(**pacing), seconds, SOUND)
    tones = [s for s in timeline.score.sounds if s.channel is Channel.BREATH]
    heard = {Phase.IN: "in", Phase.OUT: "out", Phase.TOP_UP: "sip"}
    assert [(t.at, t.asset) for t in tones] == [
        (s.start, f"breath/{heard[s.phase]}-{round((s.end - s.start) * 1000)}")
        for s in timeline.stretches
        if s.phase in heard
    ]


@given(practices, lengths)
def test_sounds_are_in_order_and_within_the_sitting(practice: Practice, seconds: float) -> None:
    timeline = lay_out(practice, seconds, SOUND)
    score = timeline.score
    assert score.seconds == timeline.seconds
    assert [s.at for s in score.sounds] == sorted(s.at for s in score.sounds)
    assert score.sounds[0].asset == "bells/open"
    assert all(0 <= s.at < score.seconds for s in score.sounds)
    assert score.bed is not None
    assert (score.bed.asset, score.bed.start, score.bed.end) == ("beds/waves", 0.0, score.seconds)
    assert score.bed.fade_in + score.bed.fade_out <= score.seconds


@given(lengths)
def test_a_guided_practice_is_exactly_as_long_as_asked(seconds: float) -> None:
    assert lay_out(guided(), seconds, SOUND).seconds == seconds
    assert lay_out(guided(), 5, SOUND).seconds == 20, "not shorter than its shortest"
    assert lay_out(guided(), 9999, SOUND).seconds == 600
    assert lay_out(guided(), seconds, SOUND, at_most=19).seconds == 19


@given(lengths, st.floats(40, 600))
def test_breathing_ends_on_a_whole_breath_within_its_limit(seconds: float, at_most: float) -> None:
    timeline = lay_out(breathing(), seconds, SOUND, at_most=at_most)
    assert timeline.seconds <= at_most
    assert timeline.stretches[-1].phase is Phase.OUT
    assert timeline.seconds == pytest.approx(timeline.stretches[-1].end + 5)
    assert timeline.breaths == len(timeline.stretches) / 2


def test_the_frames_of_a_breath_tell_phase_time_left_and_number() -> None:
    timeline = lay_out(breathing(), 60, SOUND)
    before, first, end = timeline.frame(1), timeline.frame(3), timeline.frame(timeline.seconds)
    assert (before.phase, before.breath, before.caption) == (None, 0, LEAD_IN_TEXT)
    assert (first.phase, first.breath, first.breaths, first.caption) == (Phase.IN, 1, 6, "")
    assert first.phase_left == pytest.approx(3.2), "the ramp"
    assert (end.phase, end.level, end.breath, end.caption) == (None, 0.0, 6, "")
    assert timeline.frame(timeline.seconds - 1).caption == CLOSING_TEXT
    assert timeline.frame(-5) == timeline.frame(0)
    assert timeline.frame(9999) == end


def test_the_frames_of_a_guided_practice_hold_its_words_and_a_slow_swell() -> None:
    timeline = lay_out(guided(), 30, SOUND)
    first, hand = timeline.captions[0], timeline.captions[1]
    assert timeline.frame(first.start).caption == "You have arrived somewhere quiet."
    assert timeline.frame(hand.start).caption == "Rest a hand on the desk."
    assert timeline.frame(hand.start - 0.01).caption != "Rest a hand on the desk.", "never early"
    assert timeline.frame(7).level == pytest.approx(1)
    assert timeline.breaths == timeline.frame(3).breath == 0


def test_a_caption_goes_after_it_could_be_read_twice() -> None:
    timeline = lay_out(guided(), 300, SOUND)
    first = timeline.captions[0]
    assert first.end - first.start == pytest.approx(2.5 * reading_seconds(first.text))
    assert timeline.frame(first.end).caption == ""


def test_when_time_is_short_the_optional_cues_drop_out_and_no_other() -> None:
    short, full = lay_out(guided(), 20, SOUND), lay_out(guided(), 90, SOUND)
    assert "This one may be left out." in [c.text for c in full.captions]
    assert [c.text for c in short.captions] == [
        "You have arrived somewhere quiet.",
        "Rest a hand on the desk.",
        "Let the shoulders be heavy.",
    ]


def test_the_gentle_pace_is_taken_where_there_is_one() -> None:
    gentle = lay_out(breathing(), 60, SOUND, gentle=True)
    assert gentle.stretches[4].end - gentle.stretches[4].start == pytest.approx(3)
    alone = replace(breathing(), gentle=None)
    assert lay_out(alone, 60, SOUND, gentle=True) == lay_out(alone, 60, SOUND)


def test_what_is_switched_off_is_not_in_the_score() -> None:
    assert lay_out(breathing(), 60, SILENT).score.sounds == ()
    assert lay_out(breathing(), 60, SILENT).score.bed is None
    bells = lay_out(guided(), 60, replace(SILENT, bells=True)).score.sounds
    assert [(s.asset, s.at) for s in bells] == [("bells/open", 0.0), ("bells/close", 51.0)]


def test_the_bell_closes_breathing_with_the_last_breath() -> None:
    timeline = lay_out(breathing(), 60, SOUND)
    assert timeline.score.sounds[-1].asset == "bells/close"
    assert timeline.score.sounds[-1].at == timeline.stretches[-1].end
