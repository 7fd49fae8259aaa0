"""What happens now: a state, an event and the facts give the next state and what is to be done about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

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
from burnbreak.core.holds import REASONS, HoldKind
from burnbreak.core.planner import BEFORE_SESSION, HARD_END, OVERRUN, SHORTEST, Due, Facts, Plan, Why
from burnbreak.core.practice import Practice
from burnbreak.core.span import Span
from burnbreak.core.timeline import Timeline, lay_out

CARD_STAYS = timedelta(seconds=25)
RELEASE = timedelta(seconds=20)
"""An owed break is offered so long after the last hold has cleared (15 to 30 s by the rules)."""
STARTS_UP = timedelta(seconds=2)
"""Opening the sound device may take so long."""
STALE = timedelta(minutes=10)
"""A break noticed later than this, because the computer slept, has missed its moment."""


class Refusal(StrEnum):
    """Why something the user asked for cannot be done."""

    NOTHING_OFFERED = "nothing-offered"
    NO_ROOM = "no-room"
    """The next session is too near."""
    NO_PRACTICE = "no-practice"
    HOLDS_CLOSED = "holds-closed"
    """The breath is held in it, and the user has not opened breath holds."""
    NO_LATER_SESSION = "no-later-session"


@dataclass(frozen=True, slots=True)
class Offer:
    """A break on offer; `shown` is None until its card is on the screen, `badge` once it has faded."""

    entry: Entry
    shown: datetime | None = None
    badge: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """All that lasts from one event to the next and is not in the log."""

    seen: datetime
    """The last moment at which the clock was looked at (UTC)."""
    clear_since: datetime | None = None
    """Since when no hold is in force."""
    offer: Offer | None = None
    sitting: Entry | None = None
    despite: frozenset[HoldKind] = frozenset()
    """Holds in force when the sitting began; they do not end it."""
    closing: Entry | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """Record this entry, in place of an earlier one of the same uuid."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class ShowCard:
    """Put the offer on the screen as soon as the user does not type."""


