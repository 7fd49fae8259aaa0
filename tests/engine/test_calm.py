"""A minute at rest costs next to nothing and misses nothing: a beat finds what a look would have found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burnbreak.core import review
from burnbreak.core.booked_day import booked_day
from burnbreak.core.plan import Why
from burnbreak.core.settings import Breaks, Quiet, Rhythm, Settings
from burnbreak.core.settings import Sessions as Template
from burnbreak.core.span import day_of
from burnbreak.core.workweek import DayException, ProtectedTime
from burnbreak.engine.commands import PauseOffers
from burnbreak.engine.view import IconState, View
from tests.core.life import Life
from tests.core.stories import at, breaks, declines, tuesday
from tests.core.test_properties import ANSWERS, EXAMPLES, STARTS, ZONES, Act, acts, some_settings
from tests.fakes import Day

FEW = max(3, EXAMPLES // 15)
ONE = timedelta(minutes=1)


class Beating(Day):
    """Lives by beats, as the app does."""

    def passes(self) -> None:
        self.coach.beat()


class Away(Life):
    """A life whose user comes back to the desk every so often."""

    def __init__(self, start: datetime, chosen: Settings, zone: tzinfo, back_after: int) -> None:
        self.back_after = back_after
        super().__init__(start, chosen, zone)
        self.heartbeat = timedelta(minutes=3)

    def _idle_seconds(self) -> float | None:
        return self.clock.now().timestamp() % self.back_after


class Doubting(Away):
    """Looks after each beat that did not, and finds all as it was."""

    calms = 0

    def passes(self) -> None:
        calm = self.coach._calm
        self.coach.beat()
        if calm is None or self.coach._calm is not calm:
            self.shown_view, self.asks = self.coach.view(), self.may_look_back()
            return
        self.calms += 1
        before = self.all_told()
        self.coach.look()
        assert before == self.all_told(), "a look would have done something"
        assert told(self.coach.view()) == told(self.shown_view), "it would have shown something"
        assert self.asks or not self.may_look_back(), "it would have offered to look back"
        self.coach._calm = calm

    def all_told(self) -> Sequence[Any]:
        question = self.coach.view().question
        return [len(self.log.history), len(self.witness.cards), question, dict(self.log.state)]

    def may_look_back(self) -> bool:
        now, zone, week = self.clock.now(), self.clock.place, self.coach.settings.week
        day = booked_day(day_of(now, zone), zone, self.coach.booked(), week)
        return review.may_offer(day, now, week, review.Asked())


def told(view: View) -> View:
    """Without the moment, which is that of the break on offer, too."""
    plan = replace(view.plan, at=None) if view.plan.why is Why.OFFERED else view.plan
    return replace(view, now=view.now.min, plan=plan)


class CalmLife(Away):
    """Lives by beats, and leaves them out where they would not look."""

    def passes(self) -> None:
        self.coach.beat()


def hourly(minute: int = 50) -> Settings:
    return replace(Settings(), breaks=Breaks(rhythm=Rhythm.ON_CLOCK, minute_past=minute))


def looks_between(day: Day, first: str, last: str) -> int:
    day.until(first)
    before = day.witness.changes
    day.until(last)
    return day.witness.changes - before


def test_a_quiet_half_hour_is_looked_at_thrice() -> None:
    """Of thirty beats only those look whose moment has come; the rest cost a comparison."""
    assert looks_between(Beating(tuesday(9), hourly()), "9:10", "9:40") <= 3


def test_the_evening_after_the_last_pause_is_calm_too() -> None:
    day = Beating(tuesday(9), replace(hourly(), breaks=replace(hourly().breaks, daily_cap=1)))
    day.answer = declines
    assert looks_between(day, "11:01", "11:31") <= 3
    assert looks_between(day, "19:01", "19:31") <= 3


def test_a_badge_is_calm_until_the_next_pause_is_due() -> None:
    day = Beating(tuesday(9), hourly())
    assert looks_between(day, "9:55", "10:25") <= 3
    assert day.until("10:51").cards() == ["09:50:00", "10:50:00"]


def test_beats_offer_at_the_same_moments_as_looks() -> None:
    """A whole day, each offer declined."""
    lived = []
    for kind in (Day, Beating):
        day = kind(tuesday(8), hourly())
        day.answer = declines
        lived.append(day.until("18:00").cards())
    assert lived[0] == lived[1]
    assert len(lived[0]) >= 6


def test_the_icon_says_soon_five_minutes_before() -> None:
    day = Beating(tuesday(9), hourly())
    assert looks_between(day, "9:44", "9:46")
    assert day.coach.view().icon is IconState.SOON


def test_a_pause_that_runs_out_is_noticed() -> None:
    day = Beating(tuesday(9), hourly())
    day.until("9:05").do(PauseOffers(at("9:12")))
    assert looks_between(day, "9:11", "9:13")
    assert not day.coach.view().holds


def test_a_short_sleep_and_a_new_zone_are_noticed() -> None:
    day = Beating(tuesday(9), hourly())
    day.until("9:05")
    day.clock.sleep(timedelta(minutes=3))
    day.coach.beat()
    assert [hold.kind for hold in day.coach.view().holds] == ["waking"]
    day.until("9:20")
    before = day.witness.changes
    day.clock.place = ZoneInfo("Asia/Kolkata")
    day.coach.beat()
    assert day.witness.changes > before


def test_a_clock_that_is_set_back_is_noticed() -> None:
    day = Beating(tuesday(9), hourly()).until("9:30")
    before = day.witness.changes
    day.clock.sleep(timedelta(minutes=-20))
    day.coach.beat()
    assert day.witness.changes > before


def test_seconds_that_two_clocks_differ_by_do_not_add_up() -> None:
    """A clock that is slewed a second a minute has not jumped after two hours."""
    day = Beating(tuesday(9), breaks(offered=False))
    for _ in range(120):
        day.clock.advance(ONE)
        day.clock.sleep(timedelta(seconds=1))
        day.coach.beat()
    assert not day.coach.view().holds


def test_midnight_ends_a_calm() -> None:
    """The next pause is called today's or tomorrow's, by the date."""
    day = Beating(tuesday(23), hourly()).until("23:59")
    before = day.witness.changes
    day.until(day.wall("0:01", days=1))
    assert day.witness.changes > before


@pytest.mark.parametrize("quiet", [Quiet(natural_rest=True), Quiet(wait_for_return=True)])
def test_where_idleness_counts_every_minute_is_looked_at(quiet: Quiet) -> None:
    day = Beating(tuesday(9), replace(hourly(), quiet=quiet))
    day.idle_since = day.clock.now()
    day.book("9:00", "9:20")
    assert looks_between(day, "9:21", "9:24") >= 3
    # By then it has been offered, and gone into a badge.
    assert (looks_between(day, "9:31", "9:41") == 10) is quiet.natural_rest


def test_the_first_touch_after_a_session_is_noticed_though_nothing_waits_for_it() -> None:
    day = Beating(tuesday(9), breaks(offered=False))
    day.idle_since = day.clock.now()
    day.book("9:00", "9:20")
    assert looks_between(day, "9:22", "9:24") == 2
    assert [hold.kind for hold in day.coach.view().holds] == ["not-back"]
    assert looks_between(day, "9:26", "9:36") <= 2


def test_the_moment_to_look_back_is_looked_at() -> None:
    """A minute and a half after the last session of the day."""
    day = Beating(tuesday(9), replace(breaks(offered=False), quiet=Quiet(wait_for_return=False)))
    day.book("9:00", "9:20").until("9:20")
    assert looks_between(day, "9:21", "9:22")
    assert looks_between(day, "9:23", "9:29") == 0


@st.composite
def lives(draw: st.DrawFn) -> tuple[Settings, tuple[Any, ...]]:
    chosen, start = draw(some_settings()), draw(st.sampled_from(STARTS))
    lunch = ProtectedTime(weekday=draw(st.integers(0, 6)), start=time(12, 20), end=time(13))
    off = date(*start) + timedelta(days=1)
    holidays = [(), (DayException(first=off, last=off + timedelta(days=draw(st.sampled_from([0, 20])))),)]
    week = replace(chosen.week, protected=(lunch,), exceptions=draw(st.sampled_from(holidays)))
    quiet = Quiet(wait_for_return=draw(st.booleans()), natural_rest=draw(st.integers(0, 4)) == 0)
    template = Template(template=draw(st.booleans()))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    begins = datetime(*start, draw(st.integers(0, 23)), tzinfo=UTC)
    away = draw(st.sampled_from([120, 500, 2700]))
    return replace(chosen, week=week, quiet=quiet, sessions=template), (begins, zone, away)


some_acts = acts.map(lambda found: [replace(act, after=act.after % 2400) for act in found[:12]])
some_answers = st.lists(st.integers(0, len(ANSWERS) - 1), min_size=1, max_size=6)


def live(life: Away, answers: list[int], what: list[Act]) -> None:
    turns = iter(range(10_000))

    def answer(day: Day) -> None:
        ANSWERS[answers[next(turns) % len(answers)]](day)

    life.answer = answer
    for act in what:
        life.until(life.clock.now() + timedelta(seconds=act.after))
        act(life)
    life.until(life.clock.now() + timedelta(hours=3))
    life.finish(life.settings.breaks.daily_cap)


@settings(max_examples=FEW, suppress_health_check=list(HealthCheck))
@given(lives(), some_answers, some_acts)
def test_in_any_life_a_beat_misses_nothing(
    chosen: tuple[Settings, tuple[Any, ...]], answers: list[int], what: list[Act]
) -> None:
    begins, zone, away = chosen[1]
    live(Doubting(begins, chosen[0], zone, away), answers, what)


@settings(max_examples=FEW, suppress_health_check=list(HealthCheck))
@given(lives(), some_answers, some_acts)
def test_a_calm_life_is_the_life_of_looks(
    chosen: tuple[Settings, tuple[Any, ...]], answers: list[int], what: list[Act]
) -> None:
    begins, zone, away = chosen[1]
    lived = []
    for kind in (Away, CalmLife):
        life = kind(begins, chosen[0], zone, away)
        live(life, answers, what)
        lived.append((life.log.history, life.witness.cards, life.questions, life.witness.refusals))
    assert lived[0] == lived[1]
