"""What became of the offers of a day, a week or a month, counted in one go over its entries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from burnbreak.core.entry import Entry, Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What became of the planned breaks; ad-hoc practices are not among them."""

    taken: int = 0
    postponed: int = 0
    """Still waiting for their second time."""
    held: int = 0
    """Still owed."""
    declined: int = 0
    missed: Mapping[Reason, int] = field(default_factory=dict)
    """Never begun, by reason, most frequent first."""
    rested: int = 0
    """Spent away from the desk, which counts where the user wants it so."""
    waited: int = 0
    """Of all of these, so many were put off or held and came up a second time."""

    @property
    def planned(self) -> int:
        """All of them."""
        missed = sum(self.missed.values())
        return self.taken + self.postponed + self.held + self.declined + self.rested + missed


class Tally:
    """Counts the planned breaks among some entries."""

    __slots__ = ("ends", "missed", "taken", "waited")

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.taken = self.waited = 0
        self.ends: list[Outcome] = []
        """Of those that were not begun."""
        self.missed: list[Reason] = []
        for entry in entries:
            if entry.due is None:
                continue
            if entry.started is not None:
                self.taken += 1
            else:
                self.ends.append(entry.outcome)
                if entry.outcome is Outcome.MISSED:
                    self.missed.append(entry.reason)
            if entry.again_at is not None and not entry.open:
                self.waited += 1

    @classmethod
    def of_all(cls, days: Iterable[Self]) -> Self:
        """The sum of days in order."""
        whole = cls()
        for day in days:
            whole.taken += day.taken
            whole.waited += day.waited
            whole.ends += day.ends
            whole.missed += day.missed
        return whole

    def offers(self) -> Offers:
        """What they come to."""
        ends = self.ends
        if not self.taken and not ends:
            return _NONE
        return Offers(
            taken=self.taken,
            postponed=ends.count(Outcome.POSTPONED),
            held=ends.count(Outcome.HELD),
            declined=ends.count(Outcome.SKIPPED),
            missed=dict(Counter(self.missed).most_common()) if self.missed else {},
            rested=ends.count(Outcome.COMPLETED),
            waited=self.waited,
        )


_NONE = Offers()
