"""Sessions where no calendar tells: working hours filled on a grid, with protected time left out."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from burnbreak.core.booked import Booked
from burnbreak.core.settings import Grid, Sessions
from burnbreak.core.span import Span, subtract
from burnbreak.core.workweek import WorkWeek

_STEPS = {Grid.HOUR: 60, Grid.HALF_HOUR: 30, Grid.QUARTER: 15}


def template_sessions(
    sessions: Sessions, week: WorkWeek, start: datetime, end: datetime, zone: tzinfo
) -> tuple[Booked, ...]:
    """The sessions assumed in [start, end), in order; none where the template is off."""
    if not sessions.template:
        return ()
    protected = [span for span, _ in week.protected_between(start, end, zone)]
    return tuple(
        Booked(session)
        for period in week.between(start, end, zone)
        for free in subtract([period], protected)
        for session in _filled(free, sessions, zone)
        if session.start < end and start < session.end
    )


def _filled(free: Span, sessions: Sessions, zone: tzinfo) -> Iterator[Span]:
    length, moment = timedelta(minutes=sessions.length_minutes), free.start
    while True:
        moment = _on_grid(moment, sessions.grid, zone)
        if moment + length > free.end:
            return
        yield Span(moment, moment + length)
        moment += length


def _on_grid(moment: datetime, grid: Grid, zone: tzinfo) -> datetime:
    """The first moment from this one on at which local clocks stand on the grid."""
    step = _STEPS.get(grid)
    if step is None:
        return moment
    local = moment.astimezone(zone)
    past = timedelta(minutes=local.minute % step, seconds=local.second, microseconds=local.microsecond)
    return moment if not past else moment + timedelta(minutes=step) - past
