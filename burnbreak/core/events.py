"""What can happen to the day: everything a person, a window or the clock tells the flow, as plain values."""

from dataclasses import dataclass
from datetime import timedelta

from burnbreak.core.entry import Ease, Reason
from burnbreak.core.practice import Situation


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed, or a fact has changed; look again."""


@dataclass(frozen=True, slots=True)
class CardShown:
    """The offer card is on the screen now; its 25 seconds count from here."""


@dataclass(frozen=True, slots=True)
class CardFailed:
    """The offer card could not be shown; the badge and a notification stand in for it."""


@dataclass(frozen=True, slots=True)
class StartOffered:
    """Begin the offered or owed break, with a chosen practice or (empty) the first that fits."""

    practice: str = ""


@dataclass(frozen=True, slots=True)
class StartNow:
    """Begin a practice of the user's own choosing, at any hour. `seconds` of 0: its usual length."""

    practice: str = ""
    seconds: float = 0.0
    situation: Situation | None = None
    """What the user looked for it for, where that was said; else the hour may tell it (see occasion)."""


@dataclass(frozen=True, slots=True)
class Later:
    """Offer it again after so long; None: after the session that comes next."""

    after: timedelta | None


@dataclass(frozen=True, slots=True)
class NotNow:
    """Leave this one out."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The sitting goes on; so much of it has been sat, in seconds."""

    real_seconds: float


@dataclass(frozen=True, slots=True)
class SittingOver:
    """The sitting has ended: by itself (reason NONE), or for the reason given."""

    real_seconds: float
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class Tap:
    """The answer of the closing card; None: it went away by itself or was closed."""

    ease: Ease | None


Event = (
    Tick | CardShown | CardFailed | StartOffered | StartNow | Later | NotNow | Progress | SittingOver | Tap
)
