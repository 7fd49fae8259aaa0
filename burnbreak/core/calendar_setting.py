"""What the user says about one calendar; its address and password are in the keyring, never here."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.span import Span


class CalendarKind(StrEnum):
    """Where a calendar comes from."""

    FILE = "file"
    WEB = "web"
    CALDAV = "caldav"


class CalendarRole(StrEnum):
    """What its times are."""

    SESSIONS = "sessions"
    BOOKED = "booked"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSetting:
    """One connected calendar."""

    id: str
    """Random, made by burnbreak; names its secret in the keyring."""
    name: str
    """What the user calls it."""
    kind: CalendarKind
    role: CalendarRole = CalendarRole.SESSIONS
    path: str = ""
    """Of a file; empty for the others."""
    shortest_minutes: int = 20
    longest_minutes: int = 180
    """Times of a length outside of these are booked, but no sessions."""
    all_day: bool = False
    """Whether whole days count as booked."""

    def booked(self, span: Span, *, all_day: bool) -> Booked | None:
        """What a taken time of this calendar counts as; None for nothing."""
        if self.role is CalendarRole.IGNORE or (all_day and not self.all_day):
            return None
        shortest, longest = timedelta(minutes=self.shortest_minutes), timedelta(minutes=self.longest_minutes)
        session = self.role is CalendarRole.SESSIONS and not all_day and shortest <= span.length <= longest
        return Booked(span, BookedKind.SESSION if session else BookedKind.OTHER)
