"""When something is asked: one thing a day, at the end of the week, and not after two skips in a row."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from burnbreak.core import check_times as times
from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.check_times import Asking, Moment, Topic
from burnbreak.core.checkin import Answer, CheckSet
from burnbreak.core.settings import AfterSitting, CheckIns
from burnbreak.core.span import Span
from burnbreak.core.workweek import WorkPeriod, WorkWeek, office_week

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
KNOWN = Asking(since=LONG_AGO)
LONDON = ZoneInfo("Europe/London")


def november(day: int, hour: int, minute: int = 0) -> datetime:
    """London is at UTC then; the 27th is a Friday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def at(now: datetime, *answers: Answer, booked: tuple[Booked, ...] = (), **settings: object) -> Moment:
    return Moment(
        now=now, zone=LONDON, settings=replace(CheckIns(), **settings), week=office_week(),  # type: ignore[arg-type]
        booked=booked, answers=answers,
    )  # fmt: skip


def answer(check: CheckSet, moment: datetime) -> Answer:
    return Answer(uuid=moment.isoformat(), set=check, moment=moment, values={"energy": 5})


MONTHLY = answer(CheckSet.MONTHLY, november(2, 9))
"""So that the month asks for nothing more."""


def session(
    day: int, start: tuple[int, int], end: tuple[int, int], kind: BookedKind = BookedKind.SESSION
) -> Booked:
    return Booked(Span(november(day, *start), november(day, *end)), kind)


def weeks(*weekdays: int) -> WorkWeek:
    return WorkWeek(tuple(WorkPeriod(weekday=d, start=time(9), end=time(17)) for d in weekdays))


@pytest.mark.parametrize(
    ("worked", "last", "gap"),
    [
        ((0, 1, 2, 3, 4), 4, 3),
        ((6, 0, 1, 2, 3), 3, 3),
        ((0, 2, 4), 4, 3),
        ((1, 2), 2, 6),
        ((3,), 3, 7),
        ((0, 1, 2, 3, 4, 5, 6), 6, 1),
        ((), 4, 3),
    ],
)
def test_the_week_ends_before_its_longest_free_time(worked: tuple[int, ...], last: int, gap: int) -> None:
    assert times.last_workday(weeks(*worked)) == (last, gap)


def test_the_end_of_the_week_begins_with_the_last_gap_of_friday() -> None:
    booked = (
        session(27, (9, 0), (9, 50)),
        session(27, (14, 0), (14, 50)),
        session(27, (15, 0), (16, 30), BookedKind.OTHER),
    )
    assert times.week_window(at(november(27, 14, 49), booked=booked)) is None
    window = times.week_window(at(november(27, 14, 50), booked=booked))
    assert window == Span(november(27, 14, 50), november(30, 4)), "until Monday's work"
    assert times.week_window(at(november(29, 23))) is not None
    assert times.week_window(at(november(30, 4))) is None


def test_without_sessions_it_is_the_last_hour_of_work() -> None:
    assert times.week_window(at(november(27, 15, 59))) is None
    assert times.week_window(at(november(27, 16))) is not None
    free = replace(at(november(27, 16)), week=WorkWeek())
    assert times.week_window(free) is not None


def test_the_weekly_set_is_due_once_a_week() -> None:
    friday = november(27, 16, 30)
    assert times.due(at(friday, MONTHLY), KNOWN) is Topic.WEEKLY
    assert times.due(at(friday, MONTHLY, weekly=False), KNOWN) is None
    assert times.due(at(november(26, 16, 30), MONTHLY), KNOWN) is None, "a Thursday"
    assert times.due(at(friday, MONTHLY, answer(CheckSet.WEEKLY, november(27, 16, 5))), KNOWN) is None
    assert times.due(at(friday, MONTHLY, answer(CheckSet.WEEKLY, november(20, 16, 5))), KNOWN) is Topic.WEEKLY
    assert times.due(at(friday, MONTHLY), KNOWN.declined(Topic.WEEKLY, november(27, 16, 5))) is None
    assert times.due(at(friday), Asking(since=november(25, 9))) is None, "hardly here yet"


