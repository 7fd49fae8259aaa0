"""Small real classes that stand in for the world: clock, log, settings, player and screen."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.holds import HoldKind
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.record import Record, RecordKind
from burnbreak.core.score import Channel, Score
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span
from burnbreak.core.state import Refusal
from burnbreak.engine.coach import Coach
from burnbreak.engine.memory import memory_from
from burnbreak.engine.ports import BookedSource
from burnbreak.engine.view import Question

LONDON = ZoneInfo("Europe/London")


class FakeClock:
    """Shows what it is told; `sleep` moves the wall clock alone, as a suspend does."""

    def __init__(self, moment: datetime, zone: tzinfo = LONDON) -> None:
        self.moment, self.place, self.steady = moment.astimezone(UTC), zone, 1000.0

    def now(self) -> datetime:
        return self.moment

    def zone(self) -> tzinfo:
        return self.place

    def monotonic(self) -> float:
        return self.steady

    def advance(self, span: timedelta) -> None:
        self.moment += span
        self.steady += span.total_seconds()

    def sleep(self, span: timedelta) -> None:
        self.moment += span


class MemoryLog:
    """The log of one computer that forgets everything when the test ends."""

    def __init__(self) -> None:
        self.rows: dict[str, Entry] = {}
        self.history: list[Entry] = []
        self.state: dict[str, Any] = {}
        self.kept: dict[str, Record] = {}
        self.gone: set[str] = set()

    def write(self, entry: Entry) -> None:
        if entry.uuid not in self.gone:
            self.rows[entry.uuid] = entry
            self.history.append(entry)

    def keep(self, record: Record) -> None:
        if record.uuid not in self.gone:
            self.kept[record.uuid] = record

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        found = [r for r in self.kept.values() if r.kind is kind and start <= r.moment < end]
        return tuple(sorted(found, key=lambda r: (r.moment, r.uuid)))

    def remove(self, uuids: Iterable[str]) -> None:
        for uuid in uuids:
            self.gone.add(uuid)
            self.rows.pop(uuid, None)
            self.kept.pop(uuid, None)

    def bring_back(self, entry: Entry) -> None:
        self.gone.discard(entry.uuid)
        self.write(entry)

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        rows = [e for e in self.rows.values() if start <= e.moment < end]
        return tuple(sorted(rows, key=lambda e: e.moment))

    def completed(self) -> frozenset[str]:
        return frozenset(e.practice for e in self.rows.values() if e.outcome is Outcome.COMPLETED)

    def get_state(self, key: str) -> Any:
        return self.state.get(key)

    def set_state(self, key: str, value: Any) -> None:
        self.state[key] = value


class MemoryStore:
    """Keeps the settings last saved."""

    def __init__(self) -> None:
        self.saved: list[Settings] = []

    def save(self, settings: Settings) -> None:
        self.saved.append(settings)


class ClockPlayer:
    """A player whose sound nobody hears: its position follows the steady clock."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.score: Score | None = None
        self.volume = 1.0
        self.channel_volumes: dict[Channel, float] = {}
        self._before, self._since = 0.0, None

    _since: float | None

    def prepare(self) -> None:
        pass

    def play(self, score: Score, *, start_at: float = 0.0) -> None:
        self.score, self._before, self._since = score, start_at, self.clock.monotonic()

    def opening(self) -> bool:
        return False

    def position(self) -> float:
        running = self.clock.monotonic() - self._since if self._since is not None else 0.0
        return min(self._before + running, self.score.seconds) if self.score else 0.0

    def pause(self) -> None:
        self._before, self._since = self.position(), None

    def resume(self) -> None:
        self._since = self.clock.monotonic()

    def stop(self) -> None:
        self.pause()

    def set_volume(self, volume: float) -> None:
        self.volume = volume

    def set_channel_volumes(self, volumes: Mapping[Channel, float]) -> None:
        self.channel_volumes = dict(volumes)

    def audible(self) -> bool:
        return False

    def close(self) -> None:
        self.stop()


