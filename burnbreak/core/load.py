"""What the booked times of a day and a week come to: hours, runs, gaps, lunch, evenings. Nothing is judged.

Every length is real time, also where the clocks change. "Booked" is all that is booked, sessions and other
things alike; only the allowance for notes counts sessions alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from burnbreak.core.booked import Booked, BookedKind, taken
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load_setting import Load, Weekend
from burnbreak.core.span import Span, at_wall, merge, subtract

NOTHING = timedelta()
LUNCH_FROM, LUNCH_TO = time(11), time(14, 30)
LUNCH = timedelta(minutes=30)
"""Lunch is kept where so much of the work time between 11:00 and 14:30 is free in one piece."""
GAP_CLASSES = (5, 10, 15, 30)
"""Minutes at which the classes of gaps begin: under 5, 5 to 9, 10 to 14, 15 to 29, 30 and more."""
IN_A_ROW = 3
"""A run of so many booked times is counted."""
_WEEKENDS: Mapping[Weekend, frozenset[int]] = {
    Weekend.SATURDAY_SUNDAY: frozenset({5, 6}),
    Weekend.FRIDAY_SATURDAY: frozenset({4, 5}),
    Weekend.THURSDAY_FRIDAY: frozenset({3, 4}),
    Weekend.SUNDAY: frozenset({6}),
    Weekend.NONE: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Booked times one after the other, with only short gaps between them."""

    span: Span
    count: int
    """How many booked times; two at the same time count once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """The figures of one day."""

    date: date
    work: timedelta = NOTHING
    """Working hours as planned."""
    inside: timedelta = NOTHING
    """Booked in working hours; what is booked twice counts once."""
    outside: timedelta = NOTHING
    """Booked outside of them."""
    sessions: int = 0
    longest: timedelta = NOTHING
    """The longest run, from its first start to its last end."""
    longest_count: int = 0
    """Booked times in that run."""
    most: int = 0
    """The most booked times in a row, which may be another run."""
    runs: int = 0
    """Runs of three booked times and more."""
    gaps: tuple[int, ...] = (0, 0, 0, 0, 0)
    """Gaps between booked times in one work period, by the classes of GAP_CLASSES."""
    lunch: bool | None = None
    """Whether there was room for lunch; None where no work or nothing booked that day."""
    reach: timedelta = NOTHING
    """From the first start to the last end."""
    evening: bool = False
    """Booked after the hour at which the user's evening begins."""
    kept: int = 0
    """Protected times with nothing booked in them."""
    moved: int = 0
    """Booked over, while as much was free elsewhere in the working hours of the day."""
    over: int = 0
    """Booked over, and not found elsewhere."""

    @property
    def booked(self) -> timedelta:
        """All that is booked."""
        return self.inside + self.outside


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """Seven days from `first` on; days of which nothing is known are not among `days`."""

    first: date
    days: tuple[DayLoad, ...]
    weekend: frozenset[int] = _WEEKENDS[Weekend.SATURDAY_SUNDAY]

    @property
    def booked(self) -> timedelta:
        """All that is booked."""
        return self.inside + self.outside

    @property
    def inside(self) -> timedelta:
        """Booked in working hours."""
        return sum((d.inside for d in self.days), NOTHING)

    @property
    def outside(self) -> timedelta:
        """Booked outside of them."""
        return sum((d.outside for d in self.days), NOTHING)

    @property
    def work(self) -> timedelta:
        """Working hours of the days with something booked."""
        return sum((d.work for d in self.days if d.booked), NOTHING)

    @property
    def sessions(self) -> int:
        """How many sessions."""
        return sum(d.sessions for d in self.days)

    @property
    def days_booked(self) -> int:
        """Days with something booked."""
        return sum(bool(d.booked) for d in self.days)

    @property
    def longest(self) -> DayLoad | None:
        """The day of the longest run, the earlier of two equal ones; None for an empty week."""
        day = max(self.days, key=lambda d: (d.longest, -d.date.toordinal()), default=None)
        return day if day is not None and day.longest else None

    @property
    def most(self) -> DayLoad | None:
        """The day with the most booked times in a row; None for an empty week."""
        day = max(self.days, key=lambda d: (d.most, -d.date.toordinal()), default=None)
        return day if day is not None and day.most else None

    @property
    def runs(self) -> int:
        """Runs of three booked times and more."""
        return sum(d.runs for d in self.days)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Gaps by the classes of GAP_CLASSES."""
        return tuple(sum(d.gaps[n] for d in self.days) for n in range(len(GAP_CLASSES) + 1))

    @property
    def lunches(self) -> tuple[int, int]:
        """Days with room for lunch, of how many."""
        told = [d.lunch for d in self.days if d.lunch is not None]
        return sum(told), len(told)

    @property
    def protected(self) -> tuple[int, int, int]:
        """Protected times kept, moved, booked over."""
        return (
            sum(d.kept for d in self.days),
            sum(d.moved for d in self.days),
            sum(d.over for d in self.days),
        )

    @property
    def evenings(self) -> int:
        """Days on which something was booked in the evening."""
        return sum(d.evening for d in self.days)

    @property
    def weekends(self) -> int:
        """Days of the weekend with something booked."""
        return sum(bool(d.booked) and d.date.weekday() in self.weekend for d in self.days)

    def actual(self, note_minutes: int) -> timedelta:
        """Booked time and the user's own allowance for notes after each session."""
        return self.booked + self.sessions * timedelta(minutes=note_minutes)


