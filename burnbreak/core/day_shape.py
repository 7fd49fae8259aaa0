"""What the settings make of one date: its work, what is kept free in it, and when pauses would come."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from burnbreak.core.booked import taken
from burnbreak.core.dues import dues
from burnbreak.core.facts import Facts
from burnbreak.core.settings import Settings
from burnbreak.core.span import Span, at_wall, merge
from burnbreak.core.template import template_sessions
from burnbreak.core.workweek import Place, ProtectedKind, WorkWeek

_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShape:
    """One date as it would go by with nothing in the calendar but the template's sessions."""

    date: date
    work: tuple[tuple[Span, Place], ...]
    protected: tuple[tuple[Span, ProtectedKind], ...]
    sessions: tuple[Span, ...]
    pauses: tuple[datetime, ...]
    """When a pause would be offered, as many as the day has (UTC)."""
    percent: int
    """The share of a whole day that is worked."""
    exception: bool
    """Whether the date has hours of its own."""


def shape_of(settings: Settings, day: date, zone: tzinfo) -> DayShape:
    """The shape of a date; everything counts that starts on it."""
    week = settings.week
    begins = at_wall(day, time(0), zone)
    work = week.worked_on(day, zone)
    spans = merge(span for span, _ in work)
    ends = max([begins, *(span.end for span in spans)])
    sessions = taken(template_sessions(settings.sessions, week, begins, ends, zone))
    facts = Facts(now=begins, zone=zone, settings=settings, sessions=sessions)
    pauses = [d.at for d in dues(facts, begins - _MOMENT, ends) if any(d.at in s for s in spans)]
    return DayShape(
        date=day,
        work=work,
        protected=tuple(p for p in week.protected_between(begins, ends, zone) if _inside(p[0], spans)),
        sessions=sessions,
        pauses=tuple(pauses[: settings.breaks.daily_cap]),
        percent=week.percent_on(day),
        exception=any(day in e for e in week.exceptions),
    )


def next_date(settings: Settings, weekday: int, shown: int, today: date) -> date:
    """The first date from today on with this weekday in this week of the cycle."""
    week = settings.week
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    dates = (first + timedelta(weeks=n) for n in range(week.cycle_weeks))
    return next((d for d in dates if week.week_number(d) == shown), first)


def _inside(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(span.overlaps(one) for one in spans)


def worked_day(week: WorkWeek, first: date, last: date, zone: tzinfo) -> tuple[date, Span, Span] | None:
    """The first of these dates with work, from its start to its end: as shortened, and as it were whole."""
    whole = replace(week, ramp=())
    for number in range(min(60, (last - first).days + 1)):
        day = first + timedelta(days=number)
        short, long = week.starting_on(day, zone), whole.starting_on(day, zone)
        if short and long:
            return day, Span(short[0].start, short[-1].end), Span(long[0].start, long[-1].end)
    return None