class Witness:
    """Notes what the Coach told the interface, with the moment; the Day puts its cards on the screen."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.cards: list[datetime] = []
        self.seen: list[Span] = []
        """From when to when each card was there to be seen or about to be."""
        self.refusals: list[Refusal] = []
        self.troubles: list[str] = []
        self.card_up = False
        self.sittings = 0
        self.sittings_ended = 0
        self.changes = 0

    def show_card(self) -> None:
        self.hide_card()
        self.cards.append(self.clock.now())
        self.card_up = True

    def hide_card(self) -> None:
        if self.card_up:
            self.seen.append(Span(self.cards[-1], max(self.cards[-1], self.clock.now())))
        self.card_up = False

    def sitting_began(self) -> None:
        self.sittings += 1

    def sitting_ended(self) -> None:
        self.sittings_ended += 1

    def refused(self, why: Refusal) -> None:
        self.refusals.append(why)

    def trouble(self, sentence: str) -> None:
        self.troubles.append(sentence)

    def changed(self) -> None:
        self.changes += 1


def pacer(id: str = "long-exhale") -> Practice:
    return read_practice(
        {
            "id": id, "title": id, "summary": "s", "track": "breath", "situations": ["ordinary"],
            "durations": [60, 120, 180, 300], "shortest": 60, "longest": 600, "evidence": "B", "origin": "o",
            "evidence_note": "n",
            "pacing": {"inhale": 4.0, "exhale": 6.0},
        },
        f"{id}.toml",
    )  # fmt: skip


def guided(id: str = "kind-hand", durations: tuple[int, ...] = (20, 40, 60)) -> Practice:
    cues = [{"id": "here", "text": "Here you are."}, {"id": "hand", "text": "Rest a hand on {anchor}."}]
    return read_practice(
        {
            "id": id, "title": id, "summary": "s", "track": "body", "situations": ["ordinary"],
            "durations": list(durations), "shortest": durations[0], "longest": 600,
            "evidence": "C", "origin": "o", "evidence_note": "n",
            "stages": [{"id": "all", "seconds": 20, "gap": [1.0, 60.0], "cues": cues}],
        },
        f"{id}.toml",
    )  # fmt: skip


class Day:
    """A simulated stretch of life: time moves only when told, the Coach is woken as scheduled."""

    def __init__(
        self,
        start: datetime,
        settings: Settings | None = None,
        zone: tzinfo = LONDON,
        *,
        practices: tuple[Practice, ...] = (),
        calendars: BookedSource | None = None,
    ) -> None:
        self.clock = FakeClock(start.replace(tzinfo=zone) if start.tzinfo is None else start, zone)
        self.log, self.store = MemoryLog(), MemoryStore()
        self.settings = settings or Settings()
        self.calendars = calendars
        self.practices = practices or (
            pacer(),
            pacer("coherent"),
            guided("clear-the-room", (60, 120, 180, 300)),
            guided(),
        )
        self.witness = Witness(self.clock)
        self.answer: Callable[[Day], None] | None = None
        """What the user does when a card comes up; None: nothing."""
        self.appears_after = timedelta()
        """How long the card waits for typing to stop."""
        self.screen_works = True
        self.heartbeat, self.step = timedelta(seconds=60), timedelta(seconds=1)
        """How often the app looks by itself; in a sitting."""
        self.questions: list[tuple[datetime, Question]] = []
        self._count, self._handled = 0, 0
        self.idle_since: datetime | None = None
        """When the last key was pressed, where that is known."""
        self.start_app()

    def start_app(self) -> "Day":
        """Begin anew with what the disk holds, as after a kill."""
        self.witness.hide_card()
        self.player = ClockPlayer(self.clock)
        self.coach = Coach(
            clock=self.clock,
            log=self.log,
            settings=self.store.saved[-1] if self.store.saved else self.settings,
            store=self.store,
            player=self.player,
            practices=self.practices,
            calendars=self.calendars,
            idle_seconds=self._idle_seconds,
            outside=self.witness,
            new_id=self._id,
        )
        self.coach.look()
        self._react()
        return self

    def _id(self) -> str:
        self._count += 1
        return f"e{self._count}"

    @property
    def now(self) -> datetime:
        return self.clock.now().astimezone(self.clock.place)

    def wall(self, text: str, days: int = 0) -> datetime:
        """A local moment of today (or so many days on), from "10:50"."""
        hour, minute, *second = (int(part) for part in text.split(":"))
        local = self.now + timedelta(days=days)
        return local.replace(
            hour=hour, minute=minute, second=second[0] if second else 0, microsecond=0, fold=0
        )

    def until(self, moment: datetime | str) -> "Day":
        """Live on until then: wake at each planned moment and at each heartbeat."""
        end = (self.wall(moment) if isinstance(moment, str) else moment).astimezone(UTC)
        while self.clock.now() < end:
            self.live_to(self._next(end))
        return self

    def live_to(self, moment: datetime) -> None:
        """Wake there, with nothing before it."""
        self.clock.advance(max(moment - self.clock.now(), timedelta(milliseconds=1)))
        self.coach.pulse()
        self.passes()
        self._react()

    def passes(self) -> None:
        """What the app does at a planned moment and at each heartbeat."""
        self.coach.look()

    def _next(self, end: datetime) -> datetime:
        run = self.coach.run
        ahead = [end, self.clock.now() + (self.step if run else self.heartbeat)]
        if run and not run.paused:
            ahead.append(self.clock.now() + timedelta(seconds=run.seconds - run.heard()))
        if (not run or self.step > timedelta(seconds=1)) and (due := self.coach.next_wake()):
            ahead.append(due)
        if len(self.witness.cards) > self._handled and self.witness.card_up:
            ahead.append(self.witness.cards[-1] + self.appears_after)
        return min(ahead)

    def do(self, command: Any) -> "Day":
        self.coach.do(command)
        self._react()
        return self

    def _idle_seconds(self) -> float | None:
        if self.idle_since is None:
            return None
        return (self.clock.now() - self.idle_since).total_seconds()

    def leaves_the_desk(self) -> "Day":
        """The last key for a while."""
        self.idle_since = self.clock.now()
        return self

    def hold(self, kind: HoldKind, on: bool = True, detail: str = "") -> "Day":
        """A probe reports a hold, or its end."""
        self.coach.set_hold(kind, on, detail if on else "")
        self._react()
        return self

    def book(self, start: datetime | str, end: datetime | str) -> "Day":
        """A session known beforehand, as a calendar would tell it."""
        edges = [self.wall(edge) if isinstance(edge, str) else edge for edge in (start, end)]
        state = self.log.get_state("memory") or {}
        known = [*state.get("sessions", []), [edge.isoformat() for edge in edges]]
        self.log.set_state("memory", {**state, "sessions": known})
        self.coach._memory = memory_from(self.log.get_state("memory"))
        self.coach.look()
        self._react()
        return self

    def asleep_until(self, moment: datetime | str) -> "Day":
        """Lid closed now, opened then; the heartbeat follows at once."""
        end = self.wall(moment) if isinstance(moment, str) else moment
        self.clock.sleep(end.astimezone(UTC) - self.clock.now())
        self.coach.look()
        self._react()
        return self

    def set_clock(self, by: timedelta) -> "Day":
        """The clock is set forward, or back where negative; noticed at the next heartbeat."""
        self.clock.sleep(by)
        return self

    def _react(self) -> None:
        """What the screen does with a card it was asked for, and then the user."""
        fresh = len(self.witness.cards) > self._handled and self.witness.card_up
        if not fresh or self.clock.now() < self.witness.cards[-1] + self.appears_after:
            return
        self._handled = len(self.witness.cards)
        view = self.coach.view()
        if view.offer is None:
            if view.question is not None:
                self.questions.append((self.witness.cards.pop(), view.question))
                self._handled, self.witness.card_up = len(self.witness.cards), False
            return
        if not self.screen_works:
            self.coach.card_failed()
            return
        self.coach.card_shown()
        if self.answer:
            self.answer(self)

    def entries(self) -> list[Entry]:
        """The log in the order of the day."""
        return sorted(self.log.rows.values(), key=lambda e: e.moment)

    def told(self) -> list[str]:
        """The log as short lines: local due or start, outcome, reason."""
        return [
            f"{e.moment.astimezone(self.clock.place):%H:%M} {e.outcome}"
            + (f" ({e.reason})" if e.reason else "")
            for e in self.entries()
        ]

    def cards(self) -> list[str]:
        """When cards came up, local, to the second."""
        return [f"{moment.astimezone(self.clock.place):%H:%M:%S}" for moment in self.witness.cards]

    def planned(self) -> str:
        """The plan as a short line: local time (or a dash), minutes, reason."""
        plan = self.coach.view().plan
        at = f"{plan.at.astimezone(self.clock.place):%H:%M:%S}" if plan.at else "-"
        return f"{at} {plan.length.total_seconds() / 60:g} min {plan.why}"
