"""What the flow asks of an offer: what it is, what fits it, how long there is, when it comes again."""

from dataclasses import replace
from datetime import datetime, timedelta

from burnbreak.core import choosing
from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import HARD_END, OVERRUN, SHORTEST, next_booked
from burnbreak.core.span import Span
from burnbreak.core.state import HideCard, Offer, State, Step, Write
from burnbreak.core.waiting import open_entry

CARD_STAYS = timedelta(seconds=25)
RELEASE = timedelta(seconds=20)
"""An owed break is offered so long after the last hold has cleared (15 to 30 s by the rules)."""
STARTS_UP = timedelta(seconds=2)
"""Opening the sound device may take so long."""
STALE = timedelta(minutes=10)
"""A break noticed later than this, because the computer slept, has missed its moment."""


def waiting_entry(state: State, facts: Facts) -> Entry | None:
    """The break that can be started, postponed or declined now: on offer, owed or postponed."""
    return state.offer.entry if state.offer else open_entry(facts)


def choices_for(entry: Entry, facts: Facts) -> tuple[choosing.Choice, ...]:
    """The practices that fit the break on offer, as of now."""
    seconds = min(entry.planned_seconds, room_now(facts) or 0.0)
    chosen = facts.settings.practices
    return choosing.fitting(
        facts.practices,
        seconds,
        facts.entries,
        holds=chosen.holds,
        hidden=chosen.hidden,
        place=facts.settings.week.place_at(facts.now, facts.zone),
    )


def room_now(facts: Facts) -> float | None:
    """Seconds a sitting may last if it begins now; None when the next session leaves too little."""
    booked = next_booked(facts, facts.now)
    if booked is None:
        return float("inf")
    left = booked - HARD_END - STARTS_UP - facts.now
    return left.total_seconds() if left >= SHORTEST else None


def after_next_session(facts: Facts) -> datetime | None:
    """The end of the session that runs or comes next, still within this work period."""
    period = period_at(facts, facts.now)
    ends = [s.end for s in facts.sessions if s.end > facts.now and period and s.end < period.end]
    return min(ends) + OVERRUN if ends else None


def period_at(facts: Facts, moment: datetime) -> Span | None:
    periods = facts.settings.week.between(moment, moment + SHORTEST, facts.zone)
    return next((p for p in periods if moment in p), None)


def fade(state: State, offer: Offer, reason: Reason) -> Step:
    entry = replace(offer.entry, outcome=Outcome.MISSED, reason=reason)
    return replace(state, offer=Offer(entry, offer.shown, badge=True)), (Write(entry), HideCard())
