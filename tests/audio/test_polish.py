"""A recorded cue comes out trimmed, at its loudness, and with what is amiss told."""

import numpy as np
import pytest

from burnbreak.audio.heard import RATE
from burnbreak.audio.polish import Polished, loudness, polish, true_peak
from burnbreak.core.recording import Remark
from tests.audio.speaking import Sound, as_recorded, key_press, placed, room, sentence

PEAKS = {Remark.CLIPPED, Remark.QUIET, Remark.NOISY}


def polished(sound: Sound) -> Polished | None:
    return polish(as_recorded(sound).astype(np.float32) / 32768)


def good(sound: Sound) -> Polished:
    found = polished(sound)
    assert found is not None
    return found


def spoken(words: Sound, at: float, total: float, *, noise_db: float = -60.0, gain: float = 1.0) -> Polished:
    found = polished(gain * placed(total, (at, words)) + room(total, level_db=noise_db))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("noise_db", "within"), [(-75.0, 0.06), (-60.0, 0.06), (-48.0, 0.06)])
def test_silence_before_and_after_goes(seed: int, noise_db: float, within: float) -> None:
    words = sentence(2.0 + seed / 2, seed=seed)
    found = spoken(words, 1.3, 8.0, noise_db=noise_db)
    assert found.start / RATE == pytest.approx(1.3, abs=within)
    assert found.end / RATE == pytest.approx(1.3 + len(words) / RATE, abs=within)
    assert len(found.sound) == found.end - found.start
    assert found.remarks == ()


@pytest.mark.parametrize("gain", [0.03, 0.1, 0.3, 1.0, 2.0])
@pytest.mark.parametrize("seconds", [0.5, 1.2, 4.0])
def test_every_voice_comes_to_the_same_loudness(gain: float, seconds: float) -> None:
    found = spoken(
        sentence(seconds, seed=4), 1.0, seconds + 2.5, noise_db=-92.0 + 20 * np.log10(gain) + 20, gain=gain
    )
    assert loudness(found.sound) == pytest.approx(-21.0, abs=0.5)
    assert true_peak(found.sound) <= -3.0


def test_it_begins_and_ends_in_silence_without_a_step() -> None:
    found = spoken(sentence(2.0), 1.0, 4.0, noise_db=-50.0)
    assert abs(found.sound[0]) < 1e-4
    assert abs(found.sound[-1]) < 1e-3
    steps = np.abs(np.diff(found.sound))
    assert steps[:480].max() < steps.max() / 3


def test_pauses_are_lowered_only_where_the_voice_stands_far_out_of_the_noise() -> None:
    gap = slice(round(1.35 * RATE), round(1.95 * RATE))
    lowered = []
    for noise_db in (-66.0, -36.0):
        words = placed(3.0, (0.0, sentence(1.0, seed=1)[: round(1.1 * RATE)]), (2.2, sentence(0.7, seed=2)))
        noise = room(5.0, level_db=noise_db)
        sound = placed(5.0, (1.0, words)) + noise
        found = good(sound)
        hum_free = room(5.0, level_db=noise_db)
        inside = found.sound[gap.start + RATE - found.start : gap.stop + RATE - found.start]
        voice = np.sqrt(np.mean(found.sound[: RATE // 2] ** 2))
        before = np.sqrt(np.mean(sound[RATE : RATE + RATE // 2] ** 2))
        ratio = 20 * np.log10(np.sqrt(np.mean(inside**2)) / voice)
        was = 20 * np.log10(np.sqrt(np.mean(hum_free[gap] ** 2)) / before)
        lowered.append(was - ratio)
    assert lowered[0] > 8.0
    assert lowered[1] < 4.0


def test_speech_itself_is_left_as_it_was() -> None:
    """What comes out is what went in, but for one gain and what lies under the voice."""
    words = sentence(3.0, seed=6)
    found = spoken(words, 1.0, 5.0, noise_db=-70.0)
    first = RATE - found.start
    inner = slice(RATE // 2, 2 * RATE)
    out, went = found.sound[first:][inner].astype(float), words[inner]
    gain = np.dot(out, went) / np.dot(went, went)
    assert np.sqrt(np.mean((out - gain * went) ** 2)) < 0.12 * np.sqrt(np.mean((gain * went) ** 2))


def test_the_keys_that_were_pressed_are_not_in_it() -> None:
    words = sentence(2.0, seed=3)
    sound = placed(5.0, (0.05, key_press()), (1.0, words), (1.25 + len(words) / RATE, key_press()))
    found = good((sound + room(5.0))[: round((1.45 + len(words) / RATE) * RATE)])
    assert found.start / RATE == pytest.approx(1.0, abs=0.06)
    assert found.end / RATE == pytest.approx(1.0 + len(words) / RATE, abs=0.06)


def test_a_device_that_warms_up_in_exact_silence_does_not_count_as_quiet() -> None:
    words = sentence(1.5, seed=3)
    sound = placed(4.0, (1.5, words)) + room(4.0, level_db=-50.0)
    sound[: RATE // 3] = 0.0
    assert good(sound).start / RATE == pytest.approx(1.5, abs=0.06)


def test_a_microphone_that_silences_pauses_itself_is_understood() -> None:
    words = sentence(2.0, seed=5)
    found = good(placed(5.0, (1.5, words)))
    assert found.start / RATE == pytest.approx(1.5, abs=0.06)
    assert found.end / RATE == pytest.approx(1.5 + len(words) / RATE, abs=0.06)


@pytest.mark.parametrize(
    "sound",
    [room(3.0), np.zeros(RATE), np.zeros(0), np.zeros(300), placed(3.0, (1.0, key_press())) + room(3.0)],
)
def test_where_nobody_speaks_there_is_no_clip(sound: Sound) -> None:
    assert polished(sound) is None


def test_too_loud_too_quiet_and_too_noisy_are_told() -> None:
    words = sentence(2.0)
    assert Remark.CLIPPED in spoken(words, 1.0, 4.0, gain=12.0).remarks
    assert Remark.QUIET in spoken(words, 1.0, 4.0, noise_db=-85.0, gain=0.02).remarks
    assert Remark.NOISY in spoken(words, 1.0, 4.0, noise_db=-30.0).remarks
    assert not PEAKS & set(spoken(words, 1.0, 4.0).remarks)


def test_a_beginning_or_an_end_that_may_be_cut_is_told() -> None:
    words = sentence(2.0)
    assert Remark.CUT_START in spoken(words[RATE // 4 :], 0.0, 4.0).remarks
    assert Remark.CUT_END in spoken(words, 1.0, 2.7).remarks
