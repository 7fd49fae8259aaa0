"""The protocols through which the engine touches the world; each has a null or fake version."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Protocol

from burnbreak.core.booked import Booked
from burnbreak.core.entry import Entry
from burnbreak.core.holds import HoldKind
from burnbreak.core.record import Record, RecordKind
from burnbreak.core.score import Channel, Score
from burnbreak.core.settings import Quiet, Settings
from burnbreak.core.state import Refusal


class Clock(Protocol):
    """The one reader of the wall clock."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        ...

    def zone(self) -> tzinfo:
        """The zone in which the user lives now; asked anew because people travel."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps; only differences mean anything."""
        ...


class ClockWatch(Protocol):
    """Tells when the wall clock is set, and when a sleep ends, in which the steady clock stood still."""

    def open(self) -> int | None:
        """A descriptor that becomes readable at each jump; None where none is told. Never raises."""
        ...

    def heard(self) -> None:
        """The jump is known; the descriptor is quiet until the next. Never raises."""
        ...

    def close(self) -> None:
        """Watch no more; may be called at any time."""
        ...


class Player(Protocol):
    """Plays one score at a time and tells how far it is; the position is the sitting's clock.

    Every method returns at once and may be called in any state; none raises for a missing device.
    """

    def prepare(self) -> None:
        """Load ahead what the next `play` will need; it is likely soon."""
        ...

    def play(self, score: Score, *, start_at: float = 0.0) -> None:
        """Start the score from `start_at` seconds; what played before is cut off.

        Where the sitting is just there (within 0.25 s), the new score takes over without gap or jump.
        """
        ...

    def opening(self) -> bool:
        """Whether the sound of what was begun is still on its way; False where none will come."""
        ...

    def position(self) -> float:
        """Seconds of the score that have been heard: monotone, never past its end, 0 before play."""
        ...

    def pause(self) -> None:
        """Hold the position; the sound fades out at once."""
        ...

    def resume(self) -> None:
        """Go on from the held position."""
        ...

    def stop(self) -> None:
        """Silence within 150 ms and free the device; the position stays readable."""
        ...

    def set_volume(self, volume: float) -> None:
        """Master volume from 0 (silent) to 1, effective at once."""
        ...

    def set_channel_volumes(self, volumes: Mapping[Channel, float]) -> None:
        """Volumes of the channels from 0 to 1, effective within a second; 1 where none is named."""
        ...

    def audible(self) -> bool:
        """Whether sound reaches a device now; False when silent for want of one."""
        ...

    def close(self) -> None:
        """Give back threads and devices; the player is not used again."""
        ...


class Log(Protocol):
    """Keeps entries and the few facts that outlive a restart; trouble is an OSError of one sentence."""

    def write(self, entry: Entry) -> None:
        """Keep this entry, in place of an earlier one of the same uuid."""
        ...

    def remove(self, uuids: Iterable[str]) -> None:
        """Wipe these entries: no later write and no other computer brings one back, only `bring_back`."""
        ...

    def bring_back(self, entry: Entry) -> None:
        """Take the removal of an entry back: it is kept as it was."""
        ...

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The entries whose moment lies in [start, end), in order."""
        ...

    def completed(self) -> frozenset[str]:
        """The ids of the practices that were ever sat to their end."""
        ...

    def get_state(self, key: str) -> Any:
        """What was last kept under a key, of JSON's types; None for nothing."""
        ...

    def set_state(self, key: str, value: Mapping[str, Any] | list[Any] | str | None) -> None:
        """Keep a value of JSON's types under a key."""
        ...


class Records(Protocol):
    """Keeps what belongs to a day or a week besides its entries; trouble is an OSError of one sentence."""

    def keep(self, record: Record) -> None:
        """Keep this record, in place of an earlier one of the same uuid."""
        ...

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        """The records of a kind whose moment lies in [start, end), in order; never raises."""
        ...

    def remove(self, uuids: Iterable[str]) -> None:
        """Wipe these entries and records for good: no later write and no other computer brings one back."""
        ...


class BookedSource(Protocol):
    """Tells booked times, from calendars for one; it answers at once from what it last knew."""

    def between(self, start: datetime, end: datetime) -> tuple[Booked, ...]:
        """The booked times that overlap [start, end), in order."""
        ...


class HoldProbe(Protocol):
    """Notices calls, cameras, presentations and a silenced desktop. No method waits or raises."""

    def start(self, report: Callable[[HoldKind, bool, str], None], quiet: Quiet) -> None:
        """Begin. `report` gets each hold that begins or ends with its neutral detail, from any thread."""
        ...

    def follow(self, quiet: Quiet) -> None:
        """These settings count now; what is switched off holds no more."""
        ...

    def check(self, then: Callable[[], None] | None = None) -> None:
        """Look anew, because something is about to come up on the screen or a sitting runs.

        With `then` what is seen counts at once, and `then` is called after the reports, from any thread.
        """
        ...

    def programs(self) -> tuple[str, ...]:
        """Who captures now, by name, for the user's eyes alone; empty where it cannot be known."""
        ...

    def close(self) -> None:
        """Stop; nothing is reported any more."""
        ...


class SettingsStore(Protocol):
    """Where settings are kept."""

    def save(self, settings: Settings) -> None:
        """Keep them; an OSError of one sentence when that is impossible."""
        ...


class Outside(Protocol):
    """What the Coach tells the interface. None of these may call the Coach back before it returns."""

    def show_card(self) -> None:
        """Show the offer of the current view as soon as nobody types."""
        ...

    def hide_card(self) -> None:
        """Take the offer card away."""
        ...

    def sitting_began(self) -> None:
        """A sitting has begun; `Coach.run` guides it."""
        ...

    def sitting_ended(self) -> None:
        """It is over; the closing card may open, as the view says."""
        ...

    def refused(self, why: Refusal) -> None:
        """What the user asked for cannot be done."""
        ...

    def trouble(self, sentence: str) -> None:
        """Something went wrong; one clear sentence for the user."""
        ...

    def changed(self) -> None:
        """The view may have changed; look again."""
        ...


class Notifier(Protocol):
    """Asks the desktop to show a notification; at most one of ours stands at a time."""

    def show(
        self,
        title: str,
        body: str,
        actions: Sequence[tuple[str, str]],
        on_action: Callable[[str], None],
    ) -> bool:
        """Show plain text with buttons (key, label); False when nothing will be shown."""
        ...

    def close(self) -> None:
        """Take our notification away, if it still stands."""
        ...

    def capabilities(self) -> frozenset[str]:
        """What the server can do, such as "actions"."""
        ...

    def fileno(self) -> int | None:
        """The descriptor to watch for reading, or None; asked again after `show` and `dispatch`."""
        ...

    def dispatch(self) -> None:
        """Handle what has arrived."""
        ...
