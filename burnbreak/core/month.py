"""A month of the log: which days it has, how they stand in a calendar, and what they come to."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta, tzinfo

from burnbreak.core.entry import Entry
from burnbreak.core.span import Span, days
from burnbreak.core.summary import Stretch, day_spans, summarise_days
from burnbreak.core.week import DAYS, first_day


def first_of(day: date) -> date:
    """The first day of the month that holds `day`."""
    return day.replace(day=1)


def months_on(first: date, months: int) -> date:
    """The first day of the month so many months after (before, if negative) that of `first`."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def day_count(first: date) -> int:
    """How many days the month that begins on `first` has."""
    return (months_on(first, 1) - first).days


def month_span(first: date, zone: tzinfo, zones: Mapping[date, tzinfo] | None = None) -> Span:
    """The month that begins on `first` as one span, from 04:00 to 04:00 local time."""
    spans = day_spans(first, day_count(first), zone, zones)
    return Span(spans[0].start, spans[-1].end)


def summarise_month(
    entries: Iterable[Entry], first: date, zone: tzinfo, zones: Mapping[date, tzinfo] | None = None
) -> Stretch:
    """The month that begins on `first`; entries of other days are left out.

    `zones` names the days that were lived in another zone than `zone`.
    """
    return summarise_days(entries, first, day_count(first), zone, zones)


def grid(first: date, first_weekday: int) -> tuple[tuple[date, ...], ...]:
    """The weeks that the month beginning on `first` touches, whole, where weeks begin on `first_weekday`."""
    last = first + timedelta(days=day_count(first) - 1)
    start = first_day(first, first_weekday)
    weeks = ((last - start).days // DAYS) + 1
    return tuple(tuple(days(start + timedelta(days=n * DAYS), DAYS)) for n in range(weeks))
