"""Stories of what people do with an offer, of holds, pauses and what is owed."""

from datetime import timedelta

import pytest

from burnbreak.core.events import Later, NotNow, StartNow, StartOffered
from burnbreak.core.holds import HoldKind
from burnbreak.core.practice import Situation
from burnbreak.core.settings import Rhythm
from burnbreak.core.state import Refusal
from burnbreak.engine.commands import Answer, InSession, PauseOffers, ResumeOffers, Stop
from burnbreak.engine.view import IconState, Question
from tests.core.stories import at, breaks, declines, later, local, takes_it, tuesday, working
from tests.fakes import Day


@pytest.mark.parametrize("minutes", [2, 5, 10])
def test_postponed_by_so_many_minutes_it_comes_again_then(minutes: int) -> None:
    day = Day(tuesday(9)).until("9:50:05").do(later(minutes))
    assert not day.witness.card_up
    assert day.planned() == f"{9 + (50 + minutes) // 60:02}:{(50 + minutes) % 60:02}:05 3 min postponed"
    day.answer = takes_it
    day.until("10:30")
    assert len(day.cards()) == 2
    assert day.told() == [f"{day.cards()[1][:5]} completed"]


def test_postponed_again_and_again_it_stays_one_break() -> None:
    day = Day(tuesday(9))
    day.answer = lambda d: d.do(later(2))
    day.until("9:57")
    assert day.cards() == ["09:50:00", "09:52:00", "09:54:00", "09:56:00"]
    day.answer = declines
    day.until("10:20")
    assert day.told() == ["09:50 skipped"]


def test_a_postponed_break_that_reaches_the_end_of_work_lapses_with_that_reason() -> None:
    day = Day(tuesday(16), breaks(minute_past=55)).until("16:55:05").do(later(10))
    day.until("17:00")
    assert day.told() == ["16:55 missed (period-ended)"]


def test_after_two_unanswered_offers_only_the_longest_gap_is_offered_then_nothing() -> None:
    day = Day(tuesday(9), breaks(daily_cap=20)).book("9:00", "9:45").book("10:00", "10:45")
    day.book("11:00", "11:45").book("12:00", "13:00").book("15:00", "15:45")
    day.until("11:10")
    assert day.cards() == ["09:46:30", "10:46:30"]
    assert day.planned() == "13:01:30 5 min unanswered", "11:46:30 is left out"
    day.until("18:00")
    assert day.cards() == ["09:46:30", "10:46:30", "13:01:30"]
    assert day.coach.view().plan.at == local(11, 25, 9) + timedelta(minutes=50)


def test_declining_is_an_answer() -> None:
    day = Day(tuesday(9))
    day.answer = declines
    day.until("15:30")
    assert len(day.cards()) == 6
    assert set(day.told()) >= {"09:50 skipped", "14:50 skipped"}


def test_an_answer_between_two_unanswered_offers_begins_the_count_anew() -> None:
    day = Day(tuesday(9), breaks(daily_cap=20)).book("9:00", "9:45").book("10:00", "10:45")
    day.book("11:00", "11:45").book("12:00", "12:45")
    day.until("10:46:35").do(NotNow()).until("12:50")
    assert day.cards() == ["09:46:30", "10:46:30", "11:46:30", "12:46:30"]


def test_the_card_fades_to_a_badge_after_25_seconds_and_can_still_be_started() -> None:
    day = Day(tuesday(9)).until("9:50:24")
    assert day.coach.view().offer is not None
    assert day.coach.view().offer.card  # type: ignore[union-attr]
    day.until("9:50:26")
    assert not day.witness.card_up
    assert not day.coach.view().offer.card  # type: ignore[union-attr]
    assert day.coach.view().icon is IconState.OWED
    day.until("10:05").do(StartOffered()).until("10:15")
    assert day.told() == ["10:05 completed"]
    assert day.entries()[0].due == at("9:50")


def test_a_badge_can_be_postponed_and_declined_too() -> None:
    day = Day(tuesday(9)).until("10:00").do(later(5)).until("10:06")
    assert day.cards() == ["09:50:00", "10:05:00"]
    day.until("10:20").do(NotNow())
    assert day.told() == ["09:50 skipped"]
    assert day.coach.view().offer is None


