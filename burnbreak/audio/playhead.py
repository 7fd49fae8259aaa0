"""Where a sitting is: one position that stands, runs by itself, or follows what is heard."""

from collections.abc import Callable

_EASING = 3.0
"""Seconds over which a small difference between clock and sound is made up, unseen."""


class Playhead:
    """A position in seconds that never goes back and never passes its end.

    The source given to `follow` returns the second that is heard now, or None before it sounds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._end = 0.0
        self._reached = 0.0
        self._base = 0.0
        self._since: float | None = None
        self._source: Callable[[], float | None] | None = None
        self._offset = 0.0
        self._joined: float | None = None

    def place(self, at: float, end: float) -> None:
        """Stand at `at` on a timeline of `end` seconds; the one method that may go back."""
        self._end = max(0.0, end)
        self._base = self._reached = min(max(0.0, at), self._end)
        self._since, self._source = None, None

    def extend(self, end: float) -> None:
        """The timeline now ends there; where it is stays as it is."""
        self._end = max(0.0, end)

    def stand(self) -> None:
        """Hold the position."""
        self._base, self._since, self._source = self.position(), None, None

    def run(self, *, after: float = 0.0) -> None:
        """Go on by the monotonic clock from here, when `after` more seconds have passed."""
        self._base, self._source = self.position(), None
        self._since = self._monotonic() + after

    def waiting(self) -> bool:
        """Whether it stands, or `run` has not begun to move yet."""
        return self._since is None or self._monotonic() < self._since

    def moving(self) -> bool:
        """Whether it runs, or follows a source that has begun to answer."""
        return not self.waiting() or (self._source is not None and self._joined is not None)

    def follow(self, source: Callable[[], float | None]) -> None:
        """Be led by `source`; until it answers, stand if it stood, run on if it ran.

        A position that ran meanwhile is eased over to the source without a jump.
        """
        if self.waiting():
            self._base, self._since = self.position(), None
        self._source, self._offset, self._joined = source, 0.0, None

    def position(self) -> float:
        """Seconds of the timeline."""
        now = self._monotonic()
        raw = self._base + (max(0.0, now - self._since) if self._since is not None else 0.0)
        heard = self._source() if self._source is not None else None
        if heard is not None:
            raw = self._eased(heard, raw, now)
        self._reached = min(max(self._reached, raw), self._end)
        return self._reached

    def at_end(self) -> bool:
        """Whether everything has been heard."""
        return self.position() >= self._end

    def _eased(self, heard: float, ran: float, now: float) -> float:
        if self._joined is None:
            self._joined = now
            self._offset = ran - heard if self._since is not None else 0.0
        return heard + self._offset * max(0.0, 1.0 - (now - self._joined) / _EASING)
