"""From the synthesiser's samples to a clip: filters, de-esser, compressor, trim, loudness.

There is no room round the voice: even a small one (0.2 s, 22 dB below) made the recogniser miss three more
words in a hundred. The bed gives the place instead.
"""

import numpy as np
from sounds.loudness import SILENCE, integrated
from sounds.noise import RATE, Samples, amplitude, filtered

LUFS = -21.0
"""Loudness as heard: a clip is mono and comes from both sides, which adds 3 dB to the file's own."""
_WORKING_LUFS = -24.0
_EDGE = RATE // 2
"""Frames of silence put round the speech, so that the filters have somewhere to ring."""
_STEP = RATE // 10
"""Lengths are rounded up to so many frames, because quick transforms need small prime factors."""
_HOP = RATE // 1000
_QUIET = -46.0
"""What lies this far below the loudest 10 ms of a clip, in dB, is no longer speech but silence."""
_LEAD, _TAIL = 0.030, 0.160
_FADE_IN, _FADE_OUT = 0.012, 0.120


def finished(speech: Samples) -> Samples:
    """The clip of `speech` (one channel at 48 kHz): the same samples for the same speech."""
    sound = np.pad(speech, (_EDGE, _EDGE + -len(speech) % _STEP))
    sound = filtered(sound, lambda f: _cut_below(f, 75.0, 2))
    sound = filtered(_levelled(sound, _WORKING_LUFS), _tone)
    sound = _compressed(_de_essed(sound))
    return _levelled(_trimmed(filtered(sound, lambda f: _cut_above(f, 9500.0, 3))), LUFS)


def resampled(sound: Samples, rate: int, to: int = RATE) -> Samples:
    """One channel at `rate` brought to `to` samples per second without aliases."""
    padded = np.pad(sound, (0, -len(sound) % (rate // 10)))
    frames = len(padded) * to // rate
    spectrum = np.fft.rfft(padded)[: frames // 2 + 1]
    return np.fft.irfft(spectrum, frames) * (frames / len(padded))


def heard(sound: Samples) -> Samples:
    """A mono clip as it is mixed: the same from both sides."""
    return np.stack([sound, sound])


def loudness(sound: Samples) -> float:
    """Integrated loudness of a mono clip as heard, in LUFS; one under 0.4 s counts with silence after it."""
    return integrated(heard(np.pad(sound, (0, max(0, round(0.4 * RATE) - len(sound))))))


def _levelled(sound: Samples, lufs: float) -> Samples:
    now = loudness(sound)
    if now == SILENCE:
        raise ValueError("nothing was spoken")
    return sound * amplitude(lufs - now)


def _cut_below(freq: Samples, corner: float, order: int) -> Samples:
    return 1 / np.sqrt(1 + (corner / freq) ** (2 * order))


def _cut_above(freq: Samples, corner: float, order: int) -> Samples:
    return 1 / np.sqrt(1 + (freq / corner) ** (2 * order))


def _tone(freq: Samples) -> Samples:
    """Warmer below 190 Hz, softer at 2.8 kHz and above 5.5 kHz, where the synthesis is hardest."""
    octaves = np.log2(freq / 2800.0)
    db = 1.5 / (1 + (freq / 190.0) ** 2) - 1.5 * np.exp(-((octaves / 0.75) ** 2))
    return 10 ** ((db - 2.5 / (1 + (5500.0 / freq) ** 2)) / 20)


def _de_essed(sound: Samples) -> Samples:
    """Hiss above 5.2 kHz held back 3:1 from -34 dBFS on, by 6 dB at most."""
    hiss = filtered(sound, lambda f: _cut_below(f, 5200.0, 4))
    over = np.maximum(_level(hiss, attack=0.002, release=0.060) + 34.0, 0.0)
    return sound - hiss * (1 - 10 ** (-np.minimum(over * 2 / 3, 6.0) / 20))


def _compressed(sound: Samples) -> Samples:
    """Loud syllables held back 2:1 from -26 dBFS on."""
    over = np.maximum(_level(sound, attack=0.012, release=0.200) + 26.0, 0.0)
    return sound * 10 ** (-over / 2 / 20)


def _level(sound: Samples, *, attack: float, release: float) -> Samples:
    """The level at each sample in dBFS, following rises and falls at their own speeds (seconds)."""
    hops = -(-len(sound) // _HOP)
    power = np.pad(sound, (0, hops * _HOP - len(sound))).reshape(hops, _HOP)
    steps = np.sqrt((power**2).mean(axis=1))
    rise, fall = (np.exp(-_HOP / RATE / time) for time in (attack, release))
    level = np.empty(hops)
    now = 0.0
    for index, step in enumerate(steps):
        keep = rise if step > now else fall
        now = keep * now + (1 - keep) * step
        level[index] = now
    middles = (np.arange(hops) + 0.5) * _HOP
    return 20 * np.log10(np.interp(np.arange(len(sound)), middles, level) + 1e-6)


def _trimmed(sound: Samples) -> Samples:
    """`sound` from a breath before the first of it that is heard to the end of its last, softly faded."""
    first, last = bounds(sound)
    start, end = max(0, first - round(_LEAD * RATE)), min(len(sound), last + round(_TAIL * RATE))
    cut = sound[start:end].copy()
    rise, fall = (round(length * RATE) for length in (_FADE_IN, _FADE_OUT))
    cut[:rise] *= np.sin(np.pi / 2 * np.arange(rise) / rise) ** 2
    cut[-fall:] *= np.cos(np.pi / 2 * (np.arange(fall) + 1) / fall) ** 2
    return cut


def bounds(sound: Samples) -> tuple[int, int]:
    """The frames between which something is heard. Raises ValueError on silence."""
    window = 10 * _HOP
    energy = np.cumsum(np.pad(sound**2, (window // 2 + 1, window // 2)))
    power = (energy[window:] - energy[:-window]) / window
    loud = np.flatnonzero(power > power.max() * 10 ** (_QUIET / 10))
    if power.max() < 1e-9:
        raise ValueError("nothing was spoken")
    return int(loud[0]), int(loud[-1]) + 1
