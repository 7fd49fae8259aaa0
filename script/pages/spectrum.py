"""What is drawn of a sound: its peaks over time, and its levels over time and pitch."""

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
LOWEST, HIGHEST = 60.0, 12_000.0
"""Hertz at the two edges of the spectrogram, whose rows are equal steps of pitch."""
FAINTEST, LOUDEST = -96.0, -36.0
"""Decibels (full scale: a sine that fills it) from which and up to which something is drawn."""
_WINDOW = 4096
_AT_ONCE = 64

Sound = NDArray[np.float32]
Levels = NDArray[np.float32]


def peaks(sound: Sound, columns: int) -> Levels:
    """The highest sample of either channel in each of so many equal pieces, 0 to 1."""
    edges = np.linspace(0, len(sound), columns + 1).astype(int)[:-1]
    loudest: Levels = np.maximum.reduceat(np.abs(sound).max(axis=1), edges)
    return loudest


def spectrogram(sound: Sound, columns: int, rows: int) -> Levels:
    """How strong each pitch is at each time, 0 to 1; the first row is the highest pitch."""
    mono = np.pad(sound.mean(axis=1), _WINDOW)
    window = np.hanning(_WINDOW).astype(np.float32)
    piece = len(sound) / columns
    # Several windows to a column, or else short sounds would fall between them.
    windows = max(1, round(piece / (_WINDOW // 2)))
    starts = (_WINDOW // 2 + (np.arange(columns * windows) + 0.5) * piece / windows).astype(int)
    lows, highs = _bands(rows)
    found = np.empty((rows, columns), dtype=np.float32)
    for first in range(0, columns, _AT_ONCE):
        some = starts[first * windows : (first + _AT_ONCE) * windows]
        frames = np.lib.stride_tricks.sliding_window_view(mono, _WINDOW)[some] * window
        power = np.abs(np.fft.rfft(frames, axis=1)) ** 2 / (window.sum() / 2) ** 2
        power = power.reshape(-1, windows, power.shape[1]).mean(axis=1)
        added = np.concatenate([np.zeros((len(power), 1)), np.cumsum(power, axis=1)], axis=1)
        bands = (added[:, highs] - added[:, lows]) / (highs - lows)
        found[:, first : first + len(power)] = 10 * np.log10(bands.T + 1e-20)
    return np.clip((found - FAINTEST) / (LOUDEST - FAINTEST), 0.0, 1.0)


def _bands(rows: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first bin of each row's band, and that after its last."""
    edges = HIGHEST * (LOWEST / HIGHEST) ** (np.arange(rows + 1) / rows) * _WINDOW / RATE
    lows = np.floor(edges[1:]).astype(np.intp)
    return lows, np.maximum(np.ceil(edges[:-1]).astype(np.intp), lows + 1)
