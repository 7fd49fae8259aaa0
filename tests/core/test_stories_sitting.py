"""Stories of sittings: ended, killed, locked, followed by a closing card; and of starts after an absence."""

from dataclasses import replace
from datetime import timedelta

from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow, StartOffered, Tap
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import HoldSitting, PauseOffers, Stop
from burnbreak.engine.view import IconState
from tests.core.stories import at, breaks, declines, later, local, takes_it, tuesday, working
from tests.fakes import Day


def sitting(minutes: float = 3) -> Day:
    """Five minutes past nine, a practice has just begun."""
    return Day(tuesday(9, 5)).do(StartNow("long-exhale", minutes * 60))


def test_a_sitting_is_logged_from_its_first_second_on() -> None:
    day = sitting()
    assert day.told() == ["09:05 partial (app-ended)"], "what a kill would leave"
    day.until("9:06")
    assert 59 <= day.entries()[0].real_seconds <= 60
    assert day.coach.view().icon is IconState.PRACTISING


def test_killed_in_mid_sitting_the_seconds_until_then_are_there_and_nothing_is_asked() -> None:
    day = sitting().until("9:06:30").start_app().until("9:30")
    [entry] = day.entries()
    assert (entry.outcome, entry.reason) == ("partial", "app-ended")
    assert 88 <= entry.real_seconds <= 90
    view = day.coach.view()
    assert (view.sitting, view.closing, view.question, view.offer) == (None, None, None, None)
    assert day.cards() == []
    assert day.planned() == "09:50:00 3 min on-the-clock"


def test_quitting_in_mid_sitting_logs_the_same() -> None:
    day = sitting().until("9:06:30")
    day.coach.close()
    [entry] = day.entries()
    assert (entry.outcome, entry.reason, entry.real_seconds) == ("partial", "app-ended", 90)


def test_stopped_at_once_with_its_real_seconds_and_no_closing_card() -> None:
    day = sitting().until("9:06").do(Stop())
    [entry] = day.entries()
    assert (entry.outcome, entry.reason, entry.real_seconds) == ("partial", "ended-by-user", 60)
    assert day.coach.view().closing is None
    assert day.witness.sittings_ended == 1
    day.do(Stop())
    assert day.witness.sittings_ended == 1, "a second time changes nothing"


def test_a_pause_within_a_sitting_does_not_count() -> None:
    day = sitting(1).until("9:05:30").do(HoldSitting(True)).until("9:10")
    assert day.coach.view().sitting is not None
    assert day.coach.view().sitting.paused  # type: ignore[union-attr]
    day.do(HoldSitting(True)).do(HoldSitting(False)).until("9:12")
    [entry] = day.entries()
    assert (entry.outcome, entry.real_seconds) == ("completed", entry.planned_seconds)


def test_the_closing_card_takes_one_tap_or_none() -> None:
    day = sitting(1).until("9:07")
    assert day.coach.view().closing == day.entries()[0].uuid
    day.do(Tap(Ease.LIGHTER))
    assert day.entries()[0].ease == "lighter"
    assert day.coach.view().closing is None
    day.do(Tap(Ease.HEAVIER))
    assert day.entries()[0].ease == "lighter", "there is no card any more"
    day.do(StartNow("long-exhale", 60)).until("9:10").do(Tap(None))
    assert day.entries()[1].ease is None


def test_another_practice_ends_the_one_that_runs() -> None:
    day = sitting().until("9:06").do(StartNow("coherent", 60)).until("9:10")
    assert day.told() == ["09:05 partial (other-practice)", "09:06 completed"]


def test_a_locked_screen_lets_the_sitting_go_on_unless_the_user_says_otherwise() -> None:
    day = sitting(1).until("9:05:20").hold(HoldKind.LOCKED).until("9:08")
    assert day.told() == ["09:05 completed"]
    strict = replace(Settings(), quiet=replace(Settings().quiet, play_while_locked=False))
    day = Day(tuesday(9, 5), strict).do(StartNow("long-exhale", 60)).until("9:05:20").hold(HoldKind.LOCKED)
    assert day.told() == ["09:05 partial (ended-by-hold)"]


def test_a_call_that_begins_ends_the_sitting_but_one_that_ran_before_does_not() -> None:
    day = sitting(1).until("9:05:20").hold(HoldKind.CALL)
    assert day.told() == ["09:05 partial (call)"]
    day = Day(tuesday(9, 5)).hold(HoldKind.CALL).do(StartNow("long-exhale", 60)).until("9:08")
    assert day.told() == ["09:05 completed"]


def test_a_break_that_would_come_during_a_sitting_does_not() -> None:
    day = Day(tuesday(9)).until("9:49").do(StartNow("long-exhale", 300)).until("10:30")
    assert day.cards() == []
    assert day.told() == ["09:49 completed"]


