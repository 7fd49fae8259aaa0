"""The two things burnbreak asks of its own accord, each once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.holds import Pause
from burnbreak.core.settings import Breaks, Rhythm
from burnbreak.core.span import day_of
from burnbreak.core.workweek import WorkWeek

DAYS_UNANSWERED = 5


def days_unanswered(entries: Iterable[Entry], today: date, zone: tzinfo) -> tuple[date, ...]:
    """The latest days before today with offers of which none was answered, back to the last answered one."""
    answered: dict[date, bool] = {}
    for entry in entries:
        if not (entry.offered or entry.started):
            continue
        day = day_of(entry.moment, zone)
        ignored = entry.outcome is Outcome.MISSED and entry.reason is Reason.UNANSWERED
        # An offer that a session or a failing card took away was neither ignored nor answered.
        heeded = entry.started is not None or entry.outcome in (Outcome.SKIPPED, Outcome.POSTPONED)
        if day < today and (ignored or heeded):
            answered[day] = answered.get(day, False) or not ignored
    row: list[date] = []
    for day in sorted(answered, reverse=True):
        if answered[day]:
            break
        row.append(day)
    return tuple(reversed(row))


def asks_fewer(entries: Iterable[Entry], now: datetime, zone: tzinfo, asked: datetime | None) -> bool:
    """Whether five days went by unanswered since it was last asked."""
    days = days_unanswered(entries, day_of(now, zone), zone)
    since = [day for day in days if asked is None or day > day_of(asked, zone)]
    return len(since) >= DAYS_UNANSWERED


def asks_resume(
    pause: Pause | None, week: WorkWeek, now: datetime, zone: tzinfo, asked: datetime | None
) -> bool:
    """Whether an open-ended pause has lasted into the work of a later day that was not asked about yet."""
    if pause is None or pause.until is not None:
        return False
    begun = [p.start for p in week.between(now, now + timedelta(seconds=1), zone) if now in p]
    latest = max([pause.since, *([asked] if asked else [])])
    return any(start > latest and day_of(start, zone) > day_of(latest, zone) for start in begun)


def fewer(breaks: Breaks) -> Breaks:
    """The same breaks about half as often."""
    cap = max(1, breaks.daily_cap // 2)
    if breaks.rhythm is Rhythm.EVERY:
        return replace(breaks, daily_cap=cap, every_minutes=min(240, breaks.every_minutes * 2))
    return replace(breaks, daily_cap=cap)
