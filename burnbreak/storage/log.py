"""The log: entries and records in one SQLite file, written as they happen, so that a kill loses nothing."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.record import Record, RecordKind
from burnbreak.storage.hlc import HybridClock, Stamp
from burnbreak.storage.holdings import Holdings, read_all
from burnbreak.storage.log_file import LogFile
from burnbreak.storage.note import Note, StorageError
from burnbreak.storage.record_rows import RECORD_COLUMNS, RecordRow, read_record
from burnbreak.storage.rows import COLUMNS, Row, read_entry, readable, ticks
from burnbreak.storage.salvage import Salvage
from burnbreak.storage.schema import MIGRATIONS, Migration

WAITING = 10_000
"""At most so many entries wait in memory for a disk that takes none; years of them."""
_WRITER = "log.writer"
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)
BETWEEN = f"SELECT {', '.join(COLUMNS)} FROM entry WHERE moment >= ? AND moment < ? ORDER BY moment"
RECORDS = (
    f"SELECT {', '.join(RECORD_COLUMNS)} FROM record WHERE kind = ? AND moment >= ? AND moment < ?"
    " ORDER BY moment"
)
_COMPLETED = (
    "SELECT DISTINCT practice FROM entry WHERE outcome = ? AND uuid NOT IN (SELECT value FROM json_each(?))"
)
_KEEP_STATE = (
    "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


class Log:
    """Keeps entries, records and a few facts; one connection, for one thread.

    Reading never raises: what cannot be read is left out, and `take_notes` says so. Writing raises
    StorageError with one sentence, and what was to be written waits in memory for the next write.
    """

    def __init__(
        self, path: Path, now: Callable[[], datetime], *, migrations: Sequence[Migration] = MIGRATIONS
    ) -> None:
        self.path = path
        self._now = now
        self._clock = HybridClock(os.urandom(8).hex())
        self._waiting = Holdings()
        self._states: dict[str, str] = {}
        self._rescued = False
        self._file = LogFile(path, now, migrations, opened=self._take_over, salvaged=self._take_in)
        self._read("SELECT 1", ())

    @property
    def writer(self) -> str:
        """The name of this log among others: random, made once."""
        return self._clock.writer

    def write(self, entry: Entry) -> None:
        """Keep this entry, in place of an earlier one of the same uuid; nothing if that was removed."""
        row = Row(entry, self._tick())
        row.values()  # A naive moment is the caller's fault and fails here, before it can block the others.
        self._waiting.add(row)
        self._flush()

    def keep(self, record: Record) -> None:
        """Keep this record, in place of an earlier one of the same uuid; nothing if that was removed."""
        row = RecordRow(record, self._tick())
        row.values()
        self._waiting.add_record(row)
        self._flush()

    def remove(self, uuids: Iterable[str]) -> None:
        """Wipe these entries and records; their names stay, so that nothing brings them back."""
        for uuid in uuids:
            self._waiting.remove(uuid, self._tick())
        self._flush()
        self._file.empty_journal()

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The entries whose moment lies in [start, end), in order."""
        found = readable(self._read(BETWEEN, (ticks(start), ticks(end))), read_entry)
        waiting = self._waiting
        entries = [e for e in found if e.uuid not in waiting.rows and e.uuid not in waiting.gone]
        entries += [row.entry for row in waiting.rows.values() if start <= row.entry.moment < end]
        return tuple(sorted(entries, key=lambda e: (e.moment, e.recorded)))

    def recent(self, since: datetime) -> tuple[Entry, ...]:
        """The entries whose moment is not before `since`, in order."""
        return self.between(since, _END_OF_TIME)

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        """The records of a kind whose moment lies in [start, end), in order."""
        found = readable(self._read(RECORDS, (str(kind), ticks(start), ticks(end))), read_record)
        waiting = self._waiting
        records = [r for r in found if r.uuid not in waiting.records and r.uuid not in waiting.gone]
        records += [
            row.record
            for row in waiting.records.values()
            if row.record.kind is kind and start <= row.record.moment < end
        ]
        return tuple(sorted(records, key=lambda r: (r.moment, r.uuid)))

    def completed(self) -> frozenset[str]:
        """The ids of the practices that were ever sat to their end."""
        gone = json.dumps([*self._waiting.gone])
        found = {str(name) for (name,) in self._read(_COMPLETED, (str(Outcome.COMPLETED), gone))}
        waiting = (row.entry for row in self._waiting.rows.values())
        return frozenset(found | {e.practice for e in waiting if e.outcome is Outcome.COMPLETED})

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

    def absorb(self, holdings: Holdings) -> None:
        """Take in another log: of two writes with one uuid the higher stamp stays, removals win."""
        self._wait_with(holdings)
        self._flush()

    def everything(self) -> Holdings:
        """All that is kept, with the names of what was removed. StorageError where it cannot be read."""
        found = self._file.run(read_all, "nothing was read")
        found.update(self._waiting)
        return found

    def take_notes(self) -> tuple[Note, ...]:
        """What became of the file that the user is to know; each note is handed over once."""
        return self._file.take_notes()

    def close(self) -> None:
        """Write what waits, if that is possible now, and let the file go; StorageError if it was not."""
        try:
            if self._waiting or self._states.keys() - {_WRITER}:
                self._flush()
        finally:
            self._file.close()

    def _tick(self) -> Stamp:
        return self._clock.tick(ticks(self._now()) // 1000)

    def _flush(self) -> None:
        try:
            self._file.run(
                self._write_waiting, "what happens is kept in memory and written when that works again"
            )
        finally:
            self._waiting.limit(WAITING)

    def _write_waiting(self, db: sqlite3.Connection) -> None:
        if self._file.newer:
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            self._waiting.write(db)
            db.executemany(_KEEP_STATE, self._states.items())
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        self._waiting, self._states, self._rescued = Holdings(), {}, False

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
        for table in ("entry", "record", "gone"):
            with contextlib.suppress(sqlite3.OperationalError, ValueError):
                highest = db.execute(f"SELECT max(stamp) FROM {table}").fetchone()[0]
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
        self._wait_with(found.holdings)
        self._states = found.states | self._states
        name = _plain(self._states.get(_WRITER, "null"))
        if isinstance(name, str):
            self._clock.writer = name
        self._rescued = True

    def _wait_with(self, holdings: Holdings) -> None:
        for stamp in holdings.stamps():
            self._clock.see(stamp)
        self._waiting.update(holdings)


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
