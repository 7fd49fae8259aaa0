"""Stories of sessions: by hand and known beforehand, overrunning, back to back, near a break."""

from dataclasses import replace
from datetime import timedelta

from burnbreak.core.breath import Pacing
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Practices, Settings
from burnbreak.core.state import Refusal
from burnbreak.engine.commands import HoldSitting, InSession, SessionOver, StartNow, StartOffered
from tests.core.stories import at, breaks, declines, later, takes_it, tuesday, working
from tests.fakes import Day, pacer


def test_four_sessions_in_a_row_by_hand_of_which_the_third_runs_over() -> None:
    day = Day(tuesday(8, 55))
    day.answer = takes_it
    for start, end in (("9:00", "9:50"), ("10:00", "10:50"), ("11:00", "11:50"), ("12:00", "12:50")):
        day.until(start).do(InSession(day.wall(end)))
        if start == "11:00":
            day.until("11:49").do(InSession(day.wall("11:55")))
            assert day.planned() == "11:56:30 3 min after-session"
    day.until("13:00")
    assert day.cards() == ["09:51:30", "10:51:30", "11:56:30", "12:51:30"]
    assert not any(c in s for c in day.witness.cards for s in day.coach._memory.sessions)
    assert [e.outcome for e in day.entries()] == ["completed"] * 4


def test_a_session_booked_after_a_gap_of_ten_minutes_gets_three_to_five_minutes_in_it() -> None:
    day = Day(tuesday(9)).book("9:00", "9:50").book("10:00", "10:50").book("11:00", "11:50")
    assert day.planned() == "09:51:30 3 min after-session"
    day.answer = takes_it
    day.until("12:00")
    assert day.cards() == ["09:51:30", "10:51:30", "11:51:30"]
    for entry in day.entries()[:2]:
        assert entry.started is not None
        ended = entry.started + timedelta(seconds=entry.real_seconds)
        assert ended <= entry.started.replace(minute=0, second=0) + timedelta(hours=1, seconds=-60)


def test_the_gap_decides_the_length() -> None:
    lengths = {}
    for gap in (3, 4, 5, 6, 9, 10, 14, 15, 29, 30):
        day = Day(tuesday(9), breaks(length_minutes=3, one_longer=False))
        end = day.wall("9:50") + timedelta(minutes=gap)
        day.book("9:00", "9:50").book(end, end + timedelta(minutes=50))
        plan = day.coach.view().plan
        lengths[gap] = plan.length.total_seconds() if plan.at and plan.at < end else 0
    assert lengths == {3: 0, 4: 60, 5: 60, 6: 180, 9: 180, 10: 180, 14: 180, 15: 300, 29: 300, 30: 300}


def test_a_long_break_is_shortened_to_the_gap_less_its_reserve() -> None:
    day = Day(tuesday(9), breaks(length_minutes=10, reserve_minutes=3))
    day.book("9:00", "9:50").book("9:57", "10:40")
    assert day.planned() == "09:51:30 3 min after-session"
    day = Day(tuesday(9), breaks(length_minutes=10, reserve_minutes=6))
    day.book("9:00", "9:50").book("9:57", "10:40")
    assert day.planned() == "09:51:30 1 min after-session"


def test_without_a_reserve_the_last_minute_before_a_session_is_still_kept() -> None:
    day = Day(tuesday(9), breaks(length_minutes=10, reserve_minutes=0)).book("9:55", "10:40")
    assert day.planned() == "09:50:00 4 min on-the-clock"


def test_back_to_back_without_a_gap_there_is_one_offer_at_the_end_of_the_run() -> None:
    day = Day(tuesday(9)).book("9:00", "10:00").book("10:00", "11:00").book("11:00", "12:00")
    assert day.planned() == "12:01:30 3 min after-session"
    day.until("12:30")
    assert day.cards() == ["12:01:30"]


def test_nothing_comes_up_in_the_last_two_minutes_before_a_session() -> None:
    day = Day(tuesday(9), breaks(reserve_minutes=0)).book("9:51", "10:40").until("9:55")
    assert day.cards() == []
    day = Day(tuesday(9), breaks(reserve_minutes=0)).book("9:52:05", "10:40").until("10:41:29")
    assert day.cards() == ["09:50:00"]
    [seen] = day.witness.seen
    assert seen.end == day.wall("9:50:05"), "and what is up goes then"
    assert day.told() == ["09:50 missed (next-session)"]


