"""What is under the week strip: the selected block in fields, and what can be done with its day."""

from dataclasses import replace
from datetime import time

from PySide6.QtCore import QEvent, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from burnbreak.core import week_edit as edit
from burnbreak.core.workweek import EVERY_WEEK, Place, ProtectedKind, ProtectedTime, WorkPeriod
from burnbreak.ui.fields import Folding, day_name, make_room, weekdays
from burnbreak.ui.kit import (
    IconButton,
    PlainButton,
    SegmentedChoice,
    SoftLabel,
    StrongLabel,
    TimeField,
    row,
)
from burnbreak.ui.theme import GRID, Theme
from burnbreak.ui.week_strip import WeekStrip
from burnbreak.ui.week_words import kind_name, place_name


class WeekInspector(QWidget):
    """Changes the strip's selected block; the strip tells of it."""

    left = Signal()
    """Enter was pressed in a field: the keyboard goes back to the strip."""

    def __init__(self, theme: Theme, strip: WeekStrip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = strip
        self.day = StrongLabel("", wrap=False)
        self.start = TimeField(QTime(9, 0), self.tr("Start of the selected block"))
        self.end = TimeField(QTime(17, 0), self.tr("End of the selected block"))
        self._to = SoftLabel(self.tr("to"), wrap=False)
        self.length = SoftLabel("", wrap=False)
        self.place = SegmentedChoice([(p, place_name(p)) for p in Place], Place.ON_SITE, self.tr("Place"))
        self.kind = SegmentedChoice(
            [(k, kind_name(k)) for k in ProtectedKind], ProtectedKind.LUNCH, self.tr("Protected for")
        )
        self.add = PlainButton(self.tr("Add hours"))
        self.add.setAccessibleName(self.tr("Add working hours to the selected day"))
        self.protect = PlainButton(self.tr("Protect time"))
        self.protect.setAccessibleName(self.tr("Protect time on the selected day: lunch, notes, supervision"))
        self.copy = PlainButton(self.tr("Copy to"))
        self.copy.setAccessibleName(self.tr("Copy the selected day to other days"))
        self.copy.setMenu(self._copy_menu())
        self.remove = IconButton(theme, "delete", self.tr("Remove the selected block"))
        self._lay_out()
        self._connect()
        self.show_selected()

    def _lay_out(self) -> None:
        times = row(self.day, self.start, self._to, self.end, self.length, 1)
        sort = QHBoxLayout()
        sort.setSpacing(GRID)
        sort.addWidget(self.place)
        sort.addWidget(self.kind)
        sort.addStretch(1)
        actions = row(1, self.add, self.protect, self.copy)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID * 3 // 4)
        box.addWidget(Folding(times, row(1, self.remove)))
        box.addWidget(Folding(sort, actions))
        for field in (self.start, self.end):
            make_room(field)
            # Qt turns the sections round in right-to-left layouts, so that 17:00 would read 00:17.
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field.setDisplayFormat(self.locale().timeFormat(QLocale.FormatType.ShortFormat))

    def _connect(self) -> None:
        for field in (self.start, self.end):
            field.chosen.connect(self._retimed)
            field.lineEdit().returnPressed.connect(self.left)
        self.place.chosen.connect(lambda place: self._change(place=place))
        self.kind.chosen.connect(lambda kind: self._change(kind=kind))
        self.add.clicked.connect(self._strip.add)
        self.protect.clicked.connect(self._strip.protect)
        self.remove.clicked.connect(self._strip.remove)
        self._strip.selected.connect(self.show_selected)
        self._strip.edit_wanted.connect(self._edit)

    def show_selected(self) -> None:
        """The strip's selected block in the fields, or that its day is free."""
        block, day, week = self._strip.chosen, self._strip.weekday, self._strip.week
        self.day.setText(day_name(self.locale(), day))
        for widget in (self.start, self._to, self.end):
            widget.setVisible(block is not None)
        self.remove.setEnabled(block is not None)
        self.place.setVisible(not isinstance(block, ProtectedTime))
        self.place.setEnabled(block is not None)
        self.kind.setVisible(isinstance(block, ProtectedTime))
        self.add.setEnabled(edit.free_place(week, day, self._strip.shown) is not None)
        if block is None:
            self.length.setText(self.tr("free"))
            return
        self.start.set_time(QTime(block.start.hour, block.start.minute))
        self.end.set_time(QTime(block.end.hour, block.end.minute))
        self.length.setText(self._note(block))
        if isinstance(block, WorkPeriod):
            self.place.set_value(block.place)
        else:
            self.kind.set_value(block.kind)

    def _note(self, block: edit.Block) -> str:
        if block.overnight:
            return self.tr("on the next day")
        if block.week == EVERY_WEEK and self._strip.week.cycle_weeks > 1:
            return self.tr("in every week")
        return ""

    def _change(self, **values: object) -> None:
        old = self._strip.chosen
        if old is not None:
            self._strip.put(replace(old, **values), instead_of=old)  # type: ignore[arg-type]

    def _retimed(self) -> None:
        old = self._strip.chosen
        times = {"start": _plain(self.start.time()), "end": _plain(self.end.time())}
        if old is not None and (old.start, old.end) != (times["start"], times["end"]):
            self._change(**times)

    def _edit(self) -> None:
        self.start.setFocus()
        self.start.selectAll()

    def _copy_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        return menu

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        locale, here = self.locale(), self._strip.weekday
        working = [int(day.value) - 1 for day in locale.weekdays()]
        self._offer(menu, self.tr("All other working days"), working)
        self._offer(menu, self.tr("All other days"), list(range(7)))
        menu.addSeparator()
        for weekday in weekdays(locale):
            if weekday != here:
                self._offer(menu, day_name(locale, weekday), [weekday])

    def _offer(self, menu: QMenu, text: str, days: list[int]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: self._strip.copy_to(days))
        return action

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LocaleChange:
            self.show_selected()
        super().changeEvent(event)


def _plain(value: QTime) -> time:
    return time(value.hour(), value.minute())
