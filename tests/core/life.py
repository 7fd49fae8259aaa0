"""A Day that is watched at every moment: what must hold in any life is checked as it is lived."""

from datetime import UTC, datetime, timedelta, tzinfo

from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import HARD_END, gap_at, next_booked
from burnbreak.core.plan import Why
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span, day_of
from tests.fakes import Day

WAKING = timedelta(seconds=60)
TWO_MINUTES = timedelta(minutes=2)
RHYTHM = {Why.AFTER_SESSION, Why.ON_THE_CLOCK, Why.INTERVAL}


class Life(Day):
    """Asserts, after each step, what the rules promise; `finish` asserts what is left in the log."""

    def __init__(self, start: datetime, settings: Settings, zone: tzinfo) -> None:
        self.woken = datetime.min.replace(tzinfo=UTC)
        self.shown: list[tuple[str, datetime | None, int]] = []
        """Of each card: the entry, its due moment, and how far the log was written."""
        self.offered: dict[str, tuple[Span, timedelta]] = {}
        """Of each entry: the gap in which it was last offered, and how long it was to be."""
        self._checked = 0
        super().__init__(start, settings, zone)
        self.step = timedelta(seconds=5)

    # --- living ------------------------------------------------------------------------------------------

    def until(self, moment: datetime | str) -> "Life":
        end = (self.wall(moment) if isinstance(moment, str) else moment).astimezone(UTC)
        while self.clock.now() < end:
            plan = self.coach.view().plan
            free = self.coach.run is None and not self.witness.card_up
            self.live_to(self._next(end))
            if free and plan.at == self.clock.now() and plan.why in RHYTHM:
                assert any(e.due == plan.at for e in self.log.rows.values()), f"{plan} was not kept"
        return self

    def start_app(self) -> "Life":
        # An app that starts within the minute after waking knows nothing of it.
        self.woken = datetime.min.replace(tzinfo=UTC)
        super().start_app()
        return self

    def wake(self, moment: datetime) -> None:
        self.woken = moment.astimezone(UTC)
        self.asleep_until(moment)

    def _react(self) -> None:
        self._check_card()
        super()._react()
        self._check_card_up()
        self._check_sitting()
        waiting = [e for e in self.log.rows.values() if e.open]
        assert len(waiting) <= 1, "only one break waits at a time"

    # --- what must hold ----------------------------------------------------------------------------------

    def _check_card(self) -> None:
        offer = self.coach._state.offer
        cards = len(self.witness.cards)
        if cards <= self._checked or offer is None or not self.witness.card_up:
            self._checked = min(self._checked, cards)
            return
        self._checked = cards
        facts, now = self.coach._facts(), self.clock.now()
        assert now == self.witness.cards[-1]
        assert not facts.holds, "never while a hold is in force"
        assert now - self.woken >= WAKING, "never within a minute of waking"
        gap = gap_at(facts, now)
        assert gap is not None, "never in a session or outside hours"
        if gap.booked:
            reserve = timedelta(minutes=self.coach.settings.breaks.reserve_minutes)
            length = timedelta(seconds=offer.entry.planned_seconds)
            assert length <= gap.span.length - reserve, "never longer than the gap less its reserve"
            assert now + length <= gap.span.end - HARD_END
            self._check_sum(facts, gap.span, offer.entry)
        self._check_not_twice(offer.entry)
        self.shown.append((offer.entry.uuid, offer.entry.due, len(self.log.history)))

    def _check_sum(self, facts: Facts, gap: Span, offer: Entry) -> None:
        """All that is offered in a gap leaves its reserve; what was sat counts as long as it really was."""
        self.offered[offer.uuid] = gap, timedelta(seconds=offer.planned_seconds)
        total = timedelta()
        assert offer.uuid in {e.uuid for e in facts.entries}
        for entry in (e for e in facts.entries if e.due):
            where, planned = self.offered.get(entry.uuid, (None, timedelta()))
            if entry.started is not None:
                total += timedelta(seconds=entry.real_seconds if entry.started in gap else 0)
            elif where == gap:
                total += planned
        reserve = timedelta(minutes=facts.settings.breaks.reserve_minutes)
        assert total <= gap.length - reserve, "all that is offered in a gap leaves its reserve"

    def _check_not_twice(self, entry: Entry) -> None:
        before = [at for uuid, due, at in self.shown if due == entry.due]
        if before:
            between = [e for e in self.log.history[before[-1] :] if e.uuid == entry.uuid]
            assert any(e.open for e in between), "never twice for one moment, unless it waited between"

    def _check_card_up(self) -> None:
        if not self.witness.card_up or self.coach._state.offer is None:
            return
        facts, now = self.coach._facts(), self.clock.now()
        assert gap_at(facts, now) is not None, "no card stays in a session or outside hours"
        assert not facts.holds
        booked = next_booked(facts, now)
        assert booked is None or booked - now > TWO_MINUTES, "no card in the last two minutes"

    def _check_sitting(self) -> None:
        """Whatever was pressed meanwhile: none reaches into the minute before what begins after it."""
        run = self.coach.run
        if run is None:
            return
        facts, began = self.coach._facts(), self.log.rows[run.entry_id].started
        assert began is not None
        for session in facts.sessions:
            ahead = began < session.start and facts.now < session.end
            assert not ahead or facts.now < session.start - HARD_END, "it ends a minute before a session"

    def finish(self, cap: int | None) -> None:
        """What must hold of the log when the life ends."""
        entries = self.entries()
        dues = [e.due for e in entries if e.due is not None]
        assert len(dues) == len(set(dues)), "one entry for one moment"
        for entry in entries:
            assert entry.due or entry.started, "every entry has a moment"
            assert entry.reason or entry.outcome not in (Outcome.MISSED, Outcome.HELD, Outcome.PARTIAL)
            assert not entry.open or self._period_runs(entry), f"{entry} was forgotten"
            assert entry.reason is not Reason.UNANSWERED or entry.offered
        if cap is not None:
            offered = [day_of(e.moment, self.clock.place) for e in entries if e.offered]
            assert all(offered.count(day) <= cap for day in set(offered)), "the cap of the day"

    def _period_runs(self, entry: Entry) -> bool:
        first = entry.due or entry.recorded
        week, now = self.coach.settings.week, self.clock.now()
        periods = week.between(first, first + timedelta(seconds=1), self.clock.place)
        return any(first in p and now < p.end for p in periods)
