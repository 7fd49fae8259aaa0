"""What a practice begun by hand was for, as far as hour, gap and practice tell it; nobody is guessed at."""

from datetime import date, timedelta

from burnbreak.core import choosing
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import gap_at
from burnbreak.core.practice import Practice, Situation
from burnbreak.core.span import Span, day_of

BEFORE_WORK = timedelta(hours=1)
"""So long before the first hour of work it may be the start of the day."""
SETTLING_IN = timedelta(minutes=30)
"""And so long after it, while no session has begun."""
WINDING_UP = timedelta(minutes=15)
"""So long before the last hour of work ends, with no session left, somebody may be going home."""
AFTER_WORK = timedelta(hours=1)


def occasion(practice: Practice, seconds: float, facts: Facts, *, due: bool = False) -> Situation | None:
    """The situation of a practice begun now without one being named; None where nothing tells it.

    The start and the end of the day count for practices that suit them, a gap in the hours of work or a
    pause that is due (`due`) as it does for an offer. A practice that only suits who asks for it keeps None:
    its name says more than the hour.
    """
    today = day_of(facts.now, facts.zone)
    # The second for a night's work, which began yesterday.
    for day in (today, today - timedelta(days=1)):
        for situation, when in _edges(facts, day):
            if situation in practice.situations and facts.now in when:
                return situation
    if choosing.only_asked_for(practice) or not (due or gap_at(facts, facts.now)):
        return None
    return choosing.offered_in(seconds)


def _edges(facts: Facts, day: date) -> tuple[tuple[Situation, Span], ...]:
    """When the work of a day begins and ends; nothing on a day off."""
    work = facts.settings.week.starting_on(day, facts.zone)
    if not work:
        return ()
    begins, ends = work[0].start, work[-1].end
    sessions = [s for s in facts.sessions if s.overlaps(Span(begins - BEFORE_WORK, ends + AFTER_WORK))]
    settled = min([begins + SETTLING_IN, *(max(s.start, begins - BEFORE_WORK) for s in sessions)])
    winding = max([ends - WINDING_UP, *(min(s.end, ends + AFTER_WORK) for s in sessions)])
    return (
        (Situation.START_OF_DAY, Span(begins - BEFORE_WORK, settled)),
        (Situation.GOING_HOME, Span(winding, ends + AFTER_WORK)),
    )
