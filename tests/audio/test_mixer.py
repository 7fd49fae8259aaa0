"""The mixer answers the same frames however it is asked, and begins every sound on its sample."""

import logging

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burnbreak.audio.clips import Clips
from burnbreak.audio.loop import Loop
from burnbreak.audio.mixer import Mixer, limit
from burnbreak.core.score import Bed, Channel, Duck, Score, Sound
from tests.audio.conftest import RATE, SoundFolder, noise, tone

QUIET_WITHOUT_CHECKS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


FAR = (Sound(at=-60.0, asset="bells/open", channel=Channel.BELL),)
"""Something that began long ago, so that nothing else opens the sitting."""


def full_score() -> Score:
    return Score(
        seconds=9.5,
        sounds=(
            Sound(at=0.0, asset="bells/open", channel=Channel.BELL, gain_db=-3),
            Sound(at=0.7, asset="voice/word", channel=Channel.VOICE),
            Sound(at=5.2, asset="voice/word", channel=Channel.VOICE, gain_db=-1),
            Sound(at=1.23457, asset="breath/in", channel=Channel.BREATH),
            Sound(at=1.5, asset="breath/in", channel=Channel.BREATH, gain_db=-9),
            Sound(at=8.9, asset="bells/open", channel=Channel.BELL, gain_db=6),
        ),
        bed=Bed(
            asset="beds/waves",
            start=0.5,
            end=9.0,
            fade_in=2,
            fade_out=3,
            gain_db=-2,
            ducks=(Duck(start=0.7, end=1.6, db=-7.0), Duck(start=5.2, end=6.1, db=-7.0)),
        ),
    )


@pytest.fixture(params=["flac", "opus"])
def full(sounds: SoundFolder, request: pytest.FixtureRequest) -> tuple[SoundFolder, np.ndarray]:
    """A folder for the full score, and that score rendered in one piece."""
    sounds.add("bells/open", tone(2.0, 600, level=0.6))
    sounds.add("breath/in", noise(1.7, channels=1, seed=3), ending=request.param)
    sounds.add("voice/word", noise(0.9, channels=1, seed=5), ending=request.param)
    sounds.add("beds/waves", noise(2.6, seed=4), ending=request.param)
    return sounds, Mixer(full_score(), Clips(sounds.open)).render(0, 480_000)


@QUIET_WITHOUT_CHECKS
@given(cuts=st.lists(st.integers(1, 90_000), min_size=1, max_size=8), start=st.integers(0, 300_000))
def test_any_cutting_gives_the_same_samples(
    full: tuple[SoundFolder, np.ndarray], cuts: list[int], start: int
) -> None:
    folder, whole = full
    mixer, first = Mixer(full_score(), Clips(folder.open)), start
    for count in cuts:
        wanted = np.zeros((count, 2), dtype=np.float32)
        wanted[: len(whole[first : first + count])] = whole[first : first + count]
        assert np.array_equal(mixer.render(first, count), wanted)
        first += count


@QUIET_WITHOUT_CHECKS
@given(asks=st.lists(st.tuples(st.integers(0, 470_000), st.integers(1, 5_000)), min_size=2, max_size=8))
def test_the_order_of_asking_does_not_matter(
    full: tuple[SoundFolder, np.ndarray], asks: list[tuple[int, int]]
) -> None:
    folder, whole = full
    mixer = Mixer(full_score(), Clips(folder.open))
    for first, count in asks:
        assert np.array_equal(mixer.render(first, count), whole[first : first + count])


@pytest.mark.parametrize("at", [0.0, 1 / 3, 1.00001, 2.7182818, 599.9999])
def test_a_sound_begins_on_its_sample(sounds: SoundFolder, at: float) -> None:
    clip = np.full((100, 2), 0.25)
    sounds.add("bells/open", clip)
    score = Score(seconds=700, sounds=(*FAR, Sound(at=at, asset="bells/open", channel=Channel.BELL)))
    first = round(at * RATE)
    heard = Mixer(score, Clips(sounds.open)).render(max(0, first - 50), 300)
    where = np.flatnonzero(heard[:, 0])
    assert where[0] == min(50, first)
    assert len(where) == 100
    assert np.allclose(heard[where], 0.25)


