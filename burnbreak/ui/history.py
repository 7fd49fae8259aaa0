"""The week: what was sat and when, as a picture or a table, with three plain facts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from burnbreak.core.choosing import BREATHE_NOW
from burnbreak.core.entry import Entry
from burnbreak.core.events import StartNow
from burnbreak.core.span import day_of
from burnbreak.core.week import Sitting, Stretch, first_day, summarise, week_span
from burnbreak.core.wording import clock_length
from burnbreak.core.workweek import WorkWeek
from burnbreak.engine.view import View
from burnbreak.ui import history_words as words
from burnbreak.ui import phrases
from burnbreak.ui.fields import Folding, first_weekday, hit_height, roomy
from burnbreak.ui.history_chart import WeekChart
from burnbreak.ui.kit import (
    Card,
    IconButton,
    LeadLabel,
    PlainButton,
    PrimaryButton,
    SegmentedChoice,
    SoftLabel,
    TitleLabel,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

FIRST_SECONDS = 60.0
"""A good beginning: what "Breathe now" in an empty week starts."""


class HistoryWindow(QWidget):
    """One week at a time."""

    command = Signal(object)
    """A minute of breathing, to begin with."""
    export_wanted = Signal()
    """The whole history is to be written to a file the user picks."""

    def __init__(
        self,
        theme: Theme,
        *,
        entries_between: Callable[[datetime, datetime], tuple[Entry, ...]],
        titles: Mapping[str, str],
        now: datetime,
        zone: tzinfo,
        work_week: Callable[[], WorkWeek],
        parent: QWidget | None = None,
    ) -> None:
        """`entries_between` is only ever asked for the week shown; `titles` names the practices by their ids.

        `now` is UTC and moves on with each view.
        """
        super().__init__(parent)
        self._theme, self._titles = theme, titles
        self._entries_between, self._work_week = entries_between, work_week
        self._now, self._zone = now, zone
        self.week: Stretch | None = None
        self._table_stale = True
        self._first: date | None = None
        self.setWindowTitle(self.tr("This week"))
        self.setWindowIcon(theme.icons.app())
        self._title = TitleLabel("", wrap=False)
        self.previous = IconButton(theme, "back", self.tr("Previous week"))
        self.next = IconButton(theme, "forward", self.tr("Next week"))
        self.today = PlainButton(self.tr("Today"))
        self.export = IconButton(theme, "export", self.tr("Export everything as a CSV file"))
        self.views = SegmentedChoice(
            [("chart", self.tr("Picture")), ("table", self.tr("Table"))], "chart", self.tr("Show as")
        )
        self.chart = WeekChart(theme)
        self.table = _table(self.tr("Practices of the week"))
        self._line = SoftLabel("")
        self._facts = [_Fact() for _ in range(3)]
        self._empty = _Empty()
        self._lay_out()
        self._connect()
        self._turn_arrows()
        self.resize(roomy(self, 900, 640))

    # --- what it shows -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Asks for the shown week again."""
        zone = self._zone
        today = day_of(self._now, zone)
        this_week = first_day(today, first_weekday(self.locale()))
        first = self._first or this_week
        span = week_span(first, zone)
        week = summarise(self._entries_between(span.start, span.end), first, zone)
        work = self._work_week()
        self._table_stale |= week != self.week
        self.week = week
        self._fill_if_shown()
        self.chart.show_week(week, work, zone, today)
        self._title.setText(self._range(first))
        self.next.setEnabled(first < this_week)
        self.today.setEnabled(first != this_week)
        self._show_facts(week)
        self._empty.show_for(now_week=first >= this_week)
        self._show_empty(not week.sittings)
        self._point(self.chart.current)

    def update_view(self, view: View) -> None:
        """Something happened: the log may have a new line."""
        self._now, self._zone = view.now, view.zone
        if self.isVisible():
            self.refresh()

    def go(self, weeks: int) -> None:
        """So many weeks ahead (negative: back); never past the present one."""
        this_week = first_day(day_of(self._now, self._zone), first_weekday(self.locale()))
        first = (self._first or this_week) + timedelta(weeks=weeks)
        self._first = None if first >= this_week else first
        self.refresh()

    def go_today(self) -> None:
        """Back to the present week."""
        self._first = None
        self.refresh()

    def show_as(self, view: str) -> None:
        """ "chart" or "table"."""
        self.views.set_value(view)
        self._stack.setCurrentWidget(self.table if view == "table" else self.chart)
        self._line.setVisible(view == "chart")
        self._fill_if_shown()

    def _fill_if_shown(self) -> None:
        """The table costs as much as the picture: it is filled when it is looked at."""
        if self._table_stale and self.week is not None and self._stack.currentWidget() is self.table:
            self._table_stale = False
            self._fill_table(self.week, self._zone)

    # --- how it is made ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        title, tools = QHBoxLayout(), QHBoxLayout()
        title.addWidget(self._title, 1)
        tools.setSpacing(GRID)
        tools.addStretch(1)
        for widget in (self.views, self.previous, self.today, self.next, self.export):
            tools.addWidget(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        card = Card()
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(self._empty)
        card.body.addWidget(self._line)
        self._line.setMinimumHeight(hit_height(self))
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._under = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._under.setSpacing(GAP)
        for fact in self._facts:
            self._under.addWidget(fact, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.setSpacing(GAP)
        box.addWidget(Folding(title, tools))
        box.addWidget(card, 1)
        box.addLayout(self._under)

    def _connect(self) -> None:
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.today.clicked.connect(self.go_today)
        self.views.chosen.connect(self.show_as)
        self.chart.pointed.connect(self._point)
        begin = StartNow(BREATHE_NOW[0], FIRST_SECONDS)
        self._empty.breathe.clicked.connect(lambda: self.command.emit(begin))
        self.export.clicked.connect(self.export_wanted)
        for keys, weeks in (("Alt+Left", -1), ("Alt+Right", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda n=weeks: self.go(n * self._ahead()))

    def _ahead(self) -> int:
        """1 where later is to the right, -1 where it is to the left."""
        return -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1

    def showEvent(self, event: QShowEvent) -> None:
        self.refresh()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn_arrows()
        super().changeEvent(event)

    def _turn_arrows(self) -> None:
        """Earlier is where reading begins."""
        earlier, later = ("back", "forward") if self._ahead() > 0 else ("forward", "back")
        self.previous.show_as(earlier, self.tr("Previous week"))
        self.next.show_as(later, self.tr("Next week"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        narrow = self.width() < 90 * self.fontMetrics().averageCharWidth()
        ways = QBoxLayout.Direction
        self._under.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._under.setSpacing(GRID // 2 if narrow else GAP)
        super().resizeEvent(event)

    # --- filling -----------------------------------------------------------------------------------------

    def _range(self, first: date) -> str:
        """The first and the last day of the week, with the year."""
        locale, last = self.locale(), first + timedelta(days=6)
        start, end = (QDate(d.year, d.month, d.day) for d in (first, last))
        return self.tr("{first} – {last} {year}").format(
            first=words.day_month(locale, start),
            last=words.day_month(locale, end),
            year=locale.toString(end, "yyyy"),
        )

    def _show_facts(self, week: Stretch) -> None:
        told = words.facts(week, self._titles, self.locale())
        for number, fact in enumerate(self._facts):
            fact.setVisible(number < len(told))
            if number < len(told):
                fact.tell(*told[number])

    def _show_empty(self, empty: bool) -> None:
        self._empty.setVisible(empty)
        self._stack.setVisible(not empty or self.views.value == "chart")
        self._line.setVisible(not empty and self.views.value == "chart")

    def _point(self, sitting: Sitting | None) -> None:
        if sitting is None:
            text = self.tr("Point at a mark, or use the arrow keys, to see more.")
        else:
            text = words.details(sitting, self._titles, self.locale(), self._zone)
        self._line.setText(text)
        self.chart.setAccessibleDescription(text)

    def _fill_table(self, week: Stretch, zone: tzinfo) -> None:
        columns = (
            self.tr("Day"), self.tr("Time"), self.tr("Practice"), self.tr("Planned"),
            self.tr("Real"), self.tr("How it ended"), self.tr("Afterwards"),
        )  # fmt: skip
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setRowCount(len(week.sittings))
        for number, sitting in enumerate(week.sittings):
            texts = (
                words.day_text(self.locale(), sitting.day),
                phrases.clock(sitting.started, zone),
                self._titles.get(sitting.practice, sitting.practice),
                clock_length(sitting.planned_seconds),
                clock_length(sitting.real_seconds),
                words.ending(sitting),
                words.felt(sitting.ease),
            )
            for place, text in enumerate(texts):
                self.table.setItem(number, place, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        for place in range(len(columns)):
            self.table.setColumnWidth(place, self.table.columnWidth(place) + GAP)


class _Fact(QWidget):
    """A few large words and a line under them."""

    def __init__(self) -> None:
        super().__init__()
        self._large, self._small = LeadLabel(""), SoftLabel("")
        box = QVBoxLayout(self)
        box.setContentsMargins(GRID, 0, GRID, 0)
        box.setSpacing(0)
        box.addWidget(self._large)
        box.addWidget(self._small)
        box.addStretch(1)

    def tell(self, large: str, small: str) -> None:
        self._large.setText(large)
        self._small.setText(small)


class _Empty(QWidget):
    """What an empty week says."""

    def __init__(self) -> None:
        super().__init__()
        self._text = LeadLabel("")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.breathe = PrimaryButton(self.tr("Breathe for a minute"))
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        box.addWidget(self._text)
        box.addWidget(self.breathe, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_for(self, *, now_week: bool) -> None:
        self.breathe.setVisible(now_week)
        self._text.setText(
            self.tr("Room for a pause. One minute is a good beginning, at any hour.")
            if now_week
            else self.tr("No practice is noted for this week.")
        )


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    # It lies on a card, which has the frame already.
    table.setStyleSheet("QTableView { border: 0; border-radius: 0; padding: 0; }")
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(True)
    header.setHighlightSections(False)
    table.verticalHeader().setDefaultSectionSize(hit_height(table))
    return table