def test_a_card_that_waits_for_the_typing_to_stop_is_given_up_two_minutes_before_a_session() -> None:
    day = Day(tuesday(9), breaks(reserve_minutes=0))
    day.appears_after = timedelta(seconds=40)
    day.book("9:52:20", "10:40").until("10:00")
    [seen] = day.witness.seen
    assert seen.end == day.wall("9:50:20"), "never on the screen"
    assert day.told() == ["09:50 missed (next-session)"]


def test_a_session_entered_by_hand_while_the_card_is_up_takes_it_away() -> None:
    day = Day(tuesday(9)).until("9:50:10").do(InSession(at("10:40")))
    assert not day.witness.card_up
    assert day.told() == ["09:50 missed (next-session)"]
    assert day.planned() == "10:41:30 3 min after-session"
    day.until("10:45")
    assert day.cards() == ["09:50:00", "10:41:30"]


def test_a_session_that_ends_early_brings_the_break_forward() -> None:
    day = Day(tuesday(9)).until("9:10").do(InSession(at("10:40"))).until("10:05").do(SessionOver())
    assert day.planned() == "10:06:30 3 min after-session"
    assert day.coach.view().session_until is None
    day.until("10:10")
    assert day.cards() == ["10:06:30"]


def test_still_with_someone_just_after_the_end_starts_a_session_anew() -> None:
    day = Day(tuesday(9)).until("9:10").do(InSession(at("10:00")))
    day.until("10:01").do(InSession(at("10:06"))).until("10:10")
    assert day.cards() == ["10:07:30"], "the minute between was no gap"


def test_a_session_that_begins_in_mid_sitting_ends_it_quietly() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(StartOffered()).until("9:51:05")
    day.do(InSession(at("10:40")))
    assert day.coach.run is None
    [entry] = day.entries()
    assert (entry.outcome, entry.reason, entry.sat) == ("partial", "ended-for-session", True)
    assert 59 <= entry.real_seconds <= 61
    assert day.coach.view().closing is None, "no card afterwards, someone is there"


def test_breathing_ends_on_a_whole_breath_and_a_minute_before_the_next_session() -> None:
    day = Day(tuesday(9, 5), practices=(pacer(),)).book("9:20", "10:10").until("9:16:10")
    day.do(StartNow("long-exhale", 300))
    assert day.coach.run is not None
    timeline = day.coach.run.timeline
    assert timeline.seconds <= 170, "2:50 until a minute before"
    assert timeline.stretches[-1].phase == "out"
    assert timeline.seconds == timeline.stretches[-1].end + 5
    day.until("9:30")
    assert [e.outcome for e in day.entries()] == ["completed"]


def test_a_sitting_that_was_paused_too_long_still_ends_a_minute_before_the_session() -> None:
    day = Day(tuesday(9, 5)).book("9:20", "10:10").until("9:10").do(StartNow("long-exhale", 180))
    day.until("9:11").do(HoldSitting(True)).until("9:18").do(HoldSitting(False)).until("9:30")
    [entry] = day.entries()
    assert (entry.outcome, entry.reason) == ("partial", "ended-for-session")
    assert 115 <= entry.real_seconds <= 121, "one minute before the pause, one after it"


def test_with_a_session_too_near_a_practice_is_refused_in_one_word() -> None:
    day = Day(tuesday(9, 5)).book("9:06:40", "10:00").do(StartNow("long-exhale", 60))
    assert day.witness.refusals == [Refusal.NO_ROOM]
    assert day.entries() == []


def test_where_not_even_one_breath_ends_in_time_it_is_refused() -> None:
    slow = replace(pacer(), shortest=20, pacing=Pacing(inhale=8, hold=7, exhale=12, rest=7))
    held = replace(Settings(), practices=Practices(holds=True))
    day = Day(tuesday(9, 5), held, practices=(slow,)).book("9:06:30", "10:00").do(StartNow("long-exhale", 60))
    assert day.witness.refusals == [Refusal.NO_ROOM]


def test_a_practice_that_is_refused_leaves_the_running_one_alone() -> None:
    day = Day(tuesday(9, 5)).book("9:07", "10:00").do(StartNow("kind-hand", 40)).until("9:05:20")
    day.do(StartNow("long-exhale", 300))
    assert day.witness.refusals == [Refusal.NO_ROOM]
    assert day.coach.run is not None
    assert day.coach.run.practice.id == "kind-hand"
    day.until("9:07")
    assert day.told() == ["09:05 completed"]


