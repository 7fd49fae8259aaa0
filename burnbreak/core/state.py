"""What lasts from one event to the next, and what can be done about one: the values of the flow."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from burnbreak.core.entry import Entry, Reason
from burnbreak.core.holds import HoldKind
from burnbreak.core.practice import Practice
from burnbreak.core.timeline import Timeline


class Refusal(StrEnum):
    """Why something the user asked for cannot be done."""

    NOTHING_OFFERED = "nothing-offered"
    NO_ROOM = "no-room"
    """The next session is too near."""
    NO_PRACTICE = "no-practice"
    HOLDS_CLOSED = "holds-closed"
    """The breath is held in it, and the user has not opened breath holds."""
    NO_LATER_SESSION = "no-later-session"
    NO_SESSION = "no-session"
    """No session of today is known that could be cancelled."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A break on offer; `shown` is None until its card is on the screen, `badge` once it has faded."""

    entry: Entry
    shown: datetime | None = None
    badge: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """All that lasts from one event to the next and is not in the log."""

    seen: datetime
    """The last moment at which the clock was looked at (UTC)."""
    clear_since: datetime | None = None
    """Since when no hold is in force."""
    free_since: datetime | None = None
    """The same, but for the locked screen: whoever is away may have locked it."""
    offer: Offer | None = None
    sitting: Entry | None = None
    despite: frozenset[HoldKind] = frozenset()
    """Holds in force when the sitting began; they do not end it."""
    closing: Entry | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Record this entry, in place of an earlier one of the same uuid."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Put the offer on the screen as soon as the user does not type."""


@dataclass(frozen=True, slots=True)
class HideCard:
    """Take the offer card away, wherever it is."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Guide this sitting."""

    entry: Entry
    practice: Practice
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class EndSitting:
    """End the running sitting quietly; its SittingOver follows with this reason."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Refuse:
    """Tell the user in one sentence that it cannot be done."""

    why: Refusal


Effect = Write | ShowCard | HideCard | Begin | EndSitting | Refuse
Step = tuple[State, tuple[Effect, ...]]
