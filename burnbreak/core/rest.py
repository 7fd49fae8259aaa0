"""When being away from the desk counts as a pause: in free time only, and only where the user wants it so."""

from datetime import datetime, timedelta

from burnbreak.core.facts import Facts
from burnbreak.core.gaps import gap_at

AWAY = timedelta(minutes=5)
"""So long without a key or a movement of the pointer."""


def rested(facts: Facts, free_since: datetime | None) -> bool:
    """Whether the last five minutes were free time, spent away.

    In a session nobody touches a key either, and a call or a presentation is listened to: none of that is
    rest. So only what lies in this gap counts, and after `free_since`, from when on nothing but the locked
    screen held offers back. Where idleness cannot be known nobody is taken to be away.
    """
    gap = gap_at(facts, facts.now)
    if not facts.settings.quiet.natural_rest or facts.idle is None or gap is None or free_since is None:
        return False
    return min(facts.idle, facts.now - free_since, facts.now - gap.span.start) >= AWAY
