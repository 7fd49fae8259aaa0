"""The work week, drawn: seven rows of hours, work and protected time as blocks to drag, keys for the same."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from burnbreak.core import week_edit as edit
from burnbreak.core.week_edit import Block
from burnbreak.core.workweek import ProtectedTime, WorkWeek
from burnbreak.ui.fields import weekdays
from burnbreak.ui.theme import Theme
from burnbreak.ui.week_block import WeekBlock
from burnbreak.ui.week_drag import Drag
from burnbreak.ui.week_rows import WeekRows


class WeekStrip(WeekRows):
    """The rows in the user's hands."""

    edit_wanted = Signal()
    """Enter was pressed on a block: its times are to be edited."""

    def __init__(self, theme: Theme, week: WorkWeek, parent: QWidget | None = None) -> None:
        super().__init__(theme, week, parent)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Working hours of the week"))

    # --- keys --------------------------------------------------------------------------------------------

    def take_key(self, event: QKeyEvent) -> bool:
        """Carries out a key pressed on a block; tells whether it meant something."""
        key, mods = event.key(), event.modifiers()
        ahead = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(key), 0)
        ahead = -ahead if self._mirrored() else ahead
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if ahead or down:
            self._arrow(ahead, down, mods)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit() if self.chosen else self.add()
        elif (key == Qt.Key.Key_Space and self.chosen is None) or key == Qt.Key.Key_Insert:
            self.add()
        elif key == Qt.Key.Key_P and not mods:
            self.protect()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            return False
        return True

    def _arrow(self, ahead: int, down: int, mods: Qt.KeyboardModifier) -> None:
        old = self.chosen
        if mods & Qt.KeyboardModifier.ControlModifier and old is not None:
            days = self._day_below(old.weekday, down) - old.weekday if down else 0
            self.put(edit.moved(old, days=days, minutes=ahead * edit.STEP), instead_of=old)
        elif mods & Qt.KeyboardModifier.ShiftModifier and old is not None:
            end = edit.minute_of(old.start) + old.minutes + ahead * edit.STEP
            self.put(edit.to_end(old, end), instead_of=old)
        elif down:
            self._go_to_day(self._day_below(self.weekday, down))
        else:
            self._go_along(ahead)

    def _day_below(self, weekday: int, rows: int) -> int:
        order = weekdays(self.locale())
        return order[max(0, min(6, order.index(weekday) + rows))]

    def _go_to_day(self, weekday: int) -> None:
        here = edit.minute_of(self.chosen.start) if self.chosen else 9 * 60
        there = [b for b in self._blocks if b.weekday == weekday]
        best = min(there, key=lambda b: abs(edit.minute_of(b.block.start) - here) if b.block else 0)
        self._go_to(best)

    def _go_along(self, ahead: int) -> None:
        number = self._blocks.index(self._current()) + ahead
        if 0 <= number < len(self._blocks):
            self._go_to(self._blocks[number])

    def _go_to(self, block: WeekBlock) -> None:
        self.select(block.weekday, block.block)
        block.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the pointer -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, grid = event.position().toPoint(), self._grid()
        if event.button() != Qt.MouseButton.LeftButton or not grid.takes(self.seen(), point):
            return
        self._drag = drag = Drag(grid, self._within_reach(), point, self._like())
        under = grid.hit(self.seen(), point)[0]
        if under is not None:
            self.select(under.weekday, under)
            self._current().setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            first = next((b for b in self.seen() if b.weekday == drag.weekday), None)
            self.select(drag.weekday, first)

    def _within_reach(self) -> tuple[Block, ...]:
        """What can be taken hold of: with protected time in hand, work is ground to draw on."""
        return tuple(b for b in self.seen() if isinstance(b, ProtectedTime) or not self.protects)

    def _like(self) -> Block:
        week = edit.week_of(self.week, self.shown)
        return edit.protected(0, 0, 30, week=week) if self.protects else edit.period(0, 0, 30, week=week)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is None:
            self._show_cursor(point)
        elif self._drag.to(point):
            self._place()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if event.button() == Qt.MouseButton.LeftButton and drag is not None and drag.new is not None:
            self.put(drag.new, instead_of=drag.old)
            self._current().setFocus(Qt.FocusReason.MouseFocusReason)
        self._place()
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._grid().hit(self.seen(), event.position().toPoint())[0] is not None:
            self.edit_wanted.emit()

    def _show_cursor(self, point: QPoint) -> None:
        block, part = self._grid().hit(self._within_reach(), point)
        shapes = Qt.CursorShape
        if block is None:
            inside = self._grid().area.contains(point)
            self.setCursor(shapes.CrossCursor if inside else shapes.ArrowCursor)
        else:
            self.setCursor(shapes.OpenHandCursor if part == "all" else shapes.SizeHorCursor)