def test_the_monthly_set_comes_once_a_month_and_never_on_a_day_of_the_weekly() -> None:
    assert times.due(at(november(24, 12)), KNOWN) is Topic.MONTHLY
    assert times.due(at(november(24, 12), monthly=False), KNOWN) is None
    assert times.due(at(november(24, 12), MONTHLY), KNOWN) is None
    assert times.due(at(datetime(2026, 12, 1, 12, tzinfo=UTC), MONTHLY), KNOWN) is Topic.MONTHLY
    assert times.due(at(november(24, 12)), Asking(since=november(12, 9))) is None
    assert times.due(at(november(24, 12)), Asking(since=november(10, 9))) is Topic.MONTHLY
    assert times.due(at(november(27, 10)), KNOWN) is None, "the day is kept for the week"
    assert times.due(at(november(27, 17)), KNOWN) is Topic.WEEKLY
    done = answer(CheckSet.WEEKLY, november(27, 16, 40))
    assert times.due(at(november(27, 17), done), KNOWN) is None, "one set a day"
    assert times.due(at(november(28, 12), done), KNOWN) is Topic.MONTHLY


def test_two_skips_in_a_row_rest_for_four_weeks() -> None:
    asking = KNOWN.put(Topic.WEEKLY, november(6, 16, 30))
    assert times.due(at(november(13, 16, 30), MONTHLY), asking) is Topic.WEEKLY, "one skip is none"
    asking = asking.put(Topic.WEEKLY, november(13, 16, 30))
    assert times.due(at(november(13, 18), MONTHLY), asking) is Topic.WEEKLY, "the occasion lasts"
    assert times.due(at(november(20, 16, 30), MONTHLY), asking) is None
    assert times.due(at(november(27, 16, 30), MONTHLY), asking) is None
    rested = november(13, 16, 30) + timedelta(days=28)
    assert times.resting_until(asking, Topic.WEEKLY, november(20, 9)) == rested
    december = datetime(2026, 12, 11, 16, 30, tzinfo=UTC)
    at_last = at(december, answer(CheckSet.MONTHLY, december - timedelta(days=9)))
    assert times.due(at_last, asking) is Topic.WEEKLY
    after = asking.put(Topic.WEEKLY, december)
    assert times.resting_until(after, Topic.WEEKLY, december + timedelta(days=7)) is None, "two chances again"
    assert times.due(at(november(20, 16, 30), MONTHLY), asking.awake(Topic.WEEKLY)) is Topic.WEEKLY


def test_an_answer_between_makes_two_skips_none() -> None:
    asking = KNOWN.put(Topic.WEEKLY, november(6, 17)).answered(Topic.WEEKLY, november(6, 17))
    asking = asking.put(Topic.WEEKLY, november(13, 17))
    assert times.resting_until(asking, Topic.WEEKLY, november(14, 9)) is None


def test_put_twice_on_one_occasion_counts_once() -> None:
    asking = KNOWN.put(Topic.WEEKLY, november(27, 16, 10))
    later = at(november(28, 12))
    assert times.put_before(later, asking, Topic.WEEKLY)
    assert asking.again(Topic.WEEKLY, november(28, 12)).of(Topic.WEEKLY) == times.Asked(
        at=november(28, 12), skips=1
    )
    assert not times.put_before(at(datetime(2026, 12, 4, 16, 30, tzinfo=UTC)), asking, Topic.WEEKLY)


def sittings(
    moments: list[datetime], asking: Asking, *answers: Answer, **settings: object
) -> tuple[str, Asking]:
    """A letter for each sitting that ended: T where the tap was asked for and answered."""
    told = ""
    for moment in moments:
        asking = replace(asking, sat=asking.sat + 1)
        if times.asks_tap(at(moment, *answers, **settings), asking):
            asking = replace(asking.put(Topic.SITTING, moment), sat=0).answered(Topic.SITTING, moment)
            told += "T"
        else:
            told += "-"
    return told, asking


def test_the_tap_is_asked_in_one_sitting_of_three() -> None:
    three_a_day = [november(day, hour) for day in (23, 24, 25, 26) for hour in (10, 12, 14)]
    assert sittings(three_a_day, KNOWN, MONTHLY)[0] == "--T--T--T--T"
    one_a_day = [november(day, 12) for day in range(16, 20)] + [november(23, 12), november(24, 12)]
    assert sittings(one_a_day, KNOWN, MONTHLY)[0] == "--T--T"


def test_and_once_a_day_at_most() -> None:
    nine = [november(24, hour) for hour in range(9, 18)]
    told, asking = sittings(nine, KNOWN, MONTHLY)
    assert told == "--T------"
    assert sittings([november(25, 9)], asking, MONTHLY)[0] == "T"


