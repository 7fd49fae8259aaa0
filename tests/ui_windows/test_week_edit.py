"""Drawing a work week, without a screen."""

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core import week_edit as edit
from burnbreak.core.workweek import Place, WorkPeriod, WorkWeek

LIKE = edit.period(0, 540, 60)
"""What a drawn block is like."""


def p(weekday: int, start: str, end: str) -> WorkPeriod:
    return WorkPeriod(weekday=weekday, start=time.fromisoformat(start), end=time.fromisoformat(end))


MORNING, AFTERNOON = p(0, "09:00", "12:00"), p(0, "13:00", "17:00")
WEEK = WorkWeek((MORNING, AFTERNOON))


def test_drawing_in_either_direction_and_at_least_a_quarter() -> None:
    assert edit.drawn(2, 540, 720, LIKE) == edit.drawn(2, 720, 540, LIKE) == p(2, "09:00", "12:00")
    assert edit.drawn(2, 540, 540, LIKE) == p(2, "09:00", "09:15")
    assert edit.drawn(2, 1440, 1440, LIKE) == p(2, "23:45", "00:00")
    assert edit.snap(547) == 540
    assert edit.snap(548) == 555


def test_drawn_over_midnight() -> None:
    night = edit.drawn(4, 22 * 60, 30 * 60, LIKE)
    assert night == p(4, "22:00", "06:00")
    assert night.overnight


def test_moving_keeps_the_length_and_crosses_days() -> None:
    assert edit.moved(MORNING, minutes=30) == p(0, "09:30", "12:30")
    assert edit.moved(MORNING, days=1) == p(1, "09:00", "12:00")
    assert edit.moved(MORNING, days=-1) == p(6, "09:00", "12:00")
    assert edit.moved(p(6, "23:45", "06:00"), minutes=15) == p(0, "00:00", "06:15")
    assert edit.moved(p(0, "00:00", "01:00"), minutes=-15) == p(6, "23:45", "00:45")


def test_stretching() -> None:
    assert edit.from_start(MORNING, 8 * 60) == p(0, "08:00", "12:00")
    assert edit.from_start(MORNING, 15 * 60) == p(0, "11:45", "12:00")
    assert edit.to_end(MORNING, 14 * 60) == p(0, "09:00", "14:00")
    assert edit.to_end(MORNING, 5 * 60) == p(0, "09:00", "09:15")
    assert edit.to_end(MORNING, 30 * 60) == p(0, "09:00", "06:00")
    assert edit.to_end(MORNING, 99 * 60).minutes == 24 * 60


def test_overlaps_are_joined_and_neighbours_are_not() -> None:
    assert edit.put(WEEK, p(0, "11:00", "14:00")).periods == (p(0, "09:00", "17:00"),)
    assert edit.put(WEEK, p(0, "12:00", "13:00")).periods == (MORNING, p(0, "12:00", "13:00"), AFTERNOON)
    stretched = edit.put(WEEK, p(0, "09:00", "13:30"), instead_of=MORNING)
    assert stretched.periods == (p(0, "09:00", "17:00"),)


def test_a_night_is_joined_with_the_next_morning_even_over_the_week_s_end() -> None:
    week = edit.put(WEEK, p(6, "22:00", "10:00"))
    assert week.periods == (AFTERNOON, p(6, "22:00", "12:00"))
    assert edit.holder(week, p(6, "22:00", "10:00")) == p(6, "22:00", "12:00")


def test_copying_a_day_replaces_the_others_and_keeps_the_place() -> None:
    home = WorkPeriod(weekday=3, start=time(9), end=time(12), place=Place.REMOTE)
    week = edit.copied(WorkWeek((*WEEK.periods, home, p(4, "20:00", "21:00"))), 3, [3, 4])
    assert week.periods == (
        MORNING,
        AFTERNOON,
        home,
        WorkPeriod(weekday=4, start=time(9), end=time(12), place=Place.REMOTE),
    )
    assert edit.copied(WEEK, 1, [0]).periods == ()


def test_one_more_period_finds_room() -> None:
    assert edit.free_place(WEEK, 2) == p(2, "09:00", "13:00")
    assert edit.free_place(WEEK, 0) == p(0, "18:00", "22:00")
    full = WorkWeek((p(0, "00:00", "00:00"),))
    assert edit.free_place(full, 0) is None
    assert edit.free_place(full, 1) == p(1, "09:00", "13:00")


def test_removing_one_of_two_equal_ones_leaves_the_other() -> None:
    twice = WorkWeek((MORNING, MORNING))
    assert edit.without(twice, MORNING).periods == (MORNING,)


quarters = st.integers(0, 95).map(lambda n: n * 15)
periods = st.builds(edit.period, st.integers(0, 6), quarters, st.integers(1, 64).map(lambda n: n * 15))


@given(st.lists(periods, max_size=8))
def test_whatever_is_put_in_nothing_overlaps_and_all_work_stays(added: list[WorkPeriod]) -> None:
    week = WorkWeek()
    for one in added:
        week = edit.put(week, one)

    def minutes(one: WorkPeriod) -> list[int]:
        start = one.weekday * edit.DAY + edit.minute_of(one.start)
        return [(start + m) % edit.WEEK for m in range(0, one.minutes, 15)]

    found = [m for one in week.periods for m in minutes(one)]
    if all(one.minutes < edit.DAY for one in week.periods):
        assert set(found) == {m for one in added for m in minutes(one)}
        assert len(found) == len(set(found))


def test_protected_time_is_copied_with_its_day() -> None:
    lunch = edit.protected(0, 12 * 60 + 30, 30)
    copied = edit.copied(WorkWeek((MORNING, AFTERNOON), protected=(lunch,)), 0, [2])
    assert copied.protected == (lunch, edit.placed(lunch, 2, 12 * 60 + 30, 30))
    assert [(b.weekday, b.start) for b in copied.periods] == [
        (0, time(9)), (0, time(13)), (2, time(9)), (2, time(13)),
    ]  # fmt: skip
