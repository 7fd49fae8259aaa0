"""The next break and the reason that every plan carries, as values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Why(StrEnum):
    """The reason that every plan carries."""

    AFTER_SESSION = "after-session"
    ON_THE_CLOCK = "on-the-clock"
    INTERVAL = "interval"
    OWED = "owed"
    POSTPONED = "postponed"
    OFFERED = "offered"
    """It is on offer right now."""
    CAP = "cap"
    UNANSWERED = "unanswered"
    OFF = "off"
    NO_PERIODS = "no-periods"
    NOTHING_FITS = "nothing-fits"
    DAYS_OFF = "days-off"
    """There are working hours, and none of them in the coming days."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The next break: when (UTC; None if none is planned), how long, and why (not).

    With CAP and UNANSWERED today is done, and `at` is the next day's first.
    """

    at: datetime | None
    length: timedelta
    why: Why
