"""What the log says to its database."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from burnbreak.storage.holdings import Holdings
from burnbreak.storage.record_rows import RECORD_COLUMNS
from burnbreak.storage.rows import READ

BETWEEN = f"SELECT {', '.join(READ)} FROM entry WHERE moment >= ? AND moment < ? ORDER BY moment"
"""The index has them in this order already."""
RECORDS = (
    f"SELECT {', '.join(RECORD_COLUMNS)} FROM record WHERE kind = ? AND moment >= ? AND moment < ?"
    " ORDER BY moment"
)
COMPLETED = (
    "SELECT DISTINCT practice FROM entry WHERE outcome = ? AND uuid NOT IN (SELECT value FROM json_each(?))"
)
KEEP_STATE = (
    "INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


def put(db: sqlite3.Connection, holdings: Holdings, states: Mapping[str, str]) -> None:
    """Write all of it in one transaction, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        holdings.write(db)
        db.executemany(KEEP_STATE, states.items())
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def plain(text: str) -> Any:
    """What a state holds, of JSON's types; None where it cannot be read."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
