"""What can still be read of a damaged log, once it is out of the way."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from burnbreak.storage.database import beside
from burnbreak.storage.files import set_aside
from burnbreak.storage.rows import COLUMNS, Row, readable

PATIENCE = 3.0
"""Seconds given to reading; 150,000 entries take less."""
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
    with _quietly(), closing(_reader(aside)) as db:
        for order in ("ASC", "DESC"):
            with _quietly():
                cursor = db.execute(f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY rowid {order}")
                rows.update({row.entry.uuid: row for row in readable(_until_fault(cursor))})
        with _quietly():
            found = db.execute("SELECT key, value FROM state")
            states = {k: v for k, v in found if isinstance(k, str) and isinstance(v, str)}
    return Salvage(aside, tuple(rows.values()), states)


def _reader(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    late = time.monotonic() + PATIENCE
    db.set_progress_handler(lambda: time.monotonic() > late, _STEPS)
    return db


def _until_fault(cursor: sqlite3.Cursor) -> Iterator[tuple[object, ...]]:
    with _quietly():
        yield from cursor


def _quietly() -> contextlib.suppress:
    return contextlib.suppress(sqlite3.Error, ValueError)
