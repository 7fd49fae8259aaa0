"""How far the bed steps back while the voice speaks."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from burnbreak.audio.arrays import NDArray
from burnbreak.audio.heard import RATE
from burnbreak.core.score import Duck

ATTACK = RATE * 350 // 1000
"""Frames before the voice in which the bed goes down."""
RELEASE = RATE * 12 // 10
"""Frames after the voice in which it comes back."""

Gains = NDArray[np.float32]


def smooth(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 0 at 0 to 1 at 1 with level ends; only products, so it is exact for any cutting."""
    ratio = np.clip(ratio, 0.0, 1.0)
    return ratio * ratio * (3.0 - 2.0 * ratio)


class Ducking:
    """The gain of the bed at every frame; where ducks meet, the deeper one counts."""

    def __init__(self, ducks: Iterable[Duck]) -> None:
        self._spans = [(round(duck.start * RATE), round(duck.end * RATE), duck.db) for duck in ducks]

    def gain(self, start: int, end: int) -> Gains | None:
        """Factors for the frames `start` to `end`; None where nothing ducks."""
        gain: Gains | None = None
        for first, last, db in self._spans:
            begin, stop = max(start, first - ATTACK), min(end, last + RELEASE)
            if begin >= stop:
                continue
            if gain is None:
                gain = np.ones(end - start, dtype=np.float32)
            part = gain[begin - start : stop - start]
            np.minimum(part, _one(begin, stop, first, last, db), out=part)
        return gain


def _one(begin: int, stop: int, first: int, last: int, db: float) -> Gains:
    down, up = _slopes(db)
    out = np.full(stop - begin, down[-1], dtype=np.float32)
    falling = down[max(0, begin - first + ATTACK) : max(0, stop - first + ATTACK)]
    out[: len(falling)] = falling
    rising = up[max(0, begin - last) : max(0, stop - last)]
    out[len(out) - len(rising) :] = rising
    return out


# From a table, because a power may differ in its last bit with the place of a sample in the array.
@lru_cache(maxsize=4)
def _slopes(db: float) -> tuple[Gains, Gains]:
    down = smooth(np.arange(1, ATTACK + 1) / ATTACK)
    up = smooth(1.0 - np.arange(1, RELEASE + 1) / RELEASE)
    return _factor(db * down), _factor(db * up)


def _factor(decibels: NDArray[np.float64]) -> Gains:
    return (10.0 ** (decibels / 20.0)).astype(np.float32)
