"""How long each kind of what is kept stays, and what is older than that at a moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from burnbreak.core.record import RecordKind
from burnbreak.core.span import day_of, day_span

_MONTH = timedelta(days=365.2425 / 12)


def _within(high: int, default: int) -> Any:
    return field(default=default, metadata={"low": 0, "high": high})


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What of it is kept, and for how long."""

    leave_no_trace: bool = False
    """Timers only: nothing that happens is stored."""
    history_months: int = _within(600, 0)
    """Pauses; 0 for ever. All others: 0 keeps nothing beyond the day."""
    ratings_days: int = _within(3650, 90)
    """The tap after a sitting."""
    answers_months: int = _within(600, 13)
    """Check-ins and reviews."""
    schedule_months: int = _within(600, 13)
    """The figures of weeks."""
    intervals_days: int = _within(3650, 14)
    """From when to when a day was booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoffs:
    """What lies before these moments (UTC) is to go; None keeps all."""

    entries: datetime | None
    ratings: datetime
    records: dict[RecordKind, datetime]


def cutoffs(data: Data, now: datetime, zone: tzinfo) -> Cutoffs:
    """What is too old at `now`; nothing of today is, which began at 04:00 in `zone`."""
    today = day_span(day_of(now, zone), zone).start
    answers = min(today, now - _MONTH * data.answers_months)
    return Cutoffs(
        entries=min(today, now - _MONTH * data.history_months) if data.history_months else None,
        ratings=min(today, now - timedelta(days=data.ratings_days)),
        records={
            RecordKind.CHECK_IN: answers,
            RecordKind.REVIEW: answers,
            RecordKind.LOAD_WEEK: min(today - timedelta(days=7), now - _MONTH * data.schedule_months),
            RecordKind.BOOKED_DAY: min(today, now - timedelta(days=data.intervals_days)),
        },
    )
