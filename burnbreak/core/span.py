"""Stretches of time, and the arithmetic of free and taken time.

Every moment here is kept in UTC: arithmetic between aware datetimes of one zone follows the wall clock in
Python, which is wrong across a daylight saving change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY_BEGINS = time(4, 0)
"""Local hour at which a day of the log begins, so that a late evening belongs to the day before."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch [start, end); naive or reversed moments raise ValueError."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a span needs aware moments")
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))
        if self.end < self.start:
            raise ValueError(f"a span cannot end before it starts: {self.start} to {self.end}")

    @property
    def length(self) -> timedelta:
        """How long it lasts in real time."""
        return self.end - self.start

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether both share more than a single moment."""
        return self.start < other.end and other.start < self.end

    def clip(self, other: "Span") -> "Span | None":
        """The part of this span inside the other, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time as disjoint spans in order; spans that touch become one, empty ones vanish."""
    merged: list[Span] = []
    for span in sorted(s for s in spans if s.start < s.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def subtract(whole: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `whole` without `taken`, as disjoint spans in order."""
    left: list[Span] = []
    holes = merge(taken)
    for span in merge(whole):
        start = span.start
        for hole in holes:
            if hole.end <= start or hole.start >= span.end:
                continue
            if hole.start > start:
                left.append(Span(start, hole.start))
            start = max(start, hole.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return tuple(left)


def at_wall(day: date, wall: time, zone: tzinfo, *, later: bool = False) -> datetime:
    """The UTC moment at which clocks in `zone` show `wall` on `day`.

    A time that the spring change skips is the moment the same time after it would have come; of a time that
    autumn shows twice, the first counts, or the second with `later`.
    """
    return datetime.combine(day, wall.replace(fold=int(later)), tzinfo=zone).astimezone(UTC)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The day of the log to which a moment belongs (days begin at 04:00 local time)."""
    local = moment.astimezone(zone)
    return local.date() - timedelta(days=1) if local.time() < DAY_BEGINS else local.date()


def day_span(day: date, zone: tzinfo) -> Span:
    """The day of the log as a span; 23 or 25 hours long where the clocks change."""
    return Span(at_wall(day, DAY_BEGINS, zone), at_wall(day + timedelta(days=1), DAY_BEGINS, zone))


def days(first: date, count: int) -> Iterator[date]:
    """`count` dates from `first` on."""
    return (first + timedelta(days=n) for n in range(count))
