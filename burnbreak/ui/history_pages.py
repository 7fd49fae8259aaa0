"""The views of the week window, one over the other: picture, table, month, load; each made when wanted."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from burnbreak.core.booked_day import BookedDay
from burnbreak.core.summary import Day, Sitting, Stretch
from burnbreak.ui.history_chart import WeekChart
from burnbreak.ui.history_head import LOAD, MONTH, PICTURE, TABLE
from burnbreak.ui.theme import Theme

if TYPE_CHECKING:
    from burnbreak.ui.history_month import MonthView
    from burnbreak.ui.history_table import SittingsTable


class Pages(QStackedWidget):
    """Only the one that is looked at is filled."""

    pointed = Signal()
    """Something else is looked at."""
    opened = Signal(object)
    """The week of this date is wanted."""
    beyond = Signal(int, object)
    """So many months on, with the date to stand on there, or None."""

    def __init__(self, theme: Theme, load_page: Callable[[], QWidget] | None) -> None:
        super().__init__()
        self._theme, self._make_load = theme, load_page
        self.view = PICTURE
        self.chart = WeekChart(theme)
        self.chart.pointed.connect(lambda _sitting: self.pointed.emit())
        self.table: SittingsTable | None = None
        self.month: MonthView | None = None
        self.load: Any = None
        self._filled = ""
        self.addWidget(self.chart)

    @property
    def sitting(self) -> Sitting | None:
        """The sitting that is looked at."""
        if self.view == PICTURE:
            return self.chart.current
        return self.table.current if self.view == TABLE and self.table is not None else None

    @property
    def day(self) -> Day | None:
        """The day that is looked at."""
        return self.month.current if self.view == MONTH and self.month is not None else None

    def show_as(self, view: str) -> None:
        """Another of them."""
        self.view = view
        match view:
            case "table":
                self.setCurrentWidget(self._table())
            case "month":
                self.setCurrentWidget(self._month())
            case "load":
                self.setCurrentWidget(self._load())
            case _:
                self.setCurrentWidget(self.chart)

    def fill(self, shown: Stretch, days: Sequence[BookedDay], titles: Mapping[str, str], today: date) -> None:
        """What the one that is looked at shows; the others cost nothing."""
        if self.view == PICTURE:
            self.chart.show_week(shown, days, today)
        elif self.view == TABLE:
            self._table().show_sittings(shown.sittings, titles)
        elif self.view == MONTH:
            self._month().show_month(shown, today)
        elif self.view == LOAD:
            self._load().show_week(shown.first)

    def stand_on(self, day: date | None) -> None:
        """Look at this day of the month."""
        self._month().stand_on(day)

    def tell(self, text: str) -> None:
        """What a screen reader says of the picture."""
        if self.view in (PICTURE, MONTH):
            self.currentWidget().setAccessibleDescription(text)  # type: ignore[union-attr]

    def _table(self) -> "SittingsTable":
        if self.table is None:
            from burnbreak.ui.history_table import SittingsTable

            self.table = SittingsTable()
            self.table.pointed.connect(lambda _sitting: self.pointed.emit())
            self.addWidget(self.table)
        return self.table

    def _month(self) -> "MonthView":
        if self.month is None:
            from burnbreak.ui.history_month import MonthView

            self.month = MonthView(self._theme)
            self.month.pointed.connect(lambda _day: self.pointed.emit())
            self.month.opened.connect(self.opened)
            self.month.beyond.connect(self.beyond)
            self.addWidget(self.month)
        return self.month

    def _load(self) -> Any:
        if self.load is None and self._make_load is not None:
            self.load = self._make_load()
            self.addWidget(self.load)
        return self.load
