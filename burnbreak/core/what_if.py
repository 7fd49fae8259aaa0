"""The booked days as they would be with shorter sessions, or with one session on another day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from burnbreak.core.booked import Booked, BookedKind, taken
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.span import Span, merge, subtract

_SLACK = timedelta(minutes=2)
"""A session of 49 or 51 minutes is one of 50."""


def usual_length(days: Iterable[BookedDay]) -> int | None:
    """The minutes that most sessions take, in steps of five; the longer of two; None without sessions."""
    lengths = Counter(5 * round(b.span.length / timedelta(minutes=5)) for b in _sessions(days))
    lengths.pop(0, None)
    return max(lengths, key=lambda minutes: (lengths[minutes], minutes), default=None)


def shorter(days: Iterable[BookedDay], minutes: int, to: int) -> tuple[BookedDay, ...]:
    """Every session of so many minutes ends earlier, so that it takes `to` minutes."""
    whole, part = timedelta(minutes=minutes), timedelta(minutes=min(to, minutes))

    def cut(b: Booked) -> Booked:
        meant = b.kind is BookedKind.SESSION and abs(b.span.length - whole) <= _SLACK
        return Booked(Span(b.span.start, b.span.start + part), b.kind) if meant else b

    return tuple(replace(d, booked=tuple(sorted(cut(b) for b in d.booked))) for d in days)


def moved(
    days: Sequence[BookedDay], session: Booked, to: date, gap_minutes: int
) -> tuple[tuple[BookedDay, ...], Span] | None:
    """The days with one session on another of them, and where it went: as near to its hour as there is room.

    Room is free time in working hours, with a gap to its neighbours if that can be; None where there is none.
    """
    target = next((d for d in days if d.date == to), None)
    if target is None or session in target.booked:
        return None
    place = _room(target, session.span, timedelta(minutes=gap_minutes)) or _room(
        target, session.span, timedelta()
    )
    if place is None:
        return None
    new = Booked(place, session.kind)
    changed = tuple(
        replace(d, booked=tuple(sorted((*d.booked, new))))
        if d is target
        else replace(d, booked=tuple(b for b in d.booked if b != session))
        for d in days
    )
    return changed, place


def _room(day: BookedDay, span: Span, gap: timedelta) -> Span | None:
    """Where a stretch of this length fits into a day, at about the same hour on the clock."""
    blocks = taken(day.booked)
    around = [Span(b.start - gap, b.end + gap) for b in blocks]
    free = subtract(merge(day.work), [*around, *(s for s, _ in day.protected)])
    wanted = _same_hour(day, span)
    starts = [
        max(part.start, min(part.end - span.length, wanted)) for part in free if part.length >= span.length
    ]
    best = min(starts, key=lambda start: (abs(start - wanted), start), default=None)
    return None if best is None else Span(best, best + span.length)


def _same_hour(day: BookedDay, span: Span) -> datetime:
    local = span.start.astimezone(day.zone)
    midnight = datetime.combine(day.date, local.time(), tzinfo=day.zone)
    # In the small hours a day of the log is still the one before.
    return (midnight + timedelta(days=local.hour < 4)).astimezone(span.start.tzinfo)


def _sessions(days: Iterable[BookedDay]) -> list[Booked]:
    return [b for day in days for b in day.booked if b.kind is BookedKind.SESSION]
