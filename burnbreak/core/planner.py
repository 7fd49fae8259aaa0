"""When the next break is due, how long it may be, and why: a function of the facts alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

from burnbreak.core.booked import Booked
from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.holds import Hold
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Rhythm, Settings
from burnbreak.core.span import Span, day_of, day_span, merge, subtract

OVERRUN = timedelta(seconds=90)
"""Sessions run over: a break is due so long after their end."""
BEFORE_SESSION = timedelta(minutes=2)
"""Nothing is offered so close to the next session."""
HARD_END = timedelta(seconds=60)
"""Every sitting is over so long before the next session."""
SPACING = timedelta(minutes=20)
"""Two breaks are never planned closer than this."""
SHORTEST = timedelta(seconds=20)
LONGER = timedelta(minutes=5)
AHEAD = timedelta(days=8)
"""How far the next break is looked for: a week and its first day again."""

GAPS = (
    (timedelta(minutes=3), timedelta(seconds=20), timedelta(seconds=60)),
    (timedelta(minutes=6), timedelta(minutes=2), timedelta(minutes=3)),
    (timedelta(minutes=10), timedelta(minutes=3), timedelta(minutes=5)),
    (timedelta(minutes=15), timedelta(minutes=5), timedelta(minutes=8)),
    (timedelta(minutes=30), timedelta(minutes=5), timedelta(minutes=10)),
)
"""A gap between sessions from so long on gets a break from so long to so long."""


class Why(StrEnum):
    """The reason that every plan carries."""

    AFTER_SESSION = "after-session"
    ON_THE_CLOCK = "on-the-clock"
    INTERVAL = "interval"
    OWED = "owed"
    POSTPONED = "postponed"
    OFFERED = "offered"
    """It is on offer right now."""
    CAP = "cap"
    UNANSWERED = "unanswered"
    OFF = "off"
    NO_PERIODS = "no-periods"
    NOTHING_FITS = "nothing-fits"


@dataclass(frozen=True, slots=True)
class Plan:
    """The next break: when (UTC; None if none is planned), how long, and why (not).

    With CAP and UNANSWERED today is done, and `at` is the next day's first.
    """

    at: datetime | None
    length: timedelta
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a decision may rest on. Moments are UTC; `zone` is where the user lives now."""

    now: datetime
    zone: tzinfo
    settings: Settings
    sessions: tuple[Span, ...] = ()
    """All booked time as disjoint spans, whatever it is for: nothing in it is ever interrupted."""
    booked: tuple[Booked, ...] = ()
    """The same one by one, with what is known of each; `sessions` alone counts for the plan."""
    holds: tuple[Hold, ...] = ()
    idle: timedelta | None = None
    """Since the last key or movement of the pointer; None where it is not known, or of no account."""
    entries: tuple[Entry, ...] = ()
    """The log of today and of the days before that matter; order is of no account."""
    practices: tuple[Practice, ...] = ()
    completed: frozenset[str] = frozenset()
    """The ids of practices sat to their end at any time before; needed where a practice begins."""
    narration: Narration | None = None
    """The voice that is set; needed where a practice begins."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time inside a work period; `booked` when a session ends it, `after_session` when one began it."""

    span: Span
    booked: bool
    after_session: bool


@dataclass(frozen=True, slots=True)
class Due:
    """One moment at which a break is due, the gap it lies in, and the length that fits."""

    at: datetime
    why: Why
    gap: Gap
    length: timedelta


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
        for period in periods
        for free in subtract([period], [*sessions, *protected])
    )


def gap_at(facts: Facts, moment: datetime) -> Gap | None:
    """The gap that holds a moment; None in a session or outside hours."""
    return next((gap for gap in gaps(facts, moment, moment + SHORTEST) if moment in gap.span), None)


def next_booked(facts: Facts, moment: datetime) -> datetime | None:
    """The start of the next session after a moment, in or out of hours; None where none is known."""
    return min((s.start for s in facts.sessions if s.start > moment), default=None)


