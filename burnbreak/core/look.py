"""A look at the clock: what came due, fades, is held, or lapses by time alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from burnbreak.core import planner
from burnbreak.core.dues import Due, dues
from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import HARD_END, fitting_length, gap_at, protected_until
from burnbreak.core.holds import REASONS, HoldKind
from burnbreak.core.offers import CARD_STAYS, RELEASE, STALE, choices_for, fade, period_at
from burnbreak.core.rest import rested
from burnbreak.core.state import Effect, EndSitting, HideCard, Offer, ShowCard, State, Step, Write
from burnbreak.core.waiting import open_entry, waits_until


class Look:
    """One look at the clock and the facts; collects effects while it goes from old to new."""

    def __init__(self, state: State, facts: Facts, new_id: Callable[[], str]) -> None:
        self.state, self.facts, self.new_id = state, facts, new_id
        self.effects: list[Effect] = []

    def step(self) -> Step:
        since = min(self.state.seen, self.facts.now)
        kinds = {hold.kind for hold in self.facts.holds}
        self.state = replace(
            self.state,
            seen=self.facts.now,
            clear_since=self._since_without(kinds, self.state.clear_since),
            free_since=self._since_without(kinds - {HoldKind.LOCKED}, self.state.free_since),
        )
        self._sitting()
        self._offer()
        self._new_dues(since)
        self._waiting()
        return self.state, tuple(self.effects)

    def _since_without(self, kinds: set[HoldKind], before: datetime | None) -> datetime | None:
        """Since when none of these holds has been in force."""
        return None if kinds else min(before or self.facts.now, self.facts.now)

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
        elif ended := ends & {hold.kind for hold in self.facts.holds} - self.state.despite:
            reason = Reason.CALL if HoldKind.CALL in ended else Reason.ENDED_BY_HOLD
            self.effects.append(EndSitting(reason))

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
                kept = gone is Reason.PROTECTED or (gone is None and hold is not None)
                outcome = Outcome.HELD if kept else Outcome.MISSED
                self._write(offer.entry, outcome, gone or REASONS[hold.kind if hold else HoldKind.SESSION])
                self.effects.append(HideCard())
            self.state = replace(self.state, offer=None)
        elif offer.shown is not None and not offer.badge:
            shown = min(offer.shown, now)
            if now - shown >= CARD_STAYS:
                self.state, effects = fade(self.state, offer, Reason.UNANSWERED)
                self.effects += effects
            elif shown != offer.shown:
                self.state = replace(self.state, offer=replace(offer, shown=shown))

    def _lapsed(self, entry: Entry) -> Reason | None:
        """Why a break that waits is lost now; None while it can still be taken."""
        if not self.facts.settings.breaks.offered:
            return Reason.OFFERS_OFF
        lapsed = self._over(entry)
        slept = any(hold.kind is HoldKind.WAKING for hold in self.facts.holds)
        return Reason.ASLEEP if lapsed and slept else lapsed

    def _over(self, entry: Entry) -> Reason | None:
        """What has come since it might have been taken."""
        now, since = self.facts.now, self._since(entry)
        if any(since < s.start <= now or now in s for s in self.facts.sessions) and now >= since:
            return Reason.NEXT_SESSION
        period = period_at(self.facts, entry.due or entry.recorded)
        return Reason.PERIOD_ENDED if period is None or now >= period.end else None

    def _since(self, entry: Entry) -> datetime:
        """From when on a break may be taken."""
        postponed = waits_until(self.facts) if entry.outcome is Outcome.POSTPONED else None
        return postponed or entry.again_at or entry.due or entry.recorded

    def _no_room(self) -> Reason:
        """What leaves no room for a break right now."""
        now, gap = self.facts.now, gap_at(self.facts, self.facts.now)
        if gap.booked if gap else any(now in s for s in self.facts.sessions):
            return Reason.NEXT_SESSION
        protected = protected_until(self.facts, gap.span.end if gap else now)
        return Reason.PROTECTED if protected else Reason.PERIOD_ENDED

    def _length_now(self) -> timedelta | None:
        gap = gap_at(self.facts, self.facts.now)
        return None if gap is None else fitting_length(self.facts, self.facts.now, gap)

    def _new_dues(self, since: datetime) -> None:
        """What came due since the last look: the latest may be offered, what was slept through is missed."""
        if self.state.sitting is not None:
            return
        new = [d for d in dues(self.facts, since, self.facts.now) if not planner.blocked(self.facts, d)]
        for number, due in enumerate(new, start=1):
            self._supersede()
            if number < len(new) or self.facts.now - due.at > STALE:
                self._write(self._entry(due), Outcome.MISSED, Reason.ASLEEP)
            elif rested(self.facts, self.state.free_since):
                self._write(self._entry(due), Outcome.COMPLETED, Reason.AWAY)
            elif self.facts.holds:
                self._write(self._entry(due), Outcome.HELD, REASONS[self.facts.holds[0].kind])
            else:
                self._show(self._entry(due), due.length)

    def _supersede(self) -> None:
        """A newer break has come due: the one before it waits no longer."""
        while (old := open_entry(self.facts)) is not None:
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
        entry = open_entry(self.facts)
        if entry is None or self.state.sitting is not None or self.state.offer is not None:
            return
        now, gone = self.facts.now, self._lapsed(entry)
        held = entry.outcome is Outcome.HELD
        if gone is not None:
            self._write(entry, Outcome.MISSED, gone)
        elif not held and now < self._since(entry):
            return
        elif rested(self.facts, self.state.free_since):
            self._write(replace(entry, again_at=None), Outcome.COMPLETED, Reason.AWAY)
        elif self.facts.holds:
            if not held:
                self._write(entry, Outcome.HELD, REASONS[self.facts.holds[0].kind])
        elif (length := self._length_now()) is None:
            # Lunch or notes are not the end of work: what is owed is kept until they are over.
            if (why := self._no_room()) is not Reason.PROTECTED:
                self._write(entry, Outcome.MISSED, why)
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