def test_asleep_in_mid_sitting_it_ends_with_what_was_sat() -> None:
    """Who opens the lid half an hour later, maybe not alone, hears nothing and is asked nothing."""
    day = sitting().until("9:06").asleep_until("9:40")
    assert (day.coach.run, day.player.position()) == (None, 60)
    assert day.told() == ["09:05 partial (asleep)"]
    (entry,) = day.entries()
    assert (entry.real_seconds, entry.sat, day.coach.view().closing) == (60, True, None)
    assert day.until("10:00").cards() == ["09:50:00"]


def test_announced_sleep_ends_it_before_the_lid_is_shut() -> None:
    day = sitting().until("9:05:40")
    day.coach.sleeps()
    assert day.told() == ["09:05 partial (asleep)"]
    assert [e.real_seconds for e in day.entries()] == [40]
    day.coach.woke()
    day.until("9:06")
    assert day.coach.run is None
    assert [hold.kind for hold in day.coach.view().holds] == [HoldKind.WAKING]


def test_a_paused_one_is_over_after_sleep_too() -> None:
    day = sitting().until("9:05:30").do(HoldSitting(on=True)).until("9:10").asleep_until("9:30")
    assert day.told() == ["09:05 partial (asleep)"]
    assert [e.real_seconds for e in day.entries()] == [30]


def test_sleep_is_noticed_within_the_sitting_even_where_nothing_announces_it() -> None:
    day = sitting().until("9:06")
    day.clock.sleep(timedelta(minutes=5))
    day.coach.pulse()
    assert day.told() == ["09:05 partial (asleep)"]


def test_a_clock_that_is_set_back_is_no_sleep() -> None:
    day = sitting().until("9:06").set_clock(-timedelta(minutes=30))
    day.coach.pulse()
    assert day.coach.run is not None
    day.until("8:41")
    assert [e.outcome for e in day.entries()] == ["completed"]


def test_asleep_over_midnight_in_mid_sitting_it_belongs_to_the_day_it_began() -> None:
    settings = working(Settings(), (18, 2))
    day = Day(tuesday(23, 50), settings).do(StartNow("long-exhale", 300)).until("23:52")
    day.asleep_until(day.wall("7:00", days=1))
    assert [line for line in day.told() if "partial" in line] == ["23:50 partial (asleep)"]
    assert day.coach.run is None
    assert not day.witness.card_up


def test_started_after_the_moment_nothing_is_made_up_for() -> None:
    day = Day(tuesday(9, 51)).until("10:00")
    assert (day.cards(), day.entries()) == ([], [])
    assert day.planned() == "10:50:00 3 min on-the-clock"


def test_restarted_while_the_card_is_up_it_counts_as_unanswered() -> None:
    day = Day(tuesday(9)).until("9:50:10").start_app().until("10:00")
    assert day.cards() == ["09:50:00"]
    assert day.told() == ["09:50 missed (unanswered)"]


def test_restarted_between_later_and_again_it_comes_all_the_same() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(later(10)).start_app().until("10:01")
    assert day.cards() == ["09:50:00", "10:00:05"]


def test_restarted_during_a_pause_the_owed_break_is_still_owed() -> None:
    day = Day(tuesday(9)).do(PauseOffers(at("10:10"))).until("10:00").start_app()
    assert day.coach.view().owed
    day.until("10:11")
    assert day.cards() == ["10:10:20"]


def test_after_a_long_absence_what_was_left_open_gets_its_end() -> None:
    day = Day(tuesday(9)).until("9:50:05").do(later(10))
    day.clock.sleep(timedelta(days=40))
    day.start_app()
    assert day.told() == ["09:50 missed (period-ended)"]


def test_the_day_ends_at_four_and_yesterday_does_not_count_against_the_cap() -> None:
    day = Day(tuesday(9), breaks(daily_cap=2))
    day.answer = declines
    day.until(at("18:00") + timedelta(days=1))
    assert day.cards() == ["09:50:00", "10:50:00"] * 2


def test_the_longer_one_is_in_the_second_half_of_the_day_and_once() -> None:
    day = Day(tuesday(9))
    day.answer = takes_it
    day.until("18:00")
    assert [e.planned_seconds >= 300 for e in day.entries()] == [False] * 4 + [True, False]


def test_started_from_the_card_with_a_chosen_practice() -> None:
    day = Day(tuesday(9)).until("9:50:05")
    offer = day.coach.view().offer
    assert offer is not None
    assert 1 <= len(offer.choices) <= 3
    chosen = offer.choices[-1].practice.id
    day.do(StartOffered(chosen))
    assert day.entries()[0].practice == chosen
    assert day.entries()[0].origin == "offered"


def test_an_unwritten_day_of_a_weekend_is_quiet() -> None:
    day = Day(local(11, 28, 8)).until(local(11, 29, 20))
    assert day.cards() == []
    assert day.planned() == "09:50:00 3 min on-the-clock"
