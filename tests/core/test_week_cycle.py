"""Alternating weeks, rotating shifts, exceptions, returns to work, protected time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from burnbreak.core.settings import Settings
from burnbreak.core.settings_table import read, tables
from burnbreak.core.span import Span
from burnbreak.core.workweek import (
    DayException,
    Hours,
    Place,
    ProtectedKind,
    ProtectedTime,
    RampStep,
    WorkPeriod,
    WorkWeek,
)
from tests.fakes import LONDON

MONDAY = date(2026, 11, 23)


def at(text: str) -> time:
    return time.fromisoformat(text)


def period(weekday: int, start: str, end: str, week: int = -1, place: Place = Place.ON_SITE) -> WorkPeriod:
    return WorkPeriod(weekday=weekday, start=at(start), end=at(end), week=week, place=place)


def hours(week: WorkWeek, day: date) -> list[str]:
    """The day's work as "09:00-17:00"."""
    return [
        f"{s.start.astimezone(LONDON):%H:%M}-{s.end.astimezone(LONDON):%H:%M}"
        for s in week.starting_on(day, LONDON)
    ]


def test_two_alternating_weeks() -> None:
    week = WorkWeek(
        (period(0, "08:00", "12:00", 0), period(0, "14:00", "18:00", 1), period(1, "09:00", "10:00")),
        cycle_weeks=2,
        cycle_from=date(2026, 11, 26),
    )
    mondays = [hours(week, MONDAY + timedelta(weeks=n)) for n in (-3, -2, -1, 0, 1, 2)]
    assert mondays == [["14:00-18:00"], ["08:00-12:00"]] * 3
    assert {tuple(hours(week, MONDAY + timedelta(days=1, weeks=n))) for n in range(4)} == {("09:00-10:00",)}


def test_a_cycle_goes_on_over_the_turn_of_a_year_with_53_weeks() -> None:
    week = WorkWeek((period(0, "08:00", "12:00", 0),), cycle_weeks=2, cycle_from=date(2026, 12, 21))
    worked = [day for n in range(6) if hours(week, day := date(2026, 12, 21) + timedelta(weeks=n))]
    assert worked == [date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]


