"""Entries as rows of the database and back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.core.practice import Situation
from burnbreak.storage.hlc import Stamp

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

COLUMNS = (
    "uuid", "moment", "due", "recorded", "outcome", "reason", "origin", "offered", "again_at", "started",
    "practice", "planned_seconds", "real_seconds", "ease", "situation", "writer", "stamp",
)  # fmt: skip

READ = COLUMNS[:-2]
"""What an entry is made of; writer and stamp matter only where two logs are united."""

Values = tuple[Any, ...]
_Read = TypeVar("_Read")

# Looked up instead of called: a year of entries is read at once, and an enumeration's call is slow.
_OUTCOMES: dict[Any, Outcome] = {str(o): o for o in Outcome}
_REASONS: dict[Any, Reason] = {str(r): r for r in Reason}
_ORIGINS: dict[Any, Origin] = {str(o): o for o in Origin}
_SITUATIONS: dict[Any, Situation | None] = {None: None} | {str(s): s for s in Situation}
_EASES: dict[Any, Ease | None] = {None: None} | {str(e): e for e in Ease}


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what uniting two logs needs to know of it."""

    entry: Entry
    stamp: Stamp
    """The last write's; its writer is the one who wrote."""

    def values(self) -> Values:
        """For the database, in the order of COLUMNS."""
        e = self.entry
        return (
            e.uuid, ticks(e.moment), _ticks(e.due), ticks(e.recorded), str(e.outcome), str(e.reason),
            str(e.origin), int(e.offered), _ticks(e.again_at), _ticks(e.started), e.practice,
            e.planned_seconds, e.real_seconds, e.ease and str(e.ease), e.situation and str(e.situation),
            self.stamp.writer, str(self.stamp),
        )  # fmt: skip


class _Draft:
    """An entry that is being filled; a frozen one is filled ten times as slowly, and a year has thousands."""

    uuid: str
    due: datetime | None
    recorded: datetime
    outcome: Outcome
    reason: Reason
    origin: Origin
    offered: bool
    again_at: datetime | None
    started: datetime | None
    practice: str
    planned_seconds: float
    real_seconds: float
    ease: Ease | None
    situation: Situation | None
    __slots__ = Entry.__slots__

    def close(self) -> Entry:
        """The entry that it is from now on; both lie in memory alike."""
        self.__class__ = Entry  # type: ignore[assignment]
        return self  # type: ignore[return-value]


def read_entry(values: Values) -> Entry:
    """The entry of values in the order of READ, or of COLUMNS; ValueError where they make none."""
    (
        uuid, _, due, recorded, outcome, reason, origin, offered, again_at, started, practice,
        planned_seconds, real_seconds, ease, situation, *_,
    ) = values  # fmt: skip
    draft = _Draft()
    try:
        draft.uuid = _text(uuid)
        draft.recorded = known = _EPOCH + recorded * _TICK
        # These three are often the same moment.
        draft.due = None if due is None else known if due == recorded else moment_of(due)
        draft.started = None if started is None else known if started == recorded else moment_of(started)
        draft.again_at = None if again_at is None else moment_of(again_at)
        draft.outcome = _OUTCOMES[outcome]
        draft.reason = _REASONS[reason]
        draft.origin = _ORIGINS[origin]
        draft.offered = bool(offered)
        draft.practice = _text(practice)
        draft.planned_seconds = float(planned_seconds)
        draft.real_seconds = float(real_seconds)
        draft.ease = _EASES[ease]
        draft.situation = _SITUATIONS[situation]
    except (KeyError, TypeError, OverflowError) as fault:
        raise ValueError(f"the row is no entry: {fault}") from fault
    return draft.close()


def read_row(values: Values) -> Row:
    """The row of values in the order of COLUMNS; ValueError where they make none."""
    return Row(read_entry(values), Stamp.parse(_text(values[-1])))


def readable(found: Iterable[Values], read: Callable[[Values], _Read]) -> list[_Read]:
    """What `read` makes of each row, without those that a newer or damaged hand wrote."""
    result = []
    for values in found:
        try:
            result.append(read(values))
        except ValueError:
            continue
    return result


def ticks(moment: datetime) -> int:
    """Microseconds since 1970 in UTC: exact, and sorted like the moments."""
    return (moment - _EPOCH) // _TICK


def moment_of(count: int) -> datetime:
    """The moment of so many ticks, in UTC."""
    return _EPOCH + count * _TICK


def _ticks(moment: datetime | None) -> int | None:
    return None if moment is None else ticks(moment)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    return value
