"""The log's file as a place to act on: opened when needed, begun anew when damaged, never in the way."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from burnbreak.storage import database, drivers
from burnbreak.storage.database import DamagedError, beside
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import free_name, identity, sync_folder
from burnbreak.storage.key_file import sealed, write_locks
from burnbreak.storage.locked import LockedError, WrongKeyError
from burnbreak.storage.note import Note, StorageError, cause
from burnbreak.storage.salvage import Salvage, salvage
from burnbreak.storage.schema import Migration

if TYPE_CHECKING:
    from burnbreak.storage.exchange import Exchange

_Result = TypeVar("_Result")
_KEEP_OPEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL)
"""Faults that pass; after any other the file is opened anew."""


class LogFile:
    """One connection to the database, whatever becomes of the file; `opened` and `salvaged` are told."""

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        migrations: Sequence[Migration],
        *,
        opened: Callable[[sqlite3.Connection], None],
        salvaged: Callable[[Salvage], None],
    ) -> None:
        self.path = path
        self.newer = False
        """A newer burnbreak wrote it: nothing may be written."""
        self.key: Key | None = None
        """What opens it where it is encrypted."""
        self.key_in_use: Key | None = None
        """What it was opened with last; None while it is a plain file."""
        self.locked: LockedError | None = None
        """Why it could not be opened last time; None where it is open, or failed for another reason."""
        self.exchanging = False
        """It is being written anew, and may neither be moved nor looked into past the driver."""
        self._seen: tuple[int, int] | None = None
        self._now, self._migrations = now, migrations
        self._opened, self._salvaged = opened, salvaged
        self._db: sqlite3.Connection | None = None
        self._frozen = False
        self._notes: list[Note] = []
        self._noted: set[str] = set()

    def run(self, action: Callable[[sqlite3.Connection], _Result], otherwise: str) -> _Result:
        """What the action returns; on a damaged file it is tried again on a new one.

        Raises StorageError whose one sentence ends in `otherwise`.
        """
        try:
            try:
                return action(self._connected())
            except drivers.faults(DamagedError) as fault:
                self._mend(fault)
            return action(self._connected())
        except LockedError:
            raise
        except drivers.faults(OSError, DamagedError) as fault:
            if database.primary(fault) not in _KEEP_OPEN:
                self.close()
            raise StorageError(f"{database.why(fault, self.path)}; {otherwise}.") from fault
        finally:
            if self._frozen:
                self.close()

    def empty_journal(self) -> None:
        """Leave nothing in the journal of what was wiped, unless another program reads it just now."""
        # The reader of an exchange would keep everybody waiting; nothing is left once that has ended.
        if self._db is not None and not self.newer and not self.exchanging:
            with contextlib.suppress(*drivers.faults()):
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def remove(self) -> None:
        """Take the database away, journal first: an interrupted removal leaves a whole file. OSError."""
        self.empty_journal()
        self.close()
        for file in (*(beside(self.path, end) for end in ("-journal", "-wal", "-shm")), self.path):
            file.unlink(missing_ok=True)
        write_locks(self.path, ())
        self.newer, self.key, self.key_in_use, self.locked = False, None, None, None

    def replace(self, new: Path) -> None:
        """Let another file take the place of this one, which leaves no journal behind. OSError."""
        self.let_go("the log stays as it is")
        for end in ("-wal", "-shm"):
            beside(self.path, end).unlink(missing_ok=True)
        os.replace(new, self.path)
        sync_folder(self.path.parent)
        self.newer = False

    def let_go(self, otherwise: str) -> None:
        """Close it with nothing left in its journal; StorageError that ends in `otherwise` where there is."""
        self.empty_journal()
        self.close()
        wal = beside(self.path, "-wal")
        if wal.exists() and wal.stat().st_size:
            full = database.no_room(self.path)
            what = "The disk is full" if full else "Another program is using the log"
            raise StorageError(f"{what}; {otherwise}.")

    def give_up(self) -> Path:
        """Move an encrypted file aside that nobody can open; the next one is a plain one. StorageError."""
        self.close()
        if self.locked is None:
            raise StorageError("The history is open; there is no need to give it up.")
        aside = free_name(self.path, f"locked-{self._now():%Y%m%d-%H%M%S}")
        try:
            for end in ("-journal", "-wal", "-shm", ""):
                with contextlib.suppress(FileNotFoundError):
                    beside(self.path, end).rename(beside(aside, end))
            write_locks(self.path, ())
        except OSError as fault:
            raise StorageError(f"{cause(fault)}; the history stays locked.") from fault
        self.key = self.locked = None
        return aside

    def set_aside(self) -> None:
        """Begin a new file with what can be read of this one; StorageError if it cannot be moved."""
        if not self.newer:
            self._begin_anew()

    def note(self, key: str, text: str) -> None:
        """Keep a note for the user; of one kind only the first counts."""
        if key not in self._noted:
            self._noted.add(key)
            self._notes.append(Note(key=key, text=text))

    def take_notes(self) -> tuple[Note, ...]:
        """The notes since the last time."""
        notes, self._notes = tuple(self._notes), []
        return notes

    def begin_exchange(self, new: Key | None) -> "Exchange":
        """Begin to write the file anew under another key, or none; it is used meanwhile. StorageError."""
        from burnbreak.storage.exchange import STAYS, Exchange

        self.run(lambda _: None, STAYS)
        if self.newer:
            raise StorageError(f"The log was written by a newer burnbreak; {STAYS}.")
        self.empty_journal()
        self.exchanging = True
        return Exchange(self.path, self.key_in_use, new)

    def finish_exchange(self, exchange: "Exchange", new: Key | None, decided: Callable[[], None]) -> bool:
        """See Exchange.finish."""
        if not exchange.is_current():
            return False
        self.close()
        done = exchange.finish(decided)
        if done:
            self.exchanging, self.key = False, new
        return done

    def leave_exchange(self) -> None:
        """It goes on as it was."""
        self.exchanging = False
        self.empty_journal()

    def close(self) -> None:
        """Let the file go; the next action opens it again."""
        if self._db is not None:
            self._db.close()
            self._db, self._frozen = None, False

    def _connected(self) -> sqlite3.Connection:
        if self._db is not None and self._is_another():
            self.close()
        while self._db is None:
            self._seen = identity(self.path)
            self._db = self._opened_with(self._needed())
            if self._is_another():
                self.close()  # It was exchanged just now.
            self._seen = identity(self.path)
        return self._db

    def _opened_with(self, key: Key | None) -> sqlite3.Connection:
        self.key_in_use = key
        try:
            db = database.connect(self.path, self._migrations, key)
        except drivers.faults() as fault:
            if key is not None and database.primary(fault) == sqlite3.SQLITE_NOTADB:
                self.key = None
                raise self._shut(WrongKeyError()) from fault
            raise
        self.locked = None
        self.newer = database.is_newer(db, self._migrations)
        self._frozen = not self.newer and database.is_frozen(db)
        if self.newer:
            text = "The log was written by a newer burnbreak and stays as it is; new pauses are not kept."
            self.note("log-newer", text)
        self._opened(db)
        return db

    def _needed(self) -> Key | None:
        """The key for the file as it is, or for the one that is to be made; None for a plain one."""
        if self.exchanging:
            return self.key_in_use
        if not sealed(self.path) and (self.key is None or database.size(self.path)):
            return None
        try:
            drivers.cipher_driver()
        except LockedError as why:
            self._shut(why)
            raise
        if self.key is None:
            raise self._shut(LockedError())
        return self.key

    def _shut(self, why: LockedError) -> LockedError:
        self.locked = why
        return why

    def _is_another(self) -> bool:
        """Whether another program has put another file into its place."""
        return self._seen is not None and identity(self.path) not in (None, self._seen)

    def _mend(self, fault: Exception) -> None:
        """Make a second attempt worth while, or raise the fault again."""
        if self._is_another():
            self.close()
        elif not self.newer and database.is_damage(fault):
            self._begin_anew()
        elif database.primary(fault) == sqlite3.SQLITE_READONLY and self._db is not None:
            self.close()  # Perhaps it was so only when the file was opened.
        else:
            raise fault

    def _begin_anew(self) -> None:
        self.close()
        found = salvage(self.path, self._now(), self.key_in_use)
        self._noted.discard("log-set-aside")
        kept = len(found.holdings.rows) + len(found.holdings.records)
        pauses = "1 entry was" if kept == 1 else f"{kept} entries were"
        text = f"The log was damaged and is kept as {found.aside.name}; {pauses} copied into a new one."
        self.note("log-set-aside", text)
        self._salvaged(found)
