"""All connected calendars as one source of booked time that answers at once from what was last read well."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from burnbreak.calendars.cache import Cache, Kept
from burnbreak.calendars.sources import Answer, Sources
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.core.booked import Booked
from burnbreak.core.calendar_setting import CalendarKind, CalendarRole, CalendarSetting
from burnbreak.core.span import Span

if TYPE_CHECKING:
    from burnbreak.engine.ports import Clock

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=15)
"""How often a calendar on the network is asked."""
FILE_EVERY = timedelta(seconds=30)
"""How often the date of a file is looked at, at most; a watched one is read when it changes."""
BACK, AHEAD = timedelta(days=8), timedelta(days=15)
"""The window that is read, around now."""
SLIDES = timedelta(hours=12)
"""After so long even an unchanged calendar is read again, because the window has moved."""

Work = Callable[[Callable[[], Any], Callable[[Any], None]], None]
"""Runs the first closure in the worker, and the second with its result on the interface's thread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """What the user is told of one calendar."""

    setting: CalendarSetting
    read_at: datetime | None = None
    """When its times were last read, or last found unchanged (UTC)."""
    trouble: Trouble | None = None
    """Why the last attempt failed; the times of `read_at` go on to count."""
    unreadable: int = 0
    """Events that could not be understood."""
    hosts: tuple[str, ...] = ()
    """The servers that are asked for it, as far as they are known."""


@dataclass(slots=True)
class _Held:
    state: CalendarState
    busy: tuple[Booked, ...] = ()
    kept: Kept | None = None
    tag: str = ""
    zone: str = ""
    expanded_at: datetime | None = None
    tried_at: datetime | None = None
    running: bool = field(default=False)


class Calendars:
    """Owns what is known; everything happens on the interface's thread but the fetching itself."""

    def __init__(
        self, *, sources: Sources, cache: Cache, clock: "Clock", work: Work, changed: Callable[[], None]
    ) -> None:
        """`changed` is called when the booked times or the state of a calendar have changed."""
        self._sources, self._cache, self._clock = sources, cache, clock
        self._work, self._changed = work, changed
        self._held: dict[str, _Held] = {}
        self._asked = False

    def connect(self, settings: tuple[CalendarSetting, ...]) -> None:
        """These calendars count from now on; what is known of the ones that stay is kept."""
        old, kept = self._held, self._cache.load() if settings and not self._held else {}
        self._held = {}
        for setting in settings:
            before = old.get(setting.id)
            if before is None or (before.state.setting.path, before.state.setting.kind) != (
                setting.path,
                setting.kind,
            ):
                before = _Held(CalendarState(setting=setting), kept=kept.get(setting.id))
            before.state = replace(before.state, setting=setting)
            self._show(before)
            self._held[setting.id] = before
        if old.keys() - self._held.keys():
            self._save()

    def between(self, start: datetime, end: datetime) -> tuple[Booked, ...]:
        """The booked times that overlap [start, end), in order."""
        asked = Span(start, end)
        return tuple(sorted(b for held in self._held.values() for b in held.busy if b.span.overlaps(asked)))

    def states(self) -> tuple[CalendarState, ...]:
        """One for each calendar, in the order of the settings."""
        return tuple(held.state for held in self._held.values())

    def refresh(self, *, force: bool = False) -> None:
        """Read what is due; call it every minute, and with `force` when the user asks. Returns at once.

        A locked keyring asks its owner when the user does, and once at the start; never on its own.
        """
        now = self._clock.now()
        for held in self._held.values():
            if held.state.setting.role is not CalendarRole.IGNORE and (force or self._due(held, now)):
                self._start(held, now, ask=force)

    def refresh_files(self) -> None:
        """Read the files now, and ask nobody else."""
        now = self._clock.now()
        for held in self._held.values():
            setting = held.state.setting
            if setting.kind is CalendarKind.FILE and setting.role is not CalendarRole.IGNORE:
                self._start(held, now)

    def _due(self, held: _Held, now: datetime) -> bool:
        every = FILE_EVERY if held.state.setting.kind is CalendarKind.FILE else EVERY
        tried = held.tried_at
        # A clock that was set back has no "later" to wait for.
        return tried is None or now - tried >= every or tried > now or held.zone != str(self._clock.zone())

    def _start(self, held: _Held, now: datetime, *, ask: bool = False) -> None:
        if held.running:
            return
        held.running, held.tried_at = True, now
        zone, setting = self._clock.zone(), held.state.setting
        if setting.kind is not CalendarKind.FILE:
            ask, self._asked = ask or not self._asked, True
        fresh = (
            held.expanded_at is not None and abs(now - held.expanded_at) < SLIDES and held.zone == str(zone)
        )
        held.zone = str(zone)
        tag = held.tag if fresh else ""
        window = Span(now - BACK, now + AHEAD)
        self._work(
            lambda: self._fetch(setting, window, zone, tag, ask),
            lambda answer: self._take(held, setting, answer, now),
        )

    def _fetch(
        self, setting: CalendarSetting, window: Span, zone: tzinfo, tag: str, ask: bool
    ) -> Answer | Trouble:
        try:
            return self._sources.fetch(setting, window, zone, tag, ask=ask)
        except CalendarError as fault:
            return fault.trouble
        except Exception as fault:
            # Its text could quote an address or an appointment.
            log.warning("A calendar could not be read (%s).", type(fault).__name__)
            return Trouble.UNREADABLE

    def _take(self, held: _Held, setting: CalendarSetting, answer: Answer | Trouble, began: datetime) -> None:
        held.running = False
        if self._held.get(setting.id) is not held:
            return
        before = (held.state.trouble, held.busy)
        held.state = replace(held.state, hosts=self._sources.hosts.get(setting.id, held.state.hosts))
        if isinstance(answer, Trouble):
            held.state = replace(held.state, trouble=answer)
        else:
            self._learn(held, answer, began)
        if before != (held.state.trouble, held.busy):
            self._changed()

    def _learn(self, held: _Held, answer: Answer, began: datetime) -> None:
        held.tag = answer.tag
        held.state = replace(held.state, read_at=began, trouble=None)
        if answer.reading is not None:
            held.expanded_at = began
            held.kept = Kept(read_at=began, busy=answer.reading.busy)
            held.state = replace(held.state, unreadable=answer.reading.unreadable)
            self._show(held)
        elif held.kept is not None:
            held.kept = replace(held.kept, read_at=began)
        self._save()

    def _show(self, held: _Held) -> None:
        setting = held.state.setting
        if held.kept is None:
            return
        booked = (setting.booked(b.span, all_day=b.all_day) for b in held.kept.busy)
        held.busy = tuple(sorted(b for b in booked if b is not None))
        if held.state.read_at is None:
            held.state = replace(held.state, read_at=held.kept.read_at)

    def _save(self) -> None:
        kept = {name: held.kept for name, held in self._held.items() if held.kept is not None}
        try:
            self._cache.save(kept)
        except OSError as fault:
            log.warning("The times of the calendars were not kept (%s).", fault.strerror)
