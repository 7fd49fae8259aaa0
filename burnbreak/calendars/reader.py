"""From the bytes of a calendar to the times at which its owner is taken."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from burnbreak.calendars.filter import reduce
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.core.span import Span, at_wall

LARGEST = 10_000_000
"""Bytes; a calendar of 5,000 events with everything in it has about 3 million."""
_FREE = ("FREE",)


@dataclass(frozen=True, slots=True, order=True)
class Busy:
    """One taken stretch; nothing else of the appointment is known."""

    span: Span
    all_day: bool = False
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The taken stretches that touch the window, in order, and how many events could not be understood."""

    busy: tuple[Busy, ...]
    unreadable: int = 0


def read(raw: bytes, window: Span, zone: tzinfo, *, salt: bytes) -> Reading:
    """All that is taken in `window`; floating times and whole days are in `zone`.

    Cancelled, transparent and free ones are left out, and so are events without a length. `salt` hides the
    identifiers of events while occurrences are matched. Raises CalendarError.
    """
    if len(raw) > LARGEST:
        raise CalendarError(Trouble.TOO_LARGE)
    filtered = reduce(raw, window, salt)
    found, unreadable = set[Busy](), filtered.unreadable
    for event in filtered.plain:
        try:
            found.update(Busy(span, event.all_day, event.tentative) for span in event.spans(window, zone))
        except (ValueError, OverflowError, LookupError):
            unreadable += 1
    try:
        if filtered.text:
            found.update(_busy(filtered.text, window, zone))
    except CalendarError:
        raise
    except Exception:
        # Whatever the parser says could quote the calendar; only its kind is told.
        raise CalendarError(Trouble.UNREADABLE) from None
    return Reading(tuple(sorted(found)), unreadable)


def _busy(text: str, window: Span, zone: tzinfo) -> Iterator[Busy]:
    import icalendar
    import recurring_ical_events

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calendar = icalendar.Calendar.from_ical(text)
        if calendar.get("X-WR-TIMEZONE"):
            from x_wr_timezone import to_standard

            calendar = to_standard(calendar)
        # Floating times are compared as if in UTC, hence the day more on both sides.
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        margin = timedelta(days=1)
        events = query.between(window.start - margin, window.end + margin)
    for event in events:
        busy = _of_event(event, zone)
        if busy is not None and busy.span.overlaps(window):
            yield busy
    for part in calendar.walk("VFREEBUSY"):
        for span in _free_busy(part, zone):
            if span.overlaps(window):
                yield Busy(span)


def _of_event(event: Any, zone: tzinfo) -> Busy | None:
    status, shown = str(event.get("STATUS", "")), str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", ""))
    if status == "CANCELLED" or shown in _FREE or str(event.get("TRANSP", "")) == "TRANSPARENT":
        return None
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    span = _span(start, end, zone)
    if span is None:
        return None
    return Busy(span, not isinstance(start, datetime), status == "TENTATIVE" or shown == "TENTATIVE")


def _free_busy(part: Any, zone: tzinfo) -> Iterator[Span]:
    found = part.get("FREEBUSY", [])
    for item in found if isinstance(found, list) else [found]:
        if str(item.params.get("FBTYPE", "")) == "FREE":
            continue
        for period in item if isinstance(item, list) else [item]:
            start, end = period.dt if hasattr(period, "dt") else period
            span = _span(start, start + end if isinstance(end, timedelta) else end, zone)
            if span is not None:
                yield span


def _span(start: date | datetime, end: date | datetime, zone: tzinfo) -> Span | None:
    """None for what has no length, which includes what ends before it starts."""
    first, last = _moment(start, zone), _moment(end, zone)
    return Span(first, last) if first < last else None


def _moment(at: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(at, datetime):
        return at_wall(at, time(0), zone)
    if at.tzinfo is None:
        return at_wall(at.date(), at.time(), zone)
    return at.astimezone(UTC)
