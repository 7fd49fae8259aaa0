"""What could change: one thing at most, and only where it came up often."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from burnbreak.core.booked_day import booked_day
from burnbreak.core.entry import Reason
from burnbreak.core.noticing import Notice, Noticed, longest_run, notice, shape
from burnbreak.core.offer_tally import Offers
from burnbreak.core.week import summarise
from tests import month


def test_nothing_stands_out_below_three() -> None:
    few = Offers(taken=9, declined=2, missed={Reason.UNANSWERED: 2, Reason.NEXT_SESSION: 2})
    assert notice(few) is None
    assert notice(Offers()) is None


def test_the_most_frequent_reason() -> None:
    assert notice(Offers(declined=3, missed={Reason.UNANSWERED: 4})) == Noticed(Notice.UNANSWERED, 4)
    assert notice(Offers(declined=3)) == Noticed(Notice.DECLINED, 3)
    # Of two equal ones, the one that the user did nothing about.
    assert notice(Offers(declined=3, missed={Reason.NEXT_SESSION: 3})) == Noticed(Notice.NO_ROOM, 3)
    calls = Offers(missed={Reason.CALL: 2, Reason.PRESENTING: 1, Reason.ASLEEP: 9})
    assert notice(calls) == Noticed(Notice.CALLS, 3)


def test_the_shape_is_what_was_kept_and_what_is_known() -> None:
    week = summarise((), date(2026, 10, 5), month.ZONE)
    monday, wednesday = date(2026, 10, 5), date(2026, 10, 7)
    known = {monday: booked_day(monday, month.ZONE, month.BOOKED[5], month.WORK)}
    days = shape(week, known, (*month.BOOKED[5], *month.BOOKED[7]), month.WORK, wednesday)
    assert [len(d.booked) for d in days] == [5, 0, 2, 0, 0, 0, 0]
    assert [len(d.work) for d in days] == [1, 1, 1, 1, 1, 0, 0]
    assert [len(d.protected) for d in days] == [1, 1, 1, 1, 1, 0, 0]
    found = longest_run(days)
    assert found is not None
    assert (found[0].date, found[1].span.length) == (wednesday, timedelta(minutes=month.LONGEST_RUN[7]))
    assert longest_run(shape(week, {}, (), month.WORK, wednesday)) is None


def test_a_day_is_read_in_the_zone_it_was_lived_in() -> None:
    new_york = ZoneInfo("America/New_York")
    monday = date(2026, 10, 5)
    week = summarise((), monday, month.ZONE, {monday: new_york})
    days = shape(week, {}, (), month.WORK, monday)
    assert [d.work[0].start.astimezone(d.zone).hour for d in days[:2]] == [9, 9]
    assert days[0].work[0].start.hour == 13
