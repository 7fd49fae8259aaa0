"""The calendars of the running app: connected, looked after, changed; Qt shows them, this knows them."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from burnbreak.core.booked import Booked
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.span import Span, day_of, day_span
from burnbreak.engine.ports import Clock

if TYPE_CHECKING:
    from burnbreak.calendars.caldav import Found
    from burnbreak.calendars.calendars import Calendars, CalendarState, Work
    from burnbreak.calendars.secrets import PassingSecrets, Secret, Secrets
    from burnbreak.calendars.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Trial:
    """What a calendar would bring: the times of today and of the week, or why it cannot be read."""

    trouble: "Trouble | None" = None
    today: tuple[Booked, ...] = ()
    count: int = 0
    """Booked times in the week from today on."""


class CalendarDesk:
    """A BookedSource that loads the calendars' libraries when the first calendar is connected."""

    def __init__(self, folder: Path, clock: Clock, work: "Work", changed: Callable[[], None]) -> None:
        """`work` runs a job in the worker; `changed` is called when times or states have changed."""
        self._folder, self._clock, self._work, self._changed = folder, clock, work, changed
        self._calendars: Calendars | None = None
        self._secrets: PassingSecrets | None = None
        self._leftover: set[str] = set()
        self._settings: tuple[CalendarSetting, ...] = ()
        self.keeps_times = True
        """Whether times may be stored for the next start."""

    def connect(self, settings: tuple[CalendarSetting, ...]) -> None:
        """These calendars count from now on. Cheap where nothing has changed."""
        if settings == self._settings:
            return
        gone = {s.id for s in self._settings} - {s.id for s in settings}
        self._settings = settings
        self._loaded().connect(settings)
        self._forget(gone)
        self._loaded().refresh()

    def between(self, start: datetime, end: datetime) -> tuple[Booked, ...]:
        """See BookedSource."""
        return () if self._calendars is None else self._calendars.between(start, end)

    def states(self) -> "tuple[CalendarState, ...]":
        """How each calendar stands, in the order of the settings."""
        return () if self._calendars is None else self._calendars.states()

    def refresh(self, *, force: bool = False) -> None:
        """Read what is due; returns at once."""
        if self._calendars is not None:
            self._calendars.refresh(force=force)
        if self._leftover:
            self._forget(self._leftover, ask=False)

    def refresh_files(self) -> None:
        """A file has changed: read the files, and ask nobody."""
        if self._calendars is not None:
            self._calendars.refresh_files()

    def keep_secret(self, calendar: str, secret: "Secret", done: "Callable[[Trouble | None], None]") -> None:
        """Put an address and a password into the keyring; `done` is told why it could not be, or None."""
        self._work(lambda: _tried(lambda: self._keyring().put(calendar, secret)), done)

    def hold_secret(self, calendar: str, secret: "Secret") -> None:
        """Know an address and a password until the program ends, and keep them nowhere."""
        self._keyring().hold(calendar, secret)

    def discover(
        self, address: str, user: str, password: str, done: "Callable[[tuple[Found, ...] | Trouble], None]"
    ) -> None:
        """The calendars of an account; `done` gets them, or why there are none."""
        from burnbreak.calendars import caldav
        from burnbreak.calendars.web import Login, Web

        self._work(
            lambda: _tried(lambda: caldav.discover(Web(), address, Login(user=user, password=password))), done
        )

    def try_out(
        self, setting: CalendarSetting, secret: "Secret | None", done: Callable[[Trial], None]
    ) -> None:
        """Read a calendar once, as it would count, without connecting it."""
        from burnbreak.calendars.secrets import MemorySecrets

        secrets = MemorySecrets()
        if secret is not None:
            secrets.put(setting.id, secret)
        now, zone = self._clock.now(), self._clock.zone()
        sources = self._sources(secrets)
        window = Span(now - timedelta(days=1), now + timedelta(days=8))
        today = day_span(day_of(now, zone), zone)

        def show(found: Any) -> None:
            from burnbreak.calendars.trouble import Trouble

            if isinstance(found, Trouble):
                done(Trial(found))
                return
            counted = [setting.booked(b.span, all_day=b.all_day) for b in found.reading.busy]
            booked = tuple(sorted(b for b in counted if b is not None))
            done(Trial(None, tuple(b for b in booked if b.span.overlaps(today)), len(booked)))

        self._work(lambda: _tried(lambda: sources.fetch(setting, window, zone, "")), show)

    def new_setting(self, kind: CalendarKind, name: str, path: str = "") -> CalendarSetting:
        """A calendar with an id of its own, not connected yet."""
        return CalendarSetting(id=os.urandom(6).hex(), name=name, kind=kind, path=path)

    def _forget(self, calendars: set[str], *, ask: bool = True) -> None:
        for name in tuple(calendars):
            self._leftover.discard(name)
            self._work(partial(self._forgotten, name, ask), partial(self._note_leftover, name))

    def _forgotten(self, calendar: str, ask: bool) -> Any:
        return _tried(lambda: self._keyring().forget(calendar, ask=ask))

    def _note_leftover(self, calendar: str, trouble: "Trouble | None") -> None:
        """A keyring that was locked is tried again whenever the calendars are read."""
        if trouble == "keyring-locked":
            self._leftover.add(calendar)

    def _loaded(self) -> "Calendars":
        if self._calendars is None:
            from burnbreak.calendars.cache import Cache
            from burnbreak.calendars.calendars import Calendars

            self._calendars = Calendars(
                sources=self._sources(self._keyring()),
                cache=Cache(self._folder / "calendars.json", lambda: self.keeps_times),
                clock=self._clock,
                work=self._work,
                changed=self._changed,
            )
        return self._calendars

    def _keyring(self) -> "PassingSecrets":
        if self._secrets is None:
            from burnbreak.calendars.secrets import KeyringSecrets, PassingSecrets

            self._secrets = PassingSecrets(KeyringSecrets())
        return self._secrets

    def _sources(self, secrets: "Secrets") -> Any:
        from burnbreak.calendars.child import child_command, read_apart
        from burnbreak.calendars.sources import Sources
        from burnbreak.calendars.web import Web

        command = child_command(sys.executable, frozen=bool(getattr(sys, "frozen", False)))
        return Sources(secrets, Web(), lambda raw, window, zone: read_apart(raw, window, zone, command))


def _tried(action: Callable[[], Any]) -> Any:
    """What comes of it, or the kind of trouble."""
    from burnbreak.calendars.trouble import CalendarError

    try:
        return action()
    except CalendarError as fault:
        return fault.trouble
