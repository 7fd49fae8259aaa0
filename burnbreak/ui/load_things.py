"""What the windows about the load need of the desk that keeps it."""

from datetime import date, datetime, tzinfo
from typing import Protocol

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load import WeekLoad
from burnbreak.core.review import Choice, Review


class LoadThings(Protocol):
    """Figures and times of any week, and the look back on it."""

    def today(self) -> tuple[datetime, date, tzinfo]:
        """The moment, its day and the zone."""
        ...

    def days(self, first: date, count: int = 7) -> tuple[BookedDay, ...]:
        """The days of which times are known, in order."""
        ...

    def weeks(self, first: date, count: int) -> tuple[WeekLoad, ...]:
        """The figures of so many weeks from `first` on."""
        ...

    def review(self, first: date) -> Review | None:
        """The look back on a week; None where nothing was booked."""
        ...

    def choice(self, first: date) -> Choice | None:
        """What was chosen when looking back on that week."""
        ...

    def choose(self, shown: Review, choice: Choice) -> None:
        """Keep a choice."""
        ...

    def taken(self) -> None:
        """The user looks back."""
        ...
