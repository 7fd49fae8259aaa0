"""Noise and slow movement built in the frequency domain, so that each piece repeats without a seam."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples per second of every asset."""

Samples = NDArray[np.floating[Any]]
Rng = np.random.Generator
Shape = Callable[[Samples], Samples]
"""Gain for each frequency in hertz (never 0 Hz)."""


def amplitude(db: float) -> float:
    """The linear factor of a level in decibels."""
    return float(10.0 ** (db / 20.0))


def seconds(frames: int) -> Samples:
    """The time of each sample."""
    return np.arange(frames) / RATE


def frequencies(frames: int) -> Samples:
    """The frequencies of a real FFT, with 0 Hz lifted to a hair above it so that shapes may divide."""
    freq = np.fft.rfftfreq(frames, 1 / RATE)
    freq[0] = freq[1] / 2
    return freq


def filtered(sound: Samples, shape: Shape) -> Samples:
    """`sound` (one row per channel) through a zero-phase filter on a ring: the end runs into the start."""
    frames = sound.shape[-1]
    gain = shape(frequencies(frames))
    gain[0] = 0.0
    return np.fft.irfft(np.fft.rfft(sound) * gain, frames)


def unit(sound: Samples) -> Samples:
    """`sound` with an RMS of 1 along its last axis."""
    scaled: Samples = sound / np.sqrt(np.mean(sound**2, axis=-1, keepdims=True))
    return scaled


def coloured(rng: Rng, frames: int, shape: Shape) -> Samples:
    """Periodic Gaussian noise with the spectrum `shape` and an RMS of 1."""
    return unit(filtered(rng.standard_normal(frames), shape))


def coloured_pair(rng: Rng, frames: int, shape: Shape, *, common: float, own: float) -> Samples:
    """Two channels that share part of their noise: a wide sound that still has a middle."""
    shared = common * coloured(rng, frames, shape)
    return np.stack([shared + own * coloured(rng, frames, shape) for _ in range(2)])


def drift(rng: Rng, frames: int, low: float, high: float) -> Samples:
    """A smooth random movement between `low` and `high` hertz, periodic, mostly within -1 and 1."""
    slow: Samples = np.tanh(coloured(rng, frames, lambda f: ((f >= low) & (f <= high)).astype(float)) / 1.5)
    return slow


def through(points: dict[float, float]) -> Shape:
    """A spectrum of straight lines in dB over octaves through `points` (hertz to dB).

    The outer lines go on beyond the outer points: a level held there would be an even hiss.
    """
    octave, db = np.log2(list(points)), np.array(list(points.values()), dtype=float)
    slopes = np.diff(db) / np.diff(octave)

    def shape(freq: Samples) -> Samples:
        at = np.log2(freq)
        below = slopes[0] * np.minimum(at - octave[0], 0.0)
        above = slopes[-1] * np.maximum(at - octave[-1], 0.0)
        gain: Samples = 10.0 ** ((np.interp(at, octave, db) + below + above) / 20.0)
        return gain

    return shape


def panned(sound: Samples, place: float | Samples) -> Samples:
    """One channel placed from -1 (left) to 1 (right) with constant power."""
    angle = (np.asarray(place) + 1.0) * np.pi / 4
    return np.stack([sound * np.cos(angle), sound * np.sin(angle)])
