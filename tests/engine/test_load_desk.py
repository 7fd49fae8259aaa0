"""Days are kept as they were booked, weeks as their figures; both survive restarts, nothing is made up."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from burnbreak.core.booked import Booked
from burnbreak.core.load_record import without_day
from burnbreak.core.load_setting import Load
from burnbreak.core.record import Record, RecordKind, dated_uuid
from burnbreak.core.review import Choice
from burnbreak.core.settings import Sessions, Settings
from burnbreak.core.span import Span
from burnbreak.core.workweek import WorkWeek, office_week
from burnbreak.engine import commands
from burnbreak.engine.agenda import NoCalendars
from burnbreak.engine.load_desk import LoadDesk
from tests.core.booked import booked, hm
from tests.fakes import Day

TUESDAY = date(2026, 11, 24)
MONDAY, FRIDAY = TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=3)
QUIET = replace(Settings(), breaks=replace(Settings().breaks, offered=False))
TEMPLATE = replace(QUIET, sessions=Sessions(template=True))


class Calendar:
    """Booked times as a calendar would tell them."""

    def __init__(self, *items: Booked) -> None:
        self.items = list(items)

    def between(self, start: datetime, end: datetime) -> tuple[Booked, ...]:
        return tuple(b for b in sorted(self.items) if b.span.overlaps(Span(start, end)))


class Life:
    """A Day whose every look is followed by the desk's, as in the app."""

    def __init__(
        self, start: datetime, settings: Settings | None = None, calendars: Calendar | None = None
    ) -> None:
        self.day = Day(start, settings or QUIET, calendars=calendars)
        self.day.heartbeat = timedelta(minutes=20)
        self.log = self.day.log
        self.calendars, self.troubles = calendars or NoCalendars(), list[str]()
        self.restart()

    def restart(self) -> "Life":
        self.day.start_app()
        coach, log = self.day.coach, self.log
        self.desk = LoadDesk(
            log, self.day.clock, settings=lambda: coach.settings, booked=coach.booked,
            calendars=self.calendars, trouble=self.troubles.append,
        )  # fmt: skip
        self.desk.look()
        self.day.witness.changed = self.desk.look  # type: ignore[method-assign]
        return self

    def kept(self, kind: RecordKind) -> list[Record]:
        return sorted((r for r in self.log.kept.values() if r.kind is kind), key=lambda r: r.moment)

    def spans(self, day: date = TUESDAY) -> list[list[str]]:
        (found,) = [r for r in self.kept(RecordKind.BOOKED_DAY) if r.values["day"] == day.isoformat()]
        clock = [
            [datetime.fromtimestamp(m, UTC).strftime("%H:%M") for m in s[:2]] for s in found.values["spans"]
        ]
        return [[*times, s[2]] for times, s in zip(clock, found.values["spans"], strict=True)]


