"""All that is known at a moment, put together for the core to decide on."""

from collections.abc import Callable
from datetime import timedelta

from burnbreak.core.booked import Booked, taken
from burnbreak.core.facts import Facts
from burnbreak.core.holds import Hold, holds_at
from burnbreak.core.practice import Practice
from burnbreak.core.returning import just_ended, not_back
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span
from burnbreak.engine.agenda import Agenda
from burnbreak.engine.diary import Diary
from burnbreak.engine.memory import Memory
from burnbreak.engine.ports import Clock
from burnbreak.engine.reported import Reported


class Sight:
    """Looks at clock, agenda, log and what the system reports; answers anew each time it is asked."""

    def __init__(
        self,
        clock: Clock,
        agenda: Agenda,
        reported: Reported,
        diary: Diary,
        idle_seconds: Callable[[], float | None],
    ) -> None:
        self._clock, self._agenda, self._reported, self._diary = clock, agenda, reported, diary
        self._idle_seconds = idle_seconds

    def facts(self, settings: Settings, memory: Memory, practices: tuple[Practice, ...]) -> Facts:
        """Of this moment; without the idle time, which costs a question to the system."""
        now, zone = self._clock.now(), self._clock.zone()
        booked = self.booked(settings, memory)
        sessions = taken(booked)
        others = (*self._reported.all(), *self._not_back(settings, sessions))
        return Facts(
            now=now,
            zone=zone,
            settings=settings,
            sessions=sessions,
            booked=booked,
            holds=holds_at(now, sessions, memory.pause, others),
            entries=self._diary.entries,
            practices=practices,
        )

    def booked(self, settings: Settings, memory: Memory) -> tuple[Booked, ...]:
        """All booked times from yesterday until a week from now, as they count at this moment."""
        return self._agenda.booked(settings, memory, self._clock.now(), self._clock.zone())

    def idle(self) -> timedelta | None:
        """The time since the last input; None where the system does not tell."""
        seconds = self._idle_seconds()
        return None if seconds is None else timedelta(seconds=seconds)

    def _not_back(self, settings: Settings, sessions: tuple[Span, ...]) -> tuple[Hold, ...]:
        now = self._clock.now()
        ended = settings.quiet.wait_for_return and just_ended(now, sessions)
        return not_back(now, ended, self.idle()) if ended else ()
