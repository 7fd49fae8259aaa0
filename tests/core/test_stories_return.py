"""Stories of sessions that run over unannounced: the card waits for the first touch of key or pointer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Settings
from burnbreak.engine.commands import InSession, Overrun, SessionOver
from tests.core.stories import later, tuesday
from tests.fakes import Day


def in_the_room(end: str = "9:50", settings: Settings | None = None) -> Day:
    """A session from nine on in which nobody touches the computer, and the next at ten."""
    day = Day(tuesday(9), settings).leaves_the_desk()
    return day.book("9:00", end).book("10:00", "10:50")


def touch(day: Day, at: str) -> Day:
    """The first key in a while."""
    day.until(at)
    day.idle_since = day.clock.now()
    return day


def test_a_session_that_runs_over_is_not_met_by_a_card() -> None:
    day = in_the_room().until("9:52")
    assert (day.cards(), day.told()) == ([], ["09:51 held (not-back)"])
    assert [hold.kind for hold in day.coach.view().holds] == [HoldKind.NOT_BACK]
    assert day.coach.view().owed


def test_the_card_comes_twenty_seconds_after_the_first_touch_is_noticed() -> None:
    day = touch(in_the_room(), "9:53:03").until("9:54")
    (card,) = day.cards()
    assert "09:53:20" <= card <= "09:53:30"
    (entry,) = day.entries()
    assert entry.planned_seconds <= 3 * 60, "what is left of the gap, less its reserve"


def test_whoever_is_back_in_time_is_offered_it_as_planned() -> None:
    assert touch(in_the_room(), "9:50:40").until("9:52").cards() == ["09:51:30"]


def test_five_minutes_are_waited_at_most() -> None:
    assert in_the_room().until("9:58").cards() == ["09:55:20"]


def test_where_so_much_of_the_gap_is_gone_a_shorter_one_is_offered() -> None:
    day = in_the_room("9:52").until("9:58")
    assert day.cards() == ["09:57:20"]
    (entry,) = day.entries()
    assert entry.planned_seconds == 70


def test_it_lapses_where_nothing_is_left() -> None:
    day = in_the_room("9:54").until("10:00")
    assert (day.cards(), day.told()) == ([], ["09:55 missed (next-session)"])


def test_who_used_the_computer_in_the_last_minute_is_there() -> None:
    """In a video session, or by saying that it is over."""
    day = in_the_room()
    assert touch(day, "9:49:10").until("9:52").cards() == ["09:51:30"]
    day = in_the_room()
    touch(day, "9:45").do(SessionOver())
    assert day.until("9:47").cards() == ["09:46:30"]


def test_five_minutes_more_move_the_waiting_along() -> None:
    day = touch(in_the_room(), "9:50:30").do(Overrun()).until("9:56")
    assert day.cards() == []
    assert [hold.kind for hold in day.coach.view().holds] == [HoldKind.NOT_BACK]
    assert touch(day, "9:56:00").until("9:57:05").cards() == ["09:57:00"]


def test_a_session_told_by_hand_may_run_over_too() -> None:
    day = Day(tuesday(9))
    day.idle_since = day.clock.now()
    day.do(InSession(day.wall("9:50"))).until("9:54")
    assert day.cards() == []


def test_a_break_postponed_until_after_the_session_waits_as_well() -> None:
    day = Day(tuesday(8, 55)).book("10:00", "10:30")
    day.until("9:50:05").do(later(None)).leaves_the_desk().until("10:34")
    assert day.cards() == ["09:50:00"]
    assert touch(day, "10:34").until("10:35").cards()[1].startswith("10:34:2")


def test_in_free_time_nobody_is_waited_for() -> None:
    day = Day(tuesday(9)).leaves_the_desk()
    assert day.until("9:51").cards() == ["09:50:00"]


def test_a_break_long_after_a_session_waits_for_nobody() -> None:
    day = Day(tuesday(9)).leaves_the_desk().book("9:00", "9:15")
    assert day.until("9:51").cards() == ["09:20:20", "09:50:00"]


@pytest.mark.parametrize("known", [True, False])
def test_it_can_be_switched_off_and_where_nothing_is_known_nobody_is_waited_for(known: bool) -> None:
    quiet = replace(Settings().quiet, wait_for_return=not known)
    day = in_the_room(settings=replace(Settings(), quiet=quiet))
    if not known:
        day.idle_since = None
    assert day.until("9:52").cards() == ["09:51:30"]


def test_while_it_waits_it_looks_every_five_seconds_and_not_otherwise() -> None:
    day = in_the_room().until("9:52")
    wake = day.coach.next_wake()
    assert wake is not None
    assert wake - day.clock.now() == timedelta(seconds=5)
    touch(day, "9:53").until("9:57")
    wake = day.coach.next_wake()
    assert wake is not None
    assert wake - day.clock.now() > timedelta(seconds=30)
