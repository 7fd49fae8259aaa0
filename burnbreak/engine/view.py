"""What the widgets and the command line are told: one frozen picture of the moment."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from burnbreak.core.choosing import Choice
from burnbreak.core.holds import Hold, Pause
from burnbreak.core.plan import Plan
from burnbreak.core.practice import Practice


class IconState(StrEnum):
    """The shape in the tray; also the name of its SVG in assets/icons."""

    READY = "ready"
    SOON = "soon"
    OWED = "owed"
    IN_SESSION = "in-session"
    PRACTISING = "practising"
    PAUSED = "paused"


class Question(StrEnum):
    """Something asked once, on a card like the offer's."""

    FEWER = "fewer"
    """Offers went unanswered for five days: fewer, other times, or off?"""
    RESUME = "resume"
    """Still paused on the next work morning: resume?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """A break on offer now."""

    id: str
    card: bool
    """On a card (True) or only a badge on the tray icon."""
    choices: tuple[Choice, ...]
    """One to three practices that fit, the suggested one first."""
    free_until: datetime | None
    """The next booked moment, where one is known (UTC)."""
    can_wait_for_session: bool
    """Whether "after this session" makes sense: a later session is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingView:
    """The sitting that runs."""

    id: str
    practice: Practice
    seconds: float
    paused: bool
    audible: bool
    anchor: str = ""
    """The anchor that counts now, a key of `wording.ANCHORS`; empty where none is spoken of."""
    skippable: bool = False
    """Whether the part it is in can be skipped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The moment as everything outside may know it. Moments are UTC; show them in `zone`."""

    now: datetime
    zone: tzinfo
    icon: IconState
    plan: Plan
    holds: tuple[Hold, ...]
    offer: OfferView | None
    sitting: SittingView | None
    closing: str | None
    """The id of the entry whose closing card is open."""
    pause: Pause | None
    session_until: datetime | None
    """The end of the booked time that runs; None outside of any."""
    just_over: bool = False
    """Whether a session ended in the last minutes, so that the user may still be with someone."""
    cancellable: datetime | None = None
    """The start of the session that "this one is cancelled" would cancel: the running, or today's next."""
    question: Question | None
    owed: bool
