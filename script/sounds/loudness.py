"""Loudness and true peak after ITU-R BS.1770-4 (K-weighting, two gates), for 48 kHz only."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sounds.noise import RATE, Samples

# BS.1770-4 tables 1 and 2: (b0, b1, b2), (1, a1, a2) at 48 kHz.
_HEAD = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_LOW_CUT = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_HOP = RATE // 10
"""A block is four of these, 0.4 s, and blocks overlap by three."""
_PIECE, _LEAD = 2 * RATE, RATE // 2
"""Frames filtered at once, and those before them over which the filters settle."""
SILENCE = -120.0
"""What is returned, in LUFS or dBFS, where there is nothing to measure."""


def k_weighted(sound: Samples) -> Samples:
    """`sound` (one row per channel) as the ear weighs it, in pieces that fit a cache."""
    padded = _PIECE + _LEAD
    weight = _weight(padded).astype(np.result_type(sound, np.complex64))
    led = np.pad(sound, ((0, 0), (_LEAD, 0)))
    pieces = [
        np.fft.irfft(np.fft.rfft(led[:, at : at + padded], padded) * weight, padded)[:, _LEAD:]
        for at in range(0, sound.shape[1], _PIECE)
    ]
    return np.concatenate(pieces, axis=1)[:, : sound.shape[1]]


def integrated(sound: Samples) -> float:
    """Integrated loudness in LUFS of a sound of at least 0.4 s, one row per channel."""
    hops = sound.shape[1] // _HOP
    return gated((k_weighted(sound)[:, : hops * _HOP] ** 2).sum(axis=0).reshape(hops, _HOP).mean(axis=1))


def gated(powers: Samples) -> float:
    """Integrated loudness of the weighed power in each tenth of a second, all channels added."""
    blocks = np.convolve(powers, np.full(4, 0.25), "valid")
    heard = blocks[blocks > _power(-70.0)]
    if not heard.size:
        return SILENCE
    heard = heard[heard > heard.mean() / 10.0]
    return loudness_of(float(heard.mean()))


def loudness_of(power: float) -> float:
    """LUFS of a mean weighed power."""
    return float(-0.691 + 10 * np.log10(power)) if power > 0 else SILENCE


def true_peak(sound: Samples) -> float:
    """The highest level between the samples too, in dBTP, by fourfold oversampling."""
    frames = -(-sound.shape[-1] // RATE) * RATE
    peak = max(float(np.max(np.abs(np.fft.irfft(4 * np.fft.rfft(row, frames), 4 * frames)))) for row in sound)
    return float(20 * np.log10(peak)) if peak > 1e-6 else SILENCE


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


@cache
def _weight(frames: int) -> NDArray[np.complex128]:
    """The K-weighting's answer at the frequencies of an FFT."""
    back = np.exp(-2j * np.pi * np.arange(frames // 2 + 1) / frames)
    weight = np.ones_like(back)
    for top, bottom in (_HEAD, _LOW_CUT):
        weight *= np.polyval(top[::-1], back) / np.polyval(bottom[::-1], back)
    return weight