def test_the_next_break_takes_the_badges_place() -> None:
    day = Day(tuesday(9)).until("10:50:10")
    assert day.told() == ["09:50 missed (unanswered)", "10:50 missed (unanswered)"]
    assert day.coach.view().offer is not None
    assert day.coach.view().offer.card  # type: ignore[union-attr]


def test_a_card_that_fails_to_show_is_not_counted_as_ignored() -> None:
    day = Day(tuesday(9))
    day.screen_works = False
    day.until("15:00")
    assert len(day.cards()) == 6, "not two and the longest gap"
    assert set(day.told()) == {f"{hour:02}:50 missed (not-shown)" for hour in range(9, 15)}
    assert day.coach.view().offer is not None, "the badge stands in for it"


def test_a_card_that_never_came_up_until_the_next_break_was_not_ignored() -> None:
    day = Day(tuesday(9), breaks(rhythm=Rhythm.EVERY, every_minutes=15))
    day.appears_after = timedelta(minutes=20)
    day.until("9:31")
    assert day.told()[0] == "09:15 missed (not-shown)"


def test_days_of_failing_cards_do_not_ask_for_fewer() -> None:
    day = Day(local(11, 23, 8))
    day.screen_works, day.heartbeat = False, timedelta(minutes=20)
    day.until(local(12, 1, 8))
    assert day.questions == []


def test_nothing_offered_can_be_neither_started_nor_postponed_nor_declined() -> None:
    day = Day(tuesday(9)).do(StartOffered()).do(NotNow()).do(later(5))
    assert day.witness.refusals == [Refusal.NOTHING_OFFERED] * 3
    assert day.entries() == []


def test_an_unknown_practice_is_refused() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(StartOffered("levitation")).do(StartNow("levitation"))
    assert day.witness.refusals == [Refusal.NO_PRACTICE] * 2
    assert day.witness.card_up


def test_an_ad_hoc_practice_settles_what_is_owed() -> None:
    day = Day(tuesday(9)).until("9:45").hold(HoldKind.PRESENTING).until("9:55")
    assert day.coach.view().owed
    day.do(StartNow("coherent", 60)).until("10:00").hold(HoldKind.PRESENTING, False).until("10:30")
    [entry] = day.entries()
    assert (entry.due, entry.origin, entry.outcome) == (at("9:50"), "ad-hoc", "completed")
    assert day.cards() == []
    assert not day.coach.view().owed


def test_an_entry_tells_what_its_practice_was_for_where_that_is_known() -> None:
    day = Day(tuesday(9)).do(StartNow("coherent", 60, Situation.GOING_HOME)).until("9:10")
    day.do(StartNow("coherent", 60)).until("9:50:10").do(StartOffered()).until("10:10")
    day.until("20:00").do(StartNow("coherent", 60)).until("20:10")
    told = [e.situation for e in day.entries() if e.started]
    assert told == [Situation.GOING_HOME, Situation.LITTLE_TIME, Situation.ORDINARY, None]
    day = Day(tuesday(9), breaks(length_minutes=1)).until("9:50:10").do(StartOffered()).until("10:10")
    assert [e.situation for e in day.entries()] == [Situation.LITTLE_TIME]


def test_an_ad_hoc_practice_settles_what_is_on_offer() -> None:
    day = Day(tuesday(9)).until("9:50:10").do(StartNow("coherent", 60))
    assert not day.witness.card_up
    day.until("10:30")
    [entry] = day.entries()
    assert (entry.due, entry.origin, entry.practice) == (at("9:50"), "ad-hoc", "coherent")


def test_an_ad_hoc_practice_settles_what_is_postponed() -> None:
    day = Day(tuesday(9)).until("9:50:10").do(later(10)).until("9:55").do(StartNow("coherent", 60))
    day.until("10:30")
    assert day.told() == ["09:55 completed"]


def test_an_ad_hoc_practice_is_possible_at_night_and_logged() -> None:
    day = Day(tuesday(23)).do(StartNow("long-exhale", 60)).until("23:30")
    [entry] = day.entries()
    assert (entry.due, entry.origin, entry.outcome, entry.sat) == (None, "ad-hoc", "completed", True)
    assert entry.started == at("23:00")