@dataclass(frozen=True, slots=True)
class HideCard:
    """Take the offer card away, wherever it is."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Guide this sitting."""

    entry: Entry
    practice: Practice
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class EndSitting:
    """End the running sitting quietly; its SittingOver follows with this reason."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Refuse:
    """Tell the user in one sentence that it cannot be done."""

    why: Refusal


Effect = Write | ShowCard | HideCard | Begin | EndSitting | Refuse
Step = tuple[State, tuple[Effect, ...]]


def advance(state: State, event: Event, facts: Facts, new_id: Callable[[], str]) -> Step:
    """The next state and the effects, in order. Pure but for `new_id`, which names new entries."""
    match event:
        case Tick():
            return _Look(state, facts, new_id).step()
        case CardShown() if state.offer and state.offer.shown is None:
            return replace(state, offer=replace(state.offer, shown=facts.now)), ()
        case CardFailed() if state.offer and not state.offer.badge:
            return _fade(state, state.offer, Reason.NOT_SHOWN)
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
    moments: list[datetime | None] = [planner.next_due(facts).at, planner.waits_until(facts)]
    if state.offer and state.offer.shown and not state.offer.badge:
        moments.append(state.offer.shown + CARD_STAYS)
    waiting = planner.open_entry(facts)
    if waiting is not None and state.clear_since is not None:
        moments.append(state.clear_since + RELEASE)
    moments += [hold.until for hold in facts.holds]
    moments += [edge for span in facts.sessions for edge in (span.start, span.end)]
    if (booked := planner.next_booked(facts, facts.now)) is not None:
        moments += [booked - BEFORE_SESSION, booked - HARD_END]
    moments += [gap.span.end for gap in planner.gaps(facts, facts.now, facts.now + STALE)]
    return min((m for m in moments if m is not None and m > facts.now), default=None)


def current_plan(state: State, facts: Facts) -> Plan:
    """The plan as it is to be told: what is on offer right now comes first."""
    if state.offer is not None:
        return Plan(facts.now, timedelta(seconds=state.offer.entry.planned_seconds), Why.OFFERED)
    return planner.plan(facts)


def waiting_entry(state: State, facts: Facts) -> Entry | None:
    """The break that can be started, postponed or declined now: on offer, owed or postponed."""
    return state.offer.entry if state.offer else planner.open_entry(facts)


def choices_for(entry: Entry, facts: Facts) -> tuple[choosing.Choice, ...]:
    """The practices that fit the break on offer, as of now."""
    seconds = min(entry.planned_seconds, _room(facts) or 0.0)
    chosen = facts.settings.practices
    return choosing.fitting(facts.practices, seconds, facts.entries, holds=chosen.holds, hidden=chosen.hidden)


def _room(facts: Facts) -> float | None:
    """Seconds a sitting may last if it begins now; None when the next session leaves too little."""
    booked = planner.next_booked(facts, facts.now)
    if booked is None:
        return float("inf")
    left = booked - HARD_END - STARTS_UP - facts.now
    return left.total_seconds() if left >= SHORTEST else None


def _start_offered(state: State, name: str, facts: Facts) -> Step:
    entry = waiting_entry(state, facts)
    if entry is None or state.sitting:
        return state, (Refuse(Refusal.NOTHING_OFFERED),)
    choices = choices_for(entry, facts)
    choice = next((c for c in choices if not name or c.practice.id == name), None)
    if choice is None:
        return state, (Refuse(Refusal.NO_ROOM if not choices else Refusal.NO_PRACTICE),)
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
    entry = waiting_entry(state, facts) or Entry(
        uuid=new_id(), due=None, recorded=facts.now, outcome=Outcome.PARTIAL
    )
    entry = replace(entry, origin=Origin.AD_HOC)
    after, effects = _begin(state, entry, practice, event.seconds or practice.durations[0], facts)
    return (after, before + effects) if after.sitting else (old, effects)


def _begin(state: State, entry: Entry, practice: Practice, seconds: float, facts: Facts) -> Step:
    room = _room(facts)
    if room is None or room < practice.shortest * 0.9:
        return state, (Refuse(Refusal.NO_ROOM),)
    settings = facts.settings
    gentle = settings.practices.gentle or choosing.eases_in(practice, facts.completed)
    timeline = lay_out(
        practice,
        seconds,
        settings.sound,
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
        again_at=None,
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


def after_next_session(facts: Facts) -> datetime | None:
    """The end of the session that runs or comes next, still within this work period."""
    period = _period_at(facts, facts.now)
    ends = [s.end for s in facts.sessions if s.end > facts.now and period and s.end < period.end]
    return min(ends) + OVERRUN if ends else None


def _period_at(facts: Facts, moment: datetime) -> Span | None:
    periods = facts.settings.week.between(moment, moment + SHORTEST, facts.zone)
    return next((p for p in periods if moment in p), None)


def _answer(state: State, facts: Facts, *, outcome: Outcome, again_at: datetime | None = None) -> Step:
    entry = waiting_entry(state, facts)
    if entry is None or state.sitting:
        return state, (Refuse(Refusal.NOTHING_OFFERED),)
    again_at = again_at or (entry.again_at and min(entry.again_at, facts.now))
    entry = replace(entry, outcome=outcome, reason=Reason.NONE, again_at=again_at)
    hide: tuple[Effect, ...] = (HideCard(),) if state.offer and not state.offer.badge else ()
    return replace(state, offer=None), (*hide, Write(entry))


def _fade(state: State, offer: Offer, reason: Reason) -> Step:
    entry = replace(offer.entry, outcome=Outcome.MISSED, reason=reason)
    return replace(state, offer=Offer(entry, offer.shown, badge=True)), (Write(entry), HideCard())


class _Look:
    """One look at the clock and the facts; collects effects while it goes from old to new."""

    def __init__(self, state: State, facts: Facts, new_id: Callable[[], str]) -> None:
        self.state, self.facts, self.new_id = state, facts, new_id
        self.effects: list[Effect] = []

    def step(self) -> Step:
        since = min(self.state.seen, self.facts.now)
        clear = self.state.clear_since if not self.facts.holds else None
        if clear is None and not self.facts.holds:
            clear = self.facts.now
        self.state = replace(
            self.state, seen=self.facts.now, clear_since=clear and min(clear, self.facts.now)
        )
        self._sitting()
        self._offer()
        self._new_dues(since)
        self._waiting()
        return self.state, tuple(self.effects)

    def _write(self, entry: Entry, outcome: Outcome, reason: Reason) -> None:
        entry = replace(entry, outcome=outcome, reason=reason)
        others = tuple(e for e in self.facts.entries if e.uuid != entry.uuid)
        self.facts = replace(self.facts, entries=(*others, entry))
        self.effects.append(Write(entry))

    def _sitting(self) -> None:
        """A session that comes near or a call that starts in mid-sitting ends it quietly."""
        if self.state.sitting is None:
            return
        now, began = self.facts.now, self.state.sitting.started or self.facts.now
        ends = {HoldKind.CALL}
        if not self.facts.settings.quiet.play_while_locked:
            ends.add(HoldKind.LOCKED)
        if any(began < s.start and s.start - HARD_END <= now < s.end for s in self.facts.sessions):
            self.effects.append(EndSitting(Reason.ENDED_FOR_SESSION))
        elif ends & {hold.kind for hold in self.facts.holds} - self.state.despite:
            self.effects.append(EndSitting(Reason.ENDED_BY_HOLD))

    def _offer(self) -> None:
        """The offer fades, is held, or lapses."""
        offer = self.state.offer
        if offer is None:
            return
        now, hold = self.facts.now, next(iter(self.facts.holds), None)
        gone = self._lapsed(offer.entry)
        if gone is None and (self._length_now() is None or not choices_for(offer.entry, self.facts)):
            gone = self._no_room()
        if gone is not None or (hold is not None and not offer.badge):
            if not offer.badge:
                outcome = Outcome.MISSED if gone or not hold else Outcome.HELD
                self._write(offer.entry, outcome, gone or REASONS[hold.kind if hold else HoldKind.SESSION])
                self.effects.append(HideCard())
            self.state = replace(self.state, offer=None)
        elif offer.shown is not None and not offer.badge:
            shown = min(offer.shown, now)
            if now - shown >= CARD_STAYS:
                self.state, effects = _fade(self.state, offer, Reason.UNANSWERED)
                self.effects += effects
            elif shown != offer.shown:
                self.state = replace(self.state, offer=replace(offer, shown=shown))

    def _lapsed(self, entry: Entry) -> Reason | None:
        """Why a break that waits is lost now; None while it can still be taken."""
        if not self.facts.settings.breaks.offered:
            return Reason.OFFERS_OFF
        now, since = self.facts.now, self._since(entry)
        if any(since < s.start <= now or now in s for s in self.facts.sessions) and now >= since:
            return Reason.NEXT_SESSION
        period = _period_at(self.facts, entry.due or entry.recorded)
        return Reason.PERIOD_ENDED if period is None or now >= period.end else None

    def _since(self, entry: Entry) -> datetime:
        """From when on a break may be taken."""
        postponed = planner.waits_until(self.facts) if entry.outcome is Outcome.POSTPONED else None
        return postponed or entry.again_at or entry.due or entry.recorded

    def _no_room(self) -> Reason:
        """What leaves no room for a break right now."""
        now, gap = self.facts.now, planner.gap_at(self.facts, self.facts.now)
        booked = gap.booked if gap else any(now in s for s in self.facts.sessions)
        return Reason.NEXT_SESSION if booked else Reason.PERIOD_ENDED

    def _length_now(self) -> timedelta | None:
        gap = planner.gap_at(self.facts, self.facts.now)
        return None if gap is None else planner.fitting_length(self.facts, self.facts.now, gap)

    def _new_dues(self, since: datetime) -> None:
        """What came due since the last look: the latest may be offered, what was slept through is missed."""
        if self.state.sitting is not None:
            return
        new = [
            d for d in planner.dues(self.facts, since, self.facts.now) if not planner.blocked(self.facts, d)
        ]
        for number, due in enumerate(new, start=1):
            self._supersede()
            if number < len(new) or self.facts.now - due.at > STALE:
                self._write(self._entry(due), Outcome.MISSED, Reason.ASLEEP)
            elif self.facts.holds:
                self._write(self._entry(due), Outcome.HELD, REASONS[self.facts.holds[0].kind])
            else:
                self._show(self._entry(due), due.length)

    def _supersede(self) -> None:
        """A newer break has come due: the one before it waits no longer."""
        while (old := planner.open_entry(self.facts)) is not None:
            self._write(old, Outcome.MISSED, old.reason or Reason.NEWER_BREAK)
        if self.state.offer is not None:
            if not self.state.offer.badge:
                seen = self.state.offer.shown is not None
                reason = Reason.UNANSWERED if seen else Reason.NOT_SHOWN
                self._write(self.state.offer.entry, Outcome.MISSED, reason)
                self.effects.append(HideCard())
            self.state = replace(self.state, offer=None)

    def _entry(self, due: Due) -> Entry:
        return Entry(
            uuid=self.new_id(),
            due=due.at,
            recorded=self.facts.now,
            outcome=Outcome.MISSED,
            planned_seconds=due.length.total_seconds(),
        )

    def _waiting(self) -> None:
        """What is owed or postponed lapses, is held, or is offered."""
        entry = planner.open_entry(self.facts)
        if entry is None or self.state.sitting is not None or self.state.offer is not None:
            return
        now, gone = self.facts.now, self._lapsed(entry)
        held = entry.outcome is Outcome.HELD
        if gone is not None:
            self._write(entry, Outcome.MISSED, gone)
        elif not held and now < self._since(entry):
            return
        elif self.facts.holds:
            if not held:
                self._write(entry, Outcome.HELD, REASONS[self.facts.holds[0].kind])
        elif (length := self._length_now()) is None:
            self._write(entry, Outcome.MISSED, self._no_room())
        elif not held or now - (self.state.clear_since or now) >= RELEASE:
            self._show(entry, min(length, timedelta(seconds=entry.planned_seconds)))

    def _show(self, entry: Entry, length: timedelta) -> None:
        """Offer it. What a kill would leave behind is an unanswered offer."""
        again = self.facts.now if entry.open else None
        entry = replace(entry, again_at=again, planned_seconds=length.total_seconds())
        if not choices_for(entry, self.facts):
            self._write(entry, Outcome.MISSED, Reason.NOT_SHOWN)
            return
        self._write(replace(entry, offered=True), Outcome.MISSED, Reason.UNANSWERED)
        shown = next(e for e in self.facts.entries if e.uuid == entry.uuid)
        self.state = replace(self.state, offer=Offer(shown))
        self.effects.append(ShowCard())
