"""What can still be read of a damaged log, once it is out of the way."""

import contextlib
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from burnbreak.storage import drivers
from burnbreak.storage.database import beside
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import set_aside
from burnbreak.storage.holdings import Holdings, read_gone
from burnbreak.storage.record_rows import RECORD_COLUMNS, read_record_row
from burnbreak.storage.rows import COLUMNS, Values, read_row, readable

PATIENCE = 5.0
"""Seconds given to reading; 150,000 entries take less. The newest come first."""
_STEPS = 10_000
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Salvage:
    """The broken file under its new name, and what was read from it."""

    aside: Path
    holdings: Holdings
    states: dict[str, str]


def salvage(path: Path, moment: datetime, key: Key | None = None) -> Salvage:
    """Set the database and its journal aside and read what is readable; StorageError if it cannot be moved.

    Read from both ends, so that one bad page costs no more than the entries on it.
    """
    aside = set_aside(path, moment)
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            beside(path, suffix).rename(beside(aside, suffix))
    holdings, states = Holdings(), dict[str, str]()
    if aside.stat().st_size == 0:
        return Salvage(aside, holdings, states)  # SQLite would delete the journal of an empty file.
    name = f"{aside.absolute().as_uri()}?mode=ro"
    with _quietly(), closing(drivers.connect(name, key)) as db:
        _be_lenient(db)
        for uuid, stamp in _read_table(db, "gone", ("uuid", "stamp"), "uuid", read_gone):
            holdings.remove(uuid, stamp)
        for uuid, stamp in _read_table(db, "back", ("uuid", "stamp"), "uuid", read_gone):
            holdings.bring_back(uuid, stamp)
        for row in _read_table(db, "entry", COLUMNS, "rowid", read_row):
            holdings.add(row)
        for record in _read_table(db, "record", RECORD_COLUMNS, "rowid", read_record_row):
            holdings.add_record(record)
        with _quietly():
            pairs = db.execute("SELECT key, value FROM state").fetchall()
            states = {k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str)}
    return Salvage(aside, holdings, states)


def _be_lenient(db: sqlite3.Connection) -> None:
    late = time.monotonic() + PATIENCE
    db.set_progress_handler(lambda: time.monotonic() > late, _STEPS)
    # Without this SQLite reads nothing at all of a file that is shorter than its header says.
    db.execute("PRAGMA writable_schema = ON")


def _read_table(
    db: sqlite3.Connection, table: str, columns: tuple[str, ...], key: str, read: Callable[[Values], _Read]
) -> list[_Read]:
    """The rows of a table from its end to a fault, and then from its beginning; some may come twice."""
    found: list[Values] = []
    wanted = ", ".join(_present(db, table, columns))
    for order in ("DESC", "ASC"):
        try:
            found.extend(db.execute(f"SELECT {wanted} FROM {table} ORDER BY {key} {order}"))
            break
        except drivers.faults(ValueError):
            continue
    return readable(found, read)


def _present(db: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> list[str]:
    """The columns, with NULL for those that a file of an older version has not got yet."""
    there: set[str] = set()
    with _quietly():
        there = {str(row[1]) for row in db.execute(f"PRAGMA table_info({table})")}
    return [name if name in there or not there else f"NULL AS {name}" for name in columns]


def _quietly() -> contextlib.suppress:
    return contextlib.suppress(*drivers.faults(ValueError))
