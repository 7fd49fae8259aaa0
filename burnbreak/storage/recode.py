"""Writes a database anew under another key, or none, and makes sure that nothing is missing in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from burnbreak.storage.drivers import Key, cipher_driver, connect, hush, quoted
from burnbreak.storage.files import sync_file

PATIENCE = 2.0
_MISSING = 'SELECT * FROM {0}."{2}" EXCEPT SELECT * FROM {1}."{2}"'


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is in a database: tables, indexes and triggers as they were made, and the rows counted."""

    version: int
    things: tuple[Any, ...]
    tables: tuple[str, ...]
    counts: tuple[int, ...]


class NotWholeError(Exception):
    """What was written is not what was there."""


class StoppedError(Exception):
    """It is not wanted any more."""


def write_anew(db: Any, target: Path, key: Key | None, go_on: Callable[[], None] = lambda: None) -> None:
    """Copy all of a database into a new file, make it durable, and read it back.

    `go_on` is called now and then, and may raise. Raises NotWholeError, OSError or a fault of the driver; the
    file is then for the caller to remove.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with _attached(db, target, key):
        db.execute("SELECT sqlcipher_export('anew')").fetchall()
        (version,) = db.execute("PRAGMA main.user_version").fetchone()
        db.execute(f"PRAGMA anew.user_version = {int(version)}")
        go_on()
        there = _contents(db)
        _compare(db, there)
    _read_back(target, key, there, go_on)


def bring_up(db: Any, target: Path, key: Key | None, go_on: Callable[[], None] = lambda: None) -> None:
    """Take into a file of `write_anew` what has changed in the database since. Raises as that does."""
    with _attached(db, target, key):
        there = _contents(db)
        # First all that is not there any more: what comes would be met by the triggers.
        for table in there.tables:
            names = [row for row in db.execute(f'PRAGMA main.table_info("{table}")') if row[5]]
            own = ", ".join(f'"{row[1]}"' for row in names) or "rowid"
            gone = f"SELECT {own} FROM ({_MISSING.format('anew', 'main', table)})"
            db.execute(f'DELETE FROM anew."{table}" WHERE ({own}) IN ({gone})')
        for table in there.tables:
            db.execute(f'INSERT INTO anew."{table}" {_MISSING.format("main", "anew", table)}')
        go_on()
        _compare(db, there)
    _read_back(target, key, there, go_on)


@contextmanager
def _attached(db: Any, target: Path, key: Key | None) -> Iterator[None]:
    words = quoted(key) if key is not None else "''"
    db.execute(f"ATTACH ? AS anew KEY {words}", (str(target),))
    try:
        # Nobody reads it before it is whole, so it needs no journal; it is flushed below.
        db.execute("PRAGMA anew.journal_mode = OFF")
        db.execute("PRAGMA anew.synchronous = OFF")
        # What is erased meanwhile is to be in no free page of it.
        db.execute("PRAGMA anew.secure_delete = ON")
        db.execute("BEGIN")
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("DETACH anew")


def _compare(db: Any, there: _Contents) -> None:
    for table in there.tables:
        if db.execute(f"{_MISSING.format('main', 'anew', table)} LIMIT 1").fetchone():
            raise NotWholeError


def _read_back(target: Path, key: Key | None, there: _Contents, go_on: Callable[[], None]) -> None:
    sync_file(target)
    with closing(_open(target, key)) as new:
        if _contents(new) != there or new.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise NotWholeError
        go_on()
        if key is not None and new.execute("PRAGMA cipher_integrity_check").fetchall():
            raise NotWholeError


@contextmanager
def opened(path: Path, key: Key | None) -> Iterator[Any]:
    """A file that is nobody else's."""
    with closing(_open(path, key)) as db:
        yield db


def copy(source: Path, source_key: Key | None, target: Path, target_key: Key | None) -> None:
    """A copy of a file that stays as it is, under another key. Raises as `write_anew` does."""
    with opened(source, source_key) as db:
        write_anew(db, target, target_key)


def opens(path: Path, key: Key | None) -> bool:
    """Whether the key is that of the file."""
    if key is None:
        return False
    driver = cipher_driver()
    with closing(connect(f"{path.absolute().as_uri()}?mode=ro", key)) as db:
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as fault:
            if getattr(fault, "sqlite_errorcode", 0) == driver.SQLITE_NOTADB:
                return False
            raise
    return True


def _open(path: Path, key: Key | None) -> Any:
    if key is not None:
        return connect(path, key, timeout=PATIENCE)
    db = cipher_driver().connect(str(path), timeout=PATIENCE, isolation_level=None)
    hush(db)
    return db


def _contents(db: Any) -> _Contents:
    things = db.execute("SELECT type, name, sql FROM main.sqlite_master ORDER BY type, name").fetchall()
    tables = tuple(name for kind, name, _ in things if kind == "table" and not name.startswith("sqlite_"))
    counts = tuple(db.execute(f'SELECT count(*) FROM main."{name}"').fetchone()[0] for name in tables)
    return _Contents(db.execute("PRAGMA main.user_version").fetchone()[0], tuple(things), tables, counts)
