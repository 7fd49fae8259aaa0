"""What the week window is told, as functions so that it is true when asked; the shell fills it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from burnbreak.core.booked import Booked
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.entry import Entry
from burnbreak.core.workweek import WorkWeek


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryThings:
    """Moments are UTC."""

    entries: Callable[[datetime, datetime], tuple[Entry, ...]]
    """Only ever asked for the week or month that is shown."""
    titles: Mapping[str, str]
    """The names of the practices by their ids."""
    work_week: Callable[[], WorkWeek]
    situations: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What each practice suits."""
    booked: Callable[[], tuple[Booked, ...]] = tuple
    """What is booked today and in the days to come."""
    known: Callable[[date, date], Mapping[date, BookedDay]] = lambda _first, _last: {}
    """What was kept of the days from the first to the last."""
    load_page: Callable[[], QWidget] | None = None
    """Makes the page of the load of a week, with `show_week(first)`; None for none."""
    trend: Callable[[], QWidget] | None = None
    """Makes what stands below a month, with `refresh()`; None for nothing."""
