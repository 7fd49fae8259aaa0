"""Records as rows of the database and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from burnbreak.core.record import Record, RecordKind
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.rows import Values, moment_of, ticks

RECORD_COLUMNS = ("uuid", "kind", "moment", "body", "stamp")
_KINDS: dict[Any, RecordKind] = {str(k): k for k in RecordKind}


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record with what uniting two logs needs to know of it."""

    record: Record
    stamp: Stamp
    """The last write's."""

    def values(self) -> Values:
        """For the database, in the order of RECORD_COLUMNS. TypeError or ValueError for no JSON."""
        r = self.record
        body = json.dumps(dict(r.values), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return (r.uuid, str(r.kind), ticks(r.moment), body, str(self.stamp))


def read_record(values: Values) -> Record:
    """The record of values in the order of RECORD_COLUMNS; ValueError where they make none."""
    uuid, kind, moment, body, *_ = values
    try:
        made = Record(uuid=uuid, kind=_KINDS[kind], moment=moment_of(moment), values=json.loads(body))
    except (KeyError, TypeError, OverflowError, RecursionError) as fault:
        raise ValueError(f"the row is no record: {fault}") from fault
    if not isinstance(uuid, str) or not isinstance(made.values, Mapping):
        raise ValueError("the row is no record")
    return made


def read_record_row(values: Values) -> RecordRow:
    """The row of values in the order of RECORD_COLUMNS; ValueError where they make none."""
    record = read_record(values)
    if not isinstance(values[-1], str):
        raise ValueError("the row has no stamp")
    return RecordRow(record, Stamp.parse(values[-1]))
