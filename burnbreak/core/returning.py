"""Whether somebody is back at the desk after a session: one that ended by the clock may still run."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from burnbreak.core.holds import Hold, HoldKind
from burnbreak.core.span import Span

WAITS = timedelta(minutes=5)
"""So long after a session's end at most: whoever sits at the desk without touching it has waited enough."""
AT_THE_DESK = timedelta(seconds=60)
"""Who pressed a key in the last minute of a session, such as "it is over", is there."""
LOOK_FOR_RETURN = timedelta(seconds=5)
"""How often it is looked for the first touch, while a break waits for it."""


def just_ended(now: datetime, sessions: Iterable[Span]) -> datetime | None:
    """The end of the session after which a return is waited for; None in a session, or where none was."""
    ends = []
    for span in sessions:
        if now in span:
            return None
        if timedelta() <= now - span.end < WAITS:
            ends.append(span.end)
    return max(ends, default=None)


def not_back(now: datetime, ended: datetime, idle: timedelta | None) -> tuple[Hold, ...]:
    """The hold while nobody has touched the computer since then; none where that cannot be known."""
    if idle is None or idle < now - ended + AT_THE_DESK:
        return ()
    return (Hold(HoldKind.NOT_BACK, ended + WAITS),)
