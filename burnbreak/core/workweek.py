"""When the user works: periods per weekday, which may be several a day and may cross midnight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from burnbreak.core.span import Span, at_wall, merge


class Place(StrEnum):
    """Where the work of a period happens."""

    ON_SITE = "on-site"
    REMOTE = "remote"
    HOME_VISITS = "home-visits"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class WorkPeriod:
    """One stretch of work every week, in local wall time; an end not after the start is on the next day."""

    weekday: int
    """0 is Monday, as in datetime."""
    start: time
    end: time
    place: Place = Place.ON_SITE

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"weekday {self.weekday} is not one of 0 (Monday) to 6 (Sunday)")

    @property
    def overnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.end <= self.start

    @property
    def minutes(self) -> int:
        """Its length by the wall clock."""
        ends = self.end.hour * 60 + self.end.minute
        starts = self.start.hour * 60 + self.start.minute
        return ends - starts + (24 * 60 if self.overnight else 0)

    def on(self, day: date, zone: tzinfo) -> Span:
        """The period that starts on `day`; a time shown twice in autumn counts as work both times."""
        last = day + timedelta(days=1) if self.overnight else day
        start, end = at_wall(day, self.start, zone), at_wall(last, self.end, zone, later=True)
        return Span(start, max(start, end))


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """All periods of an ordinary week."""

    periods: tuple[WorkPeriod, ...] = ()

    def starting_on(self, day: date, zone: tzinfo) -> tuple[Span, ...]:
        """The periods that start on a date, joined where they touch or overlap."""
        return _starting_on(self.periods, day, zone)

    def between(self, start: datetime, end: datetime, zone: tzinfo) -> tuple[Span, ...]:
        """Work time from `start` to `end`, whole periods (not clipped) that overlap it, in order."""
        first = start.astimezone(zone).date() - timedelta(days=1)
        count = (end.astimezone(zone).date() - first).days + 1
        spans: Iterable[Span] = (
            span for n in range(count) for span in self.starting_on(first + timedelta(days=n), zone)
        )
        return tuple(s for s in merge(spans) if s.start < end and start < s.end)

    def next_start(self, after: datetime, zone: tzinfo) -> datetime | None:
        """The first start of a period later than `after`, within eight days; None without periods."""
        periods = self.between(after, after + timedelta(days=8), zone)
        return next((p.start for p in periods if p.start > after), None)


@lru_cache(maxsize=128)
def _starting_on(periods: tuple[WorkPeriod, ...], day: date, zone: tzinfo) -> tuple[Span, ...]:
    # Every look at the plan asks for the same ten days.
    return merge(p.on(day, zone) for p in periods if p.weekday == day.weekday())


def office_week() -> WorkWeek:
    """The week a new user starts from: Monday to Friday, 9 to 17."""
    return WorkWeek(tuple(WorkPeriod(weekday=d, start=time(9), end=time(17)) for d in range(5)))
