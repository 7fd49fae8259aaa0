"""Random lives of one to three days: whatever people, sessions and computers do, the rules hold."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burnbreak.core.events import Later, NotNow, StartNow, StartOffered, Tap
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Breaks, Rhythm, Settings
from burnbreak.core.workweek import WorkPeriod, WorkWeek
from burnbreak.engine import commands
from tests.core.life import Life
from tests.fakes import Day

EXAMPLES = int(os.environ.get("BURNBREAK_EXAMPLES", "60"))
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
WEEKS = ([(9, 17)], [(8, 12), (16, 20)], [(22, 6)], [(0, 0)], [(7, 9), (11, 12), (13, 23)], [(20, 4), (5, 7)])
# Days around which clocks change somewhere, and ordinary ones.
STARTS = ((2026, 3, 27), (2026, 10, 24), (2026, 10, 3), (2026, 4, 4), (2026, 6, 9), (2026, 11, 24))


@st.composite
def some_settings(draw: st.DrawFn) -> Settings:
    days = draw(st.sampled_from([range(7), range(5), range(0, 7, 2)]))
    minutes = draw(st.integers(0, 59))
    week = WorkWeek(
        tuple(
            WorkPeriod(weekday=day, start=time(a, minutes), end=time(b, minutes))
            for a, b in draw(st.sampled_from(WEEKS))
            for day in days
        )
    )
    breaks = Breaks(
        rhythm=draw(st.sampled_from(Rhythm)),
        every_minutes=draw(st.integers(15, 120)),
        minute_past=draw(st.integers(0, 59)),
        length_minutes=draw(st.integers(1, 10)),
        daily_cap=draw(st.integers(1, 12)),
        one_longer=draw(st.booleans()),
        reserve_minutes=draw(st.integers(0, 8)),
    )
    return Settings(week=week, breaks=breaks)


HALF_AN_HOUR = timedelta(minutes=30)


def wait(life: Day, seconds: int) -> Day:
    return life.until(life.clock.now() + timedelta(seconds=seconds))


def paused(life: Day, on: bool) -> Day:
    return life.do(commands.HoldSitting(on))


def locked_for_a_moment(life: Day) -> None:
    """The card comes back each time; after some, the user lets it be, or the day would know nothing else."""
    if len(life.witness.cards) < 12:
        wait(life, 10).hold(HoldKind.LOCKED).hold(HoldKind.LOCKED, False)


ANSWERS: tuple[Callable[[Day], object], ...] = (
    lambda life: None,
    lambda life: life.do(StartOffered()),
    lambda life: life.do(StartOffered()),
    lambda life: life.do(NotNow()),
    lambda life: life.do(Later(timedelta(minutes=2))),
    lambda life: life.do(Later(timedelta(minutes=10))),
    lambda life: life.do(Later(None)),
    lambda life: wait(life.do(StartOffered()), 30).do(commands.Stop()),
    lambda life: wait(life.do(StartOffered()), 30).start_app(),
    lambda life: wait(life.do(StartOffered()), 50).do(commands.InSession(life.clock.now() + HALF_AN_HOUR)),
    lambda life: wait(paused(wait(life.do(StartOffered()), 20), True), 400).do(commands.HoldSitting(False)),
    lambda life: wait(life.do(StartOffered()), 20).hold(HoldKind.CALL).hold(HoldKind.CALL, False),
    locked_for_a_moment,
    lambda life: wait(life, 70).do(StartOffered()),
    lambda life: wait(life.do(StartOffered()), 20).do(commands.Overrun()),
    lambda life: wait(life, 5).do(commands.Overrun()).do(commands.Overrun()).do(StartOffered()),
    lambda life: wait(life.do(StartOffered()), 20).do(commands.SessionCancelled()).do(commands.Overrun()),
)
"""What is done when a card comes up."""


HELD_BY = (HoldKind.CALL, HoldKind.PRESENTING, HoldKind.DO_NOT_DISTURB, HoldKind.LOCKED)


@dataclass(frozen=True)
class Act:
    """Something that happens after a while; shown by its name when an example fails."""

    after: int
    """Seconds since the act before."""
    name: str
    amount: int

    def __call__(self, life: Life) -> None:
        now, span = life.clock.now(), timedelta(minutes=self.amount)
        match self.name:
            case "book":
                start = now + timedelta(minutes=self.amount % 97)
                life.book(start, start + timedelta(minutes=20 + self.amount % 41))
            case "session":
                life.do(commands.InSession(now + span / 2))
            case "over":
                life.do(commands.SessionOver())
            case "more":
                life.do(commands.Overrun())
            case "cancelled":
                life.do(commands.SessionCancelled())
            case "pause":
                life.do(commands.PauseOffers(now + span / 3 if self.amount % 10 else None))
            case "resume":
                life.do(commands.ResumeOffers())
            case "begins" | "ends":
                kind = HELD_BY[self.amount % len(HELD_BY)]
                life.hold(kind, self.name == "begins")
            case "touch":
                life.idle_since = now - timedelta(minutes=self.amount % 3)
            case "lock" | "call":
                kind = HoldKind.LOCKED if self.name == "lock" else HoldKind.CALL
                life.hold(kind).until(now + span / 4).hold(kind, False)
            case "sleep":
                life.wake(now + span + timedelta(minutes=2))
            case "restart":
                life.start_app()
            case "practise":
                life.do(StartNow(("long-exhale", "kind-hand")[self.amount % 2], 20 + self.amount))
            case "stop":
                life.do(commands.Stop()).do(Tap(None))
            case "hold sitting":
                life.do(commands.HoldSitting(bool(self.amount % 2)))
            case "start":
                life.do(StartOffered())
            case "later":
                life.do(Later(timedelta(minutes=self.amount % 11)))
            case "skip":
                life.do(NotNow())
            case "settings":
                breaks = replace(life.coach.settings.breaks, length_minutes=1 + self.amount % 10)
                breaks = replace(breaks, minute_past=self.amount % 60, offered=self.amount % 40 != 1)
                life.do(commands.ChangeSettings(replace(life.coach.settings, breaks=breaks)))
            case "screen":
                life.screen_works = False
                life.until(now + span / 2)
                life.screen_works = True


NAMES = (
    "book", "book", "session", "session", "over", "more", "more", "cancelled",
    "pause", "resume", "lock", "call", "begins", "ends", "ends", "touch", "sleep", "restart",
    "practise", "practise", "stop", "hold sitting", "start", "later", "skip", "settings", "screen",
)  # fmt: skip

acts = st.lists(
    st.builds(
        Act,
        after=st.one_of(st.integers(0, 300), st.integers(0, 3600), st.integers(0, 3 * 3600)),
        name=st.sampled_from(NAMES),
        amount=st.integers(0, 240),
    ),
    min_size=10,
    max_size=30,
)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(
    chosen=some_settings(),
    zone=st.sampled_from(ZONES),
    start=st.sampled_from(STARTS),
    hour=st.integers(0, 23),
    answers=st.lists(st.integers(0, len(ANSWERS) - 1), min_size=1, max_size=6),
    typing=st.sampled_from([0, 0, 3, 45]),
    heartbeat=st.sampled_from([7, 25, 55]),
    what=acts,
)
def test_in_any_life_the_rules_hold(
    *,
    chosen: Settings,
    zone: str,
    start: tuple[int, int, int],
    hour: int,
    answers: list[int],
    typing: int,
    heartbeat: int,
    what: list[Act],
) -> None:
    place = ZoneInfo(zone)
    life = Life(datetime(*start, hour, tzinfo=UTC), chosen, place)
    life.heartbeat, life.appears_after = timedelta(minutes=heartbeat), timedelta(seconds=typing)
    turns = iter(range(10_000))

    def answer(day: Day) -> None:
        ANSWERS[answers[next(turns) % len(answers)]](day)

    life.answer = answer
    for act in what:
        life.until(life.clock.now() + timedelta(seconds=act.after))
        act(life)
    life.until(life.clock.now() + timedelta(hours=18))
    life.finish(chosen.breaks.daily_cap)


@settings(max_examples=max(20, EXAMPLES // 4), suppress_health_check=list(HealthCheck))
@given(
    order=st.permutations([*HELD_BY, *HELD_BY, HoldKind.PAUSED, HoldKind.PAUSED]),
    gaps=st.lists(st.integers(1, 90), min_size=10, max_size=10),
)
def test_holds_and_pauses_nest_in_any_order(order: list[HoldKind], gaps: list[int]) -> None:
    """Nothing while one is left; what came due meanwhile 15 to 30 seconds after the last has ended."""
    week = WorkWeek(tuple(WorkPeriod(weekday=day, start=time(0), end=time(0)) for day in range(7)))
    day = Day(datetime(2026, 11, 24, 9, 49, tzinfo=UTC), Settings(week=week), ZoneInfo("UTC"))
    # The first is there until the last: in between each begins and ends where it was drawn.
    in_force = {HoldKind.WAKING}
    day.hold(HoldKind.WAKING).until("9:51")
    for kind, seconds in zip(order, gaps, strict=True):
        wait(day, seconds)
        in_force ^= {kind}
        switch(day, kind, kind in in_force)
        assert {hold.kind for hold in day.coach.view().holds} == in_force
        assert day.cards() == []
    for kind in sorted(in_force):
        wait(day, 7)
        assert day.cards() == []
        switch(day, kind, False)
    cleared = day.clock.now()
    wait(day, 40)
    (card,) = day.witness.cards
    assert timedelta(seconds=15) <= card - cleared <= timedelta(seconds=30)


def switch(day: Day, kind: HoldKind, on: bool) -> None:
    if kind is HoldKind.PAUSED:
        day.do(commands.PauseOffers(None) if on else commands.ResumeOffers())
    else:
        day.hold(kind, on)
