"""A week of the log in plain numbers: what was sat each day, what became of the offers, three facts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from burnbreak.core.entry import Ease, Entry, Outcome, Reason
from burnbreak.core.span import Span, day_of, day_span, days

DAYS = 7
ANSWERS_NEEDED = 5
"""A practice is called the one that left you lighter only with so many answers: fewer are chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One practice that was begun. Moments are UTC, lengths are seconds."""

    uuid: str
    day: date
    """The day of the log it belongs to (days begin at 04:00)."""
    started: datetime
    practice: str
    planned_seconds: float
    real_seconds: float
    outcome: Outcome
    reason: Reason
    ease: Ease | None
    counts: bool
    """Whether it counts as a pause: 60 seconds, or half its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the log; `span` runs from 04:00 to 04:00 and may be 23 or 25 hours long."""

    date: date
    span: Span
    sittings: tuple[Sitting, ...]

    @property
    def pauses(self) -> int:
        """How many sittings count."""
        return sum(s.counts for s in self.sittings)

    @property
    def seconds(self) -> float:
        """Real seconds of the sittings that count."""
        return sum(s.real_seconds for s in self.sittings if s.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What became of the planned breaks; ad-hoc practices are not among them."""

    taken: int
    postponed: int
    """Still waiting for their second time."""
    held: int
    """Still owed."""
    declined: int
    missed: Mapping[Reason, int]
    """Never begun, by reason, most frequent first."""
    rested: int = 0
    """Spent away from the desk, which counts where the user wants it so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lighter:
    """The practice after which the answer was most often "lighter"."""

    practice: str
    lighter: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from `first` on, and what they come to."""

    first: date
    days: tuple[Day, ...]
    offers: Offers
    longest: Sitting | None
    """The longest sitting that counts; the earlier of two equal ones."""
    lighter: Lighter | None

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """All sittings in order, the short ones too."""
        return tuple(sitting for day in self.days for sitting in day.sittings)

    @property
    def pauses(self) -> int:
        """How many sittings count."""
        return sum(day.pauses for day in self.days)

    @property
    def seconds(self) -> float:
        """Real seconds of the sittings that count."""
        return sum(day.seconds for day in self.days)


def first_day(day: date, first_weekday: int) -> date:
    """The first day of the week that holds `day`, where weeks begin on `first_weekday` (0 is Monday)."""
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS)


def week_span(first: date, zone: tzinfo) -> Span:
    """The seven days from `first` on as one span, from 04:00 to 04:00 local time."""
    last = first + timedelta(days=DAYS - 1)
    return Span(day_span(first, zone).start, day_span(last, zone).end)


def summarise(entries: Iterable[Entry], first: date, zone: tzinfo) -> Week:
    """The week from `first` on; entries of other days are left out, so asking for too many does no harm."""
    span = week_span(first, zone)
    inside = sorted((e for e in entries if e.moment in span), key=lambda e: (e.moment, e.uuid))
    sittings = [s for e in inside if (s := _sitting(e, zone)) is not None]
    by_day = tuple(
        Day(date=d, span=day_span(d, zone), sittings=tuple(s for s in sittings if s.day == d))
        for d in days(first, DAYS)
    )
    counting = [s for s in sittings if s.counts]
    return Week(
        first=first,
        days=by_day,
        offers=_offers(inside),
        longest=max(counting, key=lambda s: s.real_seconds, default=None),
        lighter=_lighter(sittings),
    )


def _sitting(entry: Entry, zone: tzinfo) -> Sitting | None:
    if entry.started is None:
        return None
    return Sitting(
        uuid=entry.uuid,
        day=day_of(entry.started, zone),
        started=entry.started,
        practice=entry.practice,
        planned_seconds=entry.planned_seconds,
        real_seconds=entry.real_seconds,
        outcome=entry.outcome,
        reason=entry.reason,
        ease=entry.ease,
        counts=entry.sat,
    )


def _offers(entries: list[Entry]) -> Offers:
    planned = [e for e in entries if e.due is not None]
    ends = Counter(e.outcome for e in planned if e.started is None)
    missed = Counter(e.reason for e in planned if e.started is None and e.outcome is Outcome.MISSED)
    return Offers(
        taken=sum(e.started is not None for e in planned),
        postponed=ends[Outcome.POSTPONED],
        held=ends[Outcome.HELD],
        declined=ends[Outcome.SKIPPED],
        missed=dict(missed.most_common()),
        rested=ends[Outcome.COMPLETED],
    )


def _lighter(sittings: list[Sitting]) -> Lighter | None:
    answers = Counter(s.practice for s in sittings if s.ease is not None)
    lighter = Counter(s.practice for s in sittings if s.ease is Ease.LIGHTER)
    known = [p for p, count in answers.items() if count >= ANSWERS_NEEDED and lighter[p]]
    best = max(known, key=lambda p: (lighter[p] / answers[p], answers[p], p), default=None)
    return None if best is None else Lighter(practice=best, lighter=lighter[best], answers=answers[best])