def fitting_length(facts: Facts, at: datetime, gap: Gap) -> timedelta | None:
    """The length of a break that begins at `at`; None where nothing fits."""
    breaks = facts.settings.breaks
    wanted, left = timedelta(minutes=breaks.length_minutes), gap.span.end - at
    if breaks.one_longer and _wants_longer(facts, at):
        wanted = max(wanted, LONGER)
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
        e.planned_seconds >= LONGER.total_seconds() and (e.offered or e.started)
        for e in facts.entries
        if day_of(e.moment, facts.zone) == day
    ):
        return False
    span = day_span(day, facts.zone)
    work = [p for p in facts.settings.week.between(span.start, span.end, facts.zone) if p.start in span]
    total = sum((p.length for p in work), timedelta())
    done = sum((Span(p.start, min(p.end, at)).length for p in work if p.start < at), timedelta())
    return done * 2 >= total


def dues(facts: Facts, after: datetime, until: datetime) -> Iterator[Due]:
    """Every break that the rules plan in (after, until], in order; what was answered is left out."""
    if not facts.settings.breaks.offered:
        return
    answered = {e.due for e in facts.entries}
    lapsed = {e.due for e in facts.entries if e.started is None and not (e.open or _answered(e))}
    rest, beat = _last_rest(facts, after), _last_beat(facts, after)
    spacing, again = _spacing(facts), waits_until(facts)
    for gap in gaps(facts, after, until):
        for at, why in _moments(facts, gap, rest, beat):
            if at > until:
                return
            length = fitting_length(facts, at, gap)
            if length is None or at - rest < spacing or (again and at < again + spacing):
                continue
            beat = at
            rest = rest if at in lapsed else at
            if at > after and at not in answered:
                yield Due(at, why, gap, length)


def _spacing(facts: Facts) -> timedelta:
    breaks = facts.settings.breaks
    every = timedelta(minutes=breaks.every_minutes)
    return min(SPACING, every) if breaks.rhythm is Rhythm.EVERY else SPACING


def _moments(facts: Facts, gap: Gap, rest: datetime, beat: datetime) -> Iterator[tuple[datetime, Why]]:
    """Candidates of one gap in order: after its session, then by the rhythm."""
    breaks, at = facts.settings.breaks, gap.span.start
    if gap.after_session and rest <= gap.span.start:
        at = gap.span.start + OVERRUN
        if at < gap.span.end:
            yield at, Why.AFTER_SESSION
    if breaks.rhythm is Rhythm.ON_CLOCK:
        yield from ((m, Why.ON_THE_CLOCK) for m in _on_clock(gap.span, breaks.minute_past, facts.zone))
        return
    step = timedelta(minutes=breaks.every_minutes)
    moment = max(at, beat) + step
    while moment < gap.span.end:
        yield moment, Why.INTERVAL
        moment += step


def _on_clock(span: Span, minute: int, zone: tzinfo) -> Iterator[datetime]:
    """The moments inside a span, after its start, at which local clocks show `minute` past the hour.

    Where the offset changes on the way to the next one, maybe by half an hour, it goes on minute by minute.
    """
    moment = span.start.replace(second=0, microsecond=0)
    while moment < span.end:
        local = moment.astimezone(zone)
        ahead = moment + timedelta(minutes=(minute - local.minute) % 60)
        if ahead.astimezone(zone).utcoffset() != local.utcoffset():
            moment += timedelta(minutes=1)
            continue
        if span.start < ahead < span.end:
            yield ahead
        moment = ahead + timedelta(minutes=1)


def _last_rest(facts: Facts, after: datetime) -> datetime:
    """The end of the last break that was sat or rested, or the last offer that was answered or let pass."""
    rests = [datetime.min.replace(tzinfo=UTC)]
    for entry in facts.entries:
        if entry.started is not None:
            if entry.sat:
                rests.append(entry.started + timedelta(seconds=entry.real_seconds))
        elif entry.due is not None and _answered(entry):
            rests.append(max(entry.due, entry.again_at or entry.due))
    return max(r for r in rests if r <= max(after, facts.now))


