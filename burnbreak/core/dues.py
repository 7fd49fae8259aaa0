"""The moments at which a break is due by the rules: after sessions, on the clock, or by an interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import OVERRUN, Gap, fitting_length, gaps
from burnbreak.core.plan import Why
from burnbreak.core.settings import Rhythm
from burnbreak.core.span import Span
from burnbreak.core.waiting import waits_until

SPACING = timedelta(minutes=20)
"""Two breaks are never planned closer than this."""


@dataclass(frozen=True, slots=True)
class Due:
    """One moment at which a break is due, the gap it lies in, and the length that fits."""

    at: datetime
    why: Why
    gap: Gap
    length: timedelta


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
