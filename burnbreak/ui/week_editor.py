"""The week strip with what belongs under it: times of the selected period, add, copy, remove."""

from dataclasses import replace
from datetime import time

from PySide6.QtCore import QEvent, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from burnbreak.core import week_edit as edit
from burnbreak.core.workweek import WorkWeek
from burnbreak.ui.fields import Folding, day_name, make_room, weekdays
from burnbreak.ui.kit import IconButton, PlainButton, SmallLabel, SoftLabel, StrongLabel, TimeField
from burnbreak.ui.theme import GRID, Theme
from burnbreak.ui.week_strip import WeekStrip


class WeekEditor(QWidget):
    """Draw the work week, or type it; each change is told as a whole WorkWeek."""

    changed = Signal(object)
    """The user made this WorkWeek of it."""

    def __init__(self, theme: Theme, week: WorkWeek, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = WeekStrip(theme, week)
        self.day = StrongLabel("", wrap=False)
        self.start = TimeField(QTime(9, 0), self.tr("Start of the selected working hours"))
        self.end = TimeField(QTime(17, 0), self.tr("End of the selected working hours"))
        self._to = SoftLabel(self.tr("to"), wrap=False)
        self._length = SoftLabel("", wrap=False)
        self.add = PlainButton(self.tr("Add"))
        self.add.setAccessibleName(self.tr("Add working hours to the selected day"))
        self.copy = PlainButton(self.tr("Copy to"))
        self.copy.setAccessibleName(self.tr("Copy the selected day to other days"))
        self.copy.setMenu(self._copy_menu())
        self.remove = IconButton(theme, "delete", self.tr("Remove the selected working hours"))
        self._hint = SmallLabel(
            self.tr(
                "Drag on a row to draw working hours; drag a block or its ends to change it, "
                "down into the next day to go past midnight."
            )
        )
        self._lay_out()
        self.strip.changed.connect(self.changed)
        self.strip.selected.connect(self._show_selected)
        self.strip.edit_wanted.connect(self._edit)
        self.start.chosen.connect(self._retimed)
        self.end.chosen.connect(self._retimed)
        for field in (self.start, self.end):
            make_room(field)
            # Qt turns the sections round in right-to-left layouts, so that 17:00 would read 00:17.
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field.setDisplayFormat(self.locale().timeFormat(QLocale.FormatType.ShortFormat))
            field.lineEdit().returnPressed.connect(self.strip.focus_selected)
        self.add.clicked.connect(self.strip.add)
        self.remove.clicked.connect(self.strip.remove)
        self._show_selected()

    def set_week(self, week: WorkWeek) -> None:
        """Shows another week without telling."""
        self.strip.set_week(week)
        self._show_selected()

    def _lay_out(self) -> None:
        times = QHBoxLayout()
        times.setSpacing(GRID)
        for widget in (self.day, self.start, self._to, self.end, self._length):
            times.addWidget(widget)
        times.addStretch(1)
        actions = QHBoxLayout()
        actions.setSpacing(GRID)
        actions.addStretch(1)
        for button in (self.add, self.copy, self.remove):
            actions.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.strip, 1)
        box.addWidget(Folding(times, actions))
        box.addWidget(self._hint)

    def _show_selected(self) -> None:
        period, day = self.strip.period, self.strip.weekday
        self.day.setText(day_name(self.locale(), day))
        for widget in (self.start, self._to, self.end):
            widget.setVisible(period is not None)
        self.remove.setEnabled(period is not None)
        self.add.setEnabled(edit.free_place(self.strip.week, day) is not None)
        if period is None:
            self._length.setText(self.tr("free"))
            return
        self.start.set_time(QTime(period.start.hour, period.start.minute))
        self.end.set_time(QTime(period.end.hour, period.end.minute))
        self._length.setText(self.tr("on the next day") if period.overnight else "")

    def _retimed(self) -> None:
        old = self.strip.period
        if old is not None:
            start, end = _plain(self.start.time()), _plain(self.end.time())
            new = replace(old, start=start, end=end)
            if new != old:
                self.strip.put(new, instead_of=old)

    def _edit(self) -> None:
        self.start.setFocus()
        self.start.selectAll()

    def _copy_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        locale, here = self.locale(), self.strip.weekday
        working = [int(day.value) - 1 for day in locale.weekdays()]
        self._offer(menu, self.tr("All other working days"), working)
        self._offer(menu, self.tr("All other days"), list(range(7)))
        menu.addSeparator()
        for weekday in weekdays(locale):
            if weekday != here:
                self._offer(menu, day_name(locale, weekday), [weekday])

    def _offer(self, menu: QMenu, text: str, days: list[int]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: self.strip.copy_to(days))
        return action

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LocaleChange:
            self._show_selected()
        super().changeEvent(event)


def _plain(value: QTime) -> time:
    return time(value.hour(), value.minute())
