"""Connected calendars, as the page about them is told of them."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.span import Span
from burnbreak.ui.calendar_things import CalendarLine, CalendarTrial, FoundCalendar, Opening
from tests.ui_windows.values import LONDON, NOW

WORK = CalendarSetting(id="a", name="Work", kind=CalendarKind.FILE, path="/work.ics")
SESSION = Booked(Span(NOW, NOW + timedelta(minutes=50)), BookedKind.SESSION)


class Things:
    """Calendars that answer when the test says so."""

    def __init__(self) -> None:
        self.trial = CalendarTrial(today=(SESSION,), count=7)
        self.kept: dict[str, Opening] = {}
        self.held: dict[str, Opening] = {}
        self.no_keyring = False
        self.refreshed = 0
        self.waiting: list[Callable[[], None]] = []

    def now(self) -> tuple[datetime, tzinfo]:
        return NOW, LONDON

    def lines(self) -> tuple[CalendarLine, ...]:
        read_at = NOW - timedelta(minutes=5)
        return (CalendarLine(id="a", read_at=read_at, trouble="unreachable", unreadable=2),)

    def today(self) -> tuple[Booked, ...]:
        return (SESSION,)

    def refresh(self) -> None:
        self.refreshed += 1

    def new(self, kind: CalendarKind, name: str, path: str) -> CalendarSetting:
        return CalendarSetting(id="new", name=name, kind=kind, path=path)

    def find(self, opening: Opening, done: Callable[[tuple[FoundCalendar, ...], str], None]) -> None:
        done((FoundCalendar(name="Clinic", address="https://dav.example/clinic/"),), "")

    def try_out(
        self, setting: CalendarSetting, opening: Opening | None, done: Callable[[CalendarTrial], None]
    ) -> None:
        self.waiting.append(lambda: done(self.trial))

    def keep(self, calendar: str, opening: Opening, done: Callable[[str], None]) -> None:
        if not self.no_keyring:
            self.kept[calendar] = opening
        done("no-keyring" if self.no_keyring else "")

    def hold(self, calendar: str, opening: Opening) -> None:
        self.held[calendar] = opening
