"""A narrated sitting: clips, captions, ducks and bells agree; a recording, a card, twenty seconds to try."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core import scoring
from burnbreak.core.narration import SYSTEM, Clip, chosen, clip_name
from burnbreak.core.practice import Cue, Practice, read_practice
from burnbreak.core.preview import SECONDS, preview
from burnbreak.core.score import Channel, Duck, Score
from burnbreak.core.settings import Ambience, Sound
from burnbreak.core.sheet import RATE
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.core.wording import ANCHORS
from tests.core.sheets import guided_practices, narrations, voice
from tests.core.test_practice import table
from tests.core.test_revise import bells_are_clear, sound_as_a_whole, walk
from tests.core.test_timeline import breathing


@given(st.data(), guided_practices(), st.floats(30, 720), st.sampled_from(sorted(ANCHORS)))
def test_every_narrated_sitting_is_sound(
    data: st.DataObject, practice: Practice, seconds: float, anchor: str
) -> None:
    narration = data.draw(narrations(practice))
    sound = Sound(interval_bell_minutes=data.draw(st.sampled_from([0, 1, 3])))
    timeline = lay_out(practice, seconds, sound, narration=narration, anchor=anchor)
    assert timeline.seconds == seconds
    sound_as_a_whole(timeline)
    for p in timeline.placed:
        clip = clip_name(practice.id, p.line.cue, anchor)
        known = narration.clips.get(clip) if narration else None
        assert p.line.asset == (f"voice/v/{clip}" if known else "")
        if known:
            assert abs(p.line.length - known.seconds * RATE) <= 1
        assert p.line.text == p.line.cue.words(anchor)


def test_a_clip_with_other_words_is_stale_and_only_shown() -> None:
    practice = walk()
    whole = voice(practice)
    stale = replace(whole, clips={**whole.clips, "walk/a1": Clip(3.0, "This was a 1.")})
    timeline = lay_out(practice, 180, Sound(), narration=stale)
    assert timeline.captions[0].text == "This is a 1."
    assert "voice/v/walk/a1" not in {s.asset for s in timeline.score.sounds}
    assert "voice/v/walk/a2" in {s.asset for s in timeline.score.sounds}


def test_a_clip_is_named_by_its_anchor_only_where_its_words_depend_on_it() -> None:
    assert clip_name("walk", Cue(id="a1", text="Here."), "breath") == "walk/a1"
    assert clip_name("walk", Cue(id="a1", text="With {anchor}."), "breath") == "walk/a1-breath"


@pytest.mark.parametrize(
    ("ambience", "db"),
    [(Ambience.WAVES, -12), (Ambience.ROOM, -8), (Ambience.RAIN, -11), (Ambience.PAD, -9)],
)
def test_the_bed_goes_down_while_the_voice_speaks(ambience: Ambience, db: float) -> None:
    timeline = lay_out(walk(), 180, Sound(ambience=ambience), narration=voice(walk()))
    bed = timeline.score.bed
    assert bed is not None
    assert bed.ducks == tuple(Duck(p.start / RATE, p.end / RATE, db) for p in timeline.placed)
    silent = lay_out(walk(), 180, Sound(ambience=ambience)).score.bed
    assert silent is not None
    assert silent.ducks == (), "captions alone leave it as it is"


def test_short_pauses_keep_the_bed_down() -> None:
    assert scoring.merged([(9, 10), (0, 3), (4.9, 6), (8, 8.5)]) == [(0, 6), (8, 10)]


def test_interval_bells_are_moved_out_of_the_way_or_left_out() -> None:
    sound = Sound(interval_bell_minutes=1)
    timeline = lay_out(walk(), 240, sound, narration=voice(walk()))
    chimes = [s for s in timeline.score.sounds if s.asset == scoring.CHIME]
    assert [round(s.at / 60) for s in chimes] == [1, 2, 3]
    assert all(s.gain_db < 0 and s.channel is Channel.BELL for s in chimes)
    bells_are_clear(timeline)
    full = replace(walk(), stages=tuple(replace(s, gap=(2.0, 7.0)) for s in walk().stages))
    crowded = lay_out(full, 60, sound, narration=voice(full))
    assert not any(s.asset == scoring.CHIME for s in crowded.score.sounds)
    assert not any(s.asset == scoring.CHIME for s in lay_out(walk(), 240, Sound()).score.sounds)


def test_in_paced_breathing_they_ring_with_a_breath() -> None:
    timeline = lay_out(breathing(), 300, Sound(interval_bell_minutes=2))
    chimes = [s.at for s in timeline.score.sounds if s.asset == scoring.CHIME]
    assert len(chimes) == 2
    assert set(chimes) <= {s.start for s in timeline.stretches}
    assert [abs(at - wanted) <= 5 for at, wanted in zip(chimes, (120, 240), strict=True)] == [True, True]


def test_the_systems_voice_speaks_beside_the_score_and_the_bed_goes_down() -> None:
    timeline = lay_out(walk(), 180, Sound(), narration=SYSTEM)
    bed = timeline.score.bed
    assert bed is not None
    assert len(bed.ducks) == len(timeline.placed) > 0
    assert voices(timeline) == []


def test_the_narrator_that_is_set_else_another_else_none() -> None:
    low, high = (replace(voice(walk()), id=name) for name in ("low", "high"))
    assert chosen((low, high), "high") is high
    assert chosen((low, high), "gone") is low
    assert chosen((low, high), "system") is SYSTEM
    assert (chosen((low, high), ""), chosen((), "low")) == (None, None)


def recorded() -> Practice:
    found = table(
        id="lake", stages=None, recording={"seconds": 312.5}, durations=[325], shortest=325, longest=325
    )
    return read_practice(found, "p")


def test_a_recording_keeps_its_length_between_the_bells() -> None:
    timeline = lay_out(recorded(), 60, Sound(interval_bell_minutes=1))
    assert timeline.seconds == 324.5
    assert [(s.at, s.asset) for s in timeline.score.sounds] == [
        (0.0, "bells/open"), (4.0, "own/lake/recording"), (317.5, "bells/close"),
    ]  # fmt: skip
    assert timeline.score.bed is not None
    assert timeline.score.bed.ducks == (Duck(4.0, 316.5, -12.0),)
    assert [timeline.frame(at).caption for at in (2.0, 100.0, 320.0)] == ["", "Kind hand", ""]


def test_a_card_is_read_in_silence() -> None:
    card = lay_out(replace(walk(), card=True), 120, Sound(), narration=voice(walk()))
    assert (card.score.sounds, card.score.bed) == ((), None)
    assert card.captions[0].text == "This is a 1."


def voices(timeline: Timeline) -> list[str]:
    return [s.asset for s in timeline.score.sounds if s.channel is Channel.VOICE]


@given(st.data(), guided_practices())
def test_a_preview_of_a_guided_practice_says_its_first_cues_whole(
    data: st.DataObject, practice: Practice
) -> None:
    narration = data.draw(narrations(practice))
    timeline = preview(practice, Sound(), narration=narration)
    score = timeline.score
    assert score.seconds == timeline.seconds == SECONDS
    assert [c.start for c in timeline.captions] == [p.start / RATE for p in timeline.placed]
    assert all(s.at < SECONDS for s in score.sounds)
    lengths = {f"voice/v/{name}": clip.seconds for name, clip in narration.clips.items()} if narration else {}
    spoken = [(s.at, s.at + lengths[s.asset]) for s in score.sounds if s.channel is Channel.VOICE]
    assert all(a[1] < b[0] for a, b in pairwise(spoken))
    assert all(end < SECONDS - 1 for _, end in spoken)
    if narration and len(narration.clips) > 2 * len(practice.cues):
        assert spoken


def test_a_preview_of_each_kind() -> None:
    assert voices(preview(walk(), Sound(), narration=voice(walk()))) == [
        "voice/v/walk/a1", "voice/v/walk/a2", "voice/v/walk/b1", "voice/v/walk/b2",
    ]  # fmt: skip
    assert voices(preview(walk(), Sound())) == []
    assert voices(preview(recorded(), Sound())) == ["own/lake/recording"]
    paced = preview(breathing(), Sound())
    assert [s.asset for s in paced.score.sounds] == ["bells/open", "breath/in-4000", "breath/out-6000"]
    quiet = Sound(bells=False, breath_tones=False, ambience=Ambience.NONE)
    assert preview(breathing(), quiet).score == Score(seconds=SECONDS)
    assert paced.frame(5).phase == "in"
    assert preview(walk(), Sound()).frame(4).caption == "This is a 1."
