"""The recent part of the log, kept at hand; what the disk refuses is told, and the day goes on."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from burnbreak.core.entry import Entry
from burnbreak.core.span import day_of
from burnbreak.engine.ports import Log

RECENT = timedelta(days=3)
"""How much of the log the flow's decisions need."""
ABSENCE = timedelta(days=90)
"""How far back a start looks for breaks that still wait, so that each gets its end."""


class Diary:
    """Reads what the decisions of the day need once a day, and writes through."""

    def __init__(self, log: Log, trouble: Callable[[str], None]) -> None:
        self._log, self._trouble = log, trouble
        self._entries: dict[str, Entry] = {}
        self._day: date | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the last days, and whatever still waits from before."""
        return tuple(self._entries.values())

    def turn(self, now: datetime, zone: tzinfo) -> None:
        """Go to the page of today, if that is not the one that lies open."""
        today = day_of(now, zone)
        if today == self._day:
            return
        back, self._day = (ABSENCE if self._day is None else RECENT), today
        # A clock that was set back leaves entries that lie ahead of it.
        if (found := self.read(now - back, now + RECENT)) is not None:
            self._entries = {e.uuid: e for e in found if e.open or e.moment >= now - RECENT}

    def reread(self) -> None:
        """The log is another than it was: nothing at hand counts any more."""
        self._entries, self._day = {}, None

    def read(self, start: datetime, end: datetime) -> tuple[Entry, ...] | None:
        """The log of a stretch of time; None where it cannot be read."""
        try:
            return self._log.between(start, end)
        except OSError as fault:
            self._trouble(str(fault))
            return None

    def completed(self) -> frozenset[str]:
        """The practices ever sat to their end; none where the log cannot be read."""
        try:
            return self._log.completed()
        except OSError:
            return frozenset()

    def write(self, entry: Entry) -> None:
        """Keep this entry, in place of an earlier one of the same uuid."""
        self._entries[entry.uuid] = entry
        self.attempt(lambda: self._log.write(entry))

    def correct(self, entry: Entry, now: datetime) -> None:
        """Keep an entry of an earlier moment; only a recent one counts in what is decided."""
        if entry.moment >= now - RECENT:
            self._entries[entry.uuid] = entry
        self.attempt(lambda: self._log.write(entry))

    def remove(self, uuid: str) -> None:
        """Let go of an entry for good, here and in the log."""
        self._entries.pop(uuid, None)
        self.attempt(lambda: self._log.remove([uuid]))

    def bring_back(self, entry: Entry, now: datetime) -> None:
        """Take its removal back; only a recent one counts in what is decided."""
        if entry.moment >= now - RECENT:
            self._entries[entry.uuid] = entry
        self.attempt(lambda: self._log.bring_back(entry))

    def remember(self, key: str, value: Mapping[str, Any]) -> None:
        """Keep a value beside the entries."""
        self.attempt(lambda: self._log.set_state(key, value))

    def attempt(self, action: Callable[[], None]) -> None:
        """Do something that the disk may refuse."""
        try:
            action()
        except OSError as fault:
            self._trouble(str(fault))

    def unheeded_today(self, zone: tzinfo) -> bool:
        """Whether something was offered today that has led to no sitting so far."""
        today = (e for e in self._entries.values() if day_of(e.moment, zone) == self._day)
        return any(e.offered and not e.started for e in today)
