"""When the user works: periods per weekday, which may be several a day and may cross midnight.

A week may be one of a cycle (two alternating weeks, rotating shifts), a stretch of dates may be an exception,
and a return to work may begin with shorter days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from burnbreak.core.span import Span, at_wall, merge

EVERY_WEEK = -1
LONGEST_CYCLE = 8
"""Weeks; four days on and four off come round after eight."""
_ROUNDED = timedelta(minutes=5)


class Place(StrEnum):
    """Where the work of a period happens."""

    ON_SITE = "on-site"
    REMOTE = "remote"
    HOME_VISITS = "home-visits"


class ProtectedKind(StrEnum):
    """What a protected time is for."""

    LUNCH = "lunch"
    NOTES = "notes"
    SUPERVISION = "supervision"
    OTHER = "other"


def minutes_between(start: time, end: time) -> int:
    """Minutes by the wall clock; an end that is not after the start is on the next day."""
    minutes = end.hour * 60 + end.minute - start.hour * 60 - start.minute
    return minutes if minutes > 0 else minutes + 24 * 60


def span_on(day: date, start: time, end: time, zone: tzinfo) -> Span:
    """The stretch that starts on `day`; a time shown twice in autumn counts both times."""
    last = day + timedelta(days=1) if end <= start else day
    begins, ends = at_wall(day, start, zone), at_wall(last, end, zone, later=True)
    return Span(begins, max(begins, ends))


class _Weekly:
    """What a period of work and a protected time have in common."""

    __slots__ = ()
    weekday: int
    start: time
    end: time
    week: int

    @property
    def overnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.end <= self.start

    @property
    def minutes(self) -> int:
        """Its length by the wall clock."""
        return minutes_between(self.start, self.end)

    def on(self, day: date, zone: tzinfo) -> Span:
        """The stretch that starts on `day`; a time shown twice in autumn counts both times."""
        return span_on(day, self.start, self.end, zone)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class WorkPeriod(_Weekly):
    """One stretch of work every week, in local wall time; an end not after the start is on the next day."""

    weekday: int
    """0 is Monday, as in datetime."""
    start: time
    end: time
    place: Place = Place.ON_SITE
    week: int = EVERY_WEEK
    """The week of the cycle, from 0, or EVERY_WEEK."""

    def __post_init__(self) -> None:
        _check(self.weekday, self.week)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ProtectedTime(_Weekly):
    """Time inside work that is the user's own: nothing is offered in it, and no session is assumed."""

    weekday: int
    start: time
    end: time
    kind: ProtectedKind = ProtectedKind.LUNCH
    week: int = EVERY_WEEK

    def __post_init__(self) -> None:
        _check(self.weekday, self.week)


