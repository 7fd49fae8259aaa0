"""The log: entries and records in one SQLite file, written as they happen, so that a kill loses nothing."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from burnbreak.core.entry import Entry
from burnbreak.core.record import Record
from burnbreak.core.retention import Cutoffs
from burnbreak.storage import database, drivers
from burnbreak.storage.database import discard
from burnbreak.storage.hlc import HybridClock
from burnbreak.storage.holdings import Holdings, wipe_old
from burnbreak.storage.log_core import WAITING
from burnbreak.storage.log_locking import LogLocking
from burnbreak.storage.log_reading import LogReading
from burnbreak.storage.note import Note, StorageError
from burnbreak.storage.record_rows import RecordRow
from burnbreak.storage.rows import Row
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.storage.statements import put


class Log(LogReading, LogLocking):
    """Keeps entries, records and a few facts; one connection, for one thread.

    Reading never raises: what cannot be read is left out, and `take_notes` says so. Writing raises
    StorageError with one sentence, and what was to be written waits in memory for the next write.
    """

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
