"""What the calendars page needs of the calendars, in plain types; the app fills it in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Protocol

from burnbreak.core.booked import Booked
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLine:
    """How one connected calendar stands."""

    id: str
    read_at: datetime | None = None
    """When it was last read well (UTC)."""
    trouble: str = ""
    """The kind of trouble at the last attempt; empty for none."""
    unreadable: int = 0
    """Events that could not be understood."""
    hosts: tuple[str, ...] = ()
    """The servers that are asked for it, as far as they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTrial:
    """What a calendar would bring, or the kind of trouble."""

    trouble: str = ""
    today: tuple[Booked, ...] = ()
    count: int = 0
    """Booked times from today on for a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What opens a calendar; never shown."""

    address: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCalendar:
    """One calendar of an account."""

    name: str
    address: str = field(repr=False)


class CalendarThings(Protocol):
    """The calendars of the running app. Answers to `done` come later, on the interface's thread."""

    def now(self) -> tuple[datetime, tzinfo]:
        """The moment (UTC) and the zone to show it in."""
        ...

    def lines(self) -> tuple[CalendarLine, ...]:
        """One for each connected calendar."""
        ...

    def today(self) -> tuple[Booked, ...]:
        """What all of them say of today."""
        ...

    def refresh(self) -> None:
        """Read all of them now."""
        ...

    def new(self, kind: CalendarKind, name: str, path: str) -> CalendarSetting:
        """One with an id of its own, not connected."""
        ...

    def find(self, opening: Opening, done: Callable[[tuple[FoundCalendar, ...], str], None]) -> None:
        """The calendars of an account, or the kind of trouble."""
        ...

    def try_out(
        self, setting: CalendarSetting, opening: Opening | None, done: Callable[[CalendarTrial], None]
    ) -> None:
        """Read it once, as it would count."""
        ...

    def keep(self, calendar: str, opening: Opening, done: Callable[[str], None]) -> None:
        """Put what opens it into the keyring; `done` gets the kind of trouble, or an empty text."""
        ...

    def hold(self, calendar: str, opening: Opening) -> None:
        """Know what opens it until burnbreak ends, and keep it nowhere."""
        ...
