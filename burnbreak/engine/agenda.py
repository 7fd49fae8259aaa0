"""The booked times of the days around now: calendars, the template, and what was said by hand, as one."""

from datetime import datetime, timedelta, tzinfo

from burnbreak.core.booked import Booked, freed
from burnbreak.core.planner import AHEAD
from burnbreak.core.settings import Settings
from burnbreak.core.template import template_sessions
from burnbreak.engine.memory import Memory
from burnbreak.engine.ports import BookedSource

BACK = timedelta(days=1)
"""A session that began yesterday may still run."""


class NoCalendars:
    """A BookedSource without a calendar."""

    def between(self, start: datetime, end: datetime) -> tuple[Booked, ...]:
        """See BookedSource."""
        return ()


class Agenda:
    """Puts together what is known; answers at once, and anew whenever it is asked."""

    def __init__(self, calendars: BookedSource) -> None:
        self._calendars = calendars

    def booked(self, settings: Settings, memory: Memory, now: datetime, zone: tzinfo) -> tuple[Booked, ...]:
        """Everything booked from yesterday until a week from now, in order.

        What the user said by hand outweighs both calendar and template.
        """
        start, end = now - BACK, now + AHEAD
        known = self._calendars.between(start, end)
        if settings.sessions.template:
            known += template_sessions(settings.sessions, settings.week, start, end, zone)
        by_hand = tuple(Booked(span) for span in memory.sessions)
        return tuple(sorted((*freed(known, memory.freed), *by_hand)))
