"""What a person can ask of the Coach besides the flow's events; widgets and the command line send these."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from burnbreak.core.entry import Entry
from burnbreak.core.events import Later, NotNow, StartNow, StartOffered, Tap
from burnbreak.core.settings import Settings
from burnbreak.engine.view import Question


@dataclass(frozen=True, slots=True)
class Stop:
    """End the sitting at once."""


@dataclass(frozen=True, slots=True)
class HoldSitting:
    """Pause the sitting, or let it go on."""

    on: bool


@dataclass(frozen=True, slots=True)
class EaseOff:
    """Go on more lightly: shorter breaths, fewer words, the eyes on the room."""


@dataclass(frozen=True, slots=True)
class SkipPart:
    """Leave out what is left of this part of the practice."""


@dataclass(frozen=True, slots=True)
class BackToAnchor:
    """Be led back to the anchor now."""


@dataclass(frozen=True, slots=True)
class NextAnchor:
    """From now on the next anchor of the four."""


@dataclass(frozen=True, slots=True)
class PauseOffers:
    """Offer nothing until then (UTC); None: until resumed."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class ResumeOffers:
    """Offer breaks again."""


@dataclass(frozen=True, slots=True)
class InSession:
    """The user is with someone until then (UTC)."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Overrun:
    """Still with someone: the session that runs, or has just ended, takes so much longer."""

    more: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SessionOver:
    """The session that runs has ended now."""


@dataclass(frozen=True, slots=True)
class SessionCancelled:
    """The session that runs, or else the next one of today, does not take place."""


@dataclass(frozen=True, slots=True)
class AddEntry:
    """Keep this entry of an earlier moment: a forgotten practice."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """This entry is to go; the sitting that runs stays."""

    uuid: str


@dataclass(frozen=True, slots=True)
class BringBack:
    """This entry was removed by mistake and is to be as it was."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """These settings count from now on and are saved."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: "fewer", "times", "off", "resume", "stay", or "" for none."""

    question: Question
    choice: str


Command = (
    StartOffered
    | StartNow
    | Later
    | NotNow
    | Tap
    | Stop
    | HoldSitting
    | EaseOff
    | SkipPart
    | BackToAnchor
    | NextAnchor
    | PauseOffers
    | ResumeOffers
    | InSession
    | SessionOver
    | SessionCancelled
    | Overrun
    | AddEntry
    | RemoveEntry
    | BringBack
    | ChangeSettings
    | Answer
)
