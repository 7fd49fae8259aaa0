"""Every figure of the load, worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.booked_day import booked_day, day_from, day_values
from burnbreak.core.load import DayLoad, day_load, gaps, runs, week_load
from burnbreak.core.load_record import days_from, monday, week_values, without_day
from burnbreak.core.load_setting import Load, Weekend
from burnbreak.core.span import Span
from burnbreak.core.workweek import ProtectedKind, WorkWeek
from tests.core.booked import MONDAY, NINE_TO_FIVE, a_day, booked, hm, load_of, span, week_of
from tests.fakes import LONDON

BERLIN = ZoneInfo("Europe/Berlin")
LIMITS = Load()


def test_an_empty_day_is_all_zero() -> None:
    assert load_of() == DayLoad(date=MONDAY, work=hm(8))
    assert load_of(week=WorkWeek()) == DayLoad(date=MONDAY)


def test_an_ordinary_day_by_hand() -> None:
    # 9:00 9:50 | 10 | 10:00 10:50 | 5 | 10:55 11:45 | 75 | 13:00 13:50 | 0 | 13:50 14:40 | 20 | 15:00 16:00
    day = load_of("9:00-9:50", "10:00-10:50", "10:55-11:45", "13:00-13:50", "13:50-14:40", "*15:00-16:00")
    assert day == DayLoad(
        date=MONDAY,
        work=hm(8),
        inside=hm(5, 10),
        sessions=5,
        longest=hm(1, 45),  # 10:00 to 11:45; 13:00 to 14:40 is 1:40
        longest_count=2,
        most=2,
        gaps=(0, 1, 1, 1, 1),
        lunch=True,  # 11:45 to 13:00
        reach=hm(7),
    )


def test_what_is_booked_twice_counts_once() -> None:
    day = load_of("9:00-10:00", "9:30-10:30", "*9:00-10:00", "9:15-9:45")
    assert (day.booked, day.longest) == (hm(1, 30), hm(1, 30))
    # The meeting is the first one again, and 9:15 lies within it; 9:30 to 10:30 is one of its own.
    assert (day.sessions, day.longest_count) == (2, 1)


def test_inside_and_outside_of_working_hours() -> None:
    day = load_of("8:30-9:30", "16:30-17:30", "20:00-20:45")
    assert (day.inside, day.outside, day.booked) == (hm(1), hm(1, 45), hm(2, 45))
    off = load_of("10:00-11:00", week=WorkWeek())
    assert (off.inside, off.outside, off.work) == (hm(0), hm(1), hm(0))


@pytest.mark.parametrize(("minutes", "counts"), [(5, [1, 1, 3]), (10, [2, 3]), (11, [5]), (15, [5])])
def test_a_run_ends_with_the_gap_that_the_user_sets(minutes: int, counts: list[int]) -> None:
    times = booked(MONDAY, "9:00-9:50", "9:55-10:45", "10:55-11:45", "11:45-12:35", "12:39-13:00")
    assert [run.count for run in runs(times, minutes)] == counts


def test_the_longest_run_and_the_most_in_a_row_may_be_two() -> None:
    day = load_of("9:00-9:20", "9:20-9:40", "9:45-10:05", "11:00-13:00")
    assert (day.longest, day.longest_count) == (hm(2), 1)
    assert (day.most, day.runs) == (3, 1)


def test_gaps_by_class_at_their_edges() -> None:
    day = load_of(
        "9:00-9:30", "9:34-10:00", "10:05-10:30", "10:39-11:00", "11:10-11:30", "11:44-12:00",
        "12:15-12:30", "12:59-13:15", "13:45-14:00",
    )  # fmt: skip
    assert day.gaps == (1, 2, 2, 2, 1)  # 4 | 5 9 | 10 14 | 15 29 | 30


def test_the_hours_between_two_shifts_are_no_gap() -> None:
    split = week_of("8:00-12:00", "16:00-20:00")
    day = load_of("11:00-11:50", "16:00-16:50", "17:00-17:50", week=split)
    assert day.gaps == (0, 0, 1, 0, 0)
    assert gaps(a_day("8:00-8:30", "8:40-9:20", week=NINE_TO_FIVE)) == ()


@pytest.mark.parametrize(
    ("times", "kept"),
    [
        (("9:00-12:00", "12:30-17:00"), True),
        (("9:00-12:00", "12:29-17:00"), False),
        (("9:00-11:00", "11:30-17:00"), True),
        (("9:00-14:10",), False),  # 20 minutes of it are left
        (("9:00-14:00",), True),
        (("9:00-11:20", "11:40-13:00", "13:20-14:20"), False),  # 20, 20 and 10 minutes
    ],
)
def test_room_for_lunch(times: tuple[str, ...], kept: bool) -> None:
    assert load_of(*times).lunch is kept


def test_lunch_is_only_told_of_days_of_work_at_noon() -> None:
    assert load_of("15:00-16:00", week=week_of("14:15-20:00")).lunch is None
    assert load_of("12:00-13:00", week=WorkWeek()).lunch is None
    # Free time before the work begins is no lunch in it.
    assert load_of("13:00-17:00", week=week_of("13:00-17:00")).lunch is False


def test_protected_time_kept_moved_and_booked_over() -> None:
    week = week_of("9:00-17:00", protected=("12:00-12:30", "14:00-14:30", "16:00-16:45"))
    # 12:00 kept; 14:00 booked over, free 13:00-13:30 is as long; 16:00 booked over, no 45 minutes are left.
    day = load_of("9:00-12:00", "12:30-13:00", "13:30-17:00", week=week)
    assert (day.kept, day.moved, day.over) == (1, 1, 1)
    nothing = load_of(week=week)
    assert (nothing.kept, nothing.moved, nothing.over) == (0, 0, 0)


def test_one_free_stretch_is_room_for_as_much_as_fits() -> None:
    week = week_of("9:00-17:00", protected=("10:00-10:30", "11:00-11:30"))
    # Free: 16:00 to 17:00, enough for both; with one more hour taken, for neither.
    assert load_of("9:00-16:00", week=week).moved == 2
    assert load_of("9:00-16:31", week=week).over == 2
    assert load_of("9:00-16:20", week=week) == load_of("9:00-16:20", week=week)
    day = load_of("9:00-16:20", week=week)  # 40 minutes: one of the two
    assert (day.moved, day.over) == (1, 1)


def test_evenings_begin_when_the_user_says_so() -> None:
    assert not load_of("17:00-18:00").evening
    assert load_of("17:00-18:01").evening
    assert not load_of("17:00-18:01", limits=Load(evening_hour=20)).evening
    assert load_of("23:00-1:00", limits=Load(evening_hour=23)).evening


def test_a_night_belongs_to_the_day_it_began() -> None:
    nights = week_of("20:00-2:00")
    day = load_of("22:00-22:50", "23:40-0:30", "+0:35-1:25", week=nights)
    assert (day.booked, day.inside, day.longest, day.reach) == (hm(2, 30), hm(2, 30), hm(1, 45), hm(3, 25))
    assert (day.gaps, day.lunch, day.evening) == ((0, 1, 0, 0, 1), None, True)


def test_what_goes_on_beyond_four_is_shared_by_two_days() -> None:
    times, week = booked(MONDAY, "22:00-6:00"), week_of("22:00-6:00")
    first, second = (booked_day(MONDAY + timedelta(days=n), LONDON, times, week) for n in (0, 1))
    assert day_load(first, LIMITS).booked == hm(6)
    assert day_load(second, LIMITS).booked == hm(2)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 10, 24), 6), (date(2026, 3, 28), 4)],  # clocks go back, and forward, in that night
)
def test_a_night_in_which_the_clocks_change_has_its_real_hours(day: date, hours: int) -> None:
    load = load_of("22:00-3:00", day=day, week=week_of("22:00-3:00"))
    assert (load.booked, load.inside, load.longest, load.outside) == (hm(hours),) * 3 + (hm(0),)


def test_gaps_across_the_change_of_clocks_are_real_minutes() -> None:
    # 00:50 to 02:10 on the clock is 2:20 in autumn and 20 minutes in spring.
    week = week_of("22:00-4:00")
    autumn = load_of("0:00-0:50", "2:10-3:00", day=date(2026, 10, 25), week=week)
    assert autumn.gaps == (0, 0, 0, 0, 0), "midnight of the 25th is the 24th's day"
    edges = [datetime(2026, 10, 24, 23, 50, tzinfo=UTC), datetime(2026, 10, 25, 2, 10, tzinfo=UTC)]
    times = (Booked(Span(edges[0] - hm(0, 50), edges[0])), Booked(Span(edges[1], edges[1] + hm(0, 50))))
    day = booked_day(date(2026, 10, 24), LONDON, times, week)
    assert [gap.length for gap in gaps(day)] == [hm(2, 20)]
    edges = [datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 3, 29, 1, 10, tzinfo=UTC)]
    times = (Booked(Span(edges[0] - hm(0, 50), edges[0])), Booked(Span(edges[1], edges[1] + hm(0, 50))))
    assert day_load(booked_day(date(2026, 3, 28), LONDON, times, week), LIMITS).gaps == (0, 0, 0, 1, 0)


def test_the_day_is_that_of_the_zone() -> None:
    # 3:30 in Berlin is 2:30 in London: Sunday's day in both; 4:30 in Berlin is Monday's there alone.
    times = booked(MONDAY, "4:30-5:30", zone=BERLIN)
    assert day_load(booked_day(MONDAY, BERLIN, times, WorkWeek()), LIMITS).booked == hm(1)
    assert day_load(booked_day(MONDAY, LONDON, times, WorkWeek()), LIMITS).booked == hm(0, 30)


def a_week(limits: Load = LIMITS) -> list[DayLoad]:
    week = week_of("9:00-17:00", protected=("12:00-12:30",))
    times = ("9:00-9:50", "9:55-10:45", "10:50-11:40", "11:45-12:35", "17:30-18:30")
    monday, tuesday, friday, saturday = (MONDAY + timedelta(days=n) for n in (0, 1, 4, 5))
    return [
        load_of("9:00-12:00", "13:00-15:00", day=monday, week=week, limits=limits),
        load_of(*times, day=tuesday, week=week, limits=limits),
        load_of("*9:00-10:00", day=friday, week=week, limits=limits),
        load_of("10:00-11:00", day=saturday, week=WorkWeek(), limits=limits),
    ]


def test_a_week_by_hand() -> None:
    week = week_load(MONDAY, a_week(), LIMITS)
    assert (week.inside, week.outside, week.booked) == (hm(9, 20), hm(2), hm(11, 20))
    assert (week.sessions, week.days_booked, week.work) == (8, 4, hm(24))
    assert week.longest is not None
    assert week.most is not None
    assert (week.longest.date, week.longest.longest, week.longest.longest_count) == (
        date(2026, 11, 17), hm(3, 35), 4,
    )  # fmt: skip
    assert (week.most.date, week.most.most, week.runs) == (date(2026, 11, 17), 4, 1)
    assert week.gaps == (0, 3, 0, 0, 1)
    assert week.lunches == (3, 3)
    assert week.protected == (2, 1, 0)
    assert (week.evenings, week.weekends) == (1, 1)
    assert week.actual(15) == hm(13, 20)  # 8 sessions


def test_equal_runs_name_the_earlier_day() -> None:
    days = [load_of("9:00-11:00", day=MONDAY + timedelta(days=n)) for n in (3, 1, 2)]
    week = week_load(MONDAY, days, LIMITS)
    assert week.longest is not None
    assert week.longest.date == date(2026, 11, 17)


def test_a_week_without_anything() -> None:
    week = week_load(MONDAY, [load_of()], LIMITS)
    assert (week.booked, week.longest, week.most, week.lunches) == (hm(0), None, None, (0, 0))
    assert week_load(MONDAY, [], LIMITS).actual(30) == hm(0)


def test_days_of_other_weeks_are_left_out() -> None:
    days = [load_of("9:00-10:00", day=MONDAY + timedelta(days=n)) for n in (-1, 0, 6, 7)]
    assert week_load(MONDAY, days, LIMITS).booked == hm(2)


@pytest.mark.parametrize(
    ("kind", "count"),
    [(Weekend.SATURDAY_SUNDAY, 2), (Weekend.FRIDAY_SATURDAY, 2), (Weekend.SUNDAY, 1), (Weekend.NONE, 0)],
)
def test_the_weekend_is_the_users(kind: Weekend, count: int) -> None:
    days = [load_of("9:00-10:00", day=MONDAY + timedelta(days=n)) for n in range(7)]
    assert week_load(MONDAY, days, Load(weekend=kind)).weekends == count


def test_a_day_as_it_is_kept() -> None:
    week = week_of("9:00-17:00", protected=("12:00-13:00",))
    day = a_day("9:00-9:50", "*10:00-11:00", week=week)
    values = day_values(day)
    assert values == {
        "day": "2026-11-16",
        "zone": "Europe/London",
        "spans": [[1794819600, 1794822600, "session"], [1794823200, 1794826800, "other"]],
        "work": [[1794819600, 1794848400]],
        "protected": [[1794830400, 1794834000, "lunch"]],
    }
    assert day_from(values, BERLIN) == day
    assert day.protected == ((span(MONDAY, "12:00-13:00"), ProtectedKind.LUNCH),)
    assert day.booked[1].kind is BookedKind.OTHER


@pytest.mark.parametrize(
    "change",
    [{"day": "x"}, {"spans": [[2, 1, "session"]]}, {"spans": [[1, 2, "client"]]}, {"work": 1},
     {"spans": [[1, 2]]}, {"protected": [[1, 10**30, "lunch"]]}],
)  # fmt: skip
def test_a_day_that_cannot_be_read_is_none(change: dict[str, object]) -> None:
    assert day_from({**day_values(a_day("9:00-9:50")), **change}, LONDON) is None


def test_a_day_of_a_zone_that_is_not_known_here_is_that_of_the_clock() -> None:
    values = {**day_values(a_day("9:00-9:50")), "zone": "Nowhere/At_All"}
    day = day_from(values, BERLIN)
    assert day is not None
    assert day.zone is BERLIN


def test_a_week_as_it_is_kept_has_no_moments() -> None:
    days = a_week()
    values = week_values(MONDAY, days)
    assert set(values) == {"week", "days"}
    assert values["days"]["2026-11-17"] == {
        "work": 28_800, "inside": 12_000, "outside": 3_600, "longest": 12_900, "reach": 34_200,
        "sessions": 5, "longest_count": 4, "most": 4, "runs": 1, "kept": 0, "moved": 1, "over": 0,
        "gaps": [0, 3, 0, 0, 0], "lunch": True, "evening": True,
    }  # fmt: skip
    assert days_from(values) == tuple(days)
    assert monday(date(2026, 11, 22)) == MONDAY == monday(MONDAY)


def test_one_day_can_be_taken_out_of_a_kept_week() -> None:
    values = week_values(MONDAY, a_week())
    left = without_day(values, MONDAY)
    assert [d.date.day for d in days_from(left)] == [17, 20, 21]
    assert left["week"] == "2026-11-16"
    assert len(values["days"]) == 4
    assert without_day(left, MONDAY) == left


def test_a_broken_day_of_a_kept_week_is_left_out_alone() -> None:
    values = week_values(MONDAY, a_week())
    values["days"]["2026-11-16"]["gaps"] = [1]
    del values["days"]["2026-11-17"]["work"]
    values["days"]["never"] = values["days"]["2026-11-20"]
    assert [d.date.day for d in days_from(values)] == [20, 21]
    assert days_from({}) == days_from({"days": 3}) == ()


quarters = st.integers(0, 95)


@given(st.lists(st.tuples(quarters, st.integers(1, 12), st.booleans()), max_size=12), st.integers(5, 15))
def test_whatever_is_booked_the_figures_agree(items: list[tuple[int, int, bool]], gap: int) -> None:
    base = datetime(2026, 11, 16, 4, tzinfo=UTC)
    step = timedelta(minutes=15)
    times = tuple(
        Booked(Span(base + a * step, base + (a + n) * step), BookedKind.SESSION if s else BookedKind.OTHER)
        for a, n, s in items
    )
    day = booked_day(MONDAY, LONDON, times, week_of("9:00-17:00", protected=("12:00-13:00",)))
    load = day_load(day, Load(gap_minutes=gap))
    taken = {base + n * step for n in range(96) if any(base + n * step in b.span for b in day.booked)}
    assert load.booked == len(taken) * step
    assert load.inside <= load.work
    assert load.longest <= load.reach
    assert load.booked <= load.reach
    assert sum(run.count for run in runs(day.booked, gap)) <= len({b.span for b in day.booked})
    assert load.kept + load.moved + load.over == (1 if times and day.booked else 0)
    assert day_from(day_values(day), LONDON) == day
    assert days_from(week_values(MONDAY, [load])) == (load,)
