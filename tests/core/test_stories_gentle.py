"""Stories of breath holds: the first time they are gentle, afterwards they are as they are written."""

from dataclasses import replace

from burnbreak.core.breath import Pacing
from burnbreak.core.choosing import eases_in
from burnbreak.core.events import StartNow, StartOffered
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.core.state import Refusal
from burnbreak.engine.commands import Stop
from tests.core.stories import tuesday
from tests.fakes import Day, pacer

HELD = Pacing(inhale=4.0, hold=4.0, exhale=4.0, rest=4.0)
SHORT = Pacing(inhale=3.0, hold=3.0, exhale=3.0, rest=3.0)
OPENED = replace(Settings(), practices=replace(Settings().practices, holds=True))


def box() -> Practice:
    return replace(pacer("box"), pacing=HELD, gentle=SHORT)


def breath(day: Day) -> float:
    """Seconds of a whole breath of the sitting that runs, after the short first ones."""
    assert day.coach.run is not None
    third = [s for s in day.coach.run.timeline.stretches if s.number == 3]
    return third[-1].end - third[0].start


def sat(day: Day) -> float:
    """Box breathing to its end, and how long its breaths were."""
    day.do(StartNow("box", 60))
    length = breath(day)
    day.until(day.now.replace(minute=day.now.minute + 2))
    return length


def test_only_breath_holds_ease_in_and_only_until_they_were_sat() -> None:
    assert eases_in(box(), ())
    assert eases_in(box(), {"long-exhale"})
    assert not eases_in(box(), {"box"})
    assert not eases_in(pacer(), ()), "nothing is held in it"


def test_the_first_box_breathing_is_gentle_and_the_second_is_not() -> None:
    day = Day(tuesday(9), OPENED, practices=(box(),))
    assert (sat(day), sat(day), sat(day)) == (12.0, 16.0, 16.0)
    assert day.told() == ["09:00 completed", "09:02 completed", "09:04 completed"]


def test_one_that_was_left_early_does_not_count() -> None:
    day = Day(tuesday(9), OPENED, practices=(box(),)).do(StartNow("box", 60)).until("9:00:55").do(Stop())
    assert (sat(day), sat(day)) == (12.0, 16.0)


def test_the_log_remembers_it_for_years_and_over_a_restart() -> None:
    day = Day(tuesday(9), OPENED, practices=(box(),))
    sat(day)
    [old] = day.entries()
    years = old.recorded.replace(year=old.recorded.year - 3)
    day.log.rows[old.uuid] = replace(old, recorded=years, started=years)
    assert sat(day.start_app()) == 16.0


def test_on_offer_it_is_gentle_the_first_time_too() -> None:
    day = Day(tuesday(9), OPENED, practices=(box(),)).until("9:50:10").do(StartOffered())
    assert breath(day) == 12.0


def test_who_wants_every_breath_gentle_keeps_that() -> None:
    gentle = replace(OPENED, practices=replace(OPENED.practices, gentle=True))
    day = Day(tuesday(9), gentle, practices=(box(),))
    assert (sat(day), sat(day)) == (12.0, 12.0)


def test_until_they_are_opened_no_way_leads_to_a_breath_hold() -> None:
    day = Day(tuesday(9), practices=(box(), pacer())).do(StartNow("box", 60))
    assert day.coach.run is None
    assert day.witness.refusals == [Refusal.HOLDS_CLOSED]
    assert day.entries() == []
    day.do(StartNow("long-exhale", 60)).do(StartNow("box", 60))
    assert day.coach.run is not None
    assert day.coach.run.practice.id == "long-exhale", "what runs goes on"
