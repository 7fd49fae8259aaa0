"""Opens the log's file: closed to other users, of our version, and checked where it did not end well."""

import contextlib
import shutil
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from burnbreak.storage import drivers
from burnbreak.storage.drivers import Key
from burnbreak.storage.note import cause
from burnbreak.storage.record_rows import RECORD_COLUMNS
from burnbreak.storage.rows import COLUMNS
from burnbreak.storage.schema import Migration, migrate, version

PATIENCE = 2.0
"""Seconds to wait for another process that is writing."""
_NO_ROOM = 1 << 16
_TABLES = (
    (COLUMNS, "entry"),
    (RECORD_COLUMNS, "record"),
    (("uuid", "stamp"), "gone"),
    (("uuid", "stamp"), "back"),
    (("key", "value"), "state"),
)


class DamagedError(Exception):
    """The file is no database of ours, or a broken one."""


def connect(path: Path, migrations: Sequence[Migration], key: Key | None = None) -> sqlite3.Connection:
    """A connection in autocommit mode; the file is made where there is none.

    A file of a newer version, or on a read-only disk, is opened for reading only. Raises DamagedError,
    OSError or one of `drivers.faults`. Only what costs less than a millisecond is checked; `amiss` reads
    everything.
    """
    if ended_badly(path) and size(path) == 0:
        raise DamagedError("the file is empty but its journal is not")
    _close_to_others(path)
    try:
        return _open(str(path), path, migrations, key)
    except drivers.operational() as fault:
        if not size(path) or not _only_read(fault, path):
            raise
        # Without a place for its shared memory file SQLite reads only what is promised not to change.
        db = _open(f"{path.absolute().as_uri()}?immutable=1", path, migrations, key)
        db.execute("PRAGMA query_only = ON")
        return db


def is_frozen(db: sqlite3.Connection) -> bool:
    """Whether it only reads; of our own version that promise is good for one look."""
    return bool(db.execute("PRAGMA query_only").fetchone()[0])


def ended_badly(path: Path) -> bool:
    """Whether whoever had it open last was killed: there is a journal. Asked before it is opened."""
    return size(beside(path, "-wal")) > 0


def amiss(path: Path, migrations: Sequence[Migration], key: Key | None = None) -> str:
    """What is wrong with the file, as the end of a sentence; "" for nothing. The file stays as it is.

    Every page is read, which takes 200 ms for 150,000 entries; it may be done on any thread.
    """
    try:
        with closing(drivers.connect(f"{path.absolute().as_uri()}?mode=ro", key)) as db:
            if is_newer(db, migrations):
                return "written by a newer burnbreak; new pauses are not kept"
            _check(db)
            if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DamagedError("the check found a fault")
    except drivers.faults(DamagedError) as fault:
        return "damaged; burnbreak will set it aside" if is_damage(fault) else f"cannot be read ({fault})"
    return ""


def discard(path: Path) -> None:
    """Take a database away that was not finished, with its journals; what cannot be taken away stays."""
    for file in (beside(path, "-wal"), beside(path, "-shm"), beside(path, "-journal"), path):
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def no_room(path: Path) -> bool:
    """Whether the disk of this file has less left than a database needs to do anything."""
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False


def beside(path: Path, suffix: str) -> Path:
    """The path of SQLite's file of that suffix for a database."""
    return path.with_name(path.name + suffix)


def is_newer(db: sqlite3.Connection, migrations: Sequence[Migration]) -> bool:
    """Whether a newer burnbreak made these tables."""
    return version(db) > len(migrations)


def is_damage(fault: Exception) -> bool:
    """Whether the fault lies in the file itself."""
    return isinstance(fault, DamagedError) or primary(fault) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )


def primary(fault: Exception) -> int:
    """SQLite's primary result code; 0 for other faults."""
    code = int(getattr(fault, "sqlite_errorcode", 0) or 0) & 0xFF
    # SQLCipher's driver gives no code for what goes wrong in a backup.
    full = code == 0 and isinstance(fault, drivers.operational()) and "disk is full" in str(fault)
    return sqlite3.SQLITE_FULL if full else code


def why(fault: Exception, path: Path) -> str:
    """What went wrong, as the beginning of a sentence."""
    code = primary(fault)
    if code == sqlite3.SQLITE_FULL or no_room(path):
        return "The disk is full"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "Another program is using the log"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return "The log cannot be written where it is"
    return cause(fault) if isinstance(fault, OSError) else f"The log cannot be used ({fault})"


def _only_read(fault: Exception, path: Path) -> bool:
    """Whether what kept it from being opened leaves it readable."""
    code = primary(fault)
    full = code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) and no_room(path)
    # On a full disk the file is whole unless its journal holds more.
    return code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or (full and not ended_badly(path))


def _open(name: str, path: Path, migrations: Sequence[Migration], key: Key | None) -> sqlite3.Connection:
    db = drivers.connect(name, key, timeout=PATIENCE)
    try:
        if is_newer(db, migrations):
            db.execute("PRAGMA query_only = ON")
            return db
        _check(db)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA secure_delete = ON")
        _prepare(db, path, migrations, key)
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection) -> None:
    found = version(db)
    if found < 0 or (found == 0 and db.execute("SELECT 1 FROM sqlite_master").fetchone()):
        raise DamagedError("the tables are not ours")


def _prepare(db: sqlite3.Connection, path: Path, migrations: Sequence[Migration], key: Key | None) -> None:
    try:
        migrate(db, path, migrations, key)
        for columns, table in _TABLES:
            db.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 1").fetchone()
    except drivers.operational() as fault:
        if primary(fault) == sqlite3.SQLITE_ERROR:
            raise DamagedError("the tables are not ours") from fault
        raise


def _close_to_others(path: Path) -> None:
    """SQLite gives its journal the rights of the database, so those come first; left-overs follow them."""
    if not path.exists():
        path.touch(mode=0o600)
    rights = path.stat().st_mode & 0o700
    for file in (path, beside(path, "-wal"), beside(path, "-shm")):
        with contextlib.suppress(OSError):
            if stat.S_IMODE(file.stat().st_mode) != rights:
                file.chmod(rights)


def size(path: Path) -> int:
    """Its bytes; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
