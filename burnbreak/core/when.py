"""Moments and lengths as people type them: "30m", "14:30", "tomorrow", "+5"."""

import re
from datetime import datetime, time, timedelta, tzinfo

from burnbreak.core.span import at_wall
from burnbreak.core.workweek import WorkWeek

LONGEST = timedelta(hours=24)


class NotAMoment(ValueError):  # noqa: N818
    """What was typed names no moment; the message says what would."""


def length_from(text: str) -> timedelta | None:
    """A length such as "30", "30m", "2h", "1h30", "90s"; None when it is none."""
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,3})(?:m|$))?(?:(\d{1,4})s)?", text.strip().lower())
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return length if timedelta() < length <= LONGEST else None


def clock_from(text: str) -> time | None:
    """A clock time such as "15:50", "15.50" or "9h05"; None when it is none."""
    match = re.fullmatch(r"(\d{1,2})[:.h](\d{2})", text.strip())
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def next_clock(wall: time, now: datetime, zone: tzinfo) -> datetime:
    """The next moment (UTC) at which local clocks show `wall`."""
    today = now.astimezone(zone).date()
    moments = (
        at_wall(today + timedelta(days=d), wall, zone, later=later) for d in (0, 1) for later in (False, True)
    )
    return next(m for m in moments if m > now)


def pause_until(text: str, now: datetime, zone: tzinfo, week: WorkWeek) -> datetime | None:
    """Until when to pause (UTC); None means until resumed.

    Understands a length, a clock time, "tomorrow" (the next work period of a later day), "next" (the next
    work period) and "resume". Raises NotAMoment.
    """
    word = text.strip().lower()
    if word in ("", "resume", "until-resumed", "forever"):
        return None
    if word in ("tomorrow", "next", "next-period"):
        local = now.astimezone(zone)
        midnight = at_wall(local.date() + timedelta(days=1), time(0), zone)
        start = week.next_start(midnight if word == "tomorrow" else now, zone)
        return start or at_wall(local.date() + timedelta(days=1), time(8), zone)
    length, wall = length_from(word), clock_from(word)
    if wall is not None:
        return next_clock(wall, now, zone)
    if length is not None:
        return now + length
    raise NotAMoment(f"'{text}' is not a time to pause until: try 30m, 2h, 14:30, tomorrow or resume.")


def session_more(text: str) -> timedelta:
    """How much longer a session takes, from "+5" for minutes. Raises NotAMoment."""
    more = length_from(text.strip().lower().removeprefix("+"))
    if more is None or more > LONGEST / 2:
        raise NotAMoment(f"'{text}' is not a time to stay longer: try +5.")
    return more


def session_until(text: str, now: datetime, zone: tzinfo) -> datetime:
    """Until when the user is in session (UTC): a clock time, or a length from now on.

    Raises NotAMoment; more than twelve hours is taken for a slip of the keyboard.
    """
    word = text.strip().lower()
    until: datetime | None = None
    if wall := clock_from(word):
        until = next_clock(wall, now, zone)
    elif length := length_from(word):
        until = now + length
    if until is None or until - now > LONGEST / 2:
        raise NotAMoment(f"'{text}' is not a time to be in session until: try 15:50, 50m or +5.")
    return until
