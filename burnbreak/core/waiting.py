"""The break that waits from before: owed, or postponed by the user."""

from datetime import datetime

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.facts import Facts
from burnbreak.core.gaps import OVERRUN, protected_until
from burnbreak.core.span import merge


def open_entry(facts: Facts) -> Entry | None:
    """The break that is owed or postponed; the latest, should there be more."""
    return max((e for e in facts.entries if e.open), key=lambda e: (e.moment, e.uuid), default=None)


def waits_until(facts: Facts) -> datetime | None:
    """When the postponed break is offered again; None without one.

    One postponed into a session or a protected time comes after it, should it still fit then.
    """
    entry = open_entry(facts)
    if entry is None or entry.outcome is not Outcome.POSTPONED or entry.again_at is None:
        return None
    again = entry.again_at
    for session in merge(facts.sessions):
        again = protected_until(facts, again) or again
        if again in session:
            again = session.end + OVERRUN
    return protected_until(facts, again) or again