def day_load(day: BookedDay, limits: Load) -> DayLoad:
    """The figures of a day."""
    blocks = taken(day.booked)
    inside = _length(part for b in blocks for w in merge(day.work) if (part := b.clip(w)) is not None)
    chains = runs(day.booked, limits.gap_minutes)
    longest = max(chains, key=lambda run: run.span.length, default=None)
    kept, moved, over = _protected(day, blocks)
    evening = at_wall(day.date, time(limits.evening_hour), day.zone)
    return DayLoad(
        date=day.date,
        work=_length(merge(day.work)),
        inside=inside,
        outside=_length(blocks) - inside,
        sessions=len(_counted(b for b in day.booked if b.kind is BookedKind.SESSION)),
        longest=longest.span.length if longest else NOTHING,
        longest_count=longest.count if longest else 0,
        most=max((run.count for run in chains), default=0),
        runs=sum(run.count >= IN_A_ROW for run in chains),
        gaps=_gaps(day, blocks),
        lunch=_lunch(day, blocks) if blocks else None,
        reach=blocks[-1].end - blocks[0].start if blocks else NOTHING,
        evening=any(b.end > evening for b in blocks),
        kept=kept,
        moved=moved,
        over=over,
    )


def week_load(first: date, days: Iterable[DayLoad], limits: Load) -> WeekLoad:
    """The week from `first` on; of other days nothing is taken, of two for one date the later counts."""
    inside = {d.date: d for d in days if 0 <= (d.date - first).days < 7}
    return WeekLoad(first=first, days=tuple(inside[d] for d in sorted(inside)), weekend=weekend(limits))


def weekend(limits: Load) -> frozenset[int]:
    """The weekdays (0 is Monday) of the user's weekend."""
    return _WEEKENDS[limits.weekend]


def runs(booked: Iterable[Booked], gap_minutes: int) -> tuple[Run, ...]:
    """Chains of booked times with gaps shorter than this between them, in order."""
    gap = timedelta(minutes=gap_minutes)
    found: list[Run] = []
    for span in _counted(booked):
        last = found[-1] if found else None
        if last is not None and span.start - last.span.end < gap:
            whole = Span(last.span.start, max(last.span.end, span.end))
            # Two at the same time are one thing after the other for nobody.
            found[-1] = Run(span=whole, count=last.count + (span.start >= last.span.end))
        else:
            found.append(Run(span=span, count=1))
    return tuple(found)


def gaps(day: BookedDay) -> tuple[Span, ...]:
    """The free stretches between two booked times that lie whole in one work period, in order."""
    blocks, work = taken(day.booked), merge(day.work)
    between = (Span(a.end, b.start) for a, b in pairwise(blocks))
    return tuple(gap for gap in between if any(w.start <= gap.start and gap.end <= w.end for w in work))


def _gaps(day: BookedDay, blocks: tuple[Span, ...]) -> tuple[int, ...]:
    classes = [0] * (len(GAP_CLASSES) + 1)
    for gap in gaps(day):
        classes[sum(gap.length >= timedelta(minutes=edge) for edge in GAP_CLASSES)] += 1
    return tuple(classes)


def _counted(booked: Iterable[Booked]) -> list[Span]:
    """The booked times, without those that lie whole within another: one calendar may repeat another."""
    spans = sorted({b.span for b in booked if b.span.length}, key=lambda s: (s.start, -s.length))
    result: list[Span] = []
    for span in spans:
        if not result or span.end > result[-1].end:
            result.append(span)
    return result


def _lunch(day: BookedDay, blocks: tuple[Span, ...]) -> bool | None:
    noon = Span(at_wall(day.date, LUNCH_FROM, day.zone), at_wall(day.date, LUNCH_TO, day.zone))
    work = [part for w in merge(day.work) if (part := w.clip(noon)) is not None]
    if not any(part.length >= LUNCH for part in work):
        return None
    return any(free.length >= LUNCH for free in subtract(work, blocks))


def _protected(day: BookedDay, blocks: tuple[Span, ...]) -> tuple[int, int, int]:
    spans = [span for span, _ in day.protected]
    if not blocks:
        return 0, 0, 0
    lost = [span for span in spans if any(span.overlaps(b) for b in blocks)]
    # What is protected is no room for something else that is protected.
    free = [s.length for s in subtract(day.work, [*blocks, *spans])]
    moved = 0
    for span in sorted(lost, key=lambda s: s.length, reverse=True):
        room = min((length for length in free if length >= span.length), default=None)
        if room is not None:
            free.remove(room)
            free.append(room - span.length)
            moved += 1
    return len(spans) - len(lost), moved, len(lost) - moved


def _length(spans: Iterable[Span]) -> timedelta:
    return sum((span.length for span in spans), NOTHING)
