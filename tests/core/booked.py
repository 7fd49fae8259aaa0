"""Days of booked time, written as a person would: "9:00-9:50", "*12:00-13:00" for what is no session."""

from datetime import date, time, timedelta, tzinfo

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.booked_day import BookedDay, booked_day
from burnbreak.core.load import DayLoad, day_load
from burnbreak.core.load_setting import Load
from burnbreak.core.span import Span, at_wall
from burnbreak.core.workweek import ProtectedTime, WorkPeriod, WorkWeek
from tests.fakes import LONDON

MONDAY = date(2026, 11, 16)


def span(day: date, text: str, zone: tzinfo = LONDON) -> Span:
    """A stretch on a day by its wall times, "+" for the next day; it may go on after midnight."""
    if text.startswith("+"):
        return span(day + timedelta(days=1), text[1:], zone)
    start, end = (time.fromisoformat(part.zfill(5)) for part in text.split("-"))
    last = day + timedelta(days=1) if end <= start else day
    return Span(at_wall(day, start, zone), at_wall(last, end, zone))


def booked(day: date, *texts: str, zone: tzinfo = LONDON) -> tuple[Booked, ...]:
    return tuple(
        Booked(span(day, t.removeprefix("*"), zone), BookedKind.OTHER if t[0] == "*" else BookedKind.SESSION)
        for t in texts
    )


def week_of(*periods: str, protected: tuple[str, ...] = ()) -> WorkWeek:
    """The same hours on each of seven days."""
    pairs = [[time.fromisoformat(p.zfill(5)) for p in text.split("-")] for text in periods]
    kept = [[time.fromisoformat(p.zfill(5)) for p in text.split("-")] for text in protected]
    return WorkWeek(
        tuple(WorkPeriod(weekday=d, start=a, end=b) for d in range(7) for a, b in pairs),
        tuple(ProtectedTime(weekday=d, start=a, end=b) for d in range(7) for a, b in kept),
    )


NINE_TO_FIVE = week_of("9:00-17:00")


def a_day(*texts: str, day: date = MONDAY, week: WorkWeek = NINE_TO_FIVE, zone: tzinfo = LONDON) -> BookedDay:
    return booked_day(day, zone, booked(day, *texts, zone=zone), week)


def load_of(*texts: str, limits: Load | None = None, **more: object) -> DayLoad:
    return day_load(a_day(*texts, **more), limits or Load())  # type: ignore[arg-type]


def hm(hours: int, minutes: int = 0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes)
