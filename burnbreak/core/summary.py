"""Days of the log in plain numbers: what was sat, what became of the offers, what was felt afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.core.offer_tally import Offers, Tally
from burnbreak.core.practice import Situation
from burnbreak.core.span import DAY_BEGINS, Span, at_wall, days

ANSWERS_NEEDED = 5
"""What the answers come to is told only with so many of them: fewer are chance."""


class Sitting(NamedTuple):
    """One practice that was begun. Moments are UTC, lengths are seconds.

    A tuple, because a week is laid out anew with every look at it, and tuples are made fast.
    """

    uuid: str
    day: date
    """The day of the log it belongs to (days begin at 04:00)."""
    zone: tzinfo
    """Where that day was lived: its clocks tell the time of the sitting."""
    started: datetime
    practice: str
    planned_seconds: float
    real_seconds: float
    outcome: Outcome
    reason: Reason
    ease: Ease | None
    counts: bool
    """Whether it counts as a pause: 60 seconds, or half its length."""
    added: bool
    """Written down afterwards by the user."""
    situation: Situation | None
    """What it was chosen or offered for; None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Felt:
    """The taps after the sittings of one practice, or of all."""

    practice: str = ""
    lighter: int = 0
    same: int = 0
    heavier: int = 0

    @property
    def answers(self) -> int:
        """How many there are."""
        return self.lighter + self.same + self.heavier

    @property
    def enough(self) -> bool:
        """Whether there are enough to say what they come to."""
        return self.answers >= ANSWERS_NEEDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The pauses of one practice, or those of one situation."""

    name: str
    pauses: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the log; `span` runs from 04:00 to 04:00 and may be 23 or 25 hours long."""

    date: date
    span: Span
    zone: tzinfo
    sittings: tuple[Sitting, ...]
    offers: Offers
    pauses: int
    """How many sittings count."""
    seconds: float
    """Real seconds of the sittings that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from `first` on, a week or a month, and what they come to."""

    first: date
    days: tuple[Day, ...]
    offers: Offers
    longest: Sitting | None
    """The longest sitting that counts; the earlier of two equal ones."""
    answers: Felt
    """All taps, of whatever practice."""
    felt: tuple[Felt, ...]
    """By practice, only those with enough answers; most often lighter first."""
    practices: tuple[Share, ...]
    """By practice, most minutes first."""
    sittings: tuple[Sitting, ...]
    """All sittings in order, the short ones too."""

    @property
    def pauses(self) -> int:
        """How many sittings count."""
        return sum(day.pauses for day in self.days)

    @property
    def seconds(self) -> float:
        """Real seconds of the sittings that count."""
        return sum(day.seconds for day in self.days)

    @property
    def days_paused(self) -> int:
        """Days with at least one pause."""
        return sum(day.pauses > 0 for day in self.days)

    @property
    def lighter(self) -> Felt | None:
        """The practice after which the answer was most often "lighter"."""
        return next((f for f in self.felt if f.lighter), None)


def day_spans(
    first: date, count: int, zone: tzinfo, zones: Mapping[date, tzinfo] | None = None
) -> tuple[Span, ...]:
    """`count` days of the log without gap or overlap, each from 04:00 where it was lived.

    `zones` names the days that were lived elsewhere than in `zone`: a day of travel is longer or shorter.
    """
    known = zones or {}
    starts: list[datetime] = []
    for day in days(first, count + 1):
        start = at_wall(day, DAY_BEGINS, known.get(day, zone))
        # Over the date line eastward, the next day may begin before this one: then this one is empty.
        starts.append(max(start, starts[-1]) if starts else start)
    return tuple(Span(start, end) for start, end in pairwise(starts))


