"""A hybrid logical clock: stamps that put every write in one order, also across computers.

After Kulkarni, Demirbas, Madappa, Avva and Leone, "Logical physical clocks" (2014): near the wall clock
where that runs forward, still rising where it does not.
"""

from dataclasses import dataclass
from typing import Self

_COUNTERS = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """One moment of the clock; its text sorts like the stamp itself."""

    milliseconds: int
    """Since 1970 in UTC."""
    counter: int
    writer: str

    def __str__(self) -> str:
        return f"{self.milliseconds:015d}-{self.counter:06d}-{self.writer}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The stamp of a text; ValueError for anything else."""
        milliseconds, counter, writer = text.split("-", 2)
        stamp = cls(int(milliseconds), int(counter), writer)
        if str(stamp) != text:
            raise ValueError(f"{text!r} is not a stamp")
        return stamp


class HybridClock:
    """Makes the stamps of one writer; each is higher than every stamp it made or has seen."""

    def __init__(self, writer: str) -> None:
        self.writer = writer
        self._last = (0, 0)

    def tick(self, milliseconds: int) -> Stamp:
        """A new stamp at the wall clock's `milliseconds`, which may have gone back."""
        last, counter = self._last
        if milliseconds > last:
            self._last = (milliseconds, 0)
        elif counter + 1 < _COUNTERS:
            self._last = (last, counter + 1)
        else:
            self._last = (last + 1, 0)
        return Stamp(*self._last, self.writer)

    def see(self, stamp: Stamp) -> None:
        """Stay above a stamp that came from elsewhere."""
        self._last = max(self._last, (stamp.milliseconds, stamp.counter))
