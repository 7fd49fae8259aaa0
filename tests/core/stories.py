"""What the stories share: a Tuesday, the users' habits, and settings by keyword."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from burnbreak.core.events import Later, NotNow, StartOffered
from burnbreak.core.settings import Settings
from burnbreak.core.workweek import WorkPeriod, WorkWeek
from tests.fakes import LONDON, Day


def tuesday(hour: int, minute: int = 0) -> datetime:
    """A local moment of an ordinary Tuesday in November, without clock changes anywhere near."""
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def local(month: int, day: int, hour: int, zone: tzinfo = LONDON) -> datetime:
    """A local moment of the year 2026."""
    return datetime(2026, month, day, hour, tzinfo=zone)


def at(text: str) -> datetime:
    """A local moment of that Tuesday, from "10:50"."""
    return datetime.strptime(text, "%H:%M").replace(year=2026, month=11, day=24, tzinfo=UTC)


def breaks(**changes: Any) -> Settings:
    """The default settings with other breaks."""
    return replace(Settings(), breaks=replace(Settings().breaks, **changes))


def working(
    settings: Settings, *hours: tuple[int, int], weekdays: tuple[int, ...] = tuple(range(7))
) -> Settings:
    """The settings with work from hour to hour on these weekdays; an end not after its start is overnight."""
    periods = [WorkPeriod(weekday=d, start=time(a), end=time(b)) for d in weekdays for a, b in hours]
    return replace(settings, week=WorkWeek(tuple(periods)))


def takes_it(day: Day) -> None:
    day.do(StartOffered())


def declines(day: Day) -> None:
    day.do(NotNow())


def later(minutes: int | None) -> Later:
    return Later(timedelta(minutes=minutes) if minutes is not None else None)