def summarise_days(
    entries: Iterable[Entry],
    first: date,
    count: int,
    zone: tzinfo,
    zones: Mapping[date, tzinfo] | None = None,
) -> Stretch:
    """`count` days from `first` on; entries of other days are left out, so too many of them do no harm.

    `zones` names the days that were lived in another zone than `zone`.
    """
    known, spans = zones or {}, day_spans(first, count, zone, zones)
    start, end = spans[0].start, spans[-1].end
    inside = [(m, e.uuid, e) for e in entries if start <= (m := e.moment) < end]
    inside.sort(key=_ORDER)
    found, tallies, place = [], [], 0
    for date_, span in zip(days(first, count), spans, strict=True):
        begin, end = place, span.end
        while place < len(inside) and inside[place][0] < end:
            place += 1
        of_day = [entry for _, _, entry in inside[begin:place]]
        tallies.append(Tally(of_day))
        found.append(_day(date_, span, known.get(date_, zone), of_day, tallies[-1]))
    return _stretch(first, tuple(found), Tally.of_all(tallies))


_ORDER = itemgetter(0, 1)


def _day(day: date, span: Span, zone: tzinfo, entries: list[Entry], tally: Tally) -> Day:
    sittings = tuple(_sitting(e, started, day, zone) for e in entries if (started := e.started) is not None)
    counting = [s.real_seconds for s in sittings if s.counts]
    return Day(
        date=day,
        span=span,
        zone=zone,
        sittings=sittings,
        offers=tally.offers(),
        pauses=len(counting),
        seconds=sum(counting),
    )


def _stretch(first: date, found: tuple[Day, ...], tally: Tally) -> Stretch:
    sittings = tuple(s for day in found for s in day.sittings)
    counting = [s for s in sittings if s.counts]
    return Stretch(
        first=first,
        days=found,
        offers=tally.offers(),
        longest=max(counting, key=_LENGTH, default=None),
        answers=_felt("", [ease for s in sittings if (ease := s.ease) is not None]),
        felt=_felt_by_practice(sittings),
        practices=_shares((s.practice, s) for s in counting),
        sittings=sittings,
    )


_LENGTH = attrgetter("real_seconds")


def by_situation(stretch: Stretch, situations: Mapping[str, Iterable[str]]) -> tuple[Share, ...]:
    """The pauses by what they were chosen or offered for, most minutes first.

    Where that is not known they count by what their practice suits (`situations`, by practice), in each of
    several.
    """
    counting = [s for s in stretch.sittings if s.counts]
    return _shares(
        (str(name), s)
        for s in counting
        for name in ((s.situation,) if s.situation else situations.get(s.practice, ()))
    )


def _sitting(entry: Entry, started: datetime, day: date, zone: tzinfo) -> Sitting:
    return Sitting(
        entry.uuid,
        day,
        zone,
        started,
        entry.practice,
        entry.planned_seconds,
        entry.real_seconds,
        entry.outcome,
        entry.reason,
        entry.ease,
        entry.sat,
        entry.origin is Origin.ADDED,
        entry.situation,
    )


def _felt(practice: str, taps: Sequence[Ease]) -> Felt:
    return Felt(
        practice=practice,
        lighter=taps.count(Ease.LIGHTER),
        same=taps.count(Ease.SAME),
        heavier=taps.count(Ease.HEAVIER),
    )


def _felt_by_practice(sittings: Iterable[Sitting]) -> tuple[Felt, ...]:
    by_practice: dict[str, list[Ease]] = {}
    for sitting in sittings:
        if sitting.ease is not None:
            by_practice.setdefault(sitting.practice, []).append(sitting.ease)
    found = (_felt(name, some) for name, some in by_practice.items())
    return tuple(
        sorted((f for f in found if f.enough), key=lambda f: (-f.lighter / f.answers, -f.answers, f.practice))
    )


def _shares(named: Iterable[tuple[str, Sitting]]) -> tuple[Share, ...]:
    lengths: dict[str, list[float]] = {}
    for name, sitting in named:
        lengths.setdefault(name, []).append(sitting.real_seconds)
    found = (Share(name=name, pauses=len(some), seconds=sum(some)) for name, some in lengths.items())
    return tuple(sorted(found, key=lambda share: (-share.seconds, share.name)))