def test_each_sitting_or_none_by_choice() -> None:
    nine = [november(24, hour) for hour in range(9, 18)]
    assert sittings(nine, KNOWN, after_sitting=AfterSitting.EACH)[0] == "T" * 9
    assert sittings(nine, KNOWN, after_sitting=AfterSitting.NEVER)[0] == "-" * 9


def test_who_is_asked_after_each_sitting_is_asked_the_weekly_set_too() -> None:
    _, asking = sittings([november(27, 12)], KNOWN, MONTHLY, after_sitting=AfterSitting.EACH)
    friday = november(27, 16, 30)
    assert times.due(at(friday, MONTHLY, after_sitting=AfterSitting.EACH), asking) is Topic.WEEKLY
    assert times.due(at(friday, MONTHLY), asking) is None


def test_no_tap_on_a_day_that_is_kept_for_a_set_or_had_one() -> None:
    waiting = replace(KNOWN, sat=5)
    assert not times.asks_tap(at(november(27, 10), MONTHLY), waiting), "Friday"
    assert times.asks_tap(at(november(27, 10), MONTHLY, weekly=False), waiting)
    assert not times.asks_tap(at(november(24, 10)), waiting), "the month has not been asked"
    put = waiting.put(Topic.MONTHLY, november(23, 10))
    assert times.asks_tap(at(november(24, 10)), put), "a set that was left open keeps no further day"
    assert not times.asks_tap(at(november(23, 12)), put)
    done = answer(CheckSet.MONTHLY, november(24, 9))
    assert not times.asks_tap(at(november(24, 10), done), waiting)


def test_two_taps_left_open_rest_for_four_weeks() -> None:
    asking = KNOWN.put(Topic.SITTING, november(16, 12)).put(Topic.SITTING, november(18, 12))
    asking = replace(asking, sat=9)
    assert not times.asks_tap(at(november(24, 12), MONTHLY), asking)
    assert not times.asks_tap(at(november(24, 12), MONTHLY, after_sitting=AfterSitting.EACH), asking)
    december = datetime(2026, 12, 16, 12, tzinfo=UTC)
    assert times.asks_tap(at(december, answer(CheckSet.MONTHLY, december - timedelta(days=5))), asking)


def test_the_sliders_come_only_where_wished_and_once_a_day() -> None:
    tuesday = november(24, 12)
    assert not times.asks_affect(at(tuesday, MONTHLY), KNOWN)
    assert times.asks_affect(at(tuesday, MONTHLY, affect=True), KNOWN)
    put = KNOWN.put(Topic.AFFECT, november(24, 9))
    assert not times.asks_affect(at(tuesday, MONTHLY, affect=True), put)
    assert times.asks_affect(at(november(25, 9), MONTHLY, affect=True), put)
    assert not times.asks_affect(at(november(27, 9), MONTHLY, affect=True), KNOWN), "Friday is the week's"
    tapped = KNOWN.put(Topic.SITTING, november(24, 9))
    assert not times.asks_affect(at(tuesday, MONTHLY, affect=True), tapped)
    assert not times.asks_tap(at(tuesday, MONTHLY, affect=True), replace(put, sat=5))


@pytest.mark.parametrize("seed", range(40))
def test_nothing_is_ever_asked_twice_a_day(seed: int) -> None:
    """Half a year of sittings and open ends, by the default settings with the sliders on."""
    import random

    chance = random.Random(seed)
    asking, answers = Asking(since=LONG_AGO), list[Answer]()
    for day in range(180):
        asked = 0
        start = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=day)
        for step in range(chance.randrange(7)):
            now = start + timedelta(minutes=100 * step)
            moment = at(now, *answers, affect=True)
            if times.asks_affect(moment, asking):
                asking, asked = asking.put(Topic.AFFECT, now), asked + 1
                if chance.random() < 0.6:
                    answers.append(answer(CheckSet.BEFORE, now))
                    asking = asking.answered(Topic.AFFECT, now)
            moment, asking = at(now, *answers, affect=True), replace(asking, sat=asking.sat + 1)
            topic = times.due(moment, asking)
            if topic and not times.put_before(moment, asking, topic):
                asking, asked = asking.put(topic, now), asked + 1
                if chance.random() < 0.6:
                    answers.append(answer(CheckSet(topic), now))
                    asking = asking.answered(topic, now)
            elif times.asks_tap(moment, asking):
                asking, asked = replace(asking.put(Topic.SITTING, now), sat=0), asked + 1
                if chance.random() < 0.6:
                    asking = asking.answered(Topic.SITTING, now)
        assert asked <= 1, f"day {day}"
