"""What every act on the log needs: its file, and what is in memory beside it."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from burnbreak.storage import drivers
from burnbreak.storage.hlc import HybridClock, Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.locked import LockedError
from burnbreak.storage.log_file import LogFile
from burnbreak.storage.note import StorageError
from burnbreak.storage.rows import ticks
from burnbreak.storage.salvage import Salvage
from burnbreak.storage.schema import MIGRATIONS, Migration
from burnbreak.storage.statements import plain, put

WAITING = 10_000
"""At most so many entries wait in memory for a disk that takes none; years of them."""
WRITER = "log.writer"
_LATER = "what happens is kept in memory and written when that works again"


class LogCore:
    """One connection, for one thread; `Log` is what others use."""

    def __init__(
        self, path: Path, now: Callable[[], datetime], *, migrations: Sequence[Migration] = MIGRATIONS
    ) -> None:
        self.path = path
        self._now = now
        self._clock = HybridClock(os.urandom(8).hex())
        self._waiting = Holdings()
        self._states: dict[str, str] = {}
        self._untraced: Holdings | None = None
        """What happens while nothing is to be stored; it ends with that time."""
        self._untraced_states: dict[str, str] = {}
        self._unkept: set[str] = set()
        """What was removed of that alone, so that undoing it does not store it."""
        self._rescued = False
        self._file = LogFile(path, now, migrations, opened=self._take_over, salvaged=self._take_in)
        self._read("SELECT 1", ())

    @property
    def writer(self) -> str:
        """The name of this log among others: random, made once."""
        return self._clock.writer

    @property
    def waiting(self) -> int:
        """How many entries and records are in memory alone, until the file takes them."""
        return len(self._waiting.rows) + len(self._waiting.records)

    def settle(self) -> None:
        """Try once more to write what the disk has refused so far; StorageError where it still does."""
        if self._waiting or self._states.keys() - {WRITER}:
            self._flush()

    def _held(self) -> Holdings:
        """What is in memory: what waits for the disk, and what is not to get there."""
        if self._untraced is None:
            return self._waiting
        both = Holdings()
        both.update(self._waiting)
        both.update(self._untraced)
        return both

    def _tick(self) -> Stamp:
        return self._clock.tick(ticks(self._now()) // 1000)

    def _flush(self, otherwise: str = _LATER) -> None:
        if self._file.locked is not None:
            self._waiting.limit(WAITING)
            return
        try:
            self._file.run(self._write_waiting, otherwise)
        finally:
            self._waiting.limit(WAITING)

    def _write_waiting(self, db: sqlite3.Connection) -> None:
        if self._file.newer:
            return
        put(db, self._waiting, self._states)
        self._waiting, self._states, self._rescued = Holdings(), {}, False

    def _read(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        try:
            found = self._file.run(
                lambda db: db.execute(query, values).fetchall(), "earlier pauses are not shown"
            )
        except LockedError:
            return found  # `locked` tells, and whoever owns the log asks for the key.
        except StorageError as fault:
            self._file.note("log-unread", str(fault))
        if self._rescued:
            with contextlib.suppress(StorageError):
                self._flush()
                return self._read(query, values)
        return found

    def _take_over(self, db: sqlite3.Connection) -> None:
        """Go on as the writer that this file knows, above every stamp in it."""
        for table in ("entry", "record", "gone", "back"):
            with contextlib.suppress(*drivers.operational(ValueError)):
                highest = db.execute(f"SELECT max(stamp) FROM {table}").fetchone()[0]
                if highest is not None:
                    self._clock.see(Stamp.parse(str(highest)))
        with contextlib.suppress(*drivers.operational()):
            found = db.execute("SELECT value FROM state WHERE key = ?", (WRITER,)).fetchone()
            name = plain(found[0]) if found else None
            if isinstance(name, str):
                self._clock.writer = name
                return
        self._states.setdefault(WRITER, json.dumps(self._clock.writer))

    def _take_in(self, found: Salvage) -> None:
        self._wait_with(found.holdings)
        self._states = found.states | self._states
        name = plain(self._states.get(WRITER, "null"))
        if isinstance(name, str):
            self._clock.writer = name
        self._rescued = True

    def _wait_with(self, holdings: Holdings) -> None:
        for stamp in holdings.stamps():
            self._clock.see(stamp)
        self._waiting.update(holdings)
