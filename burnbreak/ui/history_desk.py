"""Makes the week window and connects it with the Coach."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.load_desk import LoadDesk
from burnbreak.ui.first_weekday import first_weekday
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.load_windows import load_page
from burnbreak.ui.theme import Theme

if TYPE_CHECKING:
    from burnbreak.ui.trends import CheckInThings


def make_window(
    theme: Theme,
    coach: Coach,
    *,
    check_ins: "CheckInThings | None" = None,
    load: LoadDesk | None = None,
    opens: Callable[[str], None] = lambda _: None,
) -> HistoryWindow:
    """The week window, told by the Coach and correcting its log.

    `check_ins` tell the trend below a month, `load` the days as they were booked and what they come to.
    """

    def trend() -> QWidget:
        from burnbreak.ui.trends import TrendsCard

        assert check_ins is not None
        return TrendsCard(theme, check_ins, first_weekday(QLocale()))

    view = coach.view()
    things = HistoryThings(
        entries=coach.entries,
        titles={p.id: p.title for p in coach.practices},
        situations={p.id: p.situations for p in coach.practices},
        work_week=lambda: coach.settings.week,
        booked=coach.booked,
        known=load.kept if load is not None else lambda _first, _last: {},
        load_page=(lambda: load_page(load, coach, theme, opens)) if load is not None else None,
        trend=None if check_ins is None else trend,
    )
    window = HistoryWindow(theme, things, now=view.now, zone=view.zone)
    window.removed.connect(lambda uuid: coach.do(commands.RemoveEntry(uuid)))
    window.added.connect(lambda entry: coach.do(commands.AddEntry(entry)))
    window.brought_back.connect(lambda entry: coach.do(commands.BringBack(entry)))
    return window
