"""Work periods: several a day, over midnight, on nights when clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from burnbreak.core.span import Span
from burnbreak.core.workweek import DayException, WorkPeriod, WorkWeek, office_week
from tests.fakes import LONDON


def period(weekday: int, start: str, end: str) -> WorkPeriod:
    return WorkPeriod(weekday=weekday, start=time.fromisoformat(start), end=time.fromisoformat(end))


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


TUESDAY = date(2026, 11, 24)


def test_a_weekday_outside_the_week_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday 7"):
        period(7, "09:00", "17:00")


@pytest.mark.parametrize(
    ("start", "end", "overnight", "minutes"),
    [("09:00", "17:00", False, 480), ("22:00", "06:30", True, 510), ("08:00", "08:00", True, 1440)],
)
def test_length_and_overnight(start: str, end: str, overnight: bool, minutes: int) -> None:
    found = period(1, start, end)
    assert (found.overnight, found.minutes) == (overnight, minutes)


def test_a_night_shift_ends_on_the_next_day() -> None:
    assert period(1, "22:00", "06:00").on(TUESDAY, LONDON) == Span(utc(11, 24, 22), utc(11, 25, 6))


def test_a_night_shift_is_an_hour_longer_or_shorter_when_clocks_change() -> None:
    night = period(5, "22:00", "06:00")
    assert night.on(date(2026, 10, 24), LONDON).length == timedelta(hours=9)
    assert night.on(date(2026, 3, 28), LONDON).length == timedelta(hours=7)


def test_a_period_within_the_skipped_hour_is_not_reversed() -> None:
    found = period(6, "01:30", "02:00").on(date(2026, 3, 29), LONDON)
    assert found.length >= timedelta()


def test_periods_that_touch_or_overlap_are_one() -> None:
    week = WorkWeek((period(1, "12:00", "15:00"), period(1, "09:00", "12:00"), period(1, "14:00", "17:00")))
    assert week.starting_on(TUESDAY, LONDON) == (Span(utc(11, 24, 9), utc(11, 24, 17)),)


def test_last_nights_shift_is_found_in_the_morning() -> None:
    week = WorkWeek((period(1, "22:00", "06:00"),))
    assert week.between(utc(11, 25, 3), utc(11, 25, 4), LONDON) == (Span(utc(11, 24, 22), utc(11, 25, 6)),)
    assert week.between(utc(11, 25, 6), utc(11, 25, 12), LONDON) == ()


def test_a_shift_that_hands_over_to_itself_is_one_period() -> None:
    week = WorkWeek((period(1, "22:00", "06:00"), period(2, "06:00", "14:00")))
    assert week.between(utc(11, 25, 5), utc(11, 25, 7), LONDON) == (Span(utc(11, 24, 22), utc(11, 25, 14)),)


def test_the_next_start_skips_the_weekend_and_may_be_a_week_away() -> None:
    assert office_week().next_start(utc(11, 27, 10), LONDON) == utc(11, 30, 9)
    assert WorkWeek((period(1, "09:00", "17:00"),)).next_start(utc(11, 24, 9), LONDON) == utc(12, 1, 9)
    assert WorkWeek().next_start(utc(11, 24, 9), LONDON) is None


def test_the_next_start_is_found_behind_a_long_holiday() -> None:
    away = DayException(first=date(2026, 11, 26), last=date(2026, 12, 31))
    week = replace(office_week(), exceptions=(away,))
    assert week.next_start(utc(11, 25, 10), LONDON) == datetime(2027, 1, 1, 9, tzinfo=UTC)


def test_work_around_the_clock_never_starts_again() -> None:
    week = WorkWeek(tuple(period(day, "00:00", "00:00") for day in range(7)))
    assert week.next_start(utc(11, 25, 10), LONDON) is None
    on_a_day_off = replace(
        week, exceptions=(DayException(first=date(2026, 12, 20), last=date(2026, 12, 20)),)
    )
    assert on_a_day_off.next_start(utc(11, 25, 10), LONDON) == utc(12, 21, 0)