def test_after_an_ad_hoc_practice_a_break_within_twenty_minutes_is_dropped() -> None:
    day = Day(tuesday(9)).until("9:35").do(StartNow("long-exhale", 180)).until("9:50:30")
    assert day.cards() == []
    assert day.planned() == "10:50:00 3 min on-the-clock"
    day = Day(tuesday(9)).until("9:25").do(StartNow("long-exhale", 180)).until("9:50:30")
    assert day.cards() == ["09:50:00"], "more than twenty minutes after its end"


def test_a_practice_broken_off_at_once_does_not_count_as_a_break() -> None:
    day = Day(tuesday(9)).until("9:40").do(StartNow("long-exhale", 180)).until("9:40:10").do(Stop())
    day.until("9:50:30")
    assert day.cards() == ["09:50:00"]
    assert day.told()[0] == "09:40 partial (ended-by-user)"


def test_paused_until_tomorrow_holds_over_a_restart() -> None:
    day = Day(tuesday(9)).until("10:00").do(PauseOffers(at("9:00") + timedelta(days=1)))
    day.until("12:00").start_app().until("18:00")
    assert day.cards() == ["09:50:00"]
    assert day.coach.view().pause is not None
    day.until(at("10:00") + timedelta(days=1))
    assert day.cards() == ["09:50:00", "09:50:00"], "yesterday's and tomorrow's"
    assert day.told()[1:4] == [f"{hour}:50 missed (paused)" for hour in (10, 11, 12)]


def test_paused_until_resumed_asks_once_the_next_work_morning() -> None:
    day = Day(tuesday(9)).until("10:00").do(PauseOffers(None)).until("18:00")
    assert day.questions == []
    day.until(at("12:00") + timedelta(days=1))
    assert day.questions == [(at("9:00") + timedelta(days=1), Question.RESUME)]
    day.do(Answer(Question.RESUME, "stay")).until(at("18:00") + timedelta(days=1))
    assert len(day.questions) == 1
    day.until(at("9:30") + timedelta(days=2)).do(Answer(Question.RESUME, "resume"))
    assert len(day.questions) == 2, "asked again on the day after"
    day.until(at("9:51") + timedelta(days=2))
    assert len(day.cards()) == 2


def test_paused_before_work_does_not_ask_the_same_morning_nor_after_lunch() -> None:
    day = Day(tuesday(8), working(breaks(), (9, 12), (14, 17))).do(PauseOffers(None)).until("18:00")
    assert day.questions == []


def test_after_a_pause_of_half_an_hour_the_owed_break_comes_within_half_a_minute() -> None:
    day = Day(tuesday(9)).until("9:40").do(PauseOffers(at("10:10"))).until("9:55")
    assert day.told() == ["09:50 held (paused)"]
    assert day.coach.view().icon is IconState.OWED
    day.until("10:15")
    assert day.cards() == ["10:10:20"]


def test_after_an_owed_break_the_next_one_keeps_its_distance() -> None:
    day = Day(tuesday(9)).until("9:40").do(PauseOffers(at("10:45"))).until("11:55")
    assert day.cards() == ["10:45:20", "11:50:00"], "10:50 would be five minutes later"


def test_an_owed_break_declined_late_keeps_its_distance_too() -> None:
    day = Day(tuesday(9)).until("9:40").do(PauseOffers(at("10:45"))).until("10:45:30").do(NotNow())
    day.until("11:55")
    assert day.cards() == ["10:45:20", "11:50:00"]


def test_resumed_before_time_the_owed_break_comes() -> None:
    day = Day(tuesday(9)).until("9:40").do(PauseOffers(None)).until("10:00").do(ResumeOffers())
    day.until("10:01")
    assert day.cards() == ["10:00:20"]


def test_of_breaks_owed_one_after_the_other_the_last_is_kept() -> None:
    day = Day(tuesday(9)).until("9:40").do(PauseOffers(at("12:00"))).until("12:10")
    assert day.told() == [
        "09:50 missed (paused)",
        "10:50 missed (paused)",
        "11:50 missed (unanswered)",
    ]
    assert day.cards() == ["12:00:20"]


def test_locked_and_unlocked_the_break_is_owed_and_offered() -> None:
    day = Day(tuesday(9)).until("9:48").hold(HoldKind.LOCKED).until("9:55")
    assert (day.planned(), day.told()) == ("- 3 min owed", ["09:50 held (locked)"])
    day.hold(HoldKind.LOCKED, False).until("9:56")
    assert day.cards() == ["09:55:20"]


