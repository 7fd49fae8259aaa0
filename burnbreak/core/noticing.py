"""The one thing about the offers of a week that could be changed; never more than one, often none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from burnbreak.core.booked import Booked
from burnbreak.core.booked_day import BookedDay, booked_day
from burnbreak.core.entry import Reason
from burnbreak.core.load import Run, runs
from burnbreak.core.offer_tally import Offers
from burnbreak.core.summary import Stretch
from burnbreak.core.workweek import WorkWeek

OFTEN = 3
"""Fewer than so many of one kind are chance."""
GAP_MINUTES = 10
"""Booked times are one run where less than this lies between them."""
_CALLS = (Reason.CALL, Reason.PRESENTING)


class Notice(StrEnum):
    """What came up most often."""

    UNANSWERED = "unanswered"
    NO_ROOM = "no-room"
    """The next session was too near."""
    DECLINED = "declined"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Noticed:
    """What came up, and how often."""

    notice: Notice
    count: int


def notice(offers: Offers) -> Noticed | None:
    """The most frequent reason for which offers came to nothing; None where none stands out."""
    counts = {
        Notice.NO_ROOM: offers.missed.get(Reason.NEXT_SESSION, 0),
        Notice.UNANSWERED: offers.missed.get(Reason.UNANSWERED, 0),
        Notice.DECLINED: offers.declined,
        Notice.CALLS: sum(offers.missed.get(reason, 0) for reason in _CALLS),
    }
    most = max(counts, key=lambda kind: counts[kind])
    return Noticed(most, counts[most]) if counts[most] >= OFTEN else None


def shape(
    stretch: Stretch,
    known: Mapping[date, BookedDay],
    booked: tuple[Booked, ...],
    week: WorkWeek,
    today: date,
) -> tuple[BookedDay, ...]:
    """Work, protected and booked time of each day: what was kept of the past, what is known of the rest."""
    found = []
    for day in stretch.days:
        past = known.get(day.date) if day.date < today else None
        ahead = booked if day.date >= today else ()
        found.append(past or booked_day(day.date, day.zone, ahead, week))
    return tuple(found)


def longest_run(days: tuple[BookedDay, ...]) -> tuple[BookedDay, Run] | None:
    """The longest run of booked times, with its day; the earlier of two equal ones, None without any."""
    found = [(day, run) for day in days for run in runs(day.booked, GAP_MINUTES)]
    return max(found, key=lambda pair: pair[1].span.length, default=None)
