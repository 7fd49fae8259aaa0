"""What the user says about the sessions of today: with someone until, five minutes more, over, cancelled."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from burnbreak.core.booked import Booked, next_session, session_at
from burnbreak.core.span import Span, subtract
from burnbreak.engine.commands import InSession, Overrun, SessionCancelled, SessionOver
from burnbreak.engine.memory import Memory

Told = InSession | Overrun | SessionOver | SessionCancelled
STILL = timedelta(minutes=10)
"""A session that ended so long ago at most is the one that "five minutes more" goes on with."""


def after(
    told: Told, memory: Memory, booked: Sequence[Booked], now: datetime, day_ends: datetime
) -> Memory | None:
    """What is remembered once this was said; None where there is no session that it could be about."""
    match told:
        case InSession(until=until):
            return in_session(memory, now, until)
        case Overrun(more=minutes):
            return more(memory, booked, now, minutes)
        case SessionOver():
            return over(memory, booked, now)
        case SessionCancelled():
            return cancelled(memory, booked, now, day_ends)


def in_session(memory: Memory, now: datetime, until: datetime) -> Memory:
    """With someone until then, whatever the calendar says."""
    return memory.booked_again(Span(now, max(now, until))).with_session(now, until)


def more(memory: Memory, booked: Sequence[Booked], now: datetime, minutes: timedelta) -> Memory:
    """The session that runs, or has ended a moment ago, takes longer than planned.

    Counted from its planned end, so that two presses are ten minutes; from now where that is over already.
    """
    running = session_at(booked, now)
    end = now if running is None else running.end
    return in_session(memory, now, max(end, now) + minutes)


def over(memory: Memory, booked: Sequence[Booked], now: datetime) -> Memory:
    """What runs now, session or not, has ended; what begins later stays as it is."""
    memory = memory.without_session(now)
    end = max((b.span.end for b in booked if now in b.span), default=now)
    end = min([end, *(b.span.start for b in booked if now < b.span.start)])
    return memory.with_freed(now, Span(now, end)) if now < end else memory


def cancelled(memory: Memory, booked: Sequence[Booked], now: datetime, day_ends: datetime) -> Memory | None:
    """The session that runs, or else the next one of today, does not take place; None where there is none."""
    if session_at(booked, now) is not None:
        return over(memory, booked, now)
    ahead = next_session(booked, now, day_ends)
    if ahead is None:
        return None
    # A meeting at the same time stays booked.
    others = [b.span for b in booked if b.span != ahead]
    for piece in subtract([ahead], others):
        memory = memory.with_freed(now, piece)
    return memory
