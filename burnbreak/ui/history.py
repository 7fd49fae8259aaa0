"""The week: what was sat, when and how long, drawn and as a table, with three plain facts."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, tzinfo

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from burnbreak.core import week as weeks
from burnbreak.core.entry import Entry, Outcome, Reason
from burnbreak.core.events import StartNow
from burnbreak.core.span import day_of
from burnbreak.core.week import Sitting, Week
from burnbreak.core.wording import clock_length
from burnbreak.core.workweek import WorkWeek
from burnbreak.engine.view import View
from burnbreak.ui import phrases
from burnbreak.ui.history_chart import WeekChart
from burnbreak.ui.kit import (
    IconButton,
    LeadLabel,
    PlainButton,
    PrimaryButton,
    SegmentedChoice,
    SoftLabel,
    TextLabel,
    TitleLabel,
    column,
    row,
)
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme


class HistoryWindow(QWidget):
    """Asks for the shown week alone, so that years of history cost nothing."""

    command = Signal(object)
    export_wanted = Signal()

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
        super().__init__(parent)
        self._theme, self._entries, self._titles = theme, entries_between, titles
        self._now, self._zone, self._work_week = now, zone, work_week
        self._first = weeks.first_day(day_of(now, zone), self._first_weekday())
        self.setWindowTitle("burnbreak")
        self.resize(900, 640)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(self._head())
        self._pages = QStackedWidget()
        self._chart = WeekChart(theme)
        self._chart.picked.connect(self._tell)
        self._table = self._make_table()
        for page in (self._chart, self._table, self._make_empty()):
            self._pages.addWidget(page)
        layout.addWidget(self._pages, 1)
        self._detail = SoftLabel()
        layout.addWidget(self._detail)
        self._facts = [TextLabel() for _ in range(3)]
        layout.addLayout(column(*self._facts, spacing=GRID // 2))
        self._show()

    # --- parts -------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        self._title = TitleLabel()
        self._back = IconButton(self._theme, "back", self.tr("The week before"))
        self._back.clicked.connect(lambda: self._move(-7))
        self._on = IconButton(self._theme, "forward", self.tr("The week after"))
        self._on.clicked.connect(lambda: self._move(7))
        self._today = PlainButton(self.tr("Today"))
        self._today.clicked.connect(self._to_today)
        options = (("chart", self.tr("Drawn")), ("table", self.tr("Table")))
        self._view = SegmentedChoice(options, "chart", self.tr("How the week is shown"))
        self._view.chosen.connect(lambda _: self._show())
        export = PlainButton(self.tr("Export ..."))
        export.clicked.connect(self.export_wanted)
        return column(
            row(self._title, 1, self._back, self._today, self._on), row(self._view, 1, export), spacing=GAP
        )

    def _make_table(self) -> QTableWidget:
        heads = [self.tr("Day"), self.tr("Time"), self.tr("Practice"), self.tr("Length"), self.tr("Of"), ""]
        table = QTableWidget(0, len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.tr("The week as a table"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        return table

    def _make_empty(self) -> QWidget:
        page = QWidget()
        begin = PrimaryButton(self.tr("Breathe for a minute"))
        begin.clicked.connect(lambda: self.command.emit(StartNow("long-exhale", 60.0)))
        words = self.tr(
            "Nothing is written here for this week. A minute is enough to begin, whenever it suits you."
        )
        text = LeadLabel(words)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addWidget(text)
        layout.addLayout(row(1, begin, 1))
        layout.addStretch(1)
        return page

    # --- moving ------------------------------------------------------------------------------------------

    @staticmethod
    def _first_weekday() -> int:
        return QLocale().firstDayOfWeek().value - 1

    def _this_week(self) -> bool:
        return self._first == weeks.first_day(day_of(self._now, self._zone), self._first_weekday())

    def _move(self, days: int) -> None:
        self._first += timedelta(days=days)
        self._show()

    def _to_today(self) -> None:
        self._first = weeks.first_day(day_of(self._now, self._zone), self._first_weekday())
        self._show()

    def update_view(self, view: View) -> None:
        """A sitting may have ended, or the day changed; another week that is being read stays."""
        here = self._this_week()
        changed = (
            view.sitting is None and (view.now - self._now).total_seconds() >= 1
        ) or view.zone != self._zone
        self._now, self._zone = view.now, view.zone
        if here and not self._this_week():
            self._to_today()
        elif here and changed:
            self._show()

    # --- showing -----------------------------------------------------------------------------------------

    def _show(self) -> None:
        span = weeks.week_span(self._first, self._zone)
        week = weeks.summarise(self._entries(span.start, span.end), self._first, self._zone)
        work = self._work_week().between(span.start, span.end, self._zone)
        self._title.setText(self._heading(week))
        self._on.setEnabled(not self._this_week())
        self._today.setEnabled(not self._this_week())
        self._chart.show_week(week, work, self._now, self._zone)
        self._fill(week)
        page = 2 if not week.sittings else int(self._view.value == "table")
        self._pages.setCurrentIndex(page)
        self._detail.setVisible(page == 0)
        for label, fact in zip(self._facts, self._plain_facts(week), strict=True):
            label.setText(fact)
            label.setVisible(bool(fact))

    def _heading(self, week: Week) -> str:
        if self._this_week():
            return self.tr("This week")
        locale = QLocale()
        ends = [locale.toString(_qdate(d.date), self.tr("d MMMM")) for d in (week.days[0], week.days[-1])]
        return self.tr("{0} to {1}").format(*ends)

    def _plain_facts(self, week: Week) -> tuple[str, str, str]:
        if not week.sittings:
            return "", "", ""
        minutes = self.tr("%n minute(s)", "", round(week.seconds / 60))
        sums = self.tr("%n pause(s), {0}.", "", week.pauses).format(minutes)
        longest = lighter = ""
        if week.longest is not None:
            length = clock_length(week.longest.real_seconds)
            longest = self.tr("The longest: {0}, {1}.").format(self._name(week.longest.practice), length)
        if week.lighter is not None:
            found = week.lighter
            text = self.tr("Most often lighter after: {0} ({1} of {2} answers).")
            lighter = text.format(self._name(found.practice), found.lighter, found.answers)
        return sums, longest, lighter

    def _tell(self, sitting: Sitting | None) -> None:
        if sitting is None:
            self._detail.setText(self.tr("Point at a mark, or walk through them with the arrow keys."))
            return
        day, time, practice, real, planned, ended = self._words(sitting)
        text = self.tr("{0}, {1}: {2}, {3} of {4}. {5}")
        told = text.format(day, time, practice, real, planned, ended).strip()
        self._detail.setText(told)
        self._chart.setAccessibleDescription(told)

    def _fill(self, week: Week) -> None:
        self._table.setRowCount(len(week.sittings))
        for line, sitting in enumerate(week.sittings):
            for place, text in enumerate(self._words(sitting)):
                self._table.setItem(line, place, QTableWidgetItem(text))

    def _words(self, sitting: Sitting) -> tuple[str, str, str, str, str, str]:
        """Day, time, practice, real length, planned length, and how it ended."""
        locale = QLocale()
        day = self.tr("{0} {1}").format(
            locale.dayName(sitting.day.isoweekday(), QLocale.FormatType.LongFormat),
            locale.toString(_qdate(sitting.day), self.tr("d MMM")),
        )
        return (
            day,
            phrases.clock(sitting.started, self._zone),
            self._name(sitting.practice),
            clock_length(sitting.real_seconds),
            clock_length(sitting.planned_seconds),
            self._ended(sitting),
        )

    def _ended(self, sitting: Sitting) -> str:
        if sitting.outcome is Outcome.COMPLETED:
            return self.tr("To its end.")
        words = {
            Reason.ENDED_BY_USER: self.tr("Ended by you."),
            Reason.ENDED_FOR_SESSION: self.tr("Ended for a session."),
            Reason.ENDED_BY_HOLD: self.tr("Ended for a call or a locked screen."),
            Reason.OTHER_PRACTICE: self.tr("Another practice took over."),
            Reason.APP_ENDED: self.tr("Until burnbreak ended."),
        }
        return words.get(sitting.reason, "")

    def _name(self, practice: str) -> str:
        return self._titles.get(practice, practice)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
