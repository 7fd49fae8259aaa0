"""Which frame of a sitting is heard at a given moment, from the device's own timestamps."""

import time
from collections.abc import Callable

RATE = 48_000
"""Frames a second, everywhere; nothing is resampled."""

_KEPT = 64
_FITTED = 48
_REFITTED = 4
"""Once all that is fitted is known, it is fitted anew after so many callbacks."""
_UNSURE = 2
"""The first two callbacks of a stream carry times before its buffers are full."""
_LATEST = 0.5
"""A callback is not later than this (seconds)."""


def _system_clocks() -> tuple[Callable[[], float], ...]:
    clocks: list[Callable[[], float]] = [time.monotonic, time.perf_counter]
    if hasattr(time, "clock_gettime"):
        # Some devices count on this clock; only differences within one callback are taken from it.
        clocks.append(lambda: time.clock_gettime(time.CLOCK_REALTIME))
    return tuple(clocks)


class Lateness:
    """How long ago the device read its own clock: its callback may have waited for a busy machine since.

    Which of the system's clocks that is shows itself: only one of them is just past what the device read.
    """

    def __init__(self, clocks: tuple[Callable[[], float], ...] = _system_clocks()) -> None:
        self._clocks = clocks
        self._own: Callable[[], float] | None = None

    def since(self, current: float) -> float:
        """Seconds since the device's time was `current`; 0 where its clock is not known."""
        if self._own is None or not 0.0 <= self._own() - current <= _LATEST:
            self._own = next((each for each in self._clocks if 0.0 <= each() - current <= _LATEST), None)
        return 0.0 if self._own is None else max(0.0, self._own() - current)


class HeardClock:
    """Fits moments to device frames by the median of the last 48 callbacks (2 s).

    Device times jitter by tens of milliseconds; the median is true to a few. One thread
    notes, others ask: the record is a fixed list and only its newest slot is ever written.
    """

    def __init__(self) -> None:
        self._notes: list[tuple[object, int, int, int, float]] = [(None, 0, 0, 0, 0.0)] * _KEPT
        self._count = 0
        self._fit: tuple[int, float] = (0, 0.0)

    def note(self, take: object, device: int, timeline: int, frames: int, heard_at: float) -> None:
        """From `device` frame on, `frames` frames of `take` beginning at `timeline` are heard.

        `heard_at` is the monotonic second at which that device frame leaves the loudspeaker.
        """
        self._notes[self._count % _KEPT] = (take, device, timeline, frames, heard_at)
        self._count += 1

    def frame(self, take: object, now: float) -> int | None:
        """The frame of `take` heard at `now`; None while nothing of it has been heard."""
        count = self._count
        if not count:
            return None
        heard = (now - self._anchor(count)) * RATE
        # The newest first: what is heard was noted a few callbacks ago.
        for index in range(count - 1, max(0, count - _KEPT + 2) - 1, -1):
            owner, device, timeline, frames, _ = self._notes[index % _KEPT]
            if owner is take and heard >= device:
                return timeline + min(int(heard) - device, frames)
        return None

    def _anchor(self, count: int) -> float:
        """The moment of device frame 0 by the first `count` notes; one more note hardly moves it later on."""
        fitted, anchor = self._fit
        if count - fitted >= (_REFITTED if count > _KEPT else 1):
            first = max(_UNSURE if count > _UNSURE else 0, count - _FITTED)
            notes = (self._notes[index % _KEPT] for index in range(first, count))
            moments = sorted(note[4] - note[1] / RATE for note in notes)
            self._fit = (count, anchor := moments[len(moments) // 2])
        return anchor
