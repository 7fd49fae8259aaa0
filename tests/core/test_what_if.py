"""What would be: shorter sessions, one session on another day; all figures follow."""

from datetime import timedelta

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.load import WeekLoad, day_load, week_load
from burnbreak.core.load_setting import Load
from burnbreak.core.what_if import moved, shorter, usual_length
from tests.core.booked import MONDAY, a_day, booked, hm, span, week_of

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
FIVE = ("9:00-9:50", "9:55-10:45", "10:50-11:40", "11:45-12:35", "12:40-13:30")
LIMITS = Load()


def load(days: object) -> WeekLoad:
    return week_load(MONDAY, [day_load(d, LIMITS) for d in days], LIMITS)  # type: ignore[attr-defined]


def test_fifty_minutes_become_forty_five() -> None:
    days = [a_day(*FIVE, "*14:00-14:50"), a_day("9:00-10:30", "11:00-11:51", day=TUESDAY)]
    assert usual_length(days) == 50
    before, after = load(days), load(shorter(days, 50, 45))
    # Five sessions of 50 and one of 51 minutes; the meeting and the 90 minutes stay.
    assert before.booked - after.booked == hm(0, 5 * 5 + 6)
    assert (before.most.most, after.most.most) == (5, 1)  # type: ignore[union-attr]
    assert (before.gaps, after.gaps) == ((0, 4, 0, 0, 2), (0, 0, 4, 0, 2))
    assert after.sessions == before.sessions == 7


def test_a_length_that_nobody_has_changes_nothing() -> None:
    days = (a_day(*FIVE),)
    assert shorter(days, 60, 55) == days
    assert usual_length([a_day("*9:00-10:00")]) is None
    assert usual_length([a_day("9:00-10:00", "11:00-11:45")]) == 60


def test_one_session_on_another_day() -> None:
    days = [a_day(*FIVE), a_day("9:00-9:50", "10:40-11:00", day=TUESDAY)]
    (third,) = booked(MONDAY, FIVE[2])
    found = moved(days, third, TUESDAY, 10)
    assert found is not None
    after, place = found
    # At 10:50 something is booked until 11:00; with a gap of ten minutes 11:10 is the nearest.
    assert place == span(TUESDAY, "11:10-12:00")
    assert (load(days).most.most, load(after).most.most) == (5, 2)  # type: ignore[union-attr]
    assert load(after).booked == load(days).booked


def test_without_room_for_gaps_it_goes_where_it_fits() -> None:
    week = week_of("9:00-12:00")
    days = [a_day("10:00-10:50"), a_day("9:00-10:00", "10:50-12:00", day=TUESDAY, week=week)]
    (one,) = booked(MONDAY, "10:00-10:50")
    found = moved(days, one, TUESDAY, 10)
    assert found is not None
    assert found[1] == span(TUESDAY, "10:00-10:50")


def test_it_stays_where_there_is_no_room() -> None:
    week = week_of("9:00-12:00", protected=("11:00-12:00",))
    days = [a_day("10:00-10:50"), a_day("9:00-10:30", day=TUESDAY, week=week)]
    (one,) = booked(MONDAY, "10:00-10:50")
    assert moved(days, one, TUESDAY, 10) is None  # 10:30 to 11:00; the rest is protected
    assert moved(days, one, WEDNESDAY, 10) is None
    assert moved(days, one, MONDAY, 10) is None


def test_a_late_hour_stays_a_late_hour() -> None:
    week = week_of("20:00-3:00")
    days = [a_day("+0:30-1:20", week=week), a_day("21:00-21:50", day=TUESDAY, week=week)]
    (one,) = (Booked(b.span, BookedKind.SESSION) for b in days[0].booked)
    found = moved(days, one, TUESDAY, 10)
    assert found is not None
    assert found[1] == span(TUESDAY, "+0:30-1:20")
