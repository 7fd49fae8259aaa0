"""One line of the log: what happened to one break. There is no free text in it, by design."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from burnbreak.core.practice import Situation


class Outcome(StrEnum):
    """What became of a break."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    """Begun and ended before its end."""
    SKIPPED = "skipped"
    """Declined by the user."""
    POSTPONED = "postponed"
    """To be offered again at `again_at`."""
    MISSED = "missed"
    """Never begun, for the reason given."""
    HELD = "held"
    """Owed: it came due during a hold and waits."""


class Reason(StrEnum):
    """Why it came to that outcome."""

    NONE = ""
    UNANSWERED = "unanswered"
    ASLEEP = "asleep"
    NEXT_SESSION = "next-session"
    PERIOD_ENDED = "period-ended"
    PROTECTED = "protected"
    """Lunch, notes or another protected time began."""
    NEWER_BREAK = "newer-break"
    OTHER_PRACTICE = "other-practice"
    """An ad-hoc practice took its place."""
    NOT_SHOWN = "not-shown"
    """The card could not be put on the screen, or no practice is short enough to be on it."""
    IN_SESSION = "in-session"
    CALL = "call"
    PRESENTING = "presenting"
    DO_NOT_DISTURB = "do-not-disturb"
    LOCKED = "locked"
    PAUSED = "paused"
    WAKING = "waking"
    NOT_BACK = "not-back"
    SITTING = "sitting"
    CAP = "cap"
    ENDED_BY_USER = "ended-by-user"
    ENDED_FOR_SESSION = "ended-for-session"
    ENDED_BY_HOLD = "ended-by-hold"
    APP_ENDED = "app-ended"
    AWAY = "away"
    """Completed without a practice: the time away from the desk counts as the pause."""
    OFFERS_OFF = "offers-off"
    """The user switched offers off while it waited."""


class Origin(StrEnum):
    """How a sitting came about."""

    OFFERED = "offered"
    AD_HOC = "ad-hoc"
    ADDED = "added"
    """A forgotten practice, added by hand later."""


class Ease(StrEnum):
    """The one optional tap afterwards."""

    LIGHTER = "lighter"
    SAME = "same"
    HEAVIER = "heavier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What happened to one break or one ad-hoc practice. Moments are UTC, lengths are seconds."""

    uuid: str
    due: datetime | None
    """The planned moment; None for an ad-hoc practice."""
    recorded: datetime
    """When this entry was first written: the due moment's handling, or the start of an ad-hoc practice."""
    outcome: Outcome
    reason: Reason = Reason.NONE
    origin: Origin = Origin.OFFERED
    offered: bool = False
    """Whether a card was ever shown for it."""
    again_at: datetime | None = None
    """When it is to be offered again, or was offered after having waited; None for neither."""
    started: datetime | None = None
    practice: str = ""
    planned_seconds: float = 0.0
    real_seconds: float = 0.0
    ease: Ease | None = None
    situation: Situation | None = None
    """What it was chosen for, or what the gap or the hour tells of that; None where nothing does."""

    @property
    def moment(self) -> datetime:
        """When it belongs in the day: its start, else its due moment, else when it was recorded."""
        return self.started or self.due or self.recorded

    @property
    def sat(self) -> bool:
        """Whether it counts as done: 60 seconds, or half its length."""
        if self.started is None:
            return False
        return self.real_seconds >= min(60.0, self.planned_seconds / 2)

    @property
    def open(self) -> bool:
        """Whether it still waits for something: owed, or postponed."""
        return self.outcome in (Outcome.HELD, Outcome.POSTPONED)
