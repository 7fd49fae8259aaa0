"""Sessions assumed on a grid, and booked time that is free after all."""

from datetime import date, datetime, time, timedelta

import pytest

from burnbreak.core.booked import Booked, BookedKind, freed, next_session, session_at, taken
from burnbreak.core.settings import Grid, Sessions
from burnbreak.core.span import Span, at_wall
from burnbreak.core.template import template_sessions
from burnbreak.core.workweek import ProtectedTime, WorkPeriod, WorkWeek
from tests.fakes import LONDON

DAY = date(2026, 11, 23)
START, END = at_wall(DAY, time(0), LONDON), at_wall(DAY + timedelta(days=1), time(0), LONDON)


def clock(text: str) -> datetime:
    return at_wall(DAY, time.fromisoformat(text), LONDON)


def week(start: str, end: str, *protected: tuple[str, str]) -> WorkWeek:
    return WorkWeek(
        (WorkPeriod(weekday=0, start=time.fromisoformat(start), end=time.fromisoformat(end)),),
        tuple(
            ProtectedTime(weekday=0, start=time.fromisoformat(a), end=time.fromisoformat(b))
            for a, b in protected
        ),
    )


def begins(sessions: Sessions, work: WorkWeek) -> list[str]:
    found = template_sessions(sessions, work, START, END, LONDON)
    assert {b.span.length for b in found} <= {timedelta(minutes=sessions.length_minutes)}
    return [f"{b.span.start.astimezone(LONDON):%H:%M}" for b in found]


@pytest.mark.parametrize(
    ("length", "grid", "hours", "starts"),
    [
        (50, Grid.HOUR, ("09:00", "12:00"), ["09:00", "10:00", "11:00"]),
        (50, Grid.HOUR, ("08:40", "11:40"), ["09:00", "10:00"]),
        (45, Grid.HALF_HOUR, ("09:10", "11:20"), ["09:30", "10:30"]),
        (90, Grid.HALF_HOUR, ("09:00", "12:30"), ["09:00", "10:30"]),
        (50, Grid.QUARTER, ("09:00", "11:00"), ["09:00", "10:00"]),
        (80, Grid.BACK_TO_BACK, ("09:05", "12:00"), ["09:05", "10:25"]),
        (60, Grid.HOUR, ("09:00", "09:59"), []),
    ],
)
def test_a_day_on_the_grid(length: int, grid: Grid, hours: tuple[str, str], starts: list[str]) -> None:
    assert begins(Sessions(template=True, length_minutes=length, grid=grid), week(*hours)) == starts


def test_protected_time_has_no_session_in_it() -> None:
    sessions = Sessions(template=True)
    work = week("09:00", "17:00", ("11:30", "13:15"))
    assert begins(sessions, work) == ["09:00", "10:00", "14:00", "15:00", "16:00"]


def test_no_template_no_sessions() -> None:
    assert begins(Sessions(template=False), week("09:00", "17:00")) == []


def test_the_grid_is_the_local_clocks_in_zones_of_half_hours() -> None:
    from zoneinfo import ZoneInfo

    delhi = ZoneInfo("Asia/Kolkata")
    found = template_sessions(Sessions(template=True), week("09:00", "11:00"), START, END, delhi)
    assert [f"{b.span.start.astimezone(delhi):%H:%M}" for b in found] == ["09:00", "10:00"]


def booked(start: str, end: str, kind: BookedKind = BookedKind.SESSION) -> Booked:
    return Booked(Span(clock(start), clock(end)), kind)


def test_cancelled_and_ended_early() -> None:
    day = (booked("09:00", "09:50"), booked("10:00", "10:50"), booked("11:00", "12:00", BookedKind.OTHER))
    free = [Span(clock("09:30"), clock("09:50")), Span(clock("10:00"), clock("10:50"))]
    assert freed(day, free) == (booked("09:00", "09:30"), booked("11:00", "12:00", BookedKind.OTHER))
    assert freed(day, []) == day


def test_the_session_that_runs_and_the_next_one() -> None:
    day = (
        booked("09:00", "09:50"),
        booked("09:10", "09:40"),
        booked("10:00", "11:00", BookedKind.OTHER),
        booked("11:00", "11:50"),
    )
    assert session_at(day, clock("09:20")) == day[0].span
    assert session_at(day, clock("10:30")) is None
    assert next_session(day, clock("09:20"), END) == day[3].span
    assert next_session(day, clock("11:00"), END) is None
    assert len(taken(day)) == 2