def test_a_short_lock_between_breaks_changes_nothing() -> None:
    day = Day(tuesday(9)).until("9:20").hold(HoldKind.LOCKED).until("9:21").hold(HoldKind.LOCKED, False)
    day.until("9:51")
    assert day.cards() == ["09:50:00"]


def test_a_hold_that_begins_while_the_card_is_up_takes_it_and_gives_it_back() -> None:
    day = Day(tuesday(9)).until("9:50:10").hold(HoldKind.CALL)
    assert (day.witness.card_up, day.told()) == (False, ["09:50 held (call)"])
    day.until("10:10").hold(HoldKind.CALL, False).until("10:11")
    assert day.cards() == ["09:50:00", "10:10:20"]
    assert day.told() == ["09:50 missed (unanswered)"]


def test_a_badge_outlasts_a_hold() -> None:
    day = Day(tuesday(9)).until("9:51").hold(HoldKind.CALL).until("10:10").hold(HoldKind.CALL, False)
    assert day.coach.view().offer is not None
    day.do(StartOffered()).until("10:20")
    assert day.told() == ["10:10 completed"]


def test_two_holds_both_have_to_clear() -> None:
    day = Day(tuesday(9)).until("9:45").hold(HoldKind.CALL).hold(HoldKind.DO_NOT_DISTURB)
    day.until("9:55").hold(HoldKind.CALL, False).until("10:00")
    assert day.cards() == []
    assert [h.kind for h in day.coach.view().holds] == ["do-not-disturb"]
    day.hold(HoldKind.DO_NOT_DISTURB, False).until("10:01")
    assert day.cards() == ["10:00:20"]


def test_a_postponed_break_obeys_holds() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(later(5)).until("9:52").hold(HoldKind.CALL).until("10:00")
    assert day.told() == ["09:50 held (call)"]
    day.hold(HoldKind.CALL, False).until("10:01")
    assert day.cards() == ["09:50:00", "10:00:20"]


def test_an_owed_break_lapses_when_work_ends_and_the_log_says_why() -> None:
    day = Day(tuesday(16)).until("16:45").hold(HoldKind.CALL).until("17:01")
    assert day.told() == ["16:50 missed (period-ended)"]
    day.hold(HoldKind.CALL, False).until("17:10")
    assert day.cards() == []


def test_the_question_for_fewer_halves_the_cap_when_answered_so() -> None:
    day = Day(local(11, 23, 8))
    day.heartbeat = timedelta(minutes=20)
    day.until(local(11, 30, 9))
    assert [q for _, q in day.questions] == [Question.FEWER]
    day.do(Answer(Question.FEWER, "fewer"))
    assert day.store.saved[-1].breaks.daily_cap == 3
    assert day.coach.view().question is None


def test_a_pause_that_ran_out_does_not_silence_the_question_for_fewer() -> None:
    day = Day(local(11, 23, 8)).do(PauseOffers(local(11, 23, 9)))
    day.heartbeat = timedelta(minutes=20)
    day.until(local(11, 30, 9))
    assert [q for _, q in day.questions] == [Question.FEWER]


def test_off_as_the_answer_pauses_until_resumed() -> None:
    day = Day(local(11, 23, 8))
    day.heartbeat = timedelta(minutes=20)
    day.until(local(11, 30, 9)).do(Answer(Question.FEWER, "off")).until(local(11, 30, 18))
    assert day.coach.view().pause is not None
    assert day.told()[-1].endswith("(paused)") or day.told()[-1].endswith("(period-ended)")


def test_a_question_is_not_asked_in_a_session() -> None:
    day = Day(tuesday(9)).do(PauseOffers(None)).until("18:00")
    day.book(at("8:30") + timedelta(days=1), at("10:00") + timedelta(days=1))
    day.until(at("12:00") + timedelta(days=1))
    assert day.questions == [(at("10:00") + timedelta(days=1), Question.RESUME)]


def test_in_session_takes_the_plan_behind_its_end() -> None:
    day = Day(tuesday(9)).until("9:10").do(InSession(at("10:00")))
    assert day.coach.view().icon is IconState.IN_SESSION
    assert day.coach.view().session_until == at("10:00")
    assert day.planned() == "10:01:30 3 min after-session"


def test_later_for_no_time_at_all_is_only_later() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(Later(timedelta())).until("9:51")
    assert day.cards()[:2] == ["09:50:00", "09:50:05"]
