"""One day as it was booked: the booked times, the work periods and the protected times, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.span import Span, day_span
from burnbreak.core.workweek import ProtectedKind, WorkWeek


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedDay:
    """A day of the log, from 04:00 to 04:00 in `zone`; what reaches beyond it is cut off there."""

    date: date
    zone: tzinfo
    booked: tuple[Booked, ...] = ()
    work: tuple[Span, ...] = ()
    protected: tuple[tuple[Span, ProtectedKind], ...] = ()


def booked_day(day: date, zone: tzinfo, booked: Iterable[Booked], week: WorkWeek) -> BookedDay:
    """The day of the log out of all that is booked and the week as it is planned."""
    whole = day_span(day, zone)
    return BookedDay(
        date=day,
        zone=zone,
        booked=tuple(
            sorted({Booked(part, b.kind) for b in booked if (part := b.span.clip(whole)) is not None})
        ),
        work=tuple(
            part
            for period in week.between(whole.start, whole.end, zone)
            if (part := period.clip(whole)) is not None
        ),
        protected=tuple(
            (part, kind)
            for span, kind in week.protected_between(whole.start, whole.end, zone)
            if (part := span.clip(whole)) is not None
        ),
    )


def day_values(day: BookedDay) -> dict[str, Any]:
    """The values of a BOOKED_DAY record: JSON's types, moments as whole seconds since 1970."""
    return {
        "day": day.date.isoformat(),
        "zone": str(day.zone),
        "spans": [[*_edges(b.span), str(b.kind)] for b in day.booked],
        "work": [_edges(span) for span in day.work],
        "protected": [[*_edges(span), str(kind)] for span, kind in day.protected],
    }


def day_from(values: Mapping[str, Any], zone: tzinfo) -> BookedDay | None:
    """What `day_values` made; None for what cannot be read. `zone` is used where the record's is unknown."""
    try:
        return BookedDay(
            date=date.fromisoformat(values["day"]),
            zone=_zone(values["zone"], zone),
            booked=tuple(sorted(Booked(_span(s, e), BookedKind(kind)) for s, e, kind in values["spans"])),
            work=tuple(sorted(_span(*edges) for edges in values["work"])),
            protected=tuple(sorted((_span(s, e), ProtectedKind(kind)) for s, e, kind in values["protected"])),
        )
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _edges(span: Span) -> list[int]:
    return [int(span.start.timestamp()), int(span.end.timestamp())]


def _span(start: int, end: int) -> Span:
    return Span(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))


def _zone(name: str, fallback: tzinfo) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return fallback
