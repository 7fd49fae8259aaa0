"""The look back on a week: three facts, one question, one change; offered once, in the last gap, or not."""

from datetime import date, datetime, time, timedelta

import pytest

from burnbreak.core.load import WeekLoad, day_load, week_load
from burnbreak.core.load_setting import Load
from burnbreak.core.review import (
    Asked,
    Choice,
    FactKind,
    HintKind,
    Question,
    asked_from,
    choice_from,
    hints,
    last_gap,
    last_workday,
    may_offer,
    review,
    review_values,
)
from burnbreak.core.span import at_wall
from burnbreak.core.workweek import DayException, WorkPeriod, WorkWeek, office_week
from tests.core.booked import MONDAY, a_day, load_of, span, week_of
from tests.fakes import LONDON

FRIDAY = MONDAY + timedelta(days=4)
LIMITS = Load()
OFFICE = office_week()


def week(*days: tuple[int, tuple[str, ...]], limits: Load = LIMITS, first: date = MONDAY) -> WeekLoad:
    loads = [load_of(*texts, day=first + timedelta(days=n)) for n, texts in days]
    return week_load(first, loads, limits)


def test_three_facts_one_question_three_changes_or_none() -> None:
    found = review(week((0, ("9:00-14:20",)), (1, ("9:00-10:00",))), LIMITS)
    assert found is not None
    assert found.facts == (FactKind.BOOKED, FactKind.LONGEST, FactKind.LUNCH)
    assert found.choices == (Choice.LUNCH, Choice.MOVE, Choice.NOTES, Choice.LEAVE)
    agreed = review(week((0, ("9:00-10:00",))), Load(agreed_minutes=600))
    assert agreed is not None
    assert agreed.facts[0] is FactKind.AGREED
    off = week_load(MONDAY, [load_of("9:00-10:00", week=WorkWeek())], LIMITS)
    told = review(off, LIMITS)
    assert told is not None
    assert told.facts[2] is FactKind.GAPS


def test_the_lighter_day_is_asked_about_every_other_week() -> None:
    days = ((0, ("9:00-14:00",)), (2, ("9:00-10:00",)))
    asked = [review(week(*days, first=MONDAY + timedelta(weeks=n)), LIMITS) for n in range(4)]
    assert [r.question is Question.LIGHTER_DAY for r in asked if r] == [False, True, False, True]
    assert asked[1] is not None
    assert asked[1].day == MONDAY + timedelta(days=9)
    assert asked[0] is not None
    assert asked[0].day is None


def test_days_that_are_alike_have_no_lighter_one() -> None:
    for n in range(8):
        found = review(
            week((0, ("9:00-10:00",)), (1, ("9:00-9:30",)), first=MONDAY + timedelta(weeks=n)), LIMITS
        )
        assert found is not None
        assert found.question is not Question.LIGHTER_DAY
        assert Choice.MOVE not in found.choices


def test_an_empty_week_has_nothing_to_look_back_on() -> None:
    assert review(week(), LIMITS) is None
    assert review(week((0, ())), LIMITS) is None


def test_what_was_chosen_is_kept_and_told() -> None:
    found = review(week((0, ("9:00-10:00",))), LIMITS)
    assert found is not None
    values = review_values(found, Choice.NOTES)
    assert values == {"week": "2026-11-16", "question": str(found.question), "choice": "notes"}
    assert choice_from(values) is Choice.NOTES
    assert choice_from({"choice": "run away"}) is choice_from({}) is None


@pytest.mark.parametrize(
    ("texts", "gap"),
    [
        (("9:00-9:50", "15:00-16:00"), "16:00-17:00"),
        (("9:00-9:50", "16:00-17:00"), "9:50-16:00"),
        (("9:00-16:30", "16:37-17:00"), None),  # seven minutes
        (("9:00-16:30", "16:38-17:00"), "16:30-16:38"),
        ((), "16:30-17:00"),
        (("9:00-17:00",), None),
    ],
)
def test_the_last_gap_with_room(texts: tuple[str, ...], gap: str | None) -> None:
    assert last_gap(a_day(*texts)) == (span(MONDAY, gap) if gap else None)
    assert last_gap(a_day(*texts, week=WorkWeek())) is None


