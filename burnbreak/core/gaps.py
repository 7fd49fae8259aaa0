"""The free time between sessions, and how long a break in it may be."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from burnbreak.core.facts import Facts
from burnbreak.core.span import Span, day_of, day_span, merge, subtract

OVERRUN = timedelta(seconds=90)
"""Sessions run over: a break is due so long after their end."""
BEFORE_SESSION = timedelta(minutes=2)
"""Nothing is offered so close to the next session."""
HARD_END = timedelta(seconds=60)
"""Every sitting is over so long before the next session."""
SHORTEST = timedelta(seconds=20)
LONGER = timedelta(minutes=5)

GAPS = (
    (timedelta(minutes=3), timedelta(seconds=20), timedelta(seconds=60)),
    (timedelta(minutes=6), timedelta(minutes=2), timedelta(minutes=3)),
    (timedelta(minutes=10), timedelta(minutes=3), timedelta(minutes=5)),
    (timedelta(minutes=15), timedelta(minutes=5), timedelta(minutes=8)),
    (timedelta(minutes=30), timedelta(minutes=5), timedelta(minutes=10)),
)
"""A gap between sessions from so long on gets a break from so long to so long."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time inside a work period; `booked` when a session ends it, `after_session` when one began it."""

    span: Span
    booked: bool
    after_session: bool


def gaps(facts: Facts, start: datetime, end: datetime) -> tuple[Gap, ...]:
    """The free stretches of the work periods that overlap start to end, whole, in order."""
    sessions, week = merge(facts.sessions), facts.settings.week
    starts, ends = {s.start for s in sessions}, {s.end for s in sessions}
    periods = week.between(start, end, facts.zone)
    # Whole periods, so that a protected time outside of the stretch asked about still ends a gap.
    whole = (min((p.start for p in periods), default=start), max((p.end for p in periods), default=end))
    protected = [span for span, _ in week.protected_between(*whole, facts.zone)]
    return tuple(
        Gap(free, booked=free.end in starts, after_session=free.start in ends)
        for free in subtract(periods, [*sessions, *protected])
    )


def gap_at(facts: Facts, moment: datetime) -> Gap | None:
    """The gap that holds a moment; None in a session or outside hours."""
    return next((gap for gap in gaps(facts, moment, moment + SHORTEST) if moment in gap.span), None)


def protected_until(facts: Facts, moment: datetime) -> datetime | None:
    """The end of the protected time that a moment lies in; None outside of any."""
    around = facts.settings.week.protected_between(moment, moment + SHORTEST, facts.zone)
    return next((s.end for s in merge(span for span, _ in around) if moment in s), None)


def next_booked(facts: Facts, moment: datetime) -> datetime | None:
    """The start of the next session after a moment, in or out of hours; None where none is known."""
    return min((s.start for s in facts.sessions if s.start > moment), default=None)


def fitting_length(facts: Facts, at: datetime, gap: Gap) -> timedelta | None:
    """The length of a break that begins at `at`; None where nothing fits."""
    breaks = facts.settings.breaks
    wanted, left = timedelta(minutes=breaks.length_minutes), gap.span.end - at
    if breaks.one_longer and wanted < LONGER and _wants_longer(facts, at):
        wanted = LONGER
    limit = left
    if gap.booked:
        row = next((row for row in reversed(GAPS) if row[0] <= gap.span.length), None)
        if row is None or left <= BEFORE_SESSION:
            return None
        reserve = timedelta(minutes=breaks.reserve_minutes)
        if gap.after_session:
            # The time in which the session may have run over is part of what the gap keeps.
            reserve -= min(at - gap.span.start, OVERRUN)
        wanted, limit = min(max(wanted, row[1]), row[2]), left - max(HARD_END, reserve)
    length = min(wanted, limit)
    return length if length >= SHORTEST else None


def _wants_longer(facts: Facts, at: datetime) -> bool:
    """Whether the day is half over and had no offer or sitting of five minutes yet."""
    day = day_of(at, facts.zone)
    if any(
        e.planned_seconds >= LONGER.total_seconds()
        and (e.offered or e.started)
        and day_of(e.moment, facts.zone) == day
        for e in facts.entries
    ):
        return False
    span = day_span(day, facts.zone)
    work = [p for p in facts.settings.week.between(span.start, span.end, facts.zone) if p.start in span]
    total = sum((p.length for p in work), timedelta())
    done = sum((Span(p.start, min(p.end, at)).length for p in work if p.start < at), timedelta())
    return done * 2 >= total
