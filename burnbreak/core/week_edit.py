"""Changes to a work week as a hand makes them: add, move, stretch, remove, copy; always in quarter hours."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from burnbreak.core.workweek import EVERY_WEEK, Place, WorkPeriod, WorkWeek

STEP = 15
"""Everything drawn lands on a multiple of so many minutes."""
DAY = 24 * 60
WEEK = 7 * DAY


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
    minutes = max(1, min(DAY, minutes))
    weekday = (weekday + start // DAY) % 7
    return WorkPeriod(weekday=weekday, start=wall(start), end=wall(start + minutes), place=place, week=week)


def moved(old: WorkPeriod, *, days: int = 0, minutes: int = 0) -> WorkPeriod:
    """The same period so much later; over the end of a day, it goes to the next."""
    return period(old.weekday + days, minute_of(old.start) + minutes, old.minutes, old.place, old.week)


def from_start(old: WorkPeriod, start: int) -> WorkPeriod:
    """The same end with another start (minutes since its weekday's midnight)."""
    end = minute_of(old.start) + old.minutes
    start = max(0, end - DAY, min(start, end - STEP))
    return period(old.weekday, start, end - start, old.place, old.week)


def to_end(old: WorkPeriod, end: int) -> WorkPeriod:
    """The same start with another end (minutes since its weekday's midnight, may be past 1440)."""
    start = minute_of(old.start)
    return period(old.weekday, start, max(STEP, min(DAY, end - start)), old.place, old.week)


def drawn(weekday: int, first: int, last: int) -> WorkPeriod:
    """A new period between two minutes of a day, in whichever order they were drawn."""
    start, end = min(first, last), max(first, last)
    start = max(0, min(start, DAY - STEP))
    return period(weekday, start, max(STEP, end - start))


def put(week: WorkWeek, new: WorkPeriod, instead_of: WorkPeriod | None = None) -> WorkWeek:
    """The week with a new or changed period; what it overlaps is joined with it, up to 24 hours."""
    rest = list(week.periods)
    if instead_of is not None:
        rest.remove(instead_of)
    for _ in range(len(rest)):
        touching = next((p for p in rest if _overlap(p, new)), None)
        if touching is None:
            break
        rest.remove(touching)
        new = _joined(touching, new)
    return replace(week, periods=tuple(sorted([*rest, new])))


def holder(week: WorkWeek, new: WorkPeriod) -> WorkPeriod | None:
    """The period of the week into which `new` went when it was put there."""
    return next((p for p in week.periods if p == new or _overlap(p, new)), None)


def without(week: WorkWeek, old: WorkPeriod) -> WorkWeek:
    """The week less one period."""
    rest = list(week.periods)
    rest.remove(old)
    return replace(week, periods=tuple(rest))


def copied(week: WorkWeek, weekday: int, others: Iterable[int]) -> WorkWeek:
    """The week with the periods of one day on other days as well, in place of theirs."""
    targets = set(others) - {weekday}
    model = [p for p in week.periods if p.weekday == weekday]
    result = replace(week, periods=tuple(p for p in week.periods if p.weekday not in targets))
    for target in sorted(targets):
        for one in model:
            result = put(result, period(target, minute_of(one.start), one.minutes, one.place, one.week))
    return result


def free_place(week: WorkWeek, weekday: int) -> WorkPeriod | None:
    """Where one more period of a day would go: four hours from nine or after the last one, or less."""
    ends = [minute_of(p.start) + p.minutes for p in week.periods if p.weekday == weekday]
    first = max([9 * 60, *(end + 60 for end in ends)])
    candidates = [first, *range(9 * 60, DAY, STEP), *range(0, 9 * 60, STEP)]
    for length in (4 * 60, 60, STEP):
        for start in candidates:
            if start + length <= DAY and not any(
                _overlap(p, period(weekday, start, length)) for p in week.periods
            ):
                return period(weekday, start, length)
    return None


def _offset(one: WorkPeriod, weekday: int) -> int:
    """Minutes from the midnight of `weekday` to the start, on a circle of one week."""
    return ((one.weekday - weekday) * DAY + minute_of(one.start)) % WEEK


def _overlap(one: WorkPeriod, two: WorkPeriod) -> bool:
    if EVERY_WEEK not in (one.week, two.week) and one.week != two.week:
        return False
    ahead = (_offset(two, one.weekday) - minute_of(one.start)) % WEEK
    return ahead < one.minutes or WEEK - ahead < two.minutes


def _joined(one: WorkPeriod, two: WorkPeriod) -> WorkPeriod:
    ahead = (_offset(two, one.weekday) - minute_of(one.start)) % WEEK
    first, gap, second = (one, ahead, two) if ahead < one.minutes else (two, WEEK - ahead, one)
    minutes = max(first.minutes, gap + second.minutes)
    week = one.week if one.week == two.week else EVERY_WEEK
    return period(first.weekday, minute_of(first.start), minutes, first.place, week)
