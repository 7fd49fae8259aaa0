"""One's own trend: a point for each week or month, and the band of the last four. Nothing is judged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from statistics import median

from burnbreak.core.checkin import Answer
from burnbreak.core.span import day_of
from burnbreak.core.week import first_day

BAND = 4
"""Weeks (or months) that a band holds."""
LEAST = 2
"""Answers a band needs: one alone is no band."""
WEEKS_NEEDED = 8
"""Weeks with answers before weeks with more and with fewer pauses are set side by side."""
SIDE_NEEDED = 3
"""And so many on each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The median of the answers of one week or month, from `first` on."""

    first: date
    value: float
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The last four weeks or months up to the one from `first` on: lowest, middle and highest answer."""

    first: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One item over time, in order; stretches without an answer have no point."""

    points: tuple[Point, ...]
    bands: tuple[Band, ...]

    @property
    def answers(self) -> int:
        """How many answers it is made of."""
        return sum(point.answers for point in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Weeks with more pauses beside weeks with fewer. It says nothing of why."""

    pauses: int
    """More than so many make a week one with more."""
    more_weeks: int
    more: float
    """The median of the item in them."""
    fewer_weeks: int
    fewer: float


def by_week(first_weekday: int) -> Callable[[date], date]:
    """Weeks that begin on this weekday (0 is Monday)."""
    return lambda day: first_day(day, first_weekday)


def by_month(day: date) -> date:
    """Calendar months."""
    return day.replace(day=1)


def trend(answers: Iterable[Answer], item: str, zone: tzinfo, stretch: Callable[[date], date]) -> Trend:
    """The trend of one item; `stretch` tells the first day of the week or month that a day lies in."""
    found: dict[date, list[int]] = {}
    for answer in answers:
        if item in answer.values:
            found.setdefault(stretch(day_of(answer.moment, zone)), []).append(answer.values[item])
    points = tuple(
        Point(first=first, value=float(median(values)), answers=len(values))
        for first, values in sorted(found.items())
    )
    return Trend(points=points, bands=_bands(found, stretch))


def _bands(found: Mapping[date, list[int]], stretch: Callable[[date], date]) -> tuple[Band, ...]:
    bands = []
    for first in sorted(found):
        stretches = [first]
        while len(stretches) < BAND:
            stretches.append(stretch(stretches[-1] - timedelta(days=1)))
        values = [value for one in stretches for value in found.get(one, ())]
        if len(values) >= LEAST:
            middle = float(median(values))
            bands.append(Band(first=first, low=min(values), middle=middle, high=max(values)))
    return tuple(bands)


def compare(points: Iterable[Point], pauses: Mapping[date, int]) -> Comparison | None:
    """Weeks with more pauses than their middle week has, beside the others; None while that is chance.

    `pauses` tells the pauses of each week by its first day; weeks it does not know are left out.
    """
    weeks = [(pauses[point.first], point.value) for point in points if point.first in pauses]
    if len(weeks) < WEEKS_NEEDED:
        return None
    limit = int(median(count for count, _ in weeks))
    more = [value for count, value in weeks if count > limit]
    fewer = [value for count, value in weeks if count <= limit]
    if min(len(more), len(fewer)) < SIDE_NEEDED:
        return None
    return Comparison(
        pauses=limit,
        more_weeks=len(more),
        more=float(median(more)),
        fewer_weeks=len(fewer),
        fewer=float(median(fewer)),
    )
