"""Looking back on a week: three facts, one kind question, one change or none. And when it may be offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from burnbreak.core.booked import taken
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load import DayLoad, WeekLoad, runs
from burnbreak.core.load_setting import Load
from burnbreak.core.span import Span, merge, subtract
from burnbreak.core.workweek import WorkWeek

AFTER_SESSION = timedelta(seconds=90)
ROOM = timedelta(minutes=6)
"""Three minutes, and what a gap keeps for itself."""
LAST = timedelta(minutes=30)
"""With nothing booked, the last of the work is the last gap."""
SKIPS = 2
QUIET = timedelta(weeks=4)


class FactKind(StrEnum):
    """What a fact tells of."""

    BOOKED = "booked"
    AGREED = "agreed"
    LONGEST = "longest"
    LUNCH = "lunch"
    GAPS = "gaps"


class Question(StrEnum):
    """One of them is asked; there is nothing to type."""

    LIGHTER_DAY = "lighter-day"
    GOOD_GAP = "good-gap"
    UNSEEN = "unseen"
    ON_TIME = "on-time"
    ASK = "ask"


class Choice(StrEnum):
    """One change for the next week."""

    GAP = "gap"
    LUNCH = "lunch"
    EARLIER = "earlier"
    MOVE = "move"
    NOTES = "notes"
    SHORTER = "shorter"
    LEAVE = "leave"
    """All stays as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is shown; the interface has the words."""

    week: WeekLoad
    facts: tuple[FactKind, ...]
    question: Question
    day: date | None
    """The day that LIGHTER_DAY asks about."""
    choices: tuple[Choice, ...]
    before: Choice | None
    """What was chosen a week ago."""


def review(week: WeekLoad, limits: Load, before: Choice | None = None) -> Review | None:
    """The review of a week; None where nothing was booked in it."""
    if not week.booked:
        return None
    lunch = FactKind.LUNCH if week.lunches[1] else FactKind.GAPS
    booked = FactKind.AGREED if limits.agreed_minutes else FactKind.BOOKED
    day = _lighter(week)
    number = week.first.isocalendar().week
    others = tuple(q for q in Question if q is not Question.LIGHTER_DAY)
    # Every other week the shape of the week asks; so nobody reads the same each Friday.
    asked = Question.LIGHTER_DAY if day is not None and number % 2 == 0 else others[number // 2 % len(others)]
    return Review(
        week=week,
        facts=(booked, FactKind.LONGEST, lunch),
        question=asked,
        day=day if asked is Question.LIGHTER_DAY else None,
        choices=(*_fitting(week, day)[:3], Choice.LEAVE),
        before=before,
    )


def _lighter(week: WeekLoad) -> date | None:
    """The day with least booked of those with something booked; None where all are alike within an hour."""
    days: Sequence[DayLoad] = [d for d in week.days if d.booked]
    lightest, fullest = min(days, key=lambda d: d.booked), max(days, key=lambda d: d.booked)
    return lightest.date if fullest.booked - lightest.booked >= timedelta(hours=1) else None


def _fitting(week: WeekLoad, lighter: date | None) -> list[Choice]:
    kept, of = week.lunches
    fits = {
        Choice.GAP: week.runs > 0,
        Choice.LUNCH: kept < of,
        Choice.EARLIER: week.evenings > 0,
        Choice.MOVE: lighter is not None,
        Choice.NOTES: True,
        Choice.SHORTER: week.sessions > 0,
    }
    return [choice for choice, fit in fits.items() if fit]


def review_values(shown: Review, choice: Choice) -> dict[str, Any]:
    """The values of a REVIEW record."""
    return {"week": shown.week.first.isoformat(), "question": str(shown.question), "choice": str(choice)}


def choice_from(values: Mapping[str, Any]) -> Choice | None:
    """What was chosen; None for what this version does not know."""
    found = values.get("choice")
    return Choice(found) if found in list(Choice) else None


# --- when it is offered -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was offered before."""

    on: date | None = None
    skips: int = 0
    """In a row."""

    def offered(self, day: date) -> "Asked":
        """Offered on this day; until it is taken up it counts as skipped."""
        rested = self.on is not None and self.skips >= SKIPS
        return Asked(on=day, skips=1 if rested else self.skips + 1)

    def taken(self) -> "Asked":
        """Taken up."""
        return Asked(on=self.on)

    def quiet(self, day: date) -> bool:
        """Whether nothing is offered: once a week, and not for four weeks after two skips in a row."""
        if self.on is None:
            return False
        return day - self.on < (QUIET if self.skips >= SKIPS else timedelta(days=6))

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"on": self.on and self.on.isoformat(), "skips": self.skips}