def morning(hour: int = 8, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def test_nothing_is_kept_where_nothing_is_known() -> None:
    life = Life(morning())
    life.day.until(morning(8) + timedelta(days=3))
    assert life.log.kept == {}
    assert life.desk.week(MONDAY).booked == hm(0)
    assert life.desk.review(MONDAY) is None


def test_a_day_by_hand_is_kept_as_it_happens() -> None:
    life = Life(morning(9))
    life.day.do(commands.InSession(morning(9, 50)))
    assert life.spans() == [["09:00", "09:50", "session"]]
    life.day.until("9:30").do(commands.SessionOver())
    assert life.spans() == [["09:00", "09:30", "session"]]
    life.day.until("10:00").do(commands.InSession(morning(10, 50))).do(commands.Overrun())
    assert life.spans() == [["09:00", "09:30", "session"], ["10:00", "10:55", "session"]]
    (record,) = life.kept(RecordKind.BOOKED_DAY)
    assert record.uuid == dated_uuid(RecordKind.BOOKED_DAY, TUESDAY)
    assert set(record.values) == {"day", "zone", "spans", "work", "protected"}
    assert life.desk.week(MONDAY).booked == hm(1, 25)


def test_a_calendar_and_what_is_said_by_hand_are_one() -> None:
    calendar = Calendar(*booked(TUESDAY, "10:00-10:50", "*11:00-12:00", "14:00-14:50"))
    life = Life(morning(9, 30), calendars=calendar)
    assert life.spans() == [
        ["10:00", "10:50", "session"], ["11:00", "12:00", "other"], ["14:00", "14:50", "session"],
    ]  # fmt: skip
    life.day.until("13:00").do(commands.SessionCancelled())
    assert life.spans() == [["10:00", "10:50", "session"], ["11:00", "12:00", "other"]]
    calendar.items.append(*booked(TUESDAY, "15:00-15:45"))
    life.day.until("13:01")
    assert life.spans()[-1] == ["15:00", "15:45", "session"]


def test_a_day_whose_only_session_is_cancelled_is_kept_as_empty() -> None:
    life = Life(morning(9), calendars=Calendar(*booked(TUESDAY, "10:00-10:50")))
    life.day.do(commands.SessionCancelled())
    assert life.spans() == []


def test_the_template_is_kept_a_day_at_a_time_and_summed_up() -> None:
    life = Life(morning(8), TEMPLATE)
    life.day.until(morning(8) + timedelta(days=7))
    # Tuesday to Friday, Monday and Tuesday again: eight sessions of 50 minutes each.
    days = life.kept(RecordKind.BOOKED_DAY)
    assert [r.values["day"] for r in days] == [
        "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01",
    ]  # fmt: skip
    assert {len(r.values["spans"]) for r in days} == {8}
    first, second = life.kept(RecordKind.LOAD_WEEK)
    assert (first.values["week"], len(first.values["days"])) == ("2026-11-23", 4)
    assert (second.values["week"], len(second.values["days"])) == ("2026-11-30", 2)
    assert life.desk.week(MONDAY).booked == 4 * hm(6, 40)


def test_what_was_kept_survives_a_restart_and_is_not_written_again() -> None:
    life = Life(morning(9), TEMPLATE)
    before = dict(life.log.kept)
    writes: list[Record] = []
    life.log.keep = writes.append  # type: ignore[method-assign]
    life.restart()
    life.day.until("11:30")
    assert (life.log.kept, writes) == (before, [])


def test_the_figures_stay_when_the_times_are_let_go() -> None:
    life = Life(morning(8), TEMPLATE)
    life.day.until(morning(8) + timedelta(days=14))
    weeks = life.desk.weeks(MONDAY, 2)
    for record in life.kept(RecordKind.BOOKED_DAY):
        del life.log.kept[record.uuid]
    life.restart()
    assert life.desk.days(MONDAY) == ()
    assert life.desk.weeks(MONDAY, 2) == weeks
    assert weeks[1].booked == 5 * hm(6, 40)


def test_a_day_let_go_before_its_week_is_over_stays_in_the_week() -> None:
    """Who keeps no times gets the week all the same."""
    life = Life(morning(8), TEMPLATE)
    for n in range(4):
        life.day.until(morning(8) + timedelta(days=n))
        life.log.kept = {u: r for u, r in life.log.kept.items() if r.kind is RecordKind.LOAD_WEEK}
        life.restart()
    life.log.kept = {u: r for u, r in life.log.kept.items() if r.kind is RecordKind.LOAD_WEEK}
    week = life.kept(RecordKind.LOAD_WEEK)[0]
    assert sorted(week.values["days"]) == [f"2026-11-{day}" for day in (24, 25, 26, 27)]


def test_days_on_which_the_app_did_not_run_come_from_the_calendar() -> None:
    friday = TUESDAY - timedelta(days=4)
    calendar = Calendar(*booked(friday, "9:00-10:00"), *booked(MONDAY, "9:00-9:50", "23:30-1:00"))
    life = Life(morning(9), calendars=calendar)
    assert [r.values["day"] for r in life.kept(RecordKind.BOOKED_DAY)] == ["2026-11-20", "2026-11-23"]
    assert life.spans(MONDAY) == [["09:00", "09:50", "session"], ["23:30", "01:00", "session"]]
    # What is kept already is not rewritten when the calendar forgets or changes it.
    calendar.items.clear()
    life.day.until("9:05")
    assert len(life.spans(MONDAY)) == 2


def test_an_erased_day_comes_back_neither_from_a_calendar_nor_as_figures() -> None:
    calendar = Calendar(*booked(MONDAY, "9:00-9:50"), *booked(TUESDAY, "9:00-10:00"))
    life = Life(morning(9), calendars=calendar)
    life.log.remove([dated_uuid(RecordKind.BOOKED_DAY, MONDAY)])
    (week,) = life.kept(RecordKind.LOAD_WEEK)
    life.log.keep(replace(week, values=without_day(week.values, MONDAY)))
    calendar.items += booked(MONDAY, "11:00-12:00")
    life.restart()
    life.day.until("9:40")
    assert [d.date for d in life.desk.days(MONDAY) if d.booked] == [TUESDAY]
    assert [d.date for d in life.desk.week(MONDAY).days if d.booked] == [TUESDAY]


def test_the_template_is_not_assumed_for_days_without_the_app() -> None:
    life = Life(morning(8), TEMPLATE)
    assert [r.values["day"] for r in life.kept(RecordKind.BOOKED_DAY)] == ["2026-11-24"]


def test_a_night_goes_on_as_the_same_day() -> None:
    week = WorkWeek(tuple(replace(p, start=time(20), end=time(2)) for p in office_week().periods))
    life = Life(morning(23, 30), replace(Settings(), week=week))
    life.day.do(commands.InSession(morning(0, 20) + timedelta(days=1)))
    life.day.until(morning(1) + timedelta(days=1)).do(commands.InSession(morning(1, 50) + timedelta(days=1)))
    assert life.spans() == [["23:30", "00:20", "session"], ["01:00", "01:50", "session"]]
    life.day.until(morning(5) + timedelta(days=1))
    assert len(life.kept(RecordKind.BOOKED_DAY)) == 1


def test_days_to_come_are_as_they_are_booked_now() -> None:
    life = Life(morning(9), calendars=Calendar(*booked(FRIDAY, "9:00-12:00")))
    assert [d.date for d in life.desk.days(MONDAY) if d.booked] == [FRIDAY]
    assert life.desk.week(MONDAY).booked == hm(3)
    assert life.kept(RecordKind.BOOKED_DAY) == []


def test_other_limits_count_at_once_for_days_whose_times_are_there() -> None:
    calendar = Calendar(*booked(TUESDAY, "9:00-9:50", "10:00-10:50", "11:00-11:50"))
    life = Life(morning(8), calendars=calendar)
    assert [d.most for d in life.desk.week(MONDAY).days if d.booked] == [1]
    life.day.do(commands.ChangeSettings(replace(life.day.coach.settings, load=Load(gap_minutes=15))))
    assert [d.most for d in life.desk.week(MONDAY).days if d.booked] == [3]


def test_a_full_disk_is_told_and_the_app_goes_on() -> None:
    life = Life(morning(9))

    def full(_record: Record) -> None:
        raise OSError("The disk is full.")

    life.log.keep = full  # type: ignore[method-assign]
    life.day.do(commands.InSession(morning(9, 50)))
    assert set(life.troubles) == {"The disk is full."}


def test_a_week_counts_as_finished_when_its_work_is_done() -> None:
    before = MONDAY - timedelta(days=7)
    life = Life(morning(8), calendars=Calendar(*booked(before, "9:00-10:00"), *booked(TUESDAY, "9:00-10:00")))
    # What was booked eight days ago no calendar tells any more: nothing is known of that week.
    assert life.desk.finished(MONDAY) == MONDAY
    thursday = before + timedelta(days=3)
    life.calendars.items += booked(thursday, "9:00-10:00")
    life.restart()
    assert life.desk.finished(MONDAY) == before
    life.day.until(morning(8, day=FRIDAY))
    assert life.desk.finished(MONDAY) == MONDAY


def test_a_choice_is_kept_and_told_a_week_later() -> None:
    life = Life(morning(8), TEMPLATE)
    shown = life.desk.review(MONDAY)
    assert shown is not None
    assert shown.before is None
    life.desk.choose(shown, Choice.LUNCH)
    life.desk.choose(shown, Choice.NOTES)
    assert len(life.kept(RecordKind.REVIEW)) == 1
    life.restart()
    assert life.desk.choice(MONDAY) is Choice.NOTES
    later = life.desk.review(MONDAY + timedelta(days=7))
    assert later is not None
    assert later.before is Choice.NOTES


def offers(life: Life, until: datetime, **more: Any) -> list[str]:
    """When the look back was offered, minute by minute, by somebody who never takes it up."""
    found = []
    while life.day.clock.now() < until:
        life.day.until(life.day.clock.now() + timedelta(minutes=1))
        if life.desk.may_offer(life.day.coach.view(), **{"asked_today": False, **more}):
            life.desk.offered()
            found.append(life.day.now.strftime("%a %d %H:%M"))
    return found


def friday_calendar() -> Calendar:
    return Calendar(
        *(b for n in range(0, 21, 7) for b in booked(FRIDAY + timedelta(days=n), "9:00-9:50", "15:00-16:00"))
    )


def test_offered_once_in_the_last_gap_of_the_last_working_day() -> None:
    life = Life(morning(15, day=FRIDAY), QUIET, friday_calendar())
    assert offers(life, morning(18, day=FRIDAY)) == ["Fri 27 16:02"]
    life.restart()
    assert offers(life, morning(17, day=FRIDAY)) == []


@pytest.mark.parametrize("why", ["off", "asked", "paused", "held"])
def test_not_offered_where_it_would_be_too_much(why: str) -> None:
    quiet = replace(QUIET, load=Load(review=why != "off"))
    life = Life(morning(15, day=FRIDAY), quiet, friday_calendar())
    if why == "paused":
        life.day.do(commands.PauseOffers(None))
    if why == "held":
        life.day.do(commands.InSession(morning(19, day=FRIDAY)))
    assert offers(life, morning(17, day=FRIDAY), asked_today=why == "asked") == []
