"""The page on which the work week is drawn, with its days off and a return to work beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from burnbreak.core.day_shape import DayShape, next_date, shape_of
from burnbreak.core.settings import Settings
from burnbreak.core.workweek import WorkWeek
from burnbreak.ui.fields import Folding, Paragraph
from burnbreak.ui.kit import QuietButton, SegmentedChoice, row
from burnbreak.ui.settings.days_off import DaysOff
from burnbreak.ui.settings.page import Page
from burnbreak.ui.settings.return_to_work import ReturnToWork
from burnbreak.ui.theme import Theme
from burnbreak.ui.week_editor import WeekEditor

_MOST_UNDONE = 100


def no_clock() -> datetime:
    """The moment for a page that nobody has told the time: an early Monday."""
    return datetime(2026, 1, 5, 8, tzinfo=UTC)


class MyWeekPage(Page):
    """Working hours of each weekday, dates that differ, shorter days for a while."""

    section = "week"
    name = "week"

    def __init__(self, theme: Theme, settings: Settings, now: Callable[[], datetime] = no_clock) -> None:
        """`now` is the local moment."""
        self._now = now
        self._before_that: list[WorkWeek] = []
        super().__init__(theme, settings)

    def words(self) -> str:
        return self.tr(
            "working hours, days, times, periods, night shift, schedule, remote, home visits, lunch, notes, "
            "supervision, alternating weeks, rotating shifts, holiday, day off, return to work, part time"
        )

    def fill(self) -> None:
        self.tabs = SegmentedChoice(
            [(0, self.tr("Every week")), (1, self.tr("Days off")), (2, self.tr("Shorter days"))],
            0,
            self.tr("Part of my week"),
        )
        self.undo = QuietButton(self.tr("Undo"))
        self.undo.setToolTip(QKeySequence(QKeySequence.StandardKey.Undo).toString())
        self.undo.clicked.connect(self._undo)
        QShortcut(QKeySequence.StandardKey.Undo, self, self._undo)
        self.body.addWidget(Folding(row(self.tabs, 1), row(1, self.undo, self._defaults)))
        week = self.settings.week
        self.editor = WeekEditor(self.theme, week, now=self._now, shape=self._shape)
        self.days_off = DaysOff(self.theme, week, lambda: self._now().date())
        self.ramp = ReturnToWork(self.theme, week, self._now)
        self.stack = QStackedWidget()
        self._said = Paragraph()
        self.body.addWidget(self._said)
        self.editor.pen.setToolTip(self.tr("Pauses are offered in these hours, and in no others."))
        for part in (self.editor, self.days_off, self.ramp):
            part.changed.connect(self._drawn)
            self.stack.addWidget(part)
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self.turn_to)
        self.turn_to(0)

    def turn_to(self, number: int) -> None:
        """Shows a part: 0 the week, 1 days off, 2 shorter days."""
        self.tabs.set_value(number)
        self.stack.setCurrentIndex(number)
        # The drawing needs the height, and says below it what it comes to.
        self._said.setVisible(number > 0)
        self._said.setText(
            (
                "",
                self.tr("Dates that are not as the week is: a day off, a holiday, other hours."),
                self.tr("After a leave, days may begin short: each ends when its share is worked."),
            )[number]
        )

    def show_values(self, settings: Settings) -> None:
        week = settings.week
        self.editor.set_week(week)
        self.days_off.show_week(week)
        self.ramp.show_week(week)
        self.undo.setEnabled(bool(self._before_that))

    def show_settings(self, settings: Settings) -> None:
        if settings.week != self.settings.week:
            # Changed somewhere else: what was before that is no longer known.
            self._before_that.clear()
        super().show_settings(settings)

    def _drawn(self, week: WorkWeek) -> None:
        if week != self.settings.week:
            self._before_that = [*self._before_that[-_MOST_UNDONE:], self.settings.week]
            self._take(week)

    def _undo(self) -> None:
        if self._before_that:
            self._take(self._before_that.pop())

    def _take(self, week: WorkWeek) -> None:
        self._before = None
        self.settings = replace(self.settings, week=week)
        self._tell(self.settings)

    def _to_defaults(self) -> None:
        self._drawn(self._default())

    def _shape(self, week: WorkWeek, weekday: int, shown: int) -> DayShape:
        settings = replace(self.settings, week=week)
        return shape_of(settings, next_date(settings, weekday, shown, self._now().date()), self._zone())

    def _zone(self) -> tzinfo:
        return self._now().tzinfo or UTC