def asked_from(found: Any) -> Asked:
    """What `as_json` made; nothing offered yet for what cannot be read."""
    try:
        return Asked(on=found["on"] and date.fromisoformat(found["on"]), skips=int(found["skips"]))
    except (TypeError, KeyError, ValueError):
        return Asked()


def last_workday(week: WorkWeek, day: date) -> bool:
    """Whether a date of work is followed by at least one without, and so ends a working week.

    Of two such days in the calendar's week the later counts, where weeks end with the longest rest.
    """
    if not week.hours_on(day):
        return False
    rest = _rest(week, day)
    others = [day + timedelta(days=n) for n in range(-6, 7) if n]
    return rest > 0 and all(rest > _rest(week, d) or (rest == _rest(week, d) and d < day) for d in others)


def _rest(week: WorkWeek, day: date) -> int:
    """Free days after a day of work; 0 for a day off."""
    if not week.hours_on(day):
        return 0
    return next((n for n in range(7) if week.hours_on(day + timedelta(days=n + 1))), 7)


def last_gap(day: BookedDay) -> Span | None:
    """The last free stretch of the working hours of a day that has room for it; None where there is none."""
    work, blocks = merge(day.work), taken(day.booked)
    if not work:
        return None
    if not blocks:
        end = work[-1].end
        return Span(max(work[-1].start, end - LAST), end)
    free = subtract(work, [*blocks, *(span for span, _ in day.protected)])
    fitting = [gap for gap in free if gap.length >= ROOM + AFTER_SESSION]
    return fitting[-1] if fitting else None


def may_offer(day: BookedDay, now: datetime, week: WorkWeek, asked: Asked) -> bool:
    """Whether this moment lies in the last gap of the last day of the working week, with room left."""
    gap = last_gap(day)
    if gap is None or asked.quiet(day.date) or not last_workday(week, day.date):
        return False
    begins = gap.start + AFTER_SESSION if any(b.span.end == gap.start for b in day.booked) else gap.start
    return begins <= now <= gap.end - ROOM


# --- hints -------------------------------------------------------------------------------------------------


class HintKind(StrEnum):
    """What the user's own numbers say."""

    IN_A_ROW = "in-a-row"
    WEEK_LIMIT = "week-limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Something to think about, out of the user's own numbers alone."""

    kind: HintKind
    day: date | None = None
    count: int = 0
    at: datetime | None = None
    """Where a gap would keep to the number."""


def hints(week: WeekLoad, days: Sequence[BookedDay], limits: Load, today: date) -> tuple[Hint, ...]:
    """Two at the most; none without numbers of the user's own, and of runs only about days to come."""
    found: list[Hint] = []
    if limits.week_limit_minutes and week.booked >= timedelta(minutes=limits.week_limit_minutes):
        found.append(Hint(kind=HintKind.WEEK_LIMIT))
    for day in sorted(days, key=lambda d: d.date):
        if day.date <= today or not limits.in_a_row:
            continue
        run = max(runs(day.booked, limits.gap_minutes), key=lambda r: r.count, default=None)
        if run is not None and run.count > limits.in_a_row:
            ends = sorted({b.span.end for b in day.booked if run.span.start < b.span.end <= run.span.end})
            at = ends[min(limits.in_a_row, len(ends)) - 1]
            found.append(Hint(kind=HintKind.IN_A_ROW, day=day.date, count=run.count, at=at))
    return tuple(found[:2])
