"""What can still be read of a damaged log, once it is out of the way."""

import contextlib
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from burnbreak.storage.database import beside
from burnbreak.storage.files import set_aside
from burnbreak.storage.rows import COLUMNS, Row, Values, read_row, readable

PATIENCE = 5.0
"""Seconds given to reading; 150,000 entries take less. The newest come first."""
_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Salvage:
    """The broken file under its new name, and what was read from it."""

    aside: Path
    rows: tuple[Row, ...]
    states: dict[str, str]


def salvage(path: Path, moment: datetime) -> Salvage:
    """Set the database and its journal aside and read what is readable; StorageError if it cannot be moved.

    Read from both ends, so that one bad page costs no more than the entries on it.
    """
    aside = set_aside(path, moment)
    for suffix in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            beside(path, suffix).rename(beside(aside, suffix))
    rows: dict[str, Row] = {}
    states: dict[str, str] = {}
    if aside.stat().st_size == 0:
        return Salvage(aside, (), {})  # SQLite would delete the journal of an empty file.
    name = f"{aside.absolute().as_uri()}?mode=ro"
    with _quietly(), closing(sqlite3.connect(name, uri=True)) as db:
        _be_lenient(db)
        for order in ("DESC", "ASC"):
            found, whole = _read_rows(db, order)
            rows.update({row.entry.uuid: row for row in found})
            if whole:
                break
        with _quietly():
            pairs = db.execute("SELECT key, value FROM state").fetchall()
            states = {k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str)}
    return Salvage(aside, tuple(rows.values()), states)


def _be_lenient(db: sqlite3.Connection) -> None:
    late = time.monotonic() + PATIENCE
    db.set_progress_handler(lambda: time.monotonic() > late, _STEPS)
    # Without this SQLite reads nothing at all of a file that is shorter than its header says.
    db.execute("PRAGMA writable_schema = ON")


def _read_rows(db: sqlite3.Connection, order: str) -> tuple[list[Row], bool]:
    """The rows until a fault or the end of patience, and whether there was none."""
    values: list[Values] = []
    try:
        values.extend(db.execute(f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY rowid {order}"))
        whole = True
    except (sqlite3.Error, ValueError):
        whole = False
    return readable(values, read_row), whole


def _quietly() -> contextlib.suppress:
    return contextlib.suppress(sqlite3.Error, ValueError)
