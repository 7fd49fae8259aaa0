"""Struck metal: a singing bowl that opens or closes a sitting, and a small bar chime between."""

import numpy as np

from sounds.noise import RATE, Rng, Samples, amplitude, coloured, panned, seconds, through

# Bowl modes after Inacio, Henrique and Antunes (2006): ratio to the lowest, level in dB, beat in Hz.
_BOWL = (
    (1.0, 0.0, 0.55),
    (2.77, -7.0, 1.1),
    (5.18, -15.0, 2.3),
    (8.16, -24.0, 3.7),
    (11.7, -33.0, 5.1),
    (15.6, -42.0, 6.3),
)
# A free bar: ratio, level in dB, seconds to fall by 60 dB.
_BAR = ((1.0, 0.0, 6.0), (2.756, -9.0, 3.2), (5.404, -18.0, 1.4), (8.933, -30.0, 0.6))
_WEAK_HALF = 0.36  # a stronger one makes the bowl wobble by 12 dB
_HALF_PLACE = 0.22


def bowl(rng: Rng, frames: int, *, pitch: float, ring: float) -> Samples:
    """A bowl of `pitch` hertz whose lowest mode falls by 60 dB in `ring` seconds."""
    time = seconds(frames)
    sound = np.zeros((2, frames))
    for ratio, level, beat in _BOWL:
        attack = 0.030 if ratio == 1.0 else 0.004
        shape = amplitude(level) * _struck(time, attack, ring * ratio**-0.85)
        sound += _doublet(rng, time, pitch * ratio, beat) * shape
    return (sound + panned(_felt(rng, time), 0.0)) * _fade(frames, 2.5)


def chime(rng: Rng, frames: int, *, pitch: float) -> Samples:
    """A free bar of `pitch` hertz struck softly."""
    time = seconds(frames)
    sound = np.zeros((2, frames))
    for ratio, level, ring in _BAR:
        shape = amplitude(level) * _struck(time, 0.006, ring)
        sound += _doublet(rng, time, pitch * ratio, 0.4 * ratio) * shape
    return sound * _fade(frames, 2.0)


def _doublet(rng: Rng, time: Samples, pitch: float, beat: float) -> Samples:
    """The two near pitches of one mode, set apart so that the beat moves between the ears."""
    settled = time + 0.0008 * 1.2 * (1 - np.exp(-time / 1.2))  # a strike starts 0.08 % sharp
    phase = rng.uniform(0, 2 * np.pi, 2)
    strong = np.sin(2 * np.pi * (pitch - beat / 2) * settled + phase[0])
    weak = _WEAK_HALF * np.sin(2 * np.pi * (pitch + beat / 2) * settled + phase[1])
    return panned(strong, -_HALF_PLACE) + panned(weak, _HALF_PLACE)


def _struck(time: Samples, attack: float, ring: float) -> Samples:
    rise = np.sin(np.pi / 2 * np.minimum(time / attack, 1.0)) ** 2
    return rise * 10.0 ** (-3.0 * time / ring)


def _felt(rng: Rng, time: Samples) -> Samples:
    """The thump of the mallet's felt."""
    shape = through({60: -40, 250: 0, 1400: 0, 5000: -40})
    rise = np.sin(np.pi / 2 * np.minimum(time / 0.003, 1.0)) ** 2
    return amplitude(-20) * coloured(rng, time.size, shape) * rise * np.exp(-time / 0.018)


def _fade(frames: int, length: float) -> Samples:
    left = (frames - 1 - np.arange(frames)) / (length * RATE)
    return np.minimum(left, 1.0) ** 2