def test_the_last_day_of_the_working_week() -> None:
    assert [last_workday(OFFICE, MONDAY + timedelta(days=n)) for n in range(7)] == [False] * 4 + [True] + [
        False
    ] * 2
    parts = WorkWeek(tuple(WorkPeriod(weekday=d, start=time(9), end=time(13)) for d in (0, 1, 3)))
    assert [n for n in range(7) if last_workday(parts, MONDAY + timedelta(days=n))] == [3]
    assert not any(last_workday(week_of("9:00-10:00"), MONDAY + timedelta(days=n)) for n in range(7))
    free = WorkWeek(OFFICE.periods, exceptions=(DayException(first=FRIDAY, last=FRIDAY),))
    assert [n for n in range(7) if last_workday(free, MONDAY + timedelta(days=n))] == [3]


def at(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    return at_wall(day, time(hour, minute, second), LONDON)


@pytest.mark.parametrize(
    ("moment", "offered"),
    [
        ((14, 0), False),  # an earlier gap
        ((15, 30), False),  # in session
        ((16, 1), False),  # the last one has just ended
        ((16, 1, 30), True),
        ((16, 54), True),
        ((16, 54, 1), False),
    ],
)
def test_offered_in_the_last_gap_of_the_last_day(moment: tuple[int, ...], offered: bool) -> None:
    day = a_day("9:00-9:50", "15:00-16:00", day=FRIDAY, week=OFFICE)
    assert may_offer(day, at(FRIDAY, *moment), OFFICE, Asked()) is offered
    thursday = FRIDAY - timedelta(days=1)
    other = a_day("9:00-9:50", "15:00-16:00", day=thursday, week=OFFICE)
    assert not may_offer(other, at(thursday, *moment), OFFICE, Asked())


def test_once_a_week_and_quiet_after_two_skips() -> None:
    asked, offered = Asked(), []
    for number in range(12):
        day = FRIDAY + timedelta(weeks=number)
        if not asked.quiet(day):
            asked = asked_from(asked.offered(day).as_json())
            offered.append(number)
            assert asked.quiet(day)
    assert offered == [0, 1, 5, 6, 10, 11]


def test_who_takes_it_up_is_offered_it_every_week() -> None:
    asked = Asked()
    for number in range(6):
        day = FRIDAY + timedelta(weeks=number)
        assert not asked.quiet(day)
        asked = asked.offered(day).taken()
        assert asked.quiet(day)


@pytest.mark.parametrize("found", [None, 3, {}, {"on": "x", "skips": 1}, {"on": None, "skips": "many"}])
def test_a_memory_that_cannot_be_read_is_empty(found: object) -> None:
    assert asked_from(found) == Asked()


FIVE = ("9:00-9:50", "9:50-10:40", "10:45-11:35", "11:40-12:30", "12:35-13:25")


def test_no_hint_without_a_number_of_the_users_own() -> None:
    days = [a_day(*FIVE, day=FRIDAY)]
    load = week_load(MONDAY, [day_load(d, LIMITS) for d in days], LIMITS)
    assert hints(load, days, LIMITS, MONDAY) == ()


def test_hints_look_ahead_and_name_the_place_of_a_gap() -> None:
    limits = Load(in_a_row=3, week_limit_minutes=250)
    days = [a_day(*FIVE), a_day(*FIVE, day=FRIDAY)]
    load = week_load(MONDAY, [day_load(d, limits) for d in days], limits)
    limit, row = hints(load, days, limits, MONDAY)
    assert limit.kind is HintKind.WEEK_LIMIT
    # Monday is today and no longer ahead; on Friday the third ends at 11:35.
    assert (row.kind, row.day, row.count) == (HintKind.IN_A_ROW, FRIDAY, 5)
    assert row.at == at(FRIDAY, 11, 35)
    assert hints(load, days, Load(in_a_row=5, week_limit_minutes=501), MONDAY) == ()
