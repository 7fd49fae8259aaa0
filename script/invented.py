"""Invented weeks for the pictures: an ordinary one with the month around it, and a heavy one."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.booked_day import BookedDay, booked_day
from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.core.span import Span, at_wall
from burnbreak.core.workweek import ProtectedTime, WorkPeriod, WorkWeek

MONDAY = date(2026, 3, 9)
NOW = datetime(2026, 3, 13, 14, 52, tzinfo=UTC)
WEEK = WorkWeek(
    tuple(WorkPeriod(weekday=day, start=time(9), end=time(17 if day < 4 else 15)) for day in range(5)),
    tuple(ProtectedTime(weekday=day, start=time(12), end=time(13)) for day in range(5)),
)
PRACTICES = ("long-exhale", "clear-the-room", "coherent", "cyclic-sigh", "five-senses", "kind-hand")
_WHY = (Reason.UNANSWERED, Reason.NEXT_SESSION, Reason.CALL, Reason.ASLEEP)


def ordinary() -> tuple[Entry, ...]:
    """Three to five pauses a day since the middle of February, some declined, shortened or missed."""
    dice = random.Random(7)
    first = MONDAY - timedelta(weeks=3)
    days = [first + timedelta(days=n) for n in range((NOW.date() - first).days + 1)]
    found = []
    for day in (day for day in days if day.weekday() < 5):
        for hour in dice.sample(range(9, 17), dice.randint(3, 6)):
            due = at_wall(day, time(hour, 50), UTC)
            if due < NOW:
                found.append(_one(dice, f"{day}-{hour}", due))
    added = at_wall(MONDAY + timedelta(days=2), time(20), UTC)
    found.append(
        Entry(
            uuid="added",
            due=None,
            recorded=NOW,
            outcome=Outcome.COMPLETED,
            origin=Origin.ADDED,
            started=added,
            practice="coherent",
            planned_seconds=600.0,
            real_seconds=600.0,
        )
    )
    return tuple(sorted(found, key=lambda e: e.moment))


def _one(dice: random.Random, uuid: str, due: datetime) -> Entry:
    base = Entry(uuid=uuid, due=due, recorded=due, outcome=Outcome.SKIPPED, offered=True)
    chance = dice.random()
    if chance < 0.12:
        return base
    if chance < 0.3:
        return replace(base, outcome=Outcome.MISSED, reason=dice.choice(_WHY))
    planned = dice.choice((60.0, 184.0, 184.0, 304.0))
    whole = dice.random() < 0.8
    real = planned if whole else planned * dice.uniform(0.15, 0.8)
    return replace(
        base,
        outcome=Outcome.COMPLETED if whole else Outcome.PARTIAL,
        reason=Reason.NONE if whole else Reason.ENDED_BY_USER,
        started=due + timedelta(seconds=20),
        practice=dice.choice(PRACTICES),
        planned_seconds=planned,
        real_seconds=round(real, 1),
        ease=dice.choice((None, Ease.LIGHTER, Ease.LIGHTER, Ease.SAME)) if whole else None,
    )


def heavy() -> tuple[Entry, ...]:
    """Twenty sittings a day, also at night, and as many offers that came to nothing."""
    dice = random.Random(3)
    found = []
    for number in range(26):
        day = MONDAY - timedelta(days=21) + timedelta(days=number)
        for turn in range(40):
            due = at_wall(day, time(4), UTC) + timedelta(minutes=turn * 35 + dice.randint(0, 20))
            if due < NOW:
                found.append(_one(dice, f"{number}-{turn}", due))
    return tuple(found)


def booked_days() -> dict[date, BookedDay]:
    """What was booked in the shown week: sessions of fifty minutes, and a meeting."""
    starts = (
        (9, 10, 11, 13, 14),
        (9, 10, 13, 15, 16),
        (9, 11, 13, 14, 15),
        (10, 11, 14),
        (9, 10, 13),
        (),
        (),
    )
    found = {}
    for number in range(7):
        day = MONDAY + timedelta(days=number)
        booked = [Booked(_span(day, time(hour), 50)) for hour in starts[number]]
        if number == 3:
            booked.append(Booked(_span(day, time(15), 90), BookedKind.OTHER))
        found[day] = booked_day(day, UTC, booked, WEEK)
    return found


_CROWDED = ("8:00", "8:55", "9:50", "10:45", "11:40", "12:35", "13:50", "14:45", "15:40", "18:00", "18:55")


def heavy_days(first: date = MONDAY) -> dict[date, BookedDay]:
    """A week without gaps: eleven sessions on four days, seven on the fifth, three on Saturday."""
    found = {}
    for number, count in enumerate((11, 11, 11, 11, 7, 3, 0)):
        day = first + timedelta(days=number)
        starts = [time(*map(int, text.split(":"))) for text in _CROWDED[:count]]
        found[day] = booked_day(day, UTC, [Booked(_span(day, start, 50)) for start in starts], WEEK)
    return found


def _span(day: date, start: time, minutes: int) -> Span:
    began = at_wall(day, start, UTC)
    return Span(began, began + timedelta(minutes=minutes))
