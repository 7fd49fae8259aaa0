"""Where speech is in a recording: levels over time, the floor of noise, stretches that stand out of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from burnbreak.audio.heard import RATE

Mono = NDArray[np.float32]
Levels = NDArray[np.float64]
"""dBFS of each hop in two rows: of all, and of the high sounds alone, where hisses stand out of a room."""
HOP = RATE // 100
"""Frames of one level."""
NOTHING_DB = -120.0
_DIGITAL_ZERO, _LEAST_FLOOR = -110.0, -90.0
_CUT_HZ = 70.0
_LEAD = RATE // 4
_LEAST_OVER = 10.0
"""dB by which speech stands out from the noise, or it is none."""
_SMOOTH = 5
_JOINED = 25
"""Hops: nearer than this, two sounds are one."""
_NEXT = 5
"""Nearer than this, two sounds are even one syllable."""
_CLICK = 16
"""A lone sound shorter than this is a key or the table."""
_ALONE = 20
"""So far from speech, it is alone."""
_BRIDGE, _LEAST_SOFT, _FURTHEST = 10, 4, 40
"""A soft sound belongs to the word that is so near, if it lasts so long; and no further than this (hops)."""
_CLEARLY = 3.0
"""dB by which it stands out from the last of a room's echo."""
_EDGE, _EDGE_ALONE = 30, 8
"""Near the ends of a take, where keys are pressed, less distance is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a recording sounds like as a whole, in dBFS of a hop."""

    floor: float
    speech: float
    high_floor: float = NOTHING_DB
    """The noise of the high sounds."""

    @property
    def over(self) -> float:
        """By how much speech stands out from the noise (dB)."""
        return self.speech - self.floor

    def excess(self, found: Levels) -> NDArray[np.float64]:
        """By how much each hop stands out from the noise (dB), over 50 ms."""
        over: NDArray[np.float64] = np.maximum(
            smoothed(found[0]) - self.floor, smoothed(found[1]) - self.high_floor
        )
        return over


def high_passed(sound: Mono) -> Mono:
    """Without what lies below a voice: rumble, steps, a constant offset. Gentle, and without delay."""
    padded = np.pad(sound, (_LEAD, _LEAD))
    size = -(-len(padded) // RATE) * RATE
    pitch = np.fft.rfftfreq(size, 1 / RATE)
    keep = 1.0 / (1.0 + (_CUT_HZ / np.maximum(pitch, 1e-3)) ** 4)
    passed = np.fft.irfft(np.fft.rfft(padded, size) * keep, size)
    return passed[_LEAD : _LEAD + len(sound)].astype(np.float32)


def levels(sound: Mono) -> Levels:
    """Levels of each whole hop."""
    hops = len(sound) // HOP
    high = np.diff(sound, 2, prepend=np.zeros(2, dtype=np.float32))
    rows = (row[: hops * HOP].reshape(hops, HOP).astype(np.float64) for row in (sound, high))
    return np.stack([10 * np.log10((row**2).mean(axis=1) + 1e-12) for row in rows])


def room(found: Levels) -> Room:
    """Noise and speech of a take. Exact silence is a device that warms up, unless there is a lot of it."""
    sounding = found[0] > _DIGITAL_ZERO
    if not sounding.any():
        return Room(floor=NOTHING_DB, speech=NOTHING_DB)
    rest = sounding[int(np.argmax(sounding)) :]
    gated = np.count_nonzero(~rest) > 0.2 * len(rest)
    floors = [_LEAST_FLOOR if gated else float(np.percentile(row[sounding], 10)) for row in found]
    return Room(
        floor=max(floors[0], _LEAST_FLOOR),
        high_floor=max(floors[1], _LEAST_FLOOR),
        speech=float(np.percentile(found[0][sounding], 95)),
    )


def stretches(found: Levels, about: Room) -> list[tuple[int, int]]:
    """From which hop to which something is said; clicks and keys are left out."""
    if about.over < _LEAST_OVER:
        return []
    over = about.excess(found)
    loud, soft = np.clip(0.3 * about.over, 6.0, 12.0), np.clip(0.12 * about.over, 3.5, 6.0)
    runs = _joined(_runs(over > loud), _NEXT)
    spoken = _joined(_without_clicks(runs, found.shape[1]), _JOINED)
    return [_widened(run, over - soft) for run in spoken]


def smoothed(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Levels over 50 ms, so that the grain of noise does not count."""
    if not len(found):
        return found
    power = np.pad(10 ** (found / 10), _SMOOTH // 2, mode="edge")
    mean: NDArray[np.float64] = 10 * np.log10(
        np.convolve(power, np.full(_SMOOTH, 1 / _SMOOTH), "valid") + 1e-12
    )
    return mean


def _runs(over: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], over, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _joined(runs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for run in runs:
        if result and run[0] - result[-1][1] < gap:
            result[-1] = (result[-1][0], run[1])
        else:
            result.append(run)
    return result


def _without_clicks(runs: list[tuple[int, int]], hops: int) -> list[tuple[int, int]]:
    spoken = [run for run in runs if run[1] - run[0] >= _CLICK]

    def belongs(run: tuple[int, int]) -> bool:
        edge = run[0] < _EDGE or run[1] > hops - _EDGE
        distance = min((max(run[0] - b, a - run[1]) for a, b in spoken), default=hops)
        return distance < (_EDGE_ALONE if edge else _ALONE)

    return [run for run in runs if run in spoken or belongs(run)]


def _widened(run: tuple[int, int], over: NDArray[np.float64]) -> tuple[int, int]:
    """With the soft beginning and end of its words, also behind a short silence, as that before a "t"."""
    start, end = run
    quiet = _runs(over > 0)
    clear = {(a, b) for a, b in quiet if b - a >= _LEAST_SOFT and over[a:b].max() >= _CLEARLY}
    for a, b in reversed(quiet):
        if (a, b) in clear and b <= start and start - b <= _BRIDGE and run[0] - a <= _FURTHEST:
            start = a
        elif a < start < b:
            start = max(a, run[0] - _FURTHEST)
    for a, b in quiet:
        if (a, b) in clear and a >= end and a - end <= _BRIDGE and b - run[1] <= _FURTHEST:
            end = b
        elif a < end < b:
            end = min(b, run[1] + _FURTHEST)
    # Smoothing has made it wider by two hops at either side.
    return start + _SMOOTH // 2, max(start + _SMOOTH, end - _SMOOTH // 2)
