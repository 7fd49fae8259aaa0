"""Changes to the cycle of weeks, the exceptions and the return to work of a work week."""

from dataclasses import replace
from datetime import date, timedelta

from burnbreak.core.week_edit import blocks, split
from burnbreak.core.workweek import (
    EVERY_WEEK,
    LONGEST_CYCLE,
    DayException,
    ProtectedTime,
    RampStep,
    WorkPeriod,
    WorkWeek,
)

MOST_EXCEPTIONS = 200
"""Beyond so many, those that ended first are let go."""
STEPS = (50, 60, 80)
"""Percent of the usual steps of a return to work."""


def this_is(week: WorkWeek, number: int, today: date) -> WorkWeek:
    """The cycle turned so that the week of `today` is this one of it, from 0."""
    monday = today - timedelta(days=today.weekday())
    start = monday - timedelta(weeks=number) if week.cycle_weeks > 1 else None
    return replace(week, cycle_from=start)


def with_one_more(week: WorkWeek, shown: int, today: date) -> WorkWeek:
    """One more week at the end of the cycle, a copy of the shown one; from then on each has its own hours.

    At the longest cycle there is no more to add, and the same comes back.
    """
    if week.cycle_weeks >= LONGEST_CYCLE:
        return week
    number, last = week.week_number(today), week.cycle_weeks
    periods = [one for p in week.periods for one in split(p, week)]
    protected = [one for p in week.protected for one in split(p, week)]
    for block in blocks(week, shown):
        copy = replace(block, week=last)
        periods += [copy] if isinstance(copy, WorkPeriod) else []
        protected += [copy] if isinstance(copy, ProtectedTime) else []
    made = _made(week, last + 1, periods, protected)
    return this_is(made, number, today)


def less_one(week: WorkWeek, number: int, today: date) -> WorkWeek:
    """The cycle without one of its weeks, from 0; later ones move up, a last one is every week."""
    if week.cycle_weeks == 1:
        return week
    left = week.cycle_weeks - 1

    def moved_up(old: int) -> int:
        if left == 1 or old == EVERY_WEEK:
            return EVERY_WEEK
        return old - 1 if old > number else old

    periods = [replace(p, week=moved_up(p.week)) for p in week.periods if p.week != number]
    protected = [replace(p, week=moved_up(p.week)) for p in week.protected if p.week != number]
    now = week.week_number(today)
    made = _made(week, left, list(dict.fromkeys(periods)), list(dict.fromkeys(protected)))
    return this_is(made, min(now - 1 if now > number else now, left - 1), today)


def _made(week: WorkWeek, count: int, periods: list[WorkPeriod], protected: list[ProtectedTime]) -> WorkWeek:
    return replace(
        week, cycle_weeks=count, periods=tuple(sorted(periods)), protected=tuple(sorted(protected))
    )


def coming(week: WorkWeek, today: date) -> tuple[DayException, ...]:
    """The exceptions that are not over, in the order of their dates."""
    return tuple(sorted(exception for exception in week.exceptions if exception.last >= today))


def with_exception(week: WorkWeek, new: DayException, instead_of: DayException | None = None) -> WorkWeek:
    """The week with one more exception, which outweighs those before it, or one in place of another."""
    kept = [e for e in week.exceptions if e not in (new, instead_of)]
    kept = sorted(sorted(kept, key=lambda e: e.last)[-MOST_EXCEPTIONS + 1 :], key=week.exceptions.index)
    return replace(week, exceptions=(*kept, new))


def without_exception(week: WorkWeek, old: DayException) -> WorkWeek:
    """The week less one exception."""
    return replace(week, exceptions=tuple(e for e in week.exceptions if e != old))


def with_step(week: WorkWeek, new: RampStep, instead_of: RampStep | None = None) -> WorkWeek:
    """The return to work with one more step, or one in place of another; a date has one step."""
    kept = [s for s in week.ramp if s != instead_of and s.until != new.until]
    return replace(week, ramp=tuple(sorted([*kept, new])))


def without_step(week: WorkWeek, old: RampStep) -> WorkWeek:
    """The return to work less one step."""
    return replace(week, ramp=tuple(s for s in week.ramp if s != old))


def usual_steps(today: date) -> tuple[RampStep, ...]:
    """50, 60 and 80 %, two weeks each, the first of them until the Sunday after next."""
    sunday = today + timedelta(days=6 - today.weekday())
    return tuple(
        RampStep(until=sunday + timedelta(weeks=1 + 2 * n), percent=percent)
        for n, percent in enumerate(STEPS)
    )


def next_step(week: WorkWeek, today: date) -> RampStep:
    """What one more step would be: two weeks after the last one, twenty percent more."""
    if not week.ramp:
        return usual_steps(today)[0]
    last = max(week.ramp)
    until = max(last.until, today) + timedelta(weeks=2)
    return RampStep(until=until, percent=min(95, last.percent + 20))
