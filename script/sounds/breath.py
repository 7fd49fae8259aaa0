"""Breath cues: noise through moving bands, as air is heard in a throat; rising in, falling out."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sounds.noise import Rng, Samples, amplitude, coloured_pair, drift, frequencies

_WINDOW, _HOP = 2048, 256
_COMMON, _OWN = 0.75, 0.5
_FLUTTER = 0.12
_RUMBLE = 180.0  # hertz; below it pink noise only thumps


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One direction of breath: each band glides from its first to its second frequency (hertz)."""

    low: tuple[float, float]
    high: tuple[float, float]
    air: tuple[float, float]
    top: float
    """Where in the phase it is loudest, from 0 to 1."""
    fall: float
    """Power of the cosine after that; higher falls sooner."""


IN = Way(low=(400, 800), high=(1200, 1900), air=(2600, 4800), top=0.72, fall=2.0)
OUT = Way(low=(640, 370), high=(1550, 900), air=(3600, 1600), top=0.22, fall=1.6)
SIP = Way(low=(780, 1080), high=(1800, 2400), air=(4200, 6000), top=0.6, fall=2.0)


def breath(rng: Rng, frames: int, *, way: Way) -> Samples:
    """One breath that fills its `frames` and is silent at both ends."""
    noise = coloured_pair(rng, frames, lambda f: 1 / np.sqrt(np.maximum(f, 60)), common=_COMMON, own=_OWN)
    flutter = 1 + _FLUTTER * drift(rng, frames, 0.7, 9.0)
    place = np.arange(frames) / (frames - 1)
    return _glided(noise, way) * flutter * _swell(place, way)


def _swell(place: Samples, way: Way) -> Samples:
    rise = np.sin(np.pi / 2 * np.minimum(place / way.top, 1.0)) ** 2
    fall = np.cos(np.pi / 2 * np.clip((place - way.top) / (1 - way.top), 0.0, 1.0))
    return rise * np.maximum(fall, 0.0) ** way.fall


def _glided(noise: Samples, way: Way) -> Samples:
    """`noise` through the bands of `way`, which move with the time: short windows, added up again."""
    frames = noise.shape[-1]
    window = np.sqrt(np.hanning(_WINDOW + 1)[:-1])
    padded = np.pad(noise, ((0, 0), (_WINDOW, _WINDOW + _HOP)), mode="wrap")
    pieces = sliding_window_view(padded, _WINDOW, axis=-1)[:, ::_HOP]
    middles = np.arange(pieces.shape[1]) * _HOP - _WINDOW // 2
    gain = _bands(np.clip(middles / frames, 0.0, 1.0)[:, None], way)
    shaped = np.fft.irfft(np.fft.rfft(pieces * window) * gain, _WINDOW) * window
    out = np.zeros_like(padded)
    for index in range(pieces.shape[1]):
        out[:, index * _HOP : index * _HOP + _WINDOW] += shaped[:, index]
    return out[:, _WINDOW : _WINDOW + frames]


def _bands(place: Samples, way: Way) -> Samples:
    """The gain of each frequency at each place in the phase: two formants and broad air above.

    The skirts fall by 9 dB per octave, not 6: else they hide the glide, which is what tells in from out.
    """
    freq = frequencies(_WINDOW)
    gain = np.zeros((place.shape[0], freq.size))
    for (start, end), q, level in ((way.low, 1.6, 0), (way.high, 2.2, -6), (way.air, 0.8, -18)):
        middle = start * (end / start) ** place
        gain += amplitude(level) * (1 + (q * (freq / middle - middle / freq)) ** 2) ** -0.75
    return gain / (1 + (_RUMBLE / freq) ** 4)
