"""Loudness after ITU-R BS.1770-4 of a sound that comes in pieces, and the gain that sets it; 48 kHz only."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from burnbreak.audio.heard import RATE

Frames = NDArray[np.float32]
"""Shape (frames, channels)."""

SPOKEN = -21.0
"""LUFS of every voice in burnbreak."""
CEILING = -4.0
"""dBFS that no sample passes; leaves 1 dB to the peaks between samples and to the coder, under -3 dBTP."""
SILENCE = -120.0
"""LUFS told where there is nothing to measure."""
_MOST_RAISE = 24.0
"""dB; a sound that needs more is mostly noise."""
_MOST_TAMED = 8.0
"""dB taken off single peaks; what needs more is left less loud as a whole."""
_REACH = 10
"""Steps over which the gain goes down before a peak and up after it (5 ms each)."""

# BS.1770-4 tables 1 and 2: (b0, b1, b2), (1, a1, a2) at 48 kHz.
_HEAD = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_LOW_CUT = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_HOP = RATE // 10
"""A block is four of these, 0.4 s, and blocks overlap by three."""
_PIECE, _LEAD = 2 * RATE, RATE // 2
"""Frames weighed at once, and those before them over which the filters settle."""
_STEP = RATE // 200


class Meter:
    """Listens to a sound piece by piece; mono counts as heard from two loudspeakers."""

    def __init__(self, channels: int) -> None:
        self._factor = 2.0 if channels == 1 else 1.0
        self._kept: Frames = np.zeros((_LEAD, channels), dtype=np.float32)
        self._powers: list[NDArray[np.float64]] = []
        self._peaks: list[NDArray[np.float32]] = []
        self._odd: Frames = np.zeros((0, channels), dtype=np.float32)

    def hear(self, frames: Frames) -> None:
        """The next frames."""
        self._kept = np.concatenate((self._kept, frames))
        while len(self._kept) >= _LEAD + _PIECE:
            self._weigh(self._kept[: _LEAD + _PIECE], _PIECE)
            self._kept = self._kept[_PIECE:]
        steps = np.concatenate((self._odd, frames))
        whole = len(steps) // _STEP * _STEP
        self._odd = steps[whole:]
        self._peaks.append(np.abs(steps[:whole]).reshape(-1, _STEP * steps.shape[1]).max(axis=1))

    def loudness(self) -> float:
        """Integrated loudness in LUFS of all that was heard; call it at the end."""
        left = len(self._kept) - _LEAD
        rest = np.zeros((_LEAD + _PIECE, self._kept.shape[1]), dtype=np.float32)
        rest[: len(self._kept)] = self._kept
        powers = [*self._powers, self._power_of(rest)[: left // _HOP]]
        power = np.concatenate(powers) * self._factor
        if len(power) < 4:
            return SILENCE
        blocks = np.convolve(power, np.full(4, 0.25), "valid")
        heard = blocks[blocks > 10 ** ((-70.0 + 0.691) / 10)]
        if not heard.size:
            return SILENCE
        heard = heard[heard > heard.mean() / 10.0]
        return float(-0.691 + 10 * np.log10(heard.mean()))

    def peaks(self) -> NDArray[np.float32]:
        """The highest sample of each 5 ms."""
        odd = [np.abs(self._odd).max(keepdims=True)[0]] if len(self._odd) else []
        return np.concatenate([*self._peaks, *odd]) if self._peaks or odd else np.zeros(1, dtype=np.float32)

    def _weigh(self, frames: Frames, count: int) -> None:
        self._powers.append(self._power_of(frames)[: count // _HOP])

    def _power_of(self, frames: Frames) -> NDArray[np.float64]:
        weighed = np.fft.irfft(
            np.fft.rfft(frames, axis=0) * _weight(len(frames))[:, None], len(frames), axis=0
        )
        power: NDArray[np.float64] = (weighed[_LEAD:] ** 2).sum(axis=1).reshape(-1, _HOP).mean(axis=1)
        return power


class Leveller:
    """Brings a sound that a meter has heard to a loudness, with its peaks under the ceiling."""

    def __init__(self, meter: Meter, wanted: float) -> None:
        """`wanted` is in LUFS. Silence stays as it is."""
        loudness, peaks = meter.loudness(), meter.peaks().astype(np.float64)
        raise_db = min(wanted - loudness, _MOST_RAISE) if loudness > SILENCE else 0.0
        highest = max(float(peaks.max()), 1e-9)
        room = CEILING + _MOST_TAMED - 20 * np.log10(highest)
        gain = 10 ** (min(raise_db, room) / 20)
        needed = np.minimum(1.0, 10 ** (CEILING / 20) / np.maximum(gain * peaks, 1e-9))
        self._curve = gain * _smoothed(needed)
        self._at = 0

    def level(self, frames: Frames) -> Frames:
        """The next frames, at their gain."""
        steps = (np.arange(self._at, self._at + len(frames)) + 0.5) / _STEP - 0.5
        self._at += len(frames)
        gains = np.interp(steps, np.arange(len(self._curve)), self._curve)
        levelled: Frames = frames * gains.astype(np.float32)[:, None]
        return levelled


def _smoothed(needed: NDArray[np.float64]) -> NDArray[np.float64]:
    """A gain per step that turns gently and is nowhere above what its step and its neighbours need."""
    reach = _REACH + 1
    padded = np.pad(needed, reach + _REACH, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * _REACH + 3)[1:-1]
    return np.convolve(lowest, window / window.sum(), "valid")


@cache
def _weight(frames: int) -> NDArray[np.complex128]:
    """The K-weighting's answer at the frequencies of an FFT."""
    back = np.exp(-2j * np.pi * np.arange(frames // 2 + 1) / frames)
    weight: NDArray[np.complex128] = np.ones_like(back)
    for top, bottom in (_HEAD, _LOW_CUT):
        weight *= np.polyval(top[::-1], back) / np.polyval(bottom[::-1], back)
    return weight
