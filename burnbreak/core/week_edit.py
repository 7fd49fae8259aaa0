"""Changes to a work week as a hand makes them: add, move, stretch, remove, copy; always in quarter hours.

A block is a period of work or a protected time. Of each kind none lies over another in the same week: blocks
of one place, or for one purpose, are joined, and otherwise the one put there last has the time.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import TypeVar, cast

from burnbreak.core.workweek import EVERY_WEEK, Place, ProtectedKind, ProtectedTime, WorkPeriod, WorkWeek

STEP = 15
"""Everything drawn lands on a multiple of so many minutes."""
DAY = 24 * 60
WEEK = 7 * DAY

Block = WorkPeriod | ProtectedTime
_B = TypeVar("_B", bound=WorkPeriod | ProtectedTime)


def snap(minute: float) -> int:
    """The nearest quarter of an hour."""
    return round(minute / STEP) * STEP


def minute_of(wall: time) -> int:
    """Minutes since midnight."""
    return wall.hour * 60 + wall.minute


def wall(minute: int) -> time:
    """The clock time so many minutes after midnight, of whichever day."""
    return time(minute % DAY // 60, minute % 60)


def period(
    weekday: int, start: int, minutes: int, place: Place = Place.ON_SITE, week: int = EVERY_WEEK
) -> WorkPeriod:
    """A period of 1 to 1440 minutes from `start`, minutes since the midnight of `weekday`."""
    return placed(
        WorkPeriod(weekday=0, start=time(0), end=time(1), place=place, week=week), weekday, start, minutes
    )


def protected(
    weekday: int, start: int, minutes: int, kind: ProtectedKind = ProtectedKind.LUNCH, week: int = EVERY_WEEK
) -> ProtectedTime:
    """A protected time of 1 to 1440 minutes from `start`, minutes since the midnight of `weekday`."""
    model = ProtectedTime(weekday=0, start=time(0), end=time(1), kind=kind, week=week)
    return placed(model, weekday, start, minutes)


def placed(old: _B, weekday: int, start: int, minutes: int) -> _B:
    """The same block elsewhere: 1 to 1440 minutes from `start`, minutes since the midnight of `weekday`."""
    minutes = max(1, min(DAY, minutes))
    weekday = (weekday + start // DAY) % 7
    return replace(old, weekday=weekday, start=wall(start), end=wall(start + minutes))


def moved(old: _B, *, days: int = 0, minutes: int = 0) -> _B:
    """The same block so much later; over the end of a day, it goes to the next."""
    return placed(old, old.weekday + days, minute_of(old.start) + minutes, old.minutes)


def from_start(old: _B, start: int) -> _B:
    """The same end with another start (minutes since its weekday's midnight)."""
    end = minute_of(old.start) + old.minutes
    start = max(0, end - DAY, min(start, end - STEP))
    return placed(old, old.weekday, start, end - start)


def to_end(old: _B, end: int) -> _B:
    """The same start with another end (minutes since its weekday's midnight, may be past 1440)."""
    start = minute_of(old.start)
    return placed(old, old.weekday, start, max(STEP, min(DAY, end - start)))


def drawn(weekday: int, first: int, last: int, like: _B) -> _B:
    """A new block between two minutes of a day, in whichever order they were drawn."""
    start, end = min(first, last), max(first, last)
    start = max(0, min(start, DAY - STEP))
    return placed(like, weekday, start, max(STEP, end - start))


def blocks(week: WorkWeek, shown: int) -> tuple[Block, ...]:
    """All that is seen in one week of the cycle (from 0): work first, then what is protected."""
    everything: tuple[Block, ...] = (*week.periods, *week.protected)
    return tuple(block for block in everything if block.week in (EVERY_WEEK, shown))


def week_of(week: WorkWeek, shown: int) -> int:
    """What a new block of one week of the cycle has as its week."""
    return EVERY_WEEK if week.cycle_weeks == 1 else shown


def put(week: WorkWeek, new: Block, instead_of: Block | None = None) -> WorkWeek:
    """The week with a new or changed block; what it overlaps is joined with it (up to 24 hours) or cut."""
    rest = list(_alike(week, new))
    if instead_of is not None:
        rest.remove(instead_of)
    touching = [b for b in rest if overlap(b, new) and b.week < week.cycle_weeks]
    if any(b.week != new.week for b in touching):
        # What counts in every week and what counts in one are told apart before they meet.
        apart = [piece for b in rest for piece in (split(b, week) if b in touching else (b,))]
        week = _with(week, new, apart)
        for piece in split(new, week):
            week = put(week, piece)
        return week
    while touching:
        old = touching[0]
        rest.remove(old)
        if _same_sort(old, new):
            new = _joined(old, new)
        else:
            rest += _uncovered(old, new)
        touching = [b for b in rest if overlap(b, new) and b.week == new.week]
    return _with(week, new, [*rest, new])


def holder(week: WorkWeek, new: Block, shown: int = 0) -> Block | None:
    """The block of the week into which `new` went when it was put there."""
    found = [b for b in _alike(week, new) if b.week in (EVERY_WEEK, shown)]
    return next((b for b in found if b == new), None) or next((b for b in found if overlap(b, new)), None)


def without(week: WorkWeek, old: Block) -> WorkWeek:
    """The week less one block."""
    rest = list(_alike(week, old))
    rest.remove(old)
    return _with(week, old, rest)


def copied(week: WorkWeek, weekday: int, others: Iterable[int], shown: int = 0) -> WorkWeek:
    """The week with the blocks of one day on other days as well, in place of theirs, in one week."""
    targets = set(others) - {weekday}
    model = [b for b in blocks(week, shown) if b.weekday == weekday]
    for old in [b for b in blocks(week, shown) if b.weekday in targets]:
        week = without(week, old)
        if old.week != week_of(week, shown):
            for piece in split(old, week):
                week = put(week, piece) if piece.week != shown else week
    for target in sorted(targets):
        for one in model:
            copy = placed(one, target, minute_of(one.start), one.minutes)
            week = put(week, replace(copy, week=week_of(week, shown)))
    return week


def free_place(week: WorkWeek, weekday: int, shown: int = 0) -> WorkPeriod | None:
    """Where one more period of a day would go: four hours from nine or after the last one, or less."""
    seen = [b for b in blocks(week, shown) if isinstance(b, WorkPeriod)]
    ends = [minute_of(p.start) + p.minutes for p in seen if p.weekday == weekday]
    first = max([9 * 60, *(end + 60 for end in ends)])
    candidates = [first, *range(9 * 60, DAY, STEP), *range(0, 9 * 60, STEP)]
    for length in (4 * 60, 60, STEP):
        for start in candidates:
            new = period(weekday, start, length, week=week_of(week, shown))
            if start + length <= DAY and not any(overlap(p, new) for p in seen):
                return new
    return None


def lunch_in(week: WorkWeek, weekday: int, shown: int = 0, inside: WorkPeriod | None = None) -> ProtectedTime:
    """Half an hour that a day would protect: about noon where that is work, else in the middle of it."""
    seen = blocks(week, shown)
    kept = [b for b in seen if isinstance(b, ProtectedTime)]
    work = [b for b in seen if isinstance(b, WorkPeriod) and b.weekday == weekday]
    chosen = inside or max(work, key=lambda p: p.minutes, default=None)
    begin = minute_of(chosen.start) if chosen else 9 * 60
    length = chosen.minutes if chosen else 8 * 60
    most = min(30, length)
    wished = [12 * 60 + 30, 12 * 60, 13 * 60, snap(begin + (length - most) / 2)]
    last = begin + length - most
    starts = [s for s in (*wished, *range(begin, begin + length, STEP)) if begin <= s <= last]
    made = [protected(weekday, s, most, week=week_of(week, shown)) for s in starts]
    return next((new for new in made if not any(overlap(k, new) for k in kept)), made[0])


def split(block: _B, week: WorkWeek) -> tuple[_B, ...]:
    """The same block once for each week of the cycle."""
    if block.week != EVERY_WEEK:
        return (block,)
    return tuple(replace(block, week=number) for number in range(week.cycle_weeks))


def overlap(one: Block, two: Block) -> bool:
    """Whether two blocks share any time of any week."""
    if EVERY_WEEK not in (one.week, two.week) and one.week != two.week:
        return False
    ahead = _ahead(one, two)
    return ahead < one.minutes or WEEK - ahead < two.minutes


def _ahead(one: Block, two: Block) -> int:
    """Minutes from the start of one to the next start of the other, on a circle of one week."""
    days = two.weekday - one.weekday
    return (days * DAY + minute_of(two.start) - minute_of(one.start)) % WEEK


def _alike(week: WorkWeek, block: Block) -> tuple[Block, ...]:
    return week.periods if isinstance(block, WorkPeriod) else week.protected


def _with(week: WorkWeek, like: Block, found: Iterable[Block]) -> WorkWeek:
    if isinstance(like, WorkPeriod):
        return replace(week, periods=tuple(sorted(cast("Iterable[WorkPeriod]", found))))
    return replace(week, protected=tuple(sorted(cast("Iterable[ProtectedTime]", found))))


def _same_sort(one: Block, two: Block) -> bool:
    if isinstance(one, WorkPeriod):
        return isinstance(two, WorkPeriod) and one.place is two.place
    return isinstance(two, ProtectedTime) and one.kind is two.kind


def _joined(one: Block, two: Block) -> Block:
    ahead = _ahead(one, two)
    first, gap, second = (one, ahead, two) if ahead < one.minutes else (two, WEEK - ahead, one)
    minutes = max(first.minutes, gap + second.minutes)
    return placed(first, first.weekday, minute_of(first.start), minutes)


def _uncovered(old: Block, new: Block) -> list[Block]:
    """What is left of a block where another one takes its time: nothing, one piece or two."""
    begin, ahead = minute_of(old.start), _ahead(old, new)
    holes = [(base, base + new.minutes) for base in (ahead - WEEK, ahead)]
    pieces, at = [], 0
    for start, end in (*holes, (old.minutes, old.minutes)):
        if start > at and at < old.minutes:
            pieces.append(placed(old, old.weekday, begin + at, min(start, old.minutes) - at))
        at = max(at, end)
    return pieces
