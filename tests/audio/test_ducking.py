"""The bed steps back for the voice: in time, as far as written, smoothly, the same for any cutting."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from burnbreak.audio.clips import Clips
from burnbreak.audio.ducking import Ducking
from burnbreak.audio.mixer import Mixer
from burnbreak.core.score import Bed, Channel, Duck, Score, Sound
from tests.audio.conftest import RATE, SoundFolder, noise

LENGTH = 20 * RATE
DUCKS = (Duck(start=3.0, end=6.0, db=-7.0), Duck(start=9.5, end=11.25, db=-9.0))


def decibels(ducks: tuple[Duck, ...], start: int = 0, end: int = LENGTH) -> NDArray[np.float64]:
    gain = Ducking(ducks).gain(start, end)
    return np.zeros(end - start) if gain is None else 20 * np.log10(gain.astype(np.float64))


def test_it_is_down_when_the_voice_begins_and_up_again_after_it() -> None:
    level = decibels(DUCKS)
    assert np.allclose(level[3 * RATE : 6 * RATE], -7.0, atol=1e-4)
    assert np.allclose(level[int(9.5 * RATE) : int(11.25 * RATE)], -9.0, atol=1e-4)
    for begin, end in ((0.0, 2.65), (7.2, 9.15), (12.45, 20.0)):
        assert not level[round(begin * RATE) : round(end * RATE)].any()
    assert level[int(2.7 * RATE)] < 0
    assert level[int(7.1 * RATE)] < 0


def test_it_moves_smoothly_in_decibels() -> None:
    level = decibels(DUCKS)
    speed = np.diff(level) * RATE
    assert np.abs(speed).max() < 9.0 / 0.35 * 1.6
    assert np.abs(np.diff(speed)).max() < 0.02 * RATE, "no corner: the speed itself has no step"
    assert np.all(np.diff(level[int(2.5 * RATE) : 6 * RATE]) <= 0)
    assert np.all(np.diff(level[6 * RATE : 9 * RATE]) >= 0)


def test_where_ducks_meet_the_deeper_one_counts() -> None:
    near = (Duck(start=3.0, end=4.0, db=-7.0), Duck(start=4.5, end=6.0, db=-9.0))
    level = decibels(near)
    assert np.allclose(level, np.minimum(decibels(near[:1]), decibels(near[1:])), atol=1e-5)
    assert level.min() == pytest.approx(-9.0, abs=1e-4)


@given(st.lists(st.integers(1, LENGTH - 1), min_size=1, max_size=6, unique=True))
def test_any_cutting_gives_the_same_gain(cuts: list[int]) -> None:
    ducking = Ducking(DUCKS)
    whole = ducking.gain(0, LENGTH)
    assert whole is not None
    for start, end in pairwise([0, *sorted(cuts), LENGTH]):
        part = ducking.gain(start, end)
        wanted = whole[start:end]
        assert np.array_equal(wanted, np.ones(end - start)) if part is None else np.array_equal(wanted, part)


def test_a_duck_over_the_beginning_and_one_over_the_end() -> None:
    level = decibels((Duck(start=0.1, end=1.0, db=-7.0), Duck(start=19.0, end=30.0, db=-7.0)))
    assert level[0] < 0
    assert level[-1] == pytest.approx(-7.0, abs=1e-4)


def bed_under_voice(sounds: SoundFolder, volumes: dict[Channel, float] | None = None) -> NDArray[np.float64]:
    """The level of the bed alone, in dB of what it is without a duck, each tenth of a second."""
    bed = Bed(asset="beds/pad", start=0, end=99, fade_in=0, fade_out=0, ducks=DUCKS)
    voice = Sound(at=3.0, asset="voice/silence", channel=Channel.VOICE)
    sounds.add("beds/pad", np.full((20 * RATE, 2), 0.25))
    sounds.add("voice/silence", np.zeros((3 * RATE, 1)))
    mixed = Mixer(Score(seconds=40, sounds=(voice,), bed=bed), Clips(sounds.open), volumes)
    return 20 * np.log10(mixed.render(5 * RATE, 10 * RATE)[::4800, 0] / 0.25)


def test_the_mixer_ducks_the_bed(sounds: SoundFolder) -> None:
    level = bed_under_voice(sounds)
    assert level[5] == pytest.approx(-7.0, abs=0.01)
    assert level[30] == pytest.approx(0.0, abs=0.01)
    assert level[55] == pytest.approx(-9.0, abs=0.01)


def test_a_voice_turned_off_ducks_nothing(sounds: SoundFolder) -> None:
    assert np.allclose(bed_under_voice(sounds, {Channel.VOICE: 0.0}), 0.0, atol=0.01)
    assert bed_under_voice(sounds, {Channel.VOICE: 0.1})[5] == pytest.approx(-7.0, abs=0.01)


def test_the_words_themselves_are_not_ducked(sounds: SoundFolder) -> None:
    word = noise(2.0, channels=1, seed=8)
    sounds.add("voice/word", word)
    silent = Bed(asset="beds/none", start=0, end=40, ducks=(Duck(start=10.0, end=12.0, db=-20.0),))
    first = Sound(at=0.0, asset="voice/word", channel=Channel.VOICE)
    score = Score(
        seconds=40, bed=silent, sounds=(first, Sound(at=10.0, asset="voice/word", channel=Channel.VOICE))
    )
    sounds.add("beds/none", np.zeros((5 * RATE, 2)))
    heard = Mixer(score, Clips(sounds.open)).render(10 * RATE, 2 * RATE)
    middle = slice(480, -480)
    assert np.allclose(heard[middle, 0], word[middle, 0], atol=1e-4)
    assert np.array_equal(heard[:, 0], heard[:, 1])