def test_a_break_postponed_into_a_session_comes_after_it() -> None:
    day = Day(tuesday(9)).book("9:55", "10:30").until("9:50:05").do(later(10))
    assert day.planned() == "10:31:30 2 min postponed"
    day.until("10:29")
    assert day.told() == ["09:50 postponed"]
    day.answer = takes_it
    day.until("10:40")
    assert day.cards() == ["09:50:00", "10:31:30"]
    assert [e.outcome for e in day.entries()] == ["completed"], "one break, one entry"


def test_a_postponed_break_follows_a_session_that_moves() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(later(10)).until("9:58").do(InSession(at("10:20")))
    assert day.planned() == "10:21:30 3 min postponed"
    day.until("10:10").do(InSession(at("10:40"))).until("10:39").do(SessionOver()).until("10:45")
    assert day.cards() == ["09:50:00", "10:40:30"]


def test_postponed_until_after_this_session() -> None:
    day = Day(tuesday(9)).book("10:00", "10:50").until("9:50:05")
    assert day.coach.view().offer is not None
    assert day.coach.view().offer.can_wait_for_session  # type: ignore[union-attr]
    day.do(later(None))
    assert day.planned() == "10:51:30 5 min postponed"
    day.answer = takes_it
    day.until("11:00")
    assert day.cards() == ["09:50:00", "10:51:30"]
    assert [e.outcome for e in day.entries()] == ["completed"]


def test_postponed_until_after_a_session_nothing_comes_before_it() -> None:
    day = Day(tuesday(9)).book("11:30", "12:20").until("9:50:05").do(later(None)).until("12:25")
    assert day.cards() == ["09:50:00", "12:21:30"]


def test_there_is_no_after_this_session_where_none_is_known_today() -> None:
    day = Day(tuesday(9)).book(at("9:00") + timedelta(days=1), at("9:50") + timedelta(days=1))
    day.until("9:50:05")
    assert day.coach.view().offer is not None
    assert not day.coach.view().offer.can_wait_for_session  # type: ignore[union-attr]
    day.do(later(None))
    assert day.witness.refusals == [Refusal.NO_LATER_SESSION]
    assert day.witness.card_up, "and it is still on offer"


def test_an_owed_break_lapses_at_the_next_session_with_its_reason() -> None:
    day = Day(tuesday(9)).book("9:55", "10:40").until("9:45").hold(HoldKind.CALL)
    day.until("9:50:30")
    assert day.told() == ["09:50 held (call)"]
    day.until("9:56")
    assert day.told() == ["09:50 missed (next-session)"]


def test_an_owed_break_for_which_no_time_is_left_says_so() -> None:
    day = Day(tuesday(9)).book("9:55", "10:40").until("9:45").hold(HoldKind.CALL)
    day.until("9:53:30").hold(HoldKind.CALL, False)
    assert day.told() == ["09:50 missed (next-session)"]
    assert day.cards() == []


def test_an_owed_break_is_shortened_to_what_is_left_of_the_gap() -> None:
    day = Day(tuesday(9), breaks(length_minutes=5)).book("9:00", "9:45").book("10:00", "10:45")
    day.until("9:46").hold(HoldKind.PRESENTING).until("9:55").hold(HoldKind.PRESENTING, False)
    day.until("9:56")
    assert day.cards() == ["09:55:20"]
    offer = day.coach.view().offer
    assert offer is not None
    assert max(c.seconds for c in offer.choices) <= 220, "4:40 to the session, less its last minute"


def test_a_run_of_sessions_all_day_reaches_the_cap() -> None:
    day = Day(tuesday(9), working(breaks(daily_cap=2), (9, 17)))
    day.answer = declines
    for hour in range(9, 14):
        day.book(f"{hour}:00", f"{hour}:50")
    day.until("12:00")
    assert day.cards() == ["09:51:30", "10:51:30"]
    assert day.coach.view().plan.why == "cap"


def test_a_gap_too_short_for_anything_softens_to_the_next_that_fits() -> None:
    day = Day(tuesday(9)).book("9:00", "9:50").book("9:52", "10:40").book("10:55", "11:40")
    assert day.planned() == "10:41:30 5 min after-session"
