"""Writes a database anew under another key, or none, and makes sure that nothing is missing in it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from burnbreak.storage.drivers import Key, cipher_driver, connect, hush, quoted
from burnbreak.storage.files import sync_file

PATIENCE = 2.0


_MISSING = 'SELECT 1 FROM (SELECT * FROM main."{0}" EXCEPT SELECT * FROM anew."{0}") LIMIT 1'


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is in a database: tables, indexes and triggers as they were made, and the rows counted."""

    version: int
    things: tuple[Any, ...]
    tables: tuple[str, ...]
    counts: tuple[int, ...]


class NotWholeError(Exception):
    """What was written is not what was there."""


class InUseError(Exception):
    """Another program has the database open."""


@contextmanager
def held(path: Path, key: Key | None) -> Iterator[Any]:
    """The database, closed to every other program and without a journal beside it, until this ends."""
    with closing(_open(path, key)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        try:
            (mode,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
            db.execute("BEGIN EXCLUSIVE")
            db.execute("COMMIT")  # In this mode the lock stays.
        except cipher_driver().OperationalError as fault:
            if getattr(fault, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise InUseError from fault
            raise
        if mode != "delete":
            raise InUseError
        yield db


def write_anew(db: Any, target: Path, key: Key | None) -> None:
    """Copy all of a database into a new file, make it durable, and read it back.

    Raises NotWholeError, OSError or a fault of the driver; the file is then for the caller to remove.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    words = quoted(key) if key is not None else "''"
    db.execute(f"ATTACH ? AS anew KEY {words}", (str(target),))
    try:
        # Nobody reads it before it is whole, so it needs no journal; it is flushed below.
        db.execute("PRAGMA anew.journal_mode = OFF")
        db.execute("PRAGMA anew.synchronous = OFF")
        db.execute("BEGIN")
        db.execute("SELECT sqlcipher_export('anew')").fetchall()
        (version,) = db.execute("PRAGMA main.user_version").fetchone()
        db.execute(f"PRAGMA anew.user_version = {int(version)}")
        there = _contents(db)
        if any(db.execute(_MISSING.format(table)).fetchone() for table in there.tables):
            raise NotWholeError
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.execute("DETACH anew")
    sync_file(target)
    with closing(_open(target, key)) as new:
        if _contents(new) != there or new.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise NotWholeError
        if key is not None and new.execute("PRAGMA cipher_integrity_check").fetchall():
            raise NotWholeError


def copy(source: Path, source_key: Key | None, target: Path, target_key: Key | None) -> None:
    """A copy of a file that stays as it is, under another key. Raises as `write_anew` does."""
    with closing(_open(source, source_key)) as db:
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
