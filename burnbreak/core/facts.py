"""What every decision rests on, as one value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from burnbreak.core.booked import Booked
from burnbreak.core.entry import Entry
from burnbreak.core.holds import Hold
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span


def _no_voice() -> Narration | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a decision may rest on. Moments are UTC; `zone` is where the user lives now."""

    now: datetime
    zone: tzinfo
    settings: Settings
    sessions: tuple[Span, ...] = ()
    """All booked time as disjoint spans, whatever it is for: nothing in it is ever interrupted."""
    booked: tuple[Booked, ...] = ()
    """The same one by one, with what is known of each; `sessions` alone counts for the plan."""
    holds: tuple[Hold, ...] = ()
    idle: timedelta | None = None
    """Since the last key or movement of the pointer; None where it is not known, or of no account."""
    entries: tuple[Entry, ...] = ()
    """The log of today and of the days before that matter; order is of no account."""
    practices: tuple[Practice, ...] = ()
    completed: frozenset[str] = frozenset()
    """The ids of practices sat to their end at any time before; needed where a practice begins."""
    voice: Callable[[], Narration | None] = _no_voice
    """The voice that is set; asked only where a practice begins that has something to say."""
