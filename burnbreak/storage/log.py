"""The log: entries and records in one SQLite file, written as they happen, so that a kill loses nothing."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.record import Record, RecordKind
from burnbreak.core.retention import Cutoffs
from burnbreak.storage import database, drivers
from burnbreak.storage.database import discard
from burnbreak.storage.drivers import Key
from burnbreak.storage.hlc import HybridClock, Stamp
from burnbreak.storage.holdings import Holdings, read_all, wipe_old
from burnbreak.storage.locked import LockedError
from burnbreak.storage.log_file import LogFile
from burnbreak.storage.note import Note, StorageError
from burnbreak.storage.record_rows import RecordRow, read_record
from burnbreak.storage.rows import Row, read_entry, readable, ticks
from burnbreak.storage.salvage import Salvage
from burnbreak.storage.schema import MIGRATIONS, Migration
from burnbreak.storage.statements import BETWEEN, COMPLETED, RECORDS, plain, put

if TYPE_CHECKING:
    from burnbreak.storage.exchange import Exchange

WAITING = 10_000
"""At most so many entries wait in memory for a disk that takes none; years of them."""
_LATER = "what happens is kept in memory and written when that works again"
_WRITER = "log.writer"
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


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
    def locked(self) -> LockedError | None:
        """Why an encrypted log is not open; what happens meanwhile is held in memory, silently."""
        return self._file.locked

    @property
    def waiting(self) -> int:
        """How many entries and records are in memory alone, until the file takes them."""
        return len(self._waiting.rows) + len(self._waiting.records)

    @property
    def key(self) -> Key | None:
        """What the file was opened with; None while it is a plain one."""
        return self._file.key_in_use

    def note_locked(self, why: LockedError) -> LockedError:
        """It is now known better why it is not open."""
        self._file.locked = why
        return why

    def unlock(self, key: Key) -> None:
        """Open an encrypted log and write what has waited; where a state was set twice, the file's counts.

        Raises StorageError, a LockedError where it is not the key; nothing has changed then.
        """
        self._file.key = key
        self._file.run(lambda _: None, "it stays as it is")
        for name in [n for n in self._states if n != _WRITER]:
            if self._read("SELECT 1 FROM state WHERE key = ?", (name,)):
                del self._states[name]
        self._flush()

    @property
    def exchanging(self) -> bool:
        """Whether it is being written anew under another key; it may not be moved or replaced meanwhile."""
        return self._file.exchanging

    def begin_exchange(self, new: Key | None) -> "Exchange":
        """Begin to write the file anew under another key, or as a plain one for None. StorageError.

        Its `copy` is called next, on any thread, while the log is used as ever; then `finish_exchange`.
        """
        self.settle()
        return self._file.begin_exchange(new)

    def finish_exchange(
        self, exchange: "Exchange", new: Key | None, decided: Callable[[], None] = lambda: None
    ) -> bool:
        """Go on with what was copied; False where it is to be copied once more, for something has changed.

        `decided` is called just before it takes its place. Whatever goes wrong or is killed, the file is
        the old one or the new one, whole. StorageError.
        """
        self.settle()
        try:
            return self._file.finish_exchange(exchange, new, decided)
        finally:
            self._read("SELECT 1", ())

    def leave_exchange(self) -> None:
        """It is not to be; the log stays as it is."""
        self._file.leave_exchange()

    def give_up(self) -> Path:
        """Move a log aside that nobody can open, and begin a plain one; where it is now. StorageError."""
        aside = self._file.give_up()
        self._flush()
        return aside

    def write(self, entry: Entry) -> None:
        """Keep this entry, in place of an earlier one of the same uuid; nothing if that was removed."""
        row = Row(entry, self._tick())
        row.values()  # A naive moment is the caller's fault and fails here, before it can block the others.
        self._taken(lambda held: held.add(row))

    def keep(self, record: Record) -> None:
        """Keep this record, in place of an earlier one of the same uuid; nothing if that was removed."""
        row = RecordRow(record, self._tick())
        row.values()
        self._taken(lambda held: held.add_record(row))

    def remove(self, uuids: Iterable[str]) -> None:
        """Wipe these entries and records; their names stay, so that nothing brings them back."""
        uuids = tuple(uuids)
        if self._file.locked is not None and not self._held().rows.keys() >= set(uuids):
            raise self._file.locked
        for uuid in uuids:
            self._waiting.remove(uuid, self._tick())
            if self._untraced is not None:
                if uuid in self._untraced.rows:
                    self._unkept.add(uuid)
                self._untraced.remove(uuid, self._waiting.gone[uuid])
        self._flush()
        self._file.empty_journal()

    def bring_back(self, entry: Entry) -> None:
        """Take the removal of this entry back: it is kept again, and a later removal counts again."""
        held = self._untraced if self._untraced is not None and entry.uuid in self._unkept else self._waiting
        held.bring_back(entry.uuid, self._tick())
        held.add(Row(entry, self._tick()))
        if self._untraced is not None and held is self._waiting:
            self._untraced.update(held)
        self._flush()

    def wipe(self, uuids: Iterable[str], instead: Iterable[Record] = ()) -> None:
        """As `remove`, but at once or not at all: StorageError means that all is as it was.

        `instead` are records that are kept anew in the same stroke.
        """
        if self._file.newer:
            raise StorageError("The log was written by a newer burnbreak; nothing was erased.")
        held = Holdings(gone={uuid: self._tick() for uuid in uuids})
        for record in instead:
            held.add_record(RecordRow(record, self._tick()))
        self._file.run(lambda db: put(db, held, {}), "nothing was erased")
        self._waiting.drop(held.gone)
        if self._untraced is not None:
            self._untraced.update(held)
        self._file.empty_journal()

    def settle(self) -> None:
        """Try once more to write what the disk has refused so far; StorageError where it still does."""
        if self._waiting or self._states.keys() - {_WRITER}:
            self._flush()

    def leave_no_trace(self, on: bool) -> None:
        """From now on what happens is held in memory alone, or stored again; the file keeps what it has.

        Raises StorageError where what came before could not be stored yet; it is then as it was.
        """
        if on and self._untraced is None:
            self.settle()
            self._untraced = Holdings()
        elif not on:
            self._untraced, self._untraced_states, self._unkept = None, {}, set()

    def forget(self, old: Cutoffs) -> None:
        """Wipe what is older than it is to be kept; no names stay. StorageError when that failed."""
        if self._file.run(lambda db: not self._file.newer and wipe_old(db, old), "nothing was wiped"):
            self._file.empty_journal()

    def names(self, kind: RecordKind | None, start: datetime, end: datetime) -> tuple[str, ...]:
        """The uuids of the records of a kind in [start, end); of the entries for None."""
        if kind is None:
            return tuple(entry.uuid for entry in self.between(start, end))
        return tuple(record.uuid for record in self.records(kind, start, end))

    def squeeze(self) -> None:
        """Write the file anew without a trace of what was wiped; StorageError when that failed."""
        self._file.run(
            lambda db: db.execute("VACUUM"), "it is erased, and leaves the file for good once there is room"
        )
        self._file.empty_journal()

    def begin_anew(self) -> None:
        """Take the file away with all that is in it and in memory; the next write makes a new one."""
        self._file.remove()
        self._waiting, self._states, self._rescued = Holdings(), {}, False
        if self._untraced is not None:
            self._untraced, self._untraced_states = Holdings(), {}
        self._clock = HybridClock(os.urandom(8).hex())

    def let_go(self, otherwise: str) -> None:
        """Close the file with an empty journal; the next act opens it. StorageError where another writes."""
        self._file.let_go(otherwise)

    def replace_file(self, new: Path) -> None:
        """Another file takes the place of this one. OSError, and then this one stays."""
        self._file.replace(new)
        self._waiting, self._states, self._rescued = Holdings(), {}, False
        self._clock = HybridClock(os.urandom(8).hex())

    def examine(self, fault: str) -> None:
        """What reading every page found amiss, elsewhere: a damaged file is set aside and begun anew."""
        if fault.startswith("damaged"):
            with contextlib.suppress(StorageError):
                # It may be another file by now.
                if database.amiss(self.path, MIGRATIONS, self._file.key_in_use).startswith("damaged"):
                    self._file.set_aside()
                    self._read("SELECT 1", ())

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The entries whose moment lies in [start, end), in order."""
        rows = self._read(BETWEEN, (ticks(start), ticks(end)))
        found = readable(rows, read_entry)
        waiting = self._held()
        if not waiting and len({row[1] for row in rows}) == len(rows):
            return tuple(found)  # Only entries of one and the same moment may stand in another order.
        entries = [e for e in found if e.uuid not in waiting.rows and e.uuid not in waiting.gone]
        entries += [row.entry for row in waiting.rows.values() if start <= row.entry.moment < end]
        return tuple(sorted(entries, key=lambda e: (e.moment, e.recorded)))

    def recent(self, since: datetime) -> tuple[Entry, ...]:
        """The entries whose moment is not before `since`, in order."""
        return self.between(since, _END_OF_TIME)

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        """The records of a kind whose moment lies in [start, end), in order."""
        found = readable(self._read(RECORDS, (str(kind), ticks(start), ticks(end))), read_record)
        waiting = self._held()
        records = [r for r in found if r.uuid not in waiting.records and r.uuid not in waiting.gone]
        records += [
            row.record
            for row in waiting.records.values()
            if row.record.kind is kind and start <= row.record.moment < end
        ]
        return tuple(sorted(records, key=lambda r: (r.moment, r.uuid)))

    def completed(self) -> frozenset[str]:
        """The ids of the practices that were ever sat to their end."""
        held = self._held()
        gone = json.dumps([*held.gone])
        found = {str(name) for (name,) in self._read(COMPLETED, (str(Outcome.COMPLETED), gone))}
        waiting = (row.entry for row in held.rows.values())
        return frozenset(found | {e.practice for e in waiting if e.outcome is Outcome.COMPLETED})

    def get_state(self, key: str) -> Any:
        """What was last kept under a key, of JSON's types; None for nothing."""
        held = self._states | self._untraced_states
        if key in held:
            return plain(held[key])
        found = self._read("SELECT value FROM state WHERE key = ?", (key,))
        return plain(self._states.get(key, found[0][0] if found else "null"))

    def set_state(self, key: str, value: Mapping[str, Any] | list[Any] | str | None) -> None:
        """Keep a value of JSON's types under a key."""
        if self._untraced is not None:
            self._untraced_states[key] = json.dumps(value)
            return
        self._states[key] = json.dumps(value)
        self._flush()

    def absorb(self, holdings: Holdings) -> None:
        """Take in another log, whole or not at all: of two writes the higher stamp stays, removals win.

        Raises StorageError with one sentence.
        """
        if self._file.newer:
            raise StorageError("The log was written by a newer burnbreak; nothing was taken in.")
        self._file.run(lambda db: put(db, holdings, {}), "nothing was taken in")
        for stamp in holdings.stamps():
            self._clock.see(stamp)

    def count(self) -> dict[str, int]:
        """How many there are of "entry" and of each kind of record."""
        kinds = self._read("SELECT kind, count(*) FROM record GROUP BY kind", ())
        entries = self._read("SELECT count(*) FROM entry", ())
        return {"entry": entries[0][0] if entries else 0} | {str(kind): n for kind, n in kinds}

    def raw(self, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Whole columns of "entry", "record", "gone" or "back" as they lie in the file. StorageError."""
        if table not in ("entry", "record", "gone", "back"):
            raise ValueError(table)
        if self._waiting:
            self._flush()
        order = "uuid" if table in ("gone", "back") else "moment, uuid"
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"
        return self._file.run(lambda db: db.execute(query).fetchall(), "nothing was written")

    def copy_to(self, target: Path, otherwise: str = "nothing was written") -> None:
        """A copy of the file as it is now; StorageError that ends in `otherwise`, and none is left then."""

        def copy(db: sqlite3.Connection) -> None:
            with contextlib.closing(drivers.connect(target, self._file.key_in_use)) as other:
                db.backup(other)
                other.execute("PRAGMA journal_mode = DELETE")

        if self._waiting:
            self._flush(otherwise)
        try:
            self._file.run(copy, otherwise)
        except StorageError:
            discard(target)
            raise

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
            self.settle()
        finally:
            self._file.close()

    def _taken(self, add: Callable[[Holdings], None]) -> None:
        if self._untraced is not None:
            add(self._untraced)
            self._untraced.limit(WAITING)
            return
        add(self._waiting)
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
            found = db.execute("SELECT value FROM state WHERE key = ?", (_WRITER,)).fetchone()
            name = plain(found[0]) if found else None
            if isinstance(name, str):
                self._clock.writer = name
                return
        self._states.setdefault(_WRITER, json.dumps(self._clock.writer))

    def _take_in(self, found: Salvage) -> None:
        self._wait_with(found.holdings)
        self._states = found.states | self._states
        name = plain(self._states.get(_WRITER, "null"))
        if isinstance(name, str):
            self._clock.writer = name
        self._rescued = True

    def _wait_with(self, holdings: Holdings) -> None:
        for stamp in holdings.stamps():
            self._clock.see(stamp)
        self._waiting.update(holdings)