def _check(weekday: int, week: int) -> None:
    if not 0 <= weekday <= 6:
        raise ValueError(f"weekday {weekday} is not one of 0 (Monday) to 6 (Sunday)")
    if not EVERY_WEEK <= week < LONGEST_CYCLE:
        raise ValueError(f"week {week} is not one of a cycle of at most {LONGEST_CYCLE} weeks")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hours:
    """Work on one date, in local wall time."""

    start: time
    end: time
    place: Place = Place.ON_SITE


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DayException:
    """Dates with hours of their own in place of the week's; without any, days off."""

    first: date
    last: date
    hours: tuple[Hours, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"an exception cannot end on {self.last}, before it starts on {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class RampStep:
    """Up to and with `until`, every day ends when this share of its work is done."""

    until: date
    percent: int

    def __post_init__(self) -> None:
        if not 5 <= self.percent <= 100:
            raise ValueError(f"{self.percent} % is not between 5 and 100")


@dataclass(frozen=True, slots=True)
class WorkWeek:
    """All that is known of when the user works."""

    periods: tuple[WorkPeriod, ...] = ()
    protected: tuple[ProtectedTime, ...] = ()
    cycle_weeks: int = 1
    cycle_from: date | None = None
    """Any day of the first week of a cycle; without it every week is the first."""
    exceptions: tuple[DayException, ...] = ()
    """Where two of them share a date, the later one in this order counts."""
    ramp: tuple[RampStep, ...] = ()
    """Steps of a return to work, the earliest first; after the last, days are whole again."""

    def __post_init__(self) -> None:
        if not 1 <= self.cycle_weeks <= LONGEST_CYCLE:
            raise ValueError(f"a cycle of {self.cycle_weeks} weeks is not between 1 and {LONGEST_CYCLE}")

    def week_number(self, day: date) -> int:
        """Which week of the cycle a date lies in, from 0."""
        if self.cycle_from is None or self.cycle_weeks == 1:
            return 0
        return (_monday(day) - _monday(self.cycle_from)).days // 7 % self.cycle_weeks

    def percent_on(self, day: date) -> int:
        """The share of a whole day that is worked on a date, while a return to work lasts."""
        return next((step.percent for step in sorted(self.ramp) if day <= step.until), 100)

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """What is worked on a date, before any shortening."""
        for exception in reversed(self.exceptions):
            if day in exception:
                return tuple(sorted(exception.hours))
        number = self.week_number(day)
        return tuple(
            Hours(start=p.start, end=p.end, place=p.place)
            for p in self.periods
            if p.weekday == day.weekday() and p.week in (EVERY_WEEK, number)
        )

    def starting_on(self, day: date, zone: tzinfo) -> tuple[Span, ...]:
        """The periods that start on a date, joined where they touch or overlap."""
        return _starting_on(self, day, day, zone)

    def between(self, start: datetime, end: datetime, zone: tzinfo) -> tuple[Span, ...]:
        """Work time from `start` to `end`, whole periods (not clipped) that overlap it, in order."""
        days = _days(start, end, zone)
        return tuple(s for s in _starting_on(self, *days, zone) if s.start < end and start < s.end)

    def protected_between(
        self, start: datetime, end: datetime, zone: tzinfo
    ) -> tuple[tuple[Span, ProtectedKind], ...]:
        """The protected times that overlap [start, end), in order; none on dates with hours of their own."""
        found = [
            (p.on(day, zone), p.kind)
            for day in _each(*_days(start, end, zone))
            for p in self.protected
            if p.weekday == day.weekday()
            and p.week in (EVERY_WEEK, self.week_number(day))
            and not any(day in exception for exception in self.exceptions)
        ]
        return tuple(sorted((s, kind) for s, kind in found if s.start < end and start < s.end))

    def worked_on(self, day: date, zone: tzinfo) -> tuple[tuple[Span, Place], ...]:
        """The work that starts on a date and where it is done, shortened while a return to work lasts."""
        whole = [(span_on(day, h.start, h.end, zone), h.place) for h in self.hours_on(day)]
        end = _end_of_share(merge(span for span, _ in whole), self.percent_on(day))
        return tuple((Span(s.start, min(s.end, end)), place) for s, place in whole if s.start < end)

    def place_at(self, moment: datetime, zone: tzinfo) -> Place | None:
        """Where the user works at a moment; None outside working hours."""
        today = moment.astimezone(zone).date()
        for day in (today, today - timedelta(days=1)):
            for span, place in self.worked_on(day, zone):
                if moment in span:
                    return place
        return None

    def next_start(self, after: datetime, zone: tzinfo) -> datetime | None:
        """The first start of a period later than `after`, within half a year; None where none begins."""
        if not (self.periods or self.exceptions):
            return None
        # Asked from `after` on each time: work that has no end must not seem to begin in mid-stretch.
        for days in (8, 184):
            periods = self.between(after, after + timedelta(days=days), zone)
            if found := next((p.start for p in periods if p.start > after), None):
                return found
        return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(start: datetime, end: datetime, zone: tzinfo) -> tuple[date, date]:
    """First and last date on which something that overlaps [start, end) may start."""
    return start.astimezone(zone).date() - timedelta(days=1), end.astimezone(zone).date()


def _each(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _end_of_share(work: tuple[Span, ...], percent: int) -> datetime:
    """Where the first part of a day's work ends, in whole steps of five minutes."""
    if percent >= 100 or not work:
        return max((span.end for span in work), default=datetime.max.replace(tzinfo=UTC))
    left = sum((span.length for span in work), timedelta()) * percent / 100 // _ROUNDED * _ROUNDED
    for span in work:
        if left <= span.length:
            return span.start + left
        left -= span.length
    return work[-1].end


@lru_cache(maxsize=64)
def _starting_on(week: WorkWeek, first: date, last: date, zone: tzinfo) -> tuple[Span, ...]:
    # Every look at the plan asks for the same few stretches, and one of them is ten days long.
    return merge(span for day in _each(first, last) for span, _ in week.worked_on(day, zone))


def office_week() -> WorkWeek:
    """The week a new user starts from: Monday to Friday, 9 to 17."""
    return WorkWeek(tuple(WorkPeriod(weekday=d, start=time(9), end=time(17)) for d in range(5)))
