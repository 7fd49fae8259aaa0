"""Moments and lengths as people type them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.when import (
    NotAMoment,
    clock_from,
    length_from,
    next_clock,
    pause_until,
    session_more,
    session_until,
)
from burnbreak.core.workweek import WorkWeek, office_week
from tests.fakes import LONDON

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
WEEK = office_week()


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30", 1800),
        ("30m", 1800),
        (" 2H ", 7200),
        ("1h30", 5400),
        ("1h30m", 5400),
        ("90s", 90),
        ("45s", 45),
        ("5m30s", 330),
        ("1h5s", 3605),
        ("24h", 86400),
        ("25h", None),
        ("0m", None),
        ("", None),
        ("h", None),
        ("-5", None),
        ("5 minutes", None),
        ("1.5h", None),
        ("٣m", 180),
    ],
)
def test_lengths(text: str, seconds: int | None) -> None:
    assert length_from(text) == (timedelta(seconds=seconds) if seconds else None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15:50", time(15, 50)),
        ("9.05", time(9, 5)),
        ("9h05", time(9, 5)),
        ("24:00", None),
        ("9:60", None),
        ("9", None),
        ("9:5", None),
        ("noon", None),
    ],
)
def test_clock_times(text: str, moment: time | None) -> None:
    assert clock_from(text) == moment


def test_a_clock_time_is_the_next_one() -> None:
    assert next_clock(time(10, 30), TUESDAY, LONDON) == utc(24, 10, 30)
    assert next_clock(time(10), TUESDAY, LONDON) == utc(25, 10), "not this very moment"


def test_a_clock_time_shown_twice_is_the_one_still_to_come() -> None:
    between = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert next_clock(time(1, 30), between, LONDON) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("30m", utc(24, 10, 30)),
        ("14:30", utc(24, 14, 30)),
        ("9:30", utc(25, 9, 30)),
        ("tomorrow", utc(25, 9)),
        ("Next", utc(25, 9)),
        ("next-period", utc(25, 9)),
        ("resume", None),
        ("", None),
    ],
)
def test_until_when_to_pause(text: str, until: datetime | None) -> None:
    assert pause_until(text, TUESDAY, LONDON, WEEK) == until


def test_tomorrow_on_a_friday_is_monday_and_without_hours_eight_in_the_morning() -> None:
    friday = utc(27, 10)
    assert pause_until("tomorrow", friday, LONDON, WEEK) == utc(30, 9)
    assert pause_until("tomorrow", friday, LONDON, WorkWeek()) == utc(28, 8)


def test_until_when_in_session() -> None:
    assert session_until("15:50", TUESDAY, LONDON) == utc(24, 15, 50)
    assert session_until("50m", TUESDAY, LONDON) == utc(24, 10, 50)
    assert session_more("+5") == timedelta(minutes=5)
    assert session_more("10m") == timedelta(minutes=10)


@pytest.mark.parametrize("text", ["", "+", "soon", "13h", "9:59", "+-5"])
def test_what_is_no_time_to_stay_longer(text: str) -> None:
    with pytest.raises(NotAMoment, match=r"try \+5"):
        session_more(text)


@pytest.mark.parametrize("text", ["", "soon", "9:59", "13h", "+x", "+5", "over"])
def test_what_is_no_time_for_a_session_is_told_with_an_example(text: str) -> None:
    with pytest.raises(NotAMoment, match="try 15:50"):
        session_until(text, TUESDAY, LONDON)


@given(st.text(max_size=8))
def test_whatever_is_typed_for_a_pause_is_ahead_or_refused(text: str) -> None:
    try:
        until = pause_until(text, TUESDAY, LONDON, WEEK)
    except NotAMoment:
        until = utc(25, 0)
    assert until is None or until > TUESDAY
