"""What happens now: a state, an event and the facts give the next state and what is to be done about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from burnbreak.core import choosing, planner
from burnbreak.core.entry import Entry, Origin, Outcome, Reason
from burnbreak.core.events import (
    CardFailed,
    CardShown,
    Event,
    Later,
    NotNow,
    Progress,
    SittingOver,
    StartNow,
    StartOffered,
    Tap,
    Tick,
)
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import BEFORE_SESSION, HARD_END, gaps, next_booked, protected_until
from burnbreak.core.holds import HoldKind
from burnbreak.core.look import Look
from burnbreak.core.occasion import occasion
from burnbreak.core.offers import (
    CARD_STAYS,
    RELEASE,
    STALE,
    after_next_session,
    choices_for,
    fade,
    room_now,
    waiting_entry,
)
from burnbreak.core.plan import Plan, Why
from burnbreak.core.practice import Practice
from burnbreak.core.returning import LOOK_FOR_RETURN
from burnbreak.core.state import Begin, Effect, HideCard, Refusal, Refuse, State, Step, Write
from burnbreak.core.timeline import lay_out
from burnbreak.core.waiting import open_entry, waits_until


def advance(state: State, event: Event, facts: Facts, new_id: Callable[[], str]) -> Step:
    """The next state and the effects, in order. Pure but for `new_id`, which names new entries."""
    match event:
        case Tick():
            return Look(state, facts, new_id).step()
        case CardShown() if state.offer and state.offer.shown is None:
            return replace(state, offer=replace(state.offer, shown=facts.now)), ()
        case CardFailed() if state.offer and not state.offer.badge:
            return fade(state, state.offer, Reason.NOT_SHOWN)
        case StartOffered(practice=name):
            return _start_offered(state, name, facts)
        case StartNow():
            return _start_now(state, event, facts, new_id)
        case Later(after=after):
            return _later(state, after, facts)
        case NotNow():
            return _answer(state, facts, outcome=Outcome.SKIPPED)
        case Progress(real_seconds=real) if state.sitting:
            entry = replace(state.sitting, real_seconds=real)
            return replace(state, sitting=entry), (Write(entry),)
        case SittingOver() if state.sitting:
            return _sitting_over(state, state.sitting, event)
        case Tap(ease=ease) if state.closing:
            done = replace(state, closing=None)
            return (done, (Write(replace(state.closing, ease=ease)),)) if ease else (done, ())
        case _:
            return state, ()


def wake_at(state: State, facts: Facts) -> datetime | None:
    """The next moment (UTC) at which time alone changes something; None while nothing is ahead."""
    moments: list[datetime | None] = [planner.next_due(facts).at, waits_until(facts)]
    if state.offer and state.offer.shown and not state.offer.badge:
        moments.append(state.offer.shown + CARD_STAYS)
    waiting = open_entry(facts)
    if waiting is not None and state.clear_since is not None:
        moments.append(state.clear_since + RELEASE)
    if waiting is not None:
        moments.append(protected_until(facts, facts.now))
    if waiting is not None and _may_return(state, facts):
        moments.append(facts.now + LOOK_FOR_RETURN)
    moments += [hold.until for hold in facts.holds]
    moments += [edge for span in facts.sessions for edge in (span.start, span.end)]
    if (booked := next_booked(facts, facts.now)) is not None:
        moments += [booked - BEFORE_SESSION, booked - HARD_END]
    moments += [gap.span.end for gap in gaps(facts, facts.now, facts.now + STALE)]
    return min((m for m in moments if m is not None and m > facts.now), default=None)


def _may_return(state: State, facts: Facts) -> bool:
    """Whether the first touch is waited for, or has come since the last look."""
    if not facts.holds:
        return state.clear_since is None
    return any(hold.kind is HoldKind.NOT_BACK for hold in facts.holds)


def current_plan(state: State, facts: Facts) -> Plan:
    """The plan as it is to be told: what is on offer right now comes first."""
    if state.offer is not None:
        return Plan(facts.now, timedelta(seconds=state.offer.entry.planned_seconds), Why.OFFERED)
    return planner.plan(facts)


def _start_offered(state: State, name: str, facts: Facts) -> Step:
    entry = waiting_entry(state, facts)
    if entry is None or state.sitting:
        return state, (Refuse(Refusal.NOTHING_OFFERED),)
    choices = choices_for(entry, facts)
    choice = next((c for c in choices if not name or c.practice.id == name), None)
    if choice is None:
        return state, (Refuse(Refusal.NO_ROOM if not choices else Refusal.NO_PRACTICE),)
    entry = replace(entry, situation=choosing.offered_in(choice.seconds))
    return _begin(state, entry, choice.practice, choice.seconds, facts)


def _start_now(state: State, event: StartNow, facts: Facts, new_id: Callable[[], str]) -> Step:
    practice = next((p for p in facts.practices if p.id == event.practice), None)
    if practice is None:
        return state, (Refuse(Refusal.NO_PRACTICE),)
    if practice.holds and not facts.settings.practices.holds:
        return state, (Refuse(Refusal.HOLDS_CLOSED),)
    before: tuple[Effect, ...] = ()
    old = state
    if state.sitting:
        state, before = _sitting_over(
            state, state.sitting, SittingOver(state.sitting.real_seconds, Reason.OTHER_PRACTICE)
        )
    waiting = waiting_entry(state, facts)
    entry = waiting or Entry(uuid=new_id(), due=None, recorded=facts.now, outcome=Outcome.PARTIAL)
    seconds = event.seconds or practice.durations[0]
    situation = event.situation or occasion(practice, seconds, facts, due=waiting is not None)
    entry = replace(entry, origin=Origin.AD_HOC, situation=situation)
    after, effects = _begin(state, entry, practice, seconds, facts)
    return (after, before + effects) if after.sitting else (old, effects)


def _begin(state: State, entry: Entry, practice: Practice, seconds: float, facts: Facts) -> Step:
    room = room_now(facts)
    if room is None or room < practice.shortest * 0.9:
        return state, (Refuse(Refusal.NO_ROOM),)
    settings = facts.settings
    gentle = settings.practices.gentle or choosing.eases_in(practice, facts.completed)
    timeline = lay_out(
        practice,
        seconds,
        settings.sound,
        narration=facts.voice() if practice.stages else None,
        anchor=settings.practices.anchor,
        gentle=gentle,
        at_most=room,
    )
    if timeline.seconds > room:
        return state, (Refuse(Refusal.NO_ROOM),)
    entry = replace(
        entry,
        started=facts.now,
        practice=practice.id,
        planned_seconds=timeline.seconds,
        real_seconds=0.0,
        # What a kill would leave behind; the sitting's end overwrites it.
        outcome=Outcome.PARTIAL,
        reason=Reason.APP_ENDED,
        again_at=entry.again_at and min(entry.again_at, facts.now),
    )
    hide: tuple[Effect, ...] = (HideCard(),) if state.offer and not state.offer.badge else ()
    despite = frozenset(hold.kind for hold in facts.holds)
    state = replace(state, offer=None, sitting=entry, despite=despite, closing=None)
    return state, (*hide, Write(entry), Begin(entry, practice, timeline))


def _sitting_over(state: State, sitting: Entry, event: SittingOver) -> Step:
    whole = event.reason is Reason.NONE
    entry = replace(
        sitting,
        real_seconds=event.real_seconds,
        outcome=Outcome.COMPLETED if whole else Outcome.PARTIAL,
        reason=event.reason,
    )
    return replace(state, sitting=None, closing=entry if whole else None), (Write(entry),)


def _later(state: State, after: timedelta | None, facts: Facts) -> Step:
    again_at = facts.now + after if after is not None else after_next_session(facts)
    if again_at is None:
        return state, (Refuse(Refusal.NO_LATER_SESSION),)
    return _answer(state, facts, outcome=Outcome.POSTPONED, again_at=again_at)


def _answer(state: State, facts: Facts, *, outcome: Outcome, again_at: datetime | None = None) -> Step:
    entry = waiting_entry(state, facts)
    if entry is None or state.sitting:
        return state, (Refuse(Refusal.NOTHING_OFFERED),)
    again_at = again_at or (entry.again_at and min(entry.again_at, facts.now))
    entry = replace(entry, outcome=outcome, reason=Reason.NONE, again_at=again_at)
    hide: tuple[Effect, ...] = (HideCard(),) if state.offer and not state.offer.badge else ()
    return replace(state, offer=None), (*hide, Write(entry))
