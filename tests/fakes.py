"""Small real classes that stand in for the world: clock, log, settings, player and screen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from burnbreak.core.entry import Entry
from burnbreak.core.flow import Refusal
from burnbreak.core.practice import Practice, read_practice
from burnbreak.core.score import Score
from burnbreak.core.settings import Settings
from burnbreak.engine.coach import Coach

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

    def write(self, entry: Entry) -> None:
        self.rows[entry.uuid] = entry
        self.history.append(entry)

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        rows = [e for e in self.rows.values() if start <= e.moment < end]
        return tuple(sorted(rows, key=lambda e: e.moment))

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
        self._before, self._since = 0.0, None

    _since: float | None

    def play(self, score: Score, *, start_at: float = 0.0) -> None:
        self.score, self._before, self._since = score, start_at, self.clock.monotonic()

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

    def audible(self) -> bool:
        return False

    def close(self) -> None:
        self.stop()


class Witness:
    """Notes what the Coach told the interface, with the moment; puts cards up at once like a screen would."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.cards: list[datetime] = []
        self.refusals: list[Refusal] = []
        self.troubles: list[str] = []
        self.card_up = False
        self.sittings = 0

    def show_card(self) -> None:
        self.cards.append(self.clock.now())
        self.card_up = True

    def hide_card(self) -> None:
        self.card_up = False

    def sitting_began(self) -> None:
        self.sittings += 1

    def sitting_ended(self) -> None:
        pass

    def refused(self, why: Refusal) -> None:
        self.refusals.append(why)

    def trouble(self, sentence: str) -> None:
        self.troubles.append(sentence)

    def changed(self) -> None:
        pass


def pacer(id: str = "long-exhale") -> Practice:
    return read_practice(
        {
            "id": id, "title": id, "summary": "s", "track": "breath", "situations": ["ordinary"],
            "durations": [60, 120, 180, 300], "shortest": 60, "longest": 600, "evidence": "B", "about": "a",
            "pacing": {"inhale": 4.0, "exhale": 6.0},
        },
        f"{id}.toml",
    )  # fmt: skip


def guided(id: str = "kind-hand", durations: tuple[int, ...] = (20, 40, 60)) -> Practice:
    cues = [{"at": 0, "text": "Here you are."}, {"at": 8, "text": "Rest a hand on {anchor}."}]
    return read_practice(
        {
            "id": id, "title": id, "summary": "s", "track": "body", "situations": ["ordinary"],
            "durations": list(durations), "shortest": durations[0], "longest": 600,
            "evidence": "C", "about": "a",
            "stages": [{"id": "all", "seconds": 20, "cues": cues}],
        },
        f"{id}.toml",
    )  # fmt: skip


class Day:
    """A simulated stretch of life: time moves only when told, the Coach is woken as scheduled."""

    HEARTBEAT = timedelta(seconds=60)

    def __init__(self, start: datetime, settings: Settings | None = None, zone: tzinfo = LONDON) -> None:
        self.clock = FakeClock(start.replace(tzinfo=zone) if start.tzinfo is None else start, zone)
        self.log, self.store = MemoryLog(), MemoryStore()
        self.settings = settings or Settings()
        self.practices = (pacer(), pacer("coherent"), guided("clear-the-room", (60, 120, 180, 300)), guided())
        self.answer: Callable[[Day], None] | None = None
        """What the user does when a card comes up; None: nothing."""
        self._count = 0
        self.start_app()

    def start_app(self) -> None:
        """Begin anew with what the disk holds, as after a restart."""
        self.player, self.witness = ClockPlayer(self.clock), Witness(self.clock)
        self.coach = Coach(
            clock=self.clock, log=self.log, settings=self.settings, store=self.store, player=self.player,
            practices=self.practices, outside=self.witness, new_id=self._id,
        )  # fmt: skip
        self.coach.look()
        self._react()

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
            step = timedelta(seconds=1) if self.coach.run else self.HEARTBEAT
            due = self.coach.next_wake()
            wake = min([end, self.clock.now() + step] + ([due] if due else []))
            self.clock.advance(max(wake - self.clock.now(), timedelta(milliseconds=1)))
            self.coach.pulse()
            self.coach.look()
            self._react()
        return self

    def do(self, command: Any) -> "Day":
        self.coach.do(command)
        self._react()
        return self

    def asleep_until(self, moment: str) -> "Day":
        """Lid closed now, opened then; the heartbeat follows at once."""
        self.clock.sleep(self.wall(moment).astimezone(UTC) - self.clock.now())
        self.coach.look()
        self._react()
        return self

    def _react(self) -> None:
        if self.witness.card_up and self.coach.view().offer:
            view = self.coach.view().offer
            assert view is not None
            if view.card:
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
