"""The tables of the log, and the steps from each version of them to the next: forward only."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from burnbreak.storage import drivers
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import free_name

Migration = Callable[[sqlite3.Connection], None]


def _first(db: sqlite3.Connection) -> None:
    # Moments are microseconds since 1970 in UTC.
    db.execute(
        """CREATE TABLE entry (
            uuid TEXT PRIMARY KEY NOT NULL, moment INTEGER NOT NULL, due INTEGER, recorded INTEGER,
            outcome TEXT, reason TEXT, origin TEXT, offered INTEGER, again_at INTEGER, started INTEGER,
            practice TEXT, planned_seconds REAL, real_seconds REAL, ease TEXT,
            writer TEXT NOT NULL, stamp TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
        )"""
    )
    db.execute("CREATE INDEX entry_by_moment ON entry (moment)")
    db.execute("CREATE INDEX entry_by_stamp ON entry (stamp)")
    db.execute("CREATE TABLE state (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID")


def _records(db: sqlite3.Connection) -> None:
    # Of what was removed the name alone stays, so that a removal reaches other computers too, and wins there.
    db.execute("CREATE TABLE gone (uuid TEXT PRIMARY KEY NOT NULL, stamp TEXT NOT NULL) WITHOUT ROWID")
    db.execute("CREATE INDEX gone_by_stamp ON gone (stamp)")
    db.execute("INSERT INTO gone SELECT uuid, stamp FROM entry WHERE deleted")
    db.execute("DELETE FROM entry WHERE deleted")
    db.execute("ALTER TABLE entry DROP COLUMN deleted")
    db.execute(
        """CREATE TABLE record (
            uuid TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, moment INTEGER NOT NULL, body TEXT NOT NULL,
            stamp TEXT NOT NULL
        )"""
    )
    db.execute("CREATE INDEX record_by_moment ON record (kind, moment)")
    db.execute("CREATE INDEX record_by_stamp ON record (stamp)")
    # What is too old of the taps is looked for each day.
    db.execute("CREATE INDEX entry_rated ON entry (moment) WHERE ease IS NOT NULL")
    for table in ("entry", "record"):
        db.execute(
            f"CREATE TRIGGER {table}_stays_gone BEFORE INSERT ON {table}"
            " WHEN EXISTS (SELECT 1 FROM gone WHERE uuid = NEW.uuid) BEGIN SELECT RAISE(IGNORE); END"
        )
    db.execute(
        "CREATE TRIGGER gone_is_gone AFTER INSERT ON gone BEGIN"
        " DELETE FROM entry WHERE uuid = NEW.uuid; DELETE FROM record WHERE uuid = NEW.uuid; END"
    )


def _undoing(db: sqlite3.Connection) -> None:
    # A removal that was taken back: of the two stamps the later counts, and only one of them is kept.
    db.execute("CREATE TABLE back (uuid TEXT PRIMARY KEY NOT NULL, stamp TEXT NOT NULL) WITHOUT ROWID")
    db.execute("CREATE INDEX back_by_stamp ON back (stamp)")
    for table, other in (("gone", "back"), ("back", "gone")):
        db.execute(
            f"CREATE TRIGGER {table}_after_{other} BEFORE INSERT ON {table}"
            f" WHEN EXISTS (SELECT 1 FROM {other} WHERE uuid = NEW.uuid AND stamp > NEW.stamp)"
            " BEGIN SELECT RAISE(IGNORE); END"
        )
        db.execute(
            f"CREATE TRIGGER {table}_instead_of_{other} AFTER INSERT ON {table}"
            f" BEGIN DELETE FROM {other} WHERE uuid = NEW.uuid; END"
        )


def _situation(db: sqlite3.Connection) -> None:
    # What a practice was chosen for; of entries from before it is not known.
    db.execute("ALTER TABLE entry ADD COLUMN situation TEXT")


MIGRATIONS: tuple[Migration, ...] = (_first, _records, _undoing, _situation)
"""The step at position n leads from version n to n + 1."""


def version(db: sqlite3.Connection) -> int:
    """The version of the tables; 0 for an empty file."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(
    db: sqlite3.Connection, path: Path, migrations: Sequence[Migration], key: Key | None = None
) -> None:
    """Bring the tables to the newest version in one transaction, after a copy of a file that holds any.

    The copy opens with the same `key`. Raises OSError or one of `drivers.faults`, and has then changed
    nothing.
    """
    found = version(db)
    if found >= len(migrations):
        return
    if found:
        _back_up(db, free_name(path, f"before-v{len(migrations)}"), key)
    db.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have done it while this one waited.
        for step in migrations[version(db) :]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(migrations)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _back_up(db: sqlite3.Connection, copy: Path, key: Key | None) -> None:
    copy.touch(mode=0o600)
    try:
        with closing(drivers.connect(copy, key)) as target:
            db.backup(target)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
