"""Check-ins over days of life: when a card asks, what is kept, and what stays unasked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from burnbreak.core.check_times import Asked, Asking, Topic
from burnbreak.core.checkin import CheckSet
from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow, Tap
from burnbreak.core.holds import HoldKind
from burnbreak.core.retention import Data
from burnbreak.core.review import Asked as Review
from burnbreak.core.settings import AfterSitting, Settings
from burnbreak.core.settings import CheckIns as Wishes
from burnbreak.core.trend import by_week
from burnbreak.engine.asking_memory import as_json, asking_from
from burnbreak.engine.check_ins import KEY, REVIEW, CheckIns, Closing
from burnbreak.engine.commands import ChangeSettings, InSession, PauseOffers, Stop
from tests.core.stories import tuesday
from tests.fakes import Day

LONG_AGO = Asking(since=datetime(2026, 1, 5, 9, tzinfo=UTC))


class Life(Day):
    """A day with check-ins, of somebody who has been here for long."""

    def __init__(self, start: datetime, *, new: bool = False, **wishes: Any) -> None:
        super().__init__(start, Settings(check_ins=Wishes(**wishes)))
        self.heartbeat = timedelta(hours=1)
        self.check_ins = CheckIns(
            self.coach, self.log, lambda: f"c{len(self.log.kept)}", self.witness.trouble
        )
        if not new:
            self.log.set_state(KEY, as_json(LONG_AGO))

    def sit(self, ease: Ease | None = None) -> Closing:
        """A minute of breathing to its end; what the card then asks. With `ease` it is answered."""
        self.do(StartNow("long-exhale", 60.0))
        self.until(self.now + timedelta(seconds=80))
        asks = self.check_ins.closing()
        self.do(Tap(ease))
        if ease is not None:
            self.check_ins.tapped(ease)
        return asks

    def at(self, text: str, days: int = 0) -> "Life":
        self.until(self.wall(text, days))
        return self


def friday(hour: int, minute: int = 0) -> datetime:
    return tuesday(hour, minute) + timedelta(days=3)


def no_month(life: Life) -> Life:
    """The monthly question was answered some days ago."""
    moment = life.clock.moment
    life.clock.moment = moment - timedelta(days=8)
    life.check_ins.keep(CheckSet.MONTHLY, {"burnout": 2})
    life.clock.moment = moment
    return life


def test_the_card_asks_in_one_sitting_of_three() -> None:
    life = no_month(Life(tuesday(8)))
    asked = []
    for day in range(3):
        asked += [life.at(hour, days=min(day, 1) if hour == "9:05" else 0).sit(Ease.SAME)
                  for hour in ("9:05", "11:05", "13:05")]  # fmt: skip
    quiet = [Closing.QUIET, Closing.QUIET]
    assert asked[:6] == [*quiet, Closing.TAP, *quiet, Closing.TAP]


def test_the_first_sitting_of_a_new_user_is_asked_nothing() -> None:
    life = Life(tuesday(8), new=True)
    assert [life.sit(), life.at("9:05").sit()] == [Closing.QUIET, Closing.QUIET]
    assert life.check_ins.waiting() is None


def test_by_choice_each_or_none() -> None:
    life = no_month(Life(tuesday(8), after_sitting=AfterSitting.EACH))
    assert [life.sit(Ease.SAME), life.at("9:05").sit(Ease.SAME)] == [Closing.TAP, Closing.TAP]
    life = no_month(Life(tuesday(8), after_sitting=AfterSitting.NEVER))
    assert {life.at(f"{hour}:05").sit() for hour in range(9, 16)} == {Closing.QUIET}


def test_two_cards_left_open_rest_and_come_back_after_four_weeks_or_on_a_word() -> None:
    life = no_month(Life(tuesday(8), after_sitting=AfterSitting.EACH))
    assert [life.sit(), life.at("9:05").sit(), life.at("11:05").sit()] == [
        Closing.TAP, Closing.TAP, Closing.QUIET,
    ]  # fmt: skip
    rests = life.check_ins.resting_until(Topic.SITTING)
    assert rests is not None
    assert rests - life.now > timedelta(days=27, hours=20)
    life.check_ins.wake(Topic.SITTING)
    assert life.at("13:05").sit() is Closing.TAP


def test_heavier_can_be_said_unasked_and_twice_a_day_is_noticed() -> None:
    life = no_month(Life(tuesday(8), after_sitting=AfterSitting.NEVER))
    for hour, twice in (("9:05", False), ("11:05", True)):
        life.at(hour).do(StartNow("long-exhale", 60.0)).until(life.now + timedelta(seconds=80))
        assert life.check_ins.closing() is Closing.QUIET
        life.do(Tap(Ease.HEAVIER))
        assert life.check_ins.tapped(Ease.HEAVIER) is twice
    assert not life.check_ins.tapped(Ease.LIGHTER)
    life.at("9:05", days=1).do(StartNow("long-exhale", 60.0)).until(life.now + timedelta(seconds=80))
    life.do(Tap(Ease.HEAVIER))
    assert not life.check_ins.tapped(Ease.HEAVIER), "another day"


def test_the_week_is_asked_about_after_the_last_session_of_friday() -> None:
    life = no_month(Life(friday(9)))
    life.book("10:00", "10:50").book("15:00", "15:50")
    assert life.at("11:05").sit() is Closing.QUIET
    assert life.check_ins.waiting() is None
    life.at("15:30")
    assert life.check_ins.waiting() is None, "in session"
    life.at("15:51")
    assert life.check_ins.waiting() is Topic.WEEKLY
    assert life.sit() is Closing.WEEKLY
    assert life.at("16:20").sit() is Closing.QUIET, "once"
    assert life.check_ins.waiting() is Topic.WEEKLY, "it waits in the menu"
    life.check_ins.opened(Topic.WEEKLY)
    life.check_ins.keep(CheckSet.WEEKLY, {"energy": 6, "tension": 99})
    assert life.check_ins.waiting() is None
    (answer,) = (a for a in life.check_ins.answers() if a.set is CheckSet.WEEKLY)
    assert dict(answer.values) == {"energy": 6}
    assert [r.values for r in life.log.kept.values()][-1] == {"set": "weekly", "energy": 6}


@pytest.mark.parametrize(
    "kind", [HoldKind.CALL, HoldKind.PRESENTING, HoldKind.DO_NOT_DISTURB, HoldKind.LOCKED]
)
def test_nothing_waits_while_somebody_may_look(kind: HoldKind) -> None:
    life = no_month(Life(friday(16, 20)))
    assert life.check_ins.waiting() is Topic.WEEKLY
    life.hold(kind)
    assert life.check_ins.waiting() is None
    life.hold(kind, False)
    assert life.check_ins.waiting() is Topic.WEEKLY
    life.do(InSession(life.now + timedelta(minutes=20)))
    assert life.check_ins.waiting() is None


def test_paused_offers_are_no_hold_for_who_opens_the_menu() -> None:
    life = no_month(Life(friday(16, 20)))
    life.do(PauseOffers(None))
    assert life.check_ins.waiting() is Topic.WEEKLY
    life.do(StartNow("long-exhale", 60.0))
    assert life.check_ins.waiting() is None, "a practice runs"
    life.do(Stop())


def test_no_set_is_put_forward_where_the_next_session_is_near() -> None:
    life = no_month(Life(friday(16, 5)))
    life.book("16:30", "17:00")
    life.check_ins.opened(Topic.WEEKLY)
    life.check_ins.wake(Topic.WEEKLY)
    life = no_month(Life(friday(15)))
    life.book("16:10", "16:11")
    life.at("16:12")
    life.book("16:16", "16:20")
    assert life.sit() is Closing.QUIET


def test_one_thing_a_day_the_look_back_on_the_week_is_one() -> None:
    life = no_month(Life(friday(8)))
    life.do(InSession(friday(15, 50))).at("16:00")
    assert not life.check_ins.asked_today()
    life.log.set_state(REVIEW, Review(on=friday(8).date(), skips=1).as_json())
    assert life.sit() is Closing.QUIET
    life.log.set_state(REVIEW, Review(on=friday(8).date() - timedelta(days=7)).as_json())
    assert life.sit() is Closing.WEEKLY
    assert life.check_ins.asked_today()
    assert not life.at("5:00", days=1).check_ins.asked_today()


def test_a_declined_week_is_over() -> None:
    life = no_month(Life(friday(16, 20)))
    assert life.sit() is Closing.WEEKLY
    life.check_ins.decline(Topic.WEEKLY)
    assert life.check_ins.waiting() is None


def test_two_weeks_left_open_and_it_is_quiet_for_four() -> None:
    asked = []
    life = Life(friday(16, 20), monthly=False)
    for _ in range(8):
        asked.append(life.sit() is Closing.WEEKLY)
        life.until(life.wall("16:20", days=7))
    assert asked == [True, True, False, False, False, True, True, False]


def test_the_month_is_asked_about_once() -> None:
    life = Life(tuesday(12))
    assert life.check_ins.waiting() is Topic.MONTHLY
    assert life.sit() is Closing.MONTHLY
    assert life.at("14:05").sit() is Closing.QUIET
    life.check_ins.keep(CheckSet.MONTHLY, {"burnout": 5})
    assert life.check_ins.waiting() is None
    life.at("12:00", days=1)
    assert life.check_ins.waiting() is None


def test_sliders_before_and_after_belong_to_one_sitting() -> None:
    life = no_month(Life(tuesday(9), affect=True))
    assert life.check_ins.before(60.0)
    life.do(StartNow("long-exhale", 60.0))
    run = life.coach.run
    assert run is not None
    life.check_ins.keep(CheckSet.BEFORE, {"pleasure": 40, "arousal": 70}, run.entry_id)
    life.until(life.now + timedelta(seconds=80))
    assert life.check_ins.closing() is Closing.AFTER
    life.check_ins.keep(CheckSet.AFTER, {"pleasure": 55}, run.entry_id)
    assert [(a.set, a.sitting) for a in life.check_ins.answers() if a.sitting] == [
        (CheckSet.BEFORE, run.entry_id), (CheckSet.AFTER, run.entry_id),
    ]  # fmt: skip
    assert not life.check_ins.before(60.0), "once a day"
    life.at("9:05", days=1)
    assert life.check_ins.before(60.0)


def test_no_sliders_in_place_of_a_pause() -> None:
    life = no_month(Life(tuesday(9), affect=True))
    life.book("9:07", "10:00")
    assert life.check_ins.before(300.0) is False, "five minutes and the sliders do not fit"
    life = no_month(Life(tuesday(9), affect=False))
    assert not life.check_ins.before(60.0)


def test_who_leaves_no_trace_is_asked_nothing() -> None:
    life = no_month(Life(friday(16, 20), affect=True, after_sitting=AfterSitting.EACH))
    assert life.check_ins.waiting() is Topic.WEEKLY
    life.do(ChangeSettings(replace(life.coach.settings, data=Data(leave_no_trace=True))))
    assert life.check_ins.waiting() is None
    assert not life.check_ins.before(60.0)
    assert life.sit() is Closing.QUIET
    life.do(ChangeSettings(replace(life.coach.settings, data=Data())))
    assert life.check_ins.waiting() is Topic.WEEKLY


def test_pauses_are_counted_for_whole_weeks() -> None:
    life = no_month(Life(tuesday(9)))
    for _ in range(2):
        life.sit()
        life.until(life.now + timedelta(hours=1))
    life.until(life.wall("9:05", days=14))
    life.sit()
    monday = (tuesday(9) - timedelta(days=1)).date()
    assert life.check_ins.pauses(by_week(0)) == {monday: 2, monday + timedelta(weeks=1): 0}


def test_what_the_disk_refuses_is_told_and_not_taken_for_kept() -> None:
    life = no_month(Life(friday(16, 20)))

    def full(*_: object) -> None:
        raise OSError("The disk is full.")

    life.log.keep = full  # type: ignore[method-assign]
    life.check_ins.keep(CheckSet.WEEKLY, {"energy": 6})
    assert life.witness.troubles == ["The disk is full."]
    assert life.check_ins.waiting() is Topic.WEEKLY
    life.log.set_state = full  # type: ignore[method-assign]
    life.check_ins.decline(Topic.WEEKLY)
    assert len(life.witness.troubles) == 2


def test_an_empty_answer_is_none() -> None:
    life = no_month(Life(friday(16, 20)))
    before = dict(life.log.kept)
    life.check_ins.keep(CheckSet.WEEKLY, {})
    assert life.log.kept == before


def test_what_is_remembered_of_asking_outlives_a_restart() -> None:
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    asking = Asking(
        asked=((Topic.WEEKLY, Asked(at=at, skips=2, declined=True)), (Topic.AFFECT, Asked(at=at))),
        sat=2, since=at,
    )  # fmt: skip
    assert asking_from(as_json(asking)) == asking
    assert asking_from(as_json(Asking())) == Asking()


@pytest.mark.parametrize(
    "found", [None, 3, [], {"asked": 3}, {"asked": {"weekly": 3}}, {"asked": {"weekly": {"at": "soon"}}},
              {"sat": -1, "since": "2026-11-24T09:00:00"}, {"asked": {"daily": {"at": "2026-11-24"}}}],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(found: Any) -> None:
    assert asking_from(found) == Asking()