def test_four_days_on_and_four_off_come_round_after_eight_weeks() -> None:
    shifts = [period(n % 7, "20:00", "06:00", n // 7) for n in range(56) if n % 8 < 4]
    week = WorkWeek(tuple(shifts), cycle_weeks=8, cycle_from=MONDAY)
    worked = [bool(hours(week, MONDAY + timedelta(days=n))) for n in range(112)]
    assert worked == [n % 8 < 4 for n in range(112)]


def test_days_off_and_days_of_other_hours() -> None:
    week = WorkWeek(
        (period(0, "09:00", "17:00"), period(1, "09:00", "17:00"), period(2, "09:00", "17:00")),
        exceptions=(
            DayException(first=MONDAY, last=MONDAY + timedelta(days=1)),
            DayException(
                first=MONDAY + timedelta(days=1),
                last=MONDAY + timedelta(days=1),
                hours=(Hours(start=at("22:00"), end=at("06:00"), place=Place.HOME_VISITS),),
            ),
        ),
    )
    assert [hours(week, MONDAY + timedelta(days=n)) for n in range(4)] == [
        [],
        ["22:00-06:00"],
        ["09:00-17:00"],
        [],
    ]
    assert week.place_at(datetime(2026, 11, 25, 3, tzinfo=UTC), LONDON) is Place.HOME_VISITS
    assert week.place_at(datetime(2026, 11, 25, 7, tzinfo=UTC), LONDON) is None


def test_a_return_to_work_in_steps() -> None:
    week = WorkWeek(
        tuple(period(d, "09:00", "17:00") for d in range(5)),
        ramp=(
            RampStep(until=MONDAY + timedelta(days=6), percent=50),
            RampStep(until=MONDAY + timedelta(days=13), percent=80),
        ),
    )
    assert hours(week, MONDAY) == ["09:00-13:00"]
    assert hours(week, MONDAY + timedelta(days=7)) == ["09:00-15:20"]
    assert hours(week, MONDAY + timedelta(days=14)) == ["09:00-17:00"]
    assert week.percent_on(MONDAY - timedelta(days=30)) == 50


def test_a_step_counts_over_the_whole_day_and_not_for_each_period() -> None:
    week = WorkWeek(
        (period(0, "09:00", "12:00"), period(0, "13:00", "18:00")), ramp=(RampStep(until=MONDAY, percent=50),)
    )
    assert hours(week, MONDAY) == ["09:00-12:00", "13:00-14:00"]


def test_protected_time_of_a_day_but_not_of_an_exception() -> None:
    lunch = ProtectedTime(weekday=0, start=at("12:30"), end=at("13:00"))
    notes = ProtectedTime(weekday=0, start=at("16:30"), end=at("17:00"), kind=ProtectedKind.NOTES, week=1)
    week = WorkWeek((period(0, "09:00", "17:00"),), (notes, lunch), cycle_weeks=2, cycle_from=MONDAY)
    day = Span(datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC))
    later = Span(day.start + timedelta(weeks=1), day.end + timedelta(weeks=1))
    assert [kind for _, kind in week.protected_between(day.start, day.end, LONDON)] == [ProtectedKind.LUNCH]
    assert [kind for _, kind in week.protected_between(later.start, later.end, LONDON)] == [
        ProtectedKind.LUNCH,
        ProtectedKind.NOTES,
    ]
    off = WorkWeek(week.periods, week.protected, exceptions=(DayException(first=MONDAY, last=MONDAY),))
    assert off.protected_between(day.start, day.end, LONDON) == ()


@pytest.mark.parametrize(
    "make",
    [
        lambda: WorkWeek(cycle_weeks=0),
        lambda: WorkWeek(cycle_weeks=9),
        lambda: period(0, "09:00", "17:00", 8),
        lambda: DayException(first=MONDAY, last=MONDAY - timedelta(days=1)),
        lambda: RampStep(until=MONDAY, percent=0),
        lambda: ProtectedTime(weekday=7, start=at("09:00"), end=at("10:00")),
    ],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        make()  # type: ignore[operator]


FULL = WorkWeek(
    (period(0, "08:00", "12:00", 0), period(0, "22:00", "06:00", 1, Place.REMOTE)),
    (ProtectedTime(weekday=0, start=at("10:00"), end=at("10:30"), kind=ProtectedKind.SUPERVISION, week=0),),
    2,
    MONDAY,
    (
        DayException(
            first=MONDAY, last=MONDAY, hours=(Hours(start=at("09:00"), end=at("10:00"), place=Place.REMOTE),)
        ),
    ),
    (RampStep(until=MONDAY, percent=60),),
)


def test_a_full_week_survives_the_settings_file() -> None:
    assert read(tables(Settings(week=FULL))) == (Settings(week=FULL), ())


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("cycle_weeks", 99, "week.cycle_weeks"),
        ("cycle_weeks", True, "week.cycle_weeks"),
        ("cycle_from", "yesterday", "week.cycle_from"),
        ("protected", {}, "week.protected"),
        ("protected", [{"weekday": 0}], "week.protected, number 1"),
        ("exceptions", [{"first": MONDAY, "last": MONDAY, "hours": 3}], "week.exceptions, number 1"),
        ("exceptions", [{"first": datetime(2026, 1, 1, tzinfo=UTC)}], "week.exceptions, number 1"),
        ("return_to_work", [{"until": MONDAY, "percent": 1000}], "week.return_to_work, number 1"),
        ("return_to_work", [7] * 501, "week.return_to_work"),
    ],
)
def test_a_bad_part_of_the_week_is_named_and_costs_no_other(key: str, value: object, named: str) -> None:
    table = tables(Settings(week=FULL))
    table["week"] = {**table["week"], key: value}
    settings, problems = read(table)
    assert [p.key for p in problems] == [named]
    assert settings.week.periods == FULL.periods


CALENDAR = {"id": "a1", "name": "Work", "kind": "file", "path": "/home/me/work.ics"}


def test_calendars_survive_the_settings_file() -> None:
    table = tables(Settings())
    table["calendars"] = [
        CALENDAR,
        {"id": "b2", "name": "Practice", "kind": "caldav", "role": "booked", "all_day": True},
    ]
    settings, problems = read(table)
    assert problems == ()
    assert [(c.id, str(c.role), c.path, c.all_day) for c in settings.calendars] == [
        ("a1", "sessions", "/home/me/work.ics", False),
        ("b2", "booked", "", True),
    ]
    assert read(tables(settings))[0] == settings


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "pigeon"},
        {"role": "boss"},
        {"id": 4},
        {"name": "a\nb"},
        {"name": "x" * 81},
        {"shortest_minutes": -1},
        {"shortest_minutes": 90, "longest_minutes": 45},
        {"all_day": 1},
        {"path": ["/"]},
        {"longest_minutes": 1e3},
    ],
)
def test_a_bad_calendar_is_left_out_alone(change: dict[str, object]) -> None:
    table = tables(Settings())
    table["calendars"] = [
        {**CALENDAR, **change},
        {**CALENDAR, "id": "b2"},
        {**CALENDAR, "id": "b2", "name": "Twice"},
    ]
    settings, problems = read(table)
    assert [(c.id, c.name) for c in settings.calendars] == [("b2", "Work")]
    assert [p.key for p in problems] == ["calendars, number 1"]
