"""Which frame of a sitting is heard at a given moment, from the device's own timestamps."""

RATE = 48_000
"""Frames a second, everywhere; nothing is resampled."""

_KEPT = 64
_FITTED = 48
_UNSURE = 2
"""The first two callbacks of a stream carry times before its buffers are full."""


class HeardClock:
    """Fits moments to device frames by the median of the last 48 callbacks (2 s).

    Device times jitter by tens of milliseconds; the median is true to a few. One thread
    notes, others ask: the record is a fixed list and only its newest slot is ever written.
    """

    def __init__(self) -> None:
        self._notes: list[tuple[object, int, int, int, float]] = [(None, 0, 0, 0, 0.0)] * _KEPT
        self._count = 0

    def note(self, take: object, device: int, timeline: int, frames: int, heard_at: float) -> None:
        """From `device` frame on, `frames` frames of `take` beginning at `timeline` are heard.

        `heard_at` is the monotonic second at which that device frame leaves the loudspeaker.
        """
        self._notes[self._count % _KEPT] = (take, device, timeline, frames, heard_at)
        self._count += 1

    def frame(self, take: object, now: float) -> int | None:
        """The frame of `take` heard at `now`; None while nothing of it has been heard."""
        count = self._count
        kept = [self._notes[index % _KEPT] for index in range(max(0, count - _KEPT + 2), count)]
        if not kept:
            return None
        heard = (now - self._anchor(kept, count)) * RATE
        answer: int | None = None
        for owner, device, timeline, frames, _ in kept:
            if owner is take and heard >= device:
                answer = timeline + min(int(heard) - device, frames)
        return answer

    @staticmethod
    def _anchor(kept: list[tuple[object, int, int, int, float]], count: int) -> float:
        sure = kept[_UNSURE:] if count == len(kept) else kept
        fitted = (sure or kept)[-_FITTED:]
        return sorted(note[4] - note[1] / RATE for note in fitted)[len(fitted) // 2]
