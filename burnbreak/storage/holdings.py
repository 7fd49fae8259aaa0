"""All that a log holds or takes in: entries, records and the names of what was removed, with their stamps."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from burnbreak.core.retention import Cutoffs
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.record_rows import RECORD_COLUMNS, RecordRow, read_record_row
from burnbreak.storage.rows import COLUMNS, Row, Values, read_row, readable, ticks


def _upsert(table: str, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f"{c} = excluded.{c}" for c in columns[1:])
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT (uuid) DO UPDATE SET {changes} WHERE excluded.stamp > {table}.stamp"
    )


_ENTRY = _upsert("entry", COLUMNS)
_RECORD = _upsert("record", RECORD_COLUMNS)
_GONE = _upsert("gone", ("uuid", "stamp"))
_BACK = _upsert("back", ("uuid", "stamp"))


@dataclass(slots=True)
class Holdings:
    """By uuid. Of two writes the higher stamp stays; what was removed stays removed, whatever their stamps.

    Only who takes a removal back brings it again: of a removal and its undoing the later one counts.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    records: dict[str, RecordRow] = field(default_factory=dict)
    gone: dict[str, Stamp] = field(default_factory=dict)
    back: dict[str, Stamp] = field(default_factory=dict)
    """Removals that were taken back, with the stamp of that."""

    def __len__(self) -> int:
        return len(self.rows) + len(self.records) + len(self.gone) + len(self.back)

    def stamps(self) -> Iterator[Stamp]:
        """Of every write."""
        yield from (row.stamp for row in self.rows.values())
        yield from (row.stamp for row in self.records.values())
        yield from self.gone.values()
        yield from self.back.values()

    def add(self, row: Row) -> None:
        """Take in an entry."""
        name = row.entry.uuid
        if name not in self.gone and _later(row.stamp, self.rows, name):
            self.rows[name] = row

    def add_record(self, row: RecordRow) -> None:
        """Take in a record."""
        name = row.record.uuid
        if name not in self.gone and _later(row.stamp, self.records, name):
            self.records[name] = row

    def remove(self, uuid: str, stamp: Stamp) -> None:
        """Take in a removal."""
        if uuid in self.back and self.back[uuid] > stamp:
            return
        self.back.pop(uuid, None)
        self.gone[uuid] = max(stamp, self.gone.get(uuid, stamp))
        self.rows.pop(uuid, None)
        self.records.pop(uuid, None)

    def bring_back(self, uuid: str, stamp: Stamp) -> None:
        """Take in that a removal was taken back; what was removed has to be taken in again."""
        if uuid in self.gone and self.gone[uuid] > stamp:
            return
        self.gone.pop(uuid, None)
        self.back[uuid] = max(stamp, self.back.get(uuid, stamp))

    def drop(self, uuids: Iterable[str]) -> None:
        """Let go of what is kept under these names, without keeping the names."""
        for uuid in uuids:
            self.rows.pop(uuid, None)
            self.records.pop(uuid, None)

    def update(self, other: "Holdings") -> None:
        """Take in all of another log."""
        for uuid, stamp in other.gone.items():
            self.remove(uuid, stamp)
        for uuid, stamp in other.back.items():
            self.bring_back(uuid, stamp)
        for row in other.rows.values():
            self.add(row)
        for record in other.records.values():
            self.add_record(record)

    def limit(self, count: int) -> None:
        """Let go of the oldest where there are more of a kind; removals stay."""
        kinds: tuple[dict[str, Row] | dict[str, RecordRow], ...] = (self.rows, self.records)
        for kind in kinds:
            while len(kind) > count:
                del kind[next(iter(kind))]

    def write(self, db: sqlite3.Connection) -> None:
        """Put them into the tables, inside the transaction of the caller."""
        # Removals first: triggers keep out what comes after them, and let the later of these two win.
        db.executemany(_GONE, ((uuid, str(stamp)) for uuid, stamp in self.gone.items()))
        db.executemany(_BACK, ((uuid, str(stamp)) for uuid, stamp in self.back.items()))
        db.executemany(_ENTRY, (row.values() for row in self.rows.values()))
        db.executemany(_RECORD, (row.values() for row in self.records.values()))


def read_all(db: sqlite3.Connection) -> Holdings:
    """Everything in the tables; rows that a newer hand wrote are left out."""
    entries = db.execute(f"SELECT {', '.join(COLUMNS)} FROM entry ORDER BY moment, uuid")
    rows = {row.entry.uuid: row for row in readable(entries, read_row)}
    found = db.execute(f"SELECT {', '.join(RECORD_COLUMNS)} FROM record ORDER BY moment, uuid")
    records = {row.record.uuid: row for row in readable(found, read_record_row)}
    gone = dict(readable(db.execute("SELECT uuid, stamp FROM gone ORDER BY uuid"), read_gone))
    back = dict(readable(db.execute("SELECT uuid, stamp FROM back ORDER BY uuid"), read_gone))
    return Holdings(rows, records, gone, back)


def wipe_old(db: sqlite3.Connection, old: Cutoffs) -> bool:
    """Wipe what is older than it is to be kept, at once or not at all; whether there was any."""
    steps: list[tuple[str, Values]] = [
        ("UPDATE entry SET ease = NULL WHERE moment < ? AND ease IS NOT NULL", (ticks(old.ratings),))
    ]
    if old.entries is not None:
        steps.insert(0, ("DELETE FROM entry WHERE moment < ?", (ticks(old.entries),)))
    for kind, moment in old.records.items():
        steps.append(("DELETE FROM record WHERE kind = ? AND moment < ?", (str(kind), ticks(moment))))
    db.execute("BEGIN IMMEDIATE")
    try:
        found = sum(db.execute(step, values).rowcount for step, values in steps)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return found > 0


def read_gone(values: Values) -> tuple[str, Stamp]:
    """Name and stamp of a removal; ValueError where they make none."""
    uuid, stamp = values
    if not isinstance(uuid, str) or not isinstance(stamp, str):
        raise ValueError("the row is no removal")
    return uuid, Stamp.parse(stamp)


def _later(stamp: Stamp, among: Mapping[str, Row | RecordRow], uuid: str) -> bool:
    there = among.get(uuid)
    return there is None or there.stamp < stamp