def _answered(entry: Entry) -> bool:
    return entry.outcome is Outcome.SKIPPED or entry.reason in (Reason.UNANSWERED, Reason.AWAY)


def _last_beat(facts: Facts, after: datetime) -> datetime:
    """What an interval counts from: the last break or the last due moment, whatever came of it."""
    beats = [e.due for e in facts.entries if e.due is not None and e.due <= max(after, facts.now)]
    return max([*beats, _last_rest(facts, after)])


def blocked(facts: Facts, due: Due) -> Why | None:
    """Why a due break is not offered on its day: the cap is reached, or offers went unanswered."""
    day = day_of(due.at, facts.zone)
    today = [e for e in facts.entries if day_of(e.moment, facts.zone) == day]
    if sum(e.offered for e in today) >= facts.settings.breaks.daily_cap:
        return Why.CAP
    ignored = unanswered_in_a_row(today)
    if ignored >= 3 or (ignored == 2 and due.gap.span != _longest_gap(facts, due)):
        return Why.UNANSWERED
    return None


def unanswered_in_a_row(entries: list[Entry]) -> int:
    """How many of the latest offers went unanswered, counted back to the last answer or sitting."""
    count = 0
    for entry in sorted(entries, key=lambda e: e.moment, reverse=True):
        if entry.started is not None or entry.outcome in (Outcome.SKIPPED, Outcome.POSTPONED):
            break
        if entry.offered and entry.reason is Reason.UNANSWERED:
            count += 1
    return count


def _longest_gap(facts: Facts, due: Due) -> Span | None:
    """The longest free stretch that still has a break in it, on the day of a due one."""
    span = day_span(day_of(due.at, facts.zone), facts.zone)
    start = max(span.start, min(facts.now, due.at)) - timedelta(microseconds=1)
    ahead = [d.gap.span for d in dues(facts, start, span.end - timedelta(microseconds=1))]
    return max(ahead, key=lambda gap: gap.length, default=None)


def open_entry(facts: Facts) -> Entry | None:
    """The break that is owed or postponed; the latest, should there be more."""
    return max((e for e in facts.entries if e.open), key=lambda e: (e.moment, e.uuid), default=None)


def waits_until(facts: Facts) -> datetime | None:
    """When the postponed break is offered again; None without one.

    One postponed into a session comes after that session, should it still fit then.
    """
    entry = open_entry(facts)
    if entry is None or entry.outcome is not Outcome.POSTPONED or entry.again_at is None:
        return None
    again = entry.again_at
    for session in merge(facts.sessions):
        if again in session:
            again = session.end + OVERRUN
    return again


def plan(facts: Facts) -> Plan:
    """The next break with its reason; what is on offer this very moment is the flow's to say."""
    length = timedelta(minutes=facts.settings.breaks.length_minutes)
    if not facts.settings.breaks.offered:
        return Plan(None, length, Why.OFF)
    if not facts.settings.week.periods:
        return Plan(None, length, Why.NO_PERIODS)
    waiting = open_entry(facts)
    if waiting is not None:
        why = Why.OWED if waiting.outcome is Outcome.HELD else Why.POSTPONED
        return Plan(waits_until(facts), timedelta(seconds=waiting.planned_seconds), why)
    return next_due(facts)


def next_due(facts: Facts) -> Plan:
    """The next break by the rules alone, whatever waits from before."""
    length = timedelta(minutes=facts.settings.breaks.length_minutes)
    today, done = day_of(facts.now, facts.zone), None
    for due in dues(facts, facts.now, facts.now + AHEAD):
        obstacle = blocked(facts, due)
        if obstacle is None:
            return Plan(due.at, due.length, done or due.why)
        if day_of(due.at, facts.zone) == today:
            done = obstacle
    return Plan(None, length, done or Why.NOTHING_FITS)
