"""A log as the first version of its tables held it, written without burnbreak's own code."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.storage.entries import MONDAY

TABLES = """
CREATE TABLE entry (
    uuid TEXT PRIMARY KEY NOT NULL, moment INTEGER NOT NULL, due INTEGER, recorded INTEGER,
    outcome TEXT, reason TEXT, origin TEXT, offered INTEGER, again_at INTEGER, started INTEGER,
    practice TEXT, planned_seconds REAL, real_seconds REAL, ease TEXT,
    writer TEXT NOT NULL, stamp TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entry_by_moment ON entry (moment);
CREATE INDEX entry_by_stamp ON entry (stamp);
CREATE TABLE state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


def write_version_one(path: Path, count: int) -> None:
    """So many entries as `entry(number)` makes them, one more that was deleted, and a state."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(TABLES)
        for number in range(count + 1):
            uuid = f"00000000-0000-0000-0000-{number:012x}"
            due = int(MONDAY.timestamp() * 1_000_000) + number * 3_600_000_000
            stamp = f"{number:015d}-000000-cafe"
            values = (uuid, due, due, due, "missed", "", "offered", 0, None, None, "", 0.0, 0.0, None)
            db.execute(
                f"INSERT INTO entry VALUES ({', '.join('?' * 17)})",
                (*values, "cafe", stamp, int(number == count)),
            )
        db.execute("INSERT INTO state VALUES ('log.writer', '\"cafe\"')")
