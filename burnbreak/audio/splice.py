"""One rendering that becomes another without a step."""

from collections.abc import Callable

import numpy as np

from burnbreak.audio.arrays import NDArray
from burnbreak.audio.ducking import smooth
from burnbreak.audio.heard import RATE

FADE = RATE // 5
"""Frames over which one becomes the other."""

Render = Callable[[int, int], NDArray[np.float32]]
"""Frames of the sitting: first frame, count -> float32 of shape (count, 2)."""


class Splice:
    """`old` before frame `begin`, then within 0.2 s `new`; where both are equal nothing changes at all."""

    def __init__(self, old: Render, new: Render, begin: int) -> None:
        self._old, self._new, self._begin = old, new, begin

    def render(self, first: int, count: int) -> NDArray[np.float32]:
        """The same frames for the same question, whatever was asked before."""
        start = min(max(self._begin - first, 0), count)
        stop = min(max(self._begin + FADE - first, 0), count)
        parts = [self._old(first, start)] if start else []
        if stop > start:
            old, new = (each(first + start, stop - start) for each in (self._old, self._new))
            share = smooth((np.arange(start, stop) + (first - self._begin)) / FADE).astype(np.float32)
            parts.append(old + (new - old) * share[:, None])
        if count > stop:
            parts.append(self._new(first + stop, count - stop))
        return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else self._new(first, 0)

    def before(self, frame: int) -> Render:
        """What another splice at `frame` begins with, so that splices do not pile up."""
        if frame <= self._begin:
            return self._old
        return self._new if frame >= self._begin + FADE else self.render
