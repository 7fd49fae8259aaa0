"""When the next break is due, how long it may be, and why: a function of the facts alone."""

from datetime import timedelta

from burnbreak.core.dues import Due, dues
from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.facts import Facts
from burnbreak.core.plan import Plan, Why
from burnbreak.core.span import Span, day_of, day_span
from burnbreak.core.waiting import open_entry, waits_until

AHEAD = timedelta(days=8)
"""How far the next break is looked for: a week and its first day again."""


def plan(facts: Facts) -> Plan:
    """The next break with its reason; what is on offer this very moment is the flow's to say."""
    length = timedelta(minutes=facts.settings.breaks.length_minutes)
    if not facts.settings.breaks.offered:
        return Plan(None, length, Why.OFF)
    week = facts.settings.week
    if not week.periods and not any(exception.hours for exception in week.exceptions):
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
    works = facts.settings.week.between(facts.now, facts.now + AHEAD, facts.zone)
    return Plan(None, length, done or (Why.NOTHING_FITS if works else Why.DAYS_OFF))


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
