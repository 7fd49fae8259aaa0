"""What burnbreak asks of its own accord: once, and only where a break could be offered too."""

from datetime import timedelta

from burnbreak.core import asking
from burnbreak.core.facts import Facts
from burnbreak.core.holds import HoldKind
from burnbreak.core.state import State
from burnbreak.engine.diary import Diary
from burnbreak.engine.memory import Memory
from burnbreak.engine.ports import Outside
from burnbreak.engine.view import Question

LONG_AGO = timedelta(days=21)


class Questions:
    """Keeps the question that stands until it is answered."""

    def __init__(self, diary: Diary, outside: Outside) -> None:
        self.standing: Question | None = None
        self._diary, self._outside = diary, outside
        self._on_screen = False

    def answered(self, question: Question) -> None:
        """It was answered, or waved away."""
        if self.standing is question:
            self.standing = None

    def consider(self, state: State, facts: Facts, memory: Memory) -> Question | None:
        """Ask what there is to ask; what is asked anew just now is returned, to be remembered as asked."""
        quiet = state.sitting is None and state.offer is None
        working = facts.settings.week.between(facts.now, facts.now + timedelta(seconds=1), facts.zone)
        held = {hold.kind for hold in facts.holds} - {HoldKind.PAUSED}
        if self.standing is not None:
            self._show(not held and (self._on_screen or (quiet and bool(working))), state)
            return None
        if not quiet or not working or held:
            return None
        self.standing = self._due(facts, memory)
        if self.standing is not None:
            self._on_screen = False
            self._show(True, state)
        return self.standing

    def _due(self, facts: Facts, memory: Memory) -> Question | None:
        now, zone = facts.now, facts.zone
        asked = memory.asked_at(Question.RESUME)
        if asking.asks_resume(memory.pause, facts.settings.week, now, zone, asked):
            return Question.RESUME
        paused = any(hold.kind is HoldKind.PAUSED for hold in facts.holds)
        if paused or self._diary.unheeded_today(zone):
            return None
        entries = self._diary.read(now - LONG_AGO, now) or ()
        fewer = asking.asks_fewer(entries, now, zone, memory.asked_at(Question.FEWER))
        return Question.FEWER if fewer else None

    def _show(self, on: bool, state: State) -> None:
        """A question that stands is no more seen by a client, or in a call, than an offer would be."""
        if on and not self._on_screen:
            self._outside.show_card()
        elif self._on_screen and not on and state.offer is None:
            self._outside.hide_card()
        self._on_screen = on
