"""What the log tells: entries, records and facts, those that wait in memory among them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.record import Record, RecordKind
from burnbreak.storage.holdings import Holdings, read_all
from burnbreak.storage.log_core import LogCore
from burnbreak.storage.record_rows import read_record
from burnbreak.storage.rows import read_entry, readable, ticks
from burnbreak.storage.statements import BETWEEN, COMPLETED, RECORDS, plain

_END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


class LogReading(LogCore):
    """Reading never raises, but where it says so: what cannot be read is left out."""

    def between(self, start: datetime, end: datetime) -> tuple[Entry, ...]:
        """The entries whose moment lies in [start, end), in order."""
        rows = self._read(BETWEEN, (ticks(start), ticks(end)))
        found = readable(rows, read_entry)
        waiting = self._held()
        if not waiting and len({row[1] for row in rows}) == len(rows):
            return tuple(found)  # Only entries of one and the same moment may stand in another order.
        entries = [e for e in found if e.uuid not in waiting.rows and e.uuid not in waiting.gone]
        entries += [row.entry for row in waiting.rows.values() if start <= row.entry.moment < end]
        return tuple(sorted(entries, key=lambda e: (e.moment, e.recorded)))

    def recent(self, since: datetime) -> tuple[Entry, ...]:
        """The entries whose moment is not before `since`, in order."""
        return self.between(since, _END_OF_TIME)

    def records(self, kind: RecordKind, start: datetime, end: datetime) -> tuple[Record, ...]:
        """The records of a kind whose moment lies in [start, end), in order."""
        found = readable(self._read(RECORDS, (str(kind), ticks(start), ticks(end))), read_record)
        waiting = self._held()
        records = [r for r in found if r.uuid not in waiting.records and r.uuid not in waiting.gone]
        records += [
            row.record
            for row in waiting.records.values()
            if row.record.kind is kind and start <= row.record.moment < end
        ]
        return tuple(sorted(records, key=lambda r: (r.moment, r.uuid)))

    def completed(self) -> frozenset[str]:
        """The ids of the practices that were ever sat to their end."""
        held = self._held()
        gone = json.dumps([*held.gone])
        found = {str(name) for (name,) in self._read(COMPLETED, (str(Outcome.COMPLETED), gone))}
        waiting = (row.entry for row in held.rows.values())
        return frozenset(found | {e.practice for e in waiting if e.outcome is Outcome.COMPLETED})

    def get_state(self, key: str) -> Any:
        """What was last kept under a key, of JSON's types; None for nothing."""
        held = self._states | self._untraced_states
        if key in held:
            return plain(held[key])
        found = self._read("SELECT value FROM state WHERE key = ?", (key,))
        return plain(self._states.get(key, found[0][0] if found else "null"))

    def names(self, kind: RecordKind | None, start: datetime, end: datetime) -> tuple[str, ...]:
        """The uuids of the records of a kind in [start, end); of the entries for None."""
        if kind is None:
            return tuple(entry.uuid for entry in self.between(start, end))
        return tuple(record.uuid for record in self.records(kind, start, end))

    def count(self) -> dict[str, int]:
        """How many there are of "entry" and of each kind of record."""
        kinds = self._read("SELECT kind, count(*) FROM record GROUP BY kind", ())
        entries = self._read("SELECT count(*) FROM entry", ())
        return {"entry": entries[0][0] if entries else 0} | {str(kind): n for kind, n in kinds}

    def raw(self, table: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """Whole columns of "entry", "record", "gone" or "back" as they lie in the file. StorageError."""
        if table not in ("entry", "record", "gone", "back"):
            raise ValueError(table)
        if self._waiting:
            self._flush()
        order = "uuid" if table in ("gone", "back") else "moment, uuid"
        query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}"
        return self._file.run(lambda db: db.execute(query).fetchall(), "nothing was written")

    def everything(self) -> Holdings:
        """All that is kept, with the names of what was removed. StorageError where it cannot be read."""
        found = self._file.run(read_all, "nothing was read")
        found.update(self._waiting)
        return found
