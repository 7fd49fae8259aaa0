"""Makes the View out of the state and the facts."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from burnbreak.core import flow, offers
from burnbreak.core.booked import BookedKind, next_session, session_at
from burnbreak.core.entry import Outcome
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import next_booked
from burnbreak.core.holds import HoldKind, Pause
from burnbreak.core.plan import Plan
from burnbreak.core.span import day_of, day_span
from burnbreak.core.state import State
from burnbreak.core.waiting import open_entry
from burnbreak.engine.by_hand import STILL
from burnbreak.engine.run import Run
from burnbreak.engine.view import IconState, OfferView, Question, SittingView, View

SOON = timedelta(minutes=5)


def picture(
    state: State, facts: Facts, run: Run | None, pause: Pause | None, question: Question | None
) -> View:
    """One frozen picture of the moment."""
    offer = _offer(state, facts)
    waiting = open_entry(facts)
    owed = waiting is not None and waiting.outcome is Outcome.HELD
    plan = flow.current_plan(state, facts)
    kinds = {hold.kind for hold in facts.holds}
    soon = plan.at is not None and plan.at - facts.now <= SOON
    if state.sitting:
        icon = IconState.PRACTISING
    elif HoldKind.SESSION in kinds:
        icon = IconState.IN_SESSION
    elif offer or owed:
        icon = IconState.OWED
    elif HoldKind.PAUSED in kinds or not facts.settings.breaks.offered:
        icon = IconState.PAUSED
    else:
        icon = IconState.SOON if soon else IconState.READY
    return View(
        now=facts.now,
        zone=facts.zone,
        icon=icon,
        plan=plan,
        holds=facts.holds,
        offer=offer,
        sitting=_sitting(run),
        closing=state.closing.uuid if state.closing else None,
        pause=pause if pause and pause.holds(facts.now) else None,
        session_until=next((h.until for h in facts.holds if h.kind is HoldKind.SESSION), None),
        question=question,
        owed=owed,
        just_over=_just_over(facts),
        cancellable=_cancellable(facts),
    )


def turns(facts: Facts, plan: Plan) -> Iterator[datetime]:
    """The moments, ahead or past, at which a View turns into another although nothing happens."""
    if plan.at is not None:
        yield plan.at - SOON
    for booked in facts.booked:
        yield booked.span.start
        yield booked.span.end
        # One moment later it is over for good.
        yield booked.span.end + STILL + timedelta(microseconds=1)


def _just_over(facts: Facts) -> bool:
    return any(
        b.kind is BookedKind.SESSION and timedelta() <= facts.now - b.span.end <= STILL for b in facts.booked
    )


def _cancellable(facts: Facts) -> datetime | None:
    running = session_at(facts.booked, facts.now)
    ends = day_span(day_of(facts.now, facts.zone), facts.zone).end
    found = running or next_session(facts.booked, facts.now, ends)
    return None if found is None else found.start


def _offer(state: State, facts: Facts) -> OfferView | None:
    if state.offer is None or not (choices := offers.choices_for(state.offer.entry, facts)):
        return None
    return OfferView(
        id=state.offer.entry.uuid,
        card=not state.offer.badge,
        choices=choices,
        free_until=next_booked(facts, facts.now),
        can_wait_for_session=offers.after_next_session(facts) is not None,
    )


def _sitting(run: Run | None) -> SittingView | None:
    if run is None:
        return None
    part = run.part
    return SittingView(
        id=run.entry_id,
        practice=run.practice,
        seconds=run.seconds,
        paused=run.paused,
        audible=run.audible(),
        anchor=run.timeline.anchor if run.timeline.parts else "",
        skippable=part is not None and part.skippable,
    )
