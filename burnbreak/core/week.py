"""A week of the log: which days it has, and what they come to."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta, tzinfo

from burnbreak.core.entry import Entry
from burnbreak.core.offer_tally import Offers
from burnbreak.core.span import Span
from burnbreak.core.summary import Day, Sitting, Stretch, day_spans, summarise_days

__all__ = ["DAYS", "Day", "Offers", "Sitting", "Stretch", "first_day", "summarise", "week_span"]

DAYS = 7


def first_day(day: date, first_weekday: int) -> date:
    """The first day of the week that holds `day`, where weeks begin on `first_weekday` (0 is Monday)."""
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS)


def week_span(first: date, zone: tzinfo, zones: Mapping[date, tzinfo] | None = None) -> Span:
    """The seven days from `first` on as one span, from 04:00 to 04:00 local time."""
    spans = day_spans(first, DAYS, zone, zones)
    return Span(spans[0].start, spans[-1].end)


def summarise(
    entries: Iterable[Entry], first: date, zone: tzinfo, zones: Mapping[date, tzinfo] | None = None
) -> Stretch:
    """The week from `first` on; entries of other days are left out, so asking for too many does no harm.

    `zones` names the days that were lived in another zone than `zone`.
    """
    return summarise_days(entries, first, DAYS, zone, zones)
