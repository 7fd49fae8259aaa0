"""Stories of whole days: ordinary ones, shifts, clock changes, travel, sleep."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Rhythm, Settings
from burnbreak.engine.commands import ChangeSettings, InSession, NotNow, StartOffered
from tests.core.stories import breaks, declines, local, takes_it, tuesday, working
from tests.fakes import Day


def test_on_an_ordinary_day_six_breaks_are_offered_at_ten_to_the_hour_and_one_is_longer() -> None:
    day = Day(tuesday(8))
    day.answer = takes_it
    assert day.planned() == "09:50:00 3 min on-the-clock"
    day.until("15:00")
    assert day.planned() == "09:50:00 3 min cap", "done for today, and tomorrow's first"
    day.until("18:00")
    assert day.cards() == ["09:50:00", "10:50:00", "11:50:00", "12:50:00", "13:50:00", "14:50:00"]
    assert [e.outcome for e in day.entries()] == ["completed"] * 6
    assert [round(e.planned_seconds) for e in day.entries()] == [184, 184, 180, 184, 304, 180]
    assert [e.real_seconds == e.planned_seconds for e in day.entries()] == [True] * 6
    assert day.planned() == "09:50:00 3 min on-the-clock"


def test_the_practice_done_last_is_not_suggested_again() -> None:
    day = Day(tuesday(9))
    day.answer = takes_it
    day.until("15:00")
    done = [e.practice for e in day.entries()]
    assert all(a != b for a, b in pairwise(done))
    assert len(set(done)) == 3


def test_a_night_shift_over_midnight_is_one_period_of_two_calendar_days() -> None:
    day = Day(tuesday(20), working(Settings(), (22, 6), weekdays=(1,)))
    day.answer = declines
    day.until(day.wall("8:00", days=1))
    assert day.cards() == [f"{hour:02}:50:00" for hour in (22, 23, 0, 1, 2, 3, 4, 5)]
    assert day.planned() == "22:50:00 3 min on-the-clock", "next Tuesday"
    assert day.coach.view().plan.at == datetime(2026, 12, 1, 22, 50, tzinfo=UTC)


def test_the_cap_of_a_night_shift_begins_anew_at_four() -> None:
    day = Day(tuesday(21), working(breaks(daily_cap=2), (22, 6), weekdays=(1,)))
    day.answer = declines
    day.until(day.wall("8:00", days=1))
    assert day.cards() == ["22:50:00", "23:50:00", "04:50:00", "05:50:00"]


def test_a_break_owed_before_midnight_is_offered_after_it() -> None:
    day = Day(tuesday(22), working(Settings(), (22, 6), weekdays=(1,)))
    day.until("23:45").do(InSession(day.wall("0:20", days=1)))
    assert day.planned() == "00:21:30 3 min after-session"
    day.answer = takes_it
    day.until(day.wall("0:30", days=1))
    assert day.cards() == ["22:50:00", "00:21:30"]


def test_a_split_shift_has_no_offers_in_its_long_middle() -> None:
    day = Day(tuesday(8), working(breaks(daily_cap=20), (9, 12), (16, 19)))
    day.answer = declines
    day.until("20:00")
    assert day.cards() == ["09:50:00", "10:50:00", "11:50:00", "16:50:00", "17:50:00", "18:50:00"]


def test_the_night_in_which_clocks_go_back_has_an_hour_more() -> None:
    day = Day(local(10, 24, 23), working(breaks(daily_cap=20), (23, 6), weekdays=(5,)))
    day.answer = declines
    day.until(day.wall("7:00", days=1))
    assert day.cards() == [f"{hour:02}:50:00" for hour in (23, 0, 1, 1, 2, 3, 4, 5)]
    dues = [e.due for e in day.entries()]
    assert all(b - a == timedelta(hours=1) for a, b in pairwise(dues) if a and b)


def test_the_night_in_which_clocks_go_forward_has_an_hour_less() -> None:
    day = Day(local(3, 28, 23), working(breaks(daily_cap=20), (23, 6), weekdays=(5,)))
    day.answer = declines
    day.until(day.wall("7:00", days=1))
    assert day.cards() == [f"{hour:02}:50:00" for hour in (23, 0, 2, 3, 4, 5)], "01:50 does not exist"
    dues = [e.due for e in day.entries()]
    assert all(b - a == timedelta(hours=1) for a, b in pairwise(dues) if a and b)


def test_a_change_by_half_an_hour_keeps_to_the_minute_that_clocks_show() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    nights = working(breaks(daily_cap=20), (23, 6), weekdays=(5,))
    forward = Day(local(10, 3, 23, lord_howe), nights, lord_howe)
    forward.answer = declines
    forward.until(forward.wall("7:00", days=1))
    assert forward.cards() == [f"{hour:02}:50:00" for hour in (23, 0, 1, 2, 3, 4, 5)]
    back = Day(local(4, 4, 23, lord_howe), nights, lord_howe)
    back.answer = declines
    back.until(back.wall("7:00", days=1))
    # 01:50 comes twice, half an hour apart: far enough for two breaks.
    assert back.cards() == [f"{hour:02}:50:00" for hour in (23, 0, 1, 1, 2, 3, 4, 5)]


def test_after_a_flight_the_rest_of_the_day_follows_the_clocks_there() -> None:
    day = Day(tuesday(9))
    day.answer = declines
    day.until("10:00")
    day.clock.place = ZoneInfo("Asia/Kolkata")
    assert f"{day.now:%H:%M}" == "15:30"
    assert day.planned() == "15:50:00 5 min on-the-clock"
    day.until("20:00")
    assert [f"{c.astimezone(UTC):%H:%M}" for c in day.witness.cards] == ["09:50", "10:20", "11:20"]
    assert day.cards()[1:] == ["15:50:00", "16:50:00"], "and at 17:00 work is over there"


def test_a_laptop_asleep_over_three_breaks_logs_them_and_waits_for_the_next() -> None:
    day = Day(tuesday(9, 5)).asleep_until("12:45").until("13:00")
    assert day.told() == [
        "09:50 missed (asleep)",
        "10:50 missed (asleep)",
        "11:50 missed (asleep)",
        "12:50 missed (unanswered)",
    ]
    assert day.cards() == ["12:50:00"]


def test_asleep_within_a_gap_the_break_waits_a_minute_after_waking() -> None:
    day = Day(tuesday(9, 5)).until("9:45").asleep_until("9:55")
    assert day.told() == ["09:50 held (waking)"]
    assert day.planned() == "- 3 min owed"
    day.until("9:56:19")
    assert day.cards() == []
    day.until("9:57")
    assert day.cards() == ["09:56:20"], "a minute of quiet, then 20 s as after any hold"


def test_a_card_up_when_the_lid_closes_is_not_ignored_and_not_brought_up_hours_later() -> None:
    day = Day(tuesday(9, 5)).until("9:50:10").asleep_until("12:40").until("12:49")
    assert day.cards() == ["09:50:00"]
    assert day.told() == ["09:50 missed (waking)", "10:50 missed (asleep)", "11:50 missed (asleep)"]


def test_waking_is_quiet_for_a_minute_even_where_a_break_is_due_in_it() -> None:
    day = Day(tuesday(9, 5)).until("9:40").asleep_until("9:49:30").until("10:00")
    assert day.cards() == ["09:50:50"]


def test_a_clock_set_back_an_hour_brings_no_break_twice() -> None:
    day = Day(tuesday(8, 30)).until("9:52").set_clock(timedelta(hours=-1))
    day.until("11:55")
    assert day.cards() == ["09:50:00", "10:50:00", "11:50:00"]
    assert len({e.due for e in day.entries()}) == len(day.entries()) == 3


def test_a_clock_set_back_repeats_no_moment_that_passed_unseen() -> None:
    day = Day(tuesday(9))
    day.screen_works = False
    day.until("9:52").set_clock(timedelta(minutes=-30)).until("10:00")
    assert day.cards() == ["09:50:00"]
    assert len(day.entries()) == 1


def test_a_clock_set_back_takes_no_card_off_early_and_leaves_none_up() -> None:
    day = Day(tuesday(10)).until("10:50:10").set_clock(timedelta(hours=-1)).until("9:50:11")
    assert day.witness.card_up, "25 s of its own, not less"
    day.until("9:50:40")
    assert not day.witness.card_up
    assert day.told() == ["10:50 missed (unanswered)"]
    assert day.coach.view().offer is not None, "it stays a badge"


def test_a_clock_set_back_to_before_work_takes_the_card_away() -> None:
    day = Day(tuesday(9)).until("9:50:10").set_clock(timedelta(hours=-1)).until("8:52")
    assert day.told() == ["09:50 missed (period-ended)"]
    assert not day.witness.card_up


def test_a_clock_set_back_in_the_quiet_minute_does_not_make_it_an_hour() -> None:
    day = Day(tuesday(10, 45))
    day.coach.woke()
    day.set_clock(timedelta(hours=-1)).until("9:51")
    assert day.cards() == ["09:50:00"]


def test_a_clock_set_forward_passes_over_the_breaks_between() -> None:
    day = Day(tuesday(9)).until("9:30").set_clock(timedelta(hours=2)).until("12:00")
    assert day.told() == ["09:50 missed (asleep)", "10:50 missed (asleep)", "11:50 missed (unanswered)"]


def test_settings_edited_in_mid_day_count_at_once() -> None:
    day = Day(tuesday(9))
    day.answer = declines
    day.until("10:00")
    day.do(ChangeSettings(breaks(minute_past=20, length_minutes=1)))
    assert day.planned() == "10:20:00 1 min on-the-clock"
    day.do(ChangeSettings(breaks(rhythm=Rhythm.EVERY, every_minutes=45)))
    assert day.planned() == "10:35:00 3 min interval", "counted from the break at 9:50"
    day.do(ChangeSettings(working(Settings(), (14, 16))))
    assert day.planned() == "14:50:00 3 min on-the-clock"
    assert len(day.store.saved) == 3


def test_with_offers_switched_off_nothing_is_offered_and_what_waited_ends() -> None:
    day = Day(tuesday(9)).until("9:50:05")
    day.do(ChangeSettings(breaks(offered=False)))
    assert day.told() == ["09:50 missed (offers-off)"]
    assert not day.witness.card_up
    day.until("18:00")
    assert day.cards() == ["09:50:00"]
    assert day.planned() == "- 3 min off"


def test_an_interval_counts_from_the_last_break() -> None:
    day = Day(tuesday(8, 30), breaks(rhythm=Rhythm.EVERY, every_minutes=60, one_longer=False))
    assert day.planned() == "10:00:00 3 min interval"
    day.until("10:00:10").do(StartOffered()).until("10:10")
    [first] = day.entries()
    assert first.started is not None
    assert day.coach.view().plan.at == first.started + timedelta(seconds=first.real_seconds, minutes=60)
    day.answer = declines
    day.until("13:30")
    assert day.cards() == ["10:00:00", "11:03:14", "12:03:14", "13:03:14"]


def test_a_quarter_of_an_hour_is_a_quarter_of_an_hour() -> None:
    day = Day(tuesday(9), breaks(rhythm=Rhythm.EVERY, every_minutes=15, daily_cap=20))
    day.answer = declines
    day.until("10:05")
    assert day.cards() == ["09:15:00", "09:30:00", "09:45:00", "10:00:00"]


def test_without_work_hours_there_is_nothing_to_plan() -> None:
    day = Day(tuesday(9), replace(Settings(), week=working(Settings()).week)).until("12:00")
    assert day.planned() == "- 3 min no-periods"
    assert day.cards() == []


def test_five_days_of_unanswered_offers_ask_once_whether_there_should_be_fewer() -> None:
    day = Day(local(11, 23, 8))
    day.heartbeat = timedelta(minutes=20)
    day.until(local(11, 27, 18))
    assert day.questions == []
    day.until(local(12, 4, 18))
    assert [(f"{at:%a %H:%M}", str(question)) for at, question in day.questions] == [("Mon 09:00", "fewer")]


def test_one_answer_in_five_days_is_enough_not_to_be_asked() -> None:
    day = Day(local(11, 23, 8))
    day.heartbeat = timedelta(minutes=20)
    day.until(datetime(2026, 11, 25, 9, 50, 5, tzinfo=UTC))
    day.do(NotNow()).until(local(12, 1, 8))
    assert day.questions == []


def test_asleep_while_a_card_is_up_and_over_a_whole_session_it_is_told_as_missed() -> None:
    day = Day(tuesday(9, 5)).book("10:00", "10:50").until("9:50:10").asleep_until("11:05")
    assert not day.witness.card_up
    day.until("11:30")
    assert day.told() == ["09:50 missed (asleep)", "10:51 missed (asleep)"]
    assert day.cards() == ["09:50:00"], "the gaps they lay in have passed"


def test_asleep_while_one_is_owed_it_lapses_with_its_gap() -> None:
    day = Day(tuesday(9, 5)).book("10:00", "10:50").hold(HoldKind.CALL).until("9:52")
    assert day.told() == ["09:50 held (call)"]
    day.hold(HoldKind.CALL, on=False).asleep_until("10:20").until("10:30")
    assert day.told() == ["09:50 missed (asleep)"]
    assert day.coach.view().owed is False


def test_asleep_over_midnight_with_one_owed_the_new_day_begins_with_nothing() -> None:
    day = Day(tuesday(16, 30)).hold(HoldKind.CALL).until("16:52")
    assert day.coach.view().owed
    day.hold(HoldKind.CALL, on=False).asleep_until(day.wall("8:30", days=1)).until(day.wall("8:40"))
    assert day.told() == ["16:50 missed (asleep)"]
    assert (day.coach.view().owed, day.cards()) == (False, [])
    assert day.planned() == "09:50:00 3 min on-the-clock"
