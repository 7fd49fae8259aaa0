"""The log: every entry in one SQLite file, written as it happens, so that a kill loses nothing."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from burnbreak.core.entry import Entry, Outcome
from burnbreak.storage.hlc import HybridClock, Stamp
from burnbreak.storage.log_file import LogFile
from burnbreak.storage.note import Note, StorageError
from burnbreak.storage.rows import COLUMNS, Row, read_entry, read_row, readable, ticks
from burnbreak.storage.salvage import Salvage
from burnbreak.storage.schema import MIGRATIONS, Migration

WAITING = 10_000
"""At most so many entries wait in memory for a disk that takes none; years of them."""
_WRITER = "log.writer"
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM entry"
BETWEEN = f"{_SELECT} WHERE moment >= ? AND moment < ? AND NOT deleted ORDER BY moment"
_COMPLETED = "SELECT DISTINCT practice FROM entry WHERE outcome = ? AND NOT deleted"
_SINCE = f"{_SELECT} WHERE stamp > ? ORDER BY stamp"
_UPSERT = (
    f"INSERT INTO entry ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    f" ON CONFLICT (uuid) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in COLUMNS[1:])}"
    " WHERE excluded.stamp > entry.stamp"
)
_KEEP_STATE = (
    "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


class Log:
    """Keeps entries and a few facts; one connection, for one thread.

    Reading never raises: what cannot be read is left out, and `take_notes` says so. Writing raises
    StorageError with one sentence, and what was to be written waits in memory for the next write.
    """

    def __init__(
        self, path: Path, now: Callable[[], datetime], *, migrations: Sequence[Migration] = MIGRATIONS
    ) -> None:
        self.path = path
        self._now = now
        self._clock = HybridClock(os.urandom(8).hex())
        self._rows: dict[str, Row] = {}
        self._states: dict[str, str] = {}
        self._rescued = False
        self._file = LogFile(path, now, migrations, opened=self._take_over, salvaged=self._take_in)
        self._read("SELECT 1", ())

    @property
    def writer(self) -> str:
        """The name of this log among others: random, made once."""
        return self._clock.writer

    def write(self, entry: Entry) -> None:
        """Keep this entry, in place of an earlier one of the same uuid."""
        row = Row(entry, self._clock.tick(ticks(self._now()) // 1000))
        row.values()  # A naive moment is the caller's fault and fails here, before it can block the others.
        self._rows[entry.uuid] = row
        while len(self._rows) > WAITING:
            del self._rows[next(iter(self._rows))]
        self._flush()

    def remove(self, uuids: Iterable[str]) -> None:
        """Take these entries out; their names stay, so that nothing brings them back."""
        for uuid in uuids:
            for row in readable(self._read(f"{_SELECT} WHERE uuid = ?", (uuid,)), read_row):
                self._rows[uuid] = Row(row.entry, self._clock.tick(ticks(self._now()) // 1000), deleted=True)
        self._flush()

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The entries whose moment lies in [start, end), in order."""
        found = self._read(BETWEEN, (ticks(start), ticks(end)))
        waiting = [row for row in self._rows.values() if start <= row.entry.moment < end]
        entries = [entry for entry in readable(found, read_entry) if entry.uuid not in self._rows]
        entries += [row.entry for row in waiting if not row.deleted]
        return tuple(sorted(entries, key=lambda e: (e.moment, e.recorded)))

    def recent(self, since: datetime) -> tuple[Entry, ...]:
        """The entries whose moment is not before `since`, in order."""
        return self.between(since, _END_OF_TIME)

    def completed(self) -> frozenset[str]:
        """The ids of the practices that were ever sat to their end."""
        found = {str(name) for (name,) in self._read(_COMPLETED, (str(Outcome.COMPLETED),))}
        waiting = (row for row in self._rows.values() if not row.deleted)
        return frozenset(found | {r.entry.practice for r in waiting if r.entry.outcome is Outcome.COMPLETED})

    def get_state(self, key: str) -> Any:
        """What was last kept under a key, of JSON's types; None for nothing."""
        if key in self._states:
            return _plain(self._states[key])
        found = self._read("SELECT value FROM state WHERE key = ?", (key,))
        return _plain(self._states.get(key, found[0][0] if found else "null"))

    def set_state(self, key: str, value: Mapping[str, Any] | list[Any] | str | None) -> None:
        """Keep a value of JSON's types under a key."""
        self._states[key] = json.dumps(value)
        self._flush()

    def absorb(self, rows: Iterable[Row]) -> None:
        """Take in rows of another log: of two with one uuid, the higher stamp stays."""
        self._wait_with(rows)
        self._flush()

    def rows_since(self, stamp: Stamp | None) -> tuple[Row, ...]:
        """Everything written after a stamp, deleted rows too, in the order of stamps; all for None."""
        return tuple(readable(self._read(_SINCE, (str(stamp or ""),)), read_row))

    def take_notes(self) -> tuple[Note, ...]:
        """What became of the file that the user is to know; each note is handed over once."""
        return self._file.take_notes()

    def close(self) -> None:
        """Write what waits, if that is possible now, and let the file go; StorageError if it was not."""
        try:
            if self._rows or self._states.keys() - {_WRITER}:
                self._flush()
        finally:
            self._file.close()

    def _flush(self) -> None:
        self._file.run(
            self._write_waiting, "what happens is kept in memory and written when that works again"
        )

    def _write_waiting(self, db: sqlite3.Connection) -> None:
        if self._file.newer:
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            db.executemany(_UPSERT, (row.values() for row in self._rows.values()))
            db.executemany(_KEEP_STATE, self._states.items())
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        self._rows, self._states, self._rescued = {}, {}, False

    def _read(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        try:
            found = self._file.run(
                lambda db: db.execute(query, values).fetchall(), "earlier pauses are not shown"
            )
        except StorageError as fault:
            self._file.note("log-unread", str(fault))
        if self._rescued:
            with contextlib.suppress(StorageError):
                self._flush()
                return self._read(query, values)
        return found

    def _take_over(self, db: sqlite3.Connection) -> None:
        """Go on as the writer that this file knows, above every stamp in it."""
        with contextlib.suppress(sqlite3.OperationalError, ValueError):
            highest = db.execute("SELECT max(stamp) FROM entry").fetchone()[0]
            if highest is not None:
                self._clock.see(Stamp.parse(str(highest)))
        with contextlib.suppress(sqlite3.OperationalError):
            found = db.execute("SELECT value FROM state WHERE key = ?", (_WRITER,)).fetchone()
            name = _plain(found[0]) if found else None
            if isinstance(name, str):
                self._clock.writer = name
                return
        self._states.setdefault(_WRITER, json.dumps(self._clock.writer))

    def _take_in(self, found: Salvage) -> None:
        self._wait_with(found.rows)
        self._states = found.states | self._states
        name = _plain(self._states.get(_WRITER, "null"))
        if isinstance(name, str):
            self._clock.writer = name
        self._rescued = True

    def _wait_with(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._clock.see(row.stamp)
            waiting = self._rows.get(row.entry.uuid)
            if waiting is None or waiting.stamp < row.stamp:
                self._rows[row.entry.uuid] = row


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
