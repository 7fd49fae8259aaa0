"""Stories of being away from the desk, where that may count as a pause."""

from dataclasses import replace
from datetime import timedelta

import pytest

from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Settings
from burnbreak.core.week import summarise
from burnbreak.engine.commands import InSession
from tests.core.stories import declines, later, takes_it, tuesday
from tests.fakes import LONDON, Day


def natural(settings: Settings | None = None) -> Settings:
    """With the switch on."""
    settings = settings or Settings()
    return replace(settings, quiet=replace(settings.quiet, natural_rest=True))


def away(at: str, settings: Settings | None = None) -> Day:
    """The kettle is put on at that time of an ordinary Tuesday."""
    return Day(tuesday(9), settings or natural()).until(at).leaves_the_desk()


def test_a_break_that_comes_while_one_is_away_is_rested_without_a_card() -> None:
    day = away("9:44:30").until("10:00")
    assert (day.cards(), day.told()) == ([], ["09:50 completed (away)"])
    assert day.planned() == "10:50:00 3 min on-the-clock"
    (entry,) = day.entries()
    assert (entry.offered, entry.started, entry.practice, entry.sat) == (False, None, "", False)


def test_it_is_off_unless_the_user_wants_it() -> None:
    assert away("9:30", Settings()).until("9:51").cards() == ["09:50:00"]


def test_four_minutes_are_not_enough() -> None:
    assert away("9:46").until("9:51").cards() == ["09:50:00"]


def test_where_idleness_is_unknown_nobody_is_away() -> None:
    day = Day(tuesday(9), natural()).until("9:51")
    assert day.cards() == ["09:50:00"]


def test_fifty_minutes_without_a_key_in_a_session_are_no_rest() -> None:
    """The break after it is offered, though nobody has touched anything for an hour: it may have run over."""
    day = Day(tuesday(9), natural()).leaves_the_desk()
    day.book("9:00", "9:50").until("9:56")
    assert day.cards() == ["09:55:20"]


def test_nor_in_one_that_was_told_by_hand() -> None:
    day = Day(tuesday(9), natural()).leaves_the_desk()
    day.do(InSession(day.wall("9:50"))).until("9:56")
    assert day.cards() == ["09:55:20"]


def test_a_call_is_no_rest_while_one_listens_nor_are_the_minutes_after_it() -> None:
    day = away("9:20").hold(HoldKind.CALL, detail="microphone").until("9:48").hold(HoldKind.CALL, False)
    assert day.until("9:52").cards() == ["09:50:00"]


def test_in_a_call_it_is_owed_as_ever() -> None:
    day = away("9:20").hold(HoldKind.CALL).until("9:55")
    assert day.told() == ["09:50 held (call)"]
    day.hold(HoldKind.CALL, False).until("9:56")
    assert day.cards() == ["09:55:20"]


def test_whoever_locks_the_screen_and_goes_is_away() -> None:
    day = away("9:40").hold(HoldKind.LOCKED).until("9:52")
    assert day.told() == ["09:50 completed (away)"]
    day.hold(HoldKind.LOCKED, False).until("10:00")
    assert day.cards() == []


def test_one_that_became_due_just_after_leaving_is_rested_five_minutes_later() -> None:
    day = away("9:48").hold(HoldKind.LOCKED).until("9:52")
    assert day.told() == ["09:50 held (locked)"]
    assert day.until("9:55").told() == ["09:50 completed (away)"]


def test_whoever_comes_back_before_that_is_offered_it() -> None:
    day = away("9:48").hold(HoldKind.LOCKED).until("9:52").hold(HoldKind.LOCKED, False).leaves_the_desk()
    assert day.until("9:53").cards() == ["09:52:20"]


def test_the_minutes_after_waking_are_not_taken_for_rest() -> None:
    day = away("9:20").asleep_until("9:49:30")
    assert day.until("9:53").cards() == ["09:50:50"]


def test_a_postponed_one_is_rested_when_its_time_comes() -> None:
    day = Day(tuesday(9), natural()).until("9:51").do(later(10)).leaves_the_desk().until("10:05")
    assert day.told() == ["09:50 completed (away)"]
    assert day.cards() == ["09:50:00"]


def test_rest_spaces_the_breaks_and_takes_no_place_of_the_six() -> None:
    settings = natural(replace(Settings(), breaks=replace(Settings().breaks, daily_cap=1)))
    day = Day(tuesday(9), settings).until("9:40").leaves_the_desk().until("9:58")
    day.idle_since = None
    day.answer = declines
    assert day.until("12:00").told() == ["09:50 completed (away)", "10:50 skipped"]


def test_rest_is_told_apart_in_the_week() -> None:
    day = away("9:40").until("9:58")
    day.idle_since = None
    day.answer = takes_it
    day.until("11:00")
    week = summarise(day.entries(), tuesday(9).date() - timedelta(days=1), LONDON)
    assert (week.pauses, week.offers.taken, week.offers.rested, dict(week.offers.missed)) == (1, 1, 1, {})


@pytest.mark.parametrize("idle", [0.0, 299.0, 300.0, 7200.0])
def test_five_minutes_are_the_line(idle: float) -> None:
    day = Day(tuesday(9), natural()).until("9:49")
    day.idle_since = day.wall("9:50") - timedelta(seconds=idle)
    day.until("9:51")
    assert bool(day.cards()) is (idle < 300)
