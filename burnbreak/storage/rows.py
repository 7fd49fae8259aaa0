"""Entries as rows of the database and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.storage.hlc import Stamp

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

COLUMNS = (
    "uuid", "moment", "due", "recorded", "outcome", "reason", "origin", "offered", "again_at", "started",
    "practice", "planned_seconds", "real_seconds", "ease", "writer", "stamp", "deleted",
)  # fmt: skip

Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what uniting two logs needs to know of it."""

    entry: Entry
    stamp: Stamp
    """The last write's; its writer is the one who wrote."""
    deleted: bool = False

    def values(self) -> Values:
        """For the database, in the order of COLUMNS."""
        e = self.entry
        return (
            e.uuid, ticks(e.moment), _ticks(e.due), ticks(e.recorded), str(e.outcome), str(e.reason),
            str(e.origin), int(e.offered), _ticks(e.again_at), _ticks(e.started), e.practice,
            e.planned_seconds, e.real_seconds, e.ease and str(e.ease), self.stamp.writer, str(self.stamp),
            int(self.deleted),
        )  # fmt: skip


def read_row(values: Values) -> Row:
    """The row of values in the order of COLUMNS; ValueError where they make no entry."""
    try:
        found = dict(zip(COLUMNS, values, strict=True))
        entry = Entry(
            uuid=_text(found["uuid"]),
            due=_moment(found["due"]),
            recorded=moment_of(found["recorded"]),
            outcome=Outcome(found["outcome"]),
            reason=Reason(found["reason"]),
            origin=Origin(found["origin"]),
            offered=bool(found["offered"]),
            again_at=_moment(found["again_at"]),
            started=_moment(found["started"]),
            practice=_text(found["practice"]),
            planned_seconds=float(found["planned_seconds"]),
            real_seconds=float(found["real_seconds"]),
            ease=None if found["ease"] is None else Ease(found["ease"]),
        )
        return Row(entry, Stamp.parse(_text(found["stamp"])), bool(found["deleted"]))
    except (TypeError, OverflowError) as fault:
        raise ValueError(str(fault)) from fault


def readable(cursor: Iterable[Values]) -> list[Row]:
    """The rows of a query over COLUMNS, without those that a newer or damaged hand wrote."""
    rows = []
    for values in cursor:
        try:
            rows.append(read_row(values))
        except ValueError:
            continue
    return rows


def ticks(moment: datetime) -> int:
    """Microseconds since 1970 in UTC: exact, and sorted like the moments."""
    return (moment - _EPOCH) // _TICK


def moment_of(count: int) -> datetime:
    """The moment of so many ticks, in UTC."""
    return _EPOCH + count * _TICK


def _ticks(moment: datetime | None) -> int | None:
    return None if moment is None else ticks(moment)


def _moment(count: int | None) -> datetime | None:
    return None if count is None else moment_of(count)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    return value