def test_gains_and_channel_volumes_multiply(sounds: SoundFolder) -> None:
    sounds.add("bells/open", np.full((1000, 2), 0.5))
    sounds.add("breath/in", np.full((1000, 1), 0.5))
    score = Score(
        seconds=1,
        sounds=(
            *FAR,
            Sound(at=0, asset="bells/open", channel=Channel.BELL, gain_db=-20),
            Sound(at=0.5, asset="breath/in", channel=Channel.BREATH),
        ),
    )
    mixed = Mixer(score, Clips(sounds.open), {Channel.BELL: 0.5}).render(0, RATE)
    assert mixed[500] == pytest.approx([0.025, 0.025], rel=1e-3)
    assert mixed[24_500] == pytest.approx([0.5, 0.5], rel=1e-3)


def test_the_bed_swells_and_leaves_without_a_step(sounds: SoundFolder) -> None:
    sounds.add("beds/waves", np.full((45 * RATE, 2), 0.4))
    score = Score(seconds=30, bed=Bed(asset="beds/waves", start=0, end=30, fade_in=4, fade_out=6))
    mixed = Mixer(score, Clips(sounds.open)).render(0, 30 * RATE)[:, 0]
    at_first, after = mixed[RATE // 2], mixed[5 * RATE - RATE // 4]
    assert at_first < after * 10 ** (-12 / 20), "the first second is at least 12 dB lower"
    assert after == pytest.approx(0.4, rel=0.01)
    assert np.max(np.abs(np.diff(mixed[: 4 * RATE]))) < 0.4 * 2.5 / (4 * RATE) * 1.1 + 2e-5
    assert np.max(np.abs(np.diff(mixed[24 * RATE :]))) < 0.4 * 1.5 / (6 * RATE) * 1.1 + 2e-5
    assert mixed[-1] < 1e-6


def test_the_opening_is_lower_even_without_a_fade(sounds: SoundFolder) -> None:
    sounds.add("beds/waves", np.full((20 * RATE, 2), 0.4))
    score = Score(seconds=20, bed=Bed(asset="beds/waves", start=0, end=99, fade_in=0, fade_out=0))
    mixed = Mixer(score, Clips(sounds.open)).render(0, 8 * RATE)[:, 0]
    assert 20 * np.log10(mixed[0] / 0.4) == pytest.approx(-12, abs=0.1)
    assert mixed[int(4.1 * RATE)] == pytest.approx(0.4, rel=1e-3)
    assert np.all(np.diff(mixed[: RATE * 2]) >= 0)


def test_what_begins_first_is_twelve_decibels_quieter(sounds: SoundFolder) -> None:
    """A bell, a voice or a bed: nobody is startled; what follows it is as loud as written."""
    sounds.add("bells/open", np.full((6 * RATE, 2), 0.4))
    for channel in (Channel.BELL, Channel.VOICE, Channel.BREATH):
        first, later = (Sound(at=at, asset="bells/open", channel=channel) for at in (2.0, 10.0))
        mixed = Mixer(Score(seconds=20, sounds=(first, later)), Clips(sounds.open)).render(0, 20 * RATE)[:, 0]
        level = 20 * np.log10(np.maximum(mixed, 1e-6) / 0.4)
        assert np.allclose(level[int(2.1 * RATE) : 3 * RATE], -12, atol=0.1)
        assert np.all(np.diff(level[3 * RATE : 6 * RATE]) >= -1e-4)
        assert np.allclose(level[6 * RATE : int(7.9 * RATE)], 0, atol=0.1)
        assert np.allclose(level[int(10.1 * RATE) : int(15.9 * RATE)], 0, atol=0.1)


def test_a_voice_cut_in_mid_breath_does_not_click(sounds: SoundFolder) -> None:
    sounds.add("voice/word", np.full((RATE, 1), 0.5))
    score = Score(seconds=5, sounds=(*FAR, Sound(at=2, asset="voice/word", channel=Channel.VOICE)))
    mixed = Mixer(score, Clips(sounds.open)).render(RATE, 3 * RATE)
    assert np.abs(np.diff(mixed, axis=0)).max() < 0.5 * 1.6 / 240
    assert np.allclose(mixed[RATE + 240 : 2 * RATE - 240], 0.5, atol=1e-4)


def test_the_loop_has_no_seam(sounds: SoundFolder) -> None:
    sounds.add("beds/waves", noise(5, seed=9))
    loop = Loop(sounds.open("beds/waves"))
    heard = loop.read(0, 20 * RATE)
    own = np.max(np.abs(np.diff(loop.read(RATE, 2 * RATE), axis=0)))
    assert np.max(np.abs(np.diff(heard, axis=0))) < 1.5 * own
    levels = [np.std(heard[i : i + RATE // 2]) for i in range(0, 20 * RATE, RATE // 2)]
    assert max(levels) / min(levels) < 1.4, "the crossfade keeps the loudness"


def test_a_sound_cut_by_the_end_leaves_softly(sounds: SoundFolder) -> None:
    sounds.add("bells/open", np.full((2 * RATE, 2), 0.5))
    score = Score(seconds=1, sounds=(Sound(at=0.2, asset="bells/open", channel=Channel.BELL),))
    mixed = Mixer(score, Clips(sounds.open)).render(0, 2 * RATE)
    assert np.max(np.abs(np.diff(mixed[RATE // 2 :], axis=0))) < 2e-4
    assert not mixed[RATE:].any()


@given(st.floats(-1000, 1000))
def test_nothing_passes_minus_one_decibel(level: float) -> None:
    bent = limit(np.array([[level, 0.1]], dtype=np.float32))
    assert abs(bent[0, 0]) <= 10 ** (-1 / 20)
    assert bent[0, 1] == np.float32(0.1)
    if abs(level) <= 0.7:
        assert bent[0, 0] == np.float32(level)
    else:
        assert np.sign(bent[0, 0]) == np.sign(level)


def test_the_limit_bends_without_a_corner() -> None:
    rising = np.linspace(0.5, 1.5, 10_001, dtype=np.float32)[:, None]
    slope = np.diff(limit(rising)[:, 0].astype(np.float64)) / 1e-4
    assert np.all(slope > 0)
    assert np.max(np.abs(np.diff(slope[::20]))) < 0.05


def test_missing_and_broken_sounds_are_silence_and_told_once(
    sounds: SoundFolder, caplog: pytest.LogCaptureFixture
) -> None:
    sounds.add("bells/low", tone(1), rate=44_100)
    (sounds.folder / "bells/bad.flac").write_bytes(b"fLaC" + bytes(100))
    (sounds.folder / "bells/folder.flac").mkdir()
    names = ("bells/none", "bells/low", "bells/bad", "bells/folder")
    score = Score(
        seconds=4,
        sounds=tuple(Sound(at=i / 2, asset=name, channel=Channel.BELL) for i, name in enumerate(names * 2)),
        bed=Bed(asset="beds/none", start=0, end=4),
    )
    clips = Clips(sounds.open)
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert not Mixer(score, clips).render(0, 4 * RATE).any()
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 5
    assert all(any(name in line for line in told) for name in (*names, "beds/none"))
    assert not any(str(sounds.folder) in line for line in told)


def test_a_bed_that_breaks_off_is_silence(sounds: SoundFolder, caplog: pytest.LogCaptureFixture) -> None:
    sounds.add("beds/waves", noise(3))
    mixer = Mixer(Score(seconds=9, bed=Bed(asset="beds/waves", start=0, end=9)), Clips(sounds.open))
    sounds.open("beds/waves").unlink()
    assert not mixer.render(0, RATE).any()
    assert not mixer.render(RATE, RATE).any()
    assert len(caplog.records) == 1


def test_the_cache_is_bounded_and_changes_nothing(sounds: SoundFolder) -> None:
    for index in range(6):
        sounds.add(f"breath/{index}", tone(0.5, 200 + 50 * index))
    score = Score(
        seconds=6,
        sounds=tuple(Sound(at=i, asset=f"breath/{i}", channel=Channel.BREATH) for i in range(6)),
    )
    small = Clips(sounds.open, limit=200_000)
    mixed = Mixer(score, small).render(0, 6 * RATE)
    assert small.size() <= 200_000
    assert np.array_equal(mixed, Mixer(score, Clips(sounds.open)).render(0, 6 * RATE))
