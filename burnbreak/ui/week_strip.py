"""The work week, drawn: seven rows of hours, periods as blocks to drag, keys and time fields for the same."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core import week_edit as edit
from burnbreak.core.workweek import WorkPeriod, WorkWeek
from burnbreak.ui.fields import day_name, hit_height, weekdays
from burnbreak.ui.theme import GRID, Role, Theme
from burnbreak.ui.week_block import PeriodBlock
from burnbreak.ui.week_drag import Drag
from burnbreak.ui.week_picture import WeekGrid, WeekPicture


class WeekStrip(QWidget):
    """Seven rows from midnight to midnight. Nothing here opens or saves; every change is a new WorkWeek."""

    changed = Signal(object)
    """The user made this WorkWeek of it."""
    selected = Signal()
    """Another day or period is selected."""
    edit_wanted = Signal()
    """Enter was pressed on a period: its times are to be edited."""

    def __init__(self, theme: Theme, week: WorkWeek, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.week = theme, week
        self.weekday = weekdays(self.locale())[0]
        self.period: WorkPeriod | None = None
        self._blocks: list[PeriodBlock] = []
        self._drag: Drag | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Working hours of the week"))
        theme.changed.connect(self.update)
        self._rebuild()
        self._select_first()

    # --- what it shows -----------------------------------------------------------------------------------

    def set_week(self, week: WorkWeek) -> None:
        """Shows another week without telling."""
        if week != self.week:
            self.week = week
            if self.period not in week.periods:
                self.period = next((p for p in week.periods if p.weekday == self.weekday), None)
            self._rebuild()
            self.selected.emit()

    def select(self, weekday: int, period: WorkPeriod | None) -> None:
        """Makes one period, or a free day, the one that keys and fields work on."""
        if (weekday, period) != (self.weekday, self.period):
            self.weekday, self.period = weekday, period
            self._tab_stop()
            self.update()
            self.selected.emit()

    def take(self, week: WorkWeek, weekday: int, period: WorkPeriod | None) -> None:
        """The user's change: shown, selected, told."""
        had_focus = any(block.hasFocus() for block in self._blocks)
        changed = week != self.week
        self.week, self.weekday, self.period = week, weekday, period
        self._rebuild()
        if had_focus:
            self._current().setFocus(Qt.FocusReason.OtherFocusReason)
        self.selected.emit()
        if changed:
            self.changed.emit(week)

    def put(self, new: WorkPeriod, instead_of: WorkPeriod | None = None) -> None:
        """Adds a period, or puts it in place of another."""
        week = edit.put(self.week, new, instead_of)
        holder = edit.holder(week, new)
        self.take(week, holder.weekday if holder else new.weekday, holder)

    def add(self) -> None:
        """One more period on the selected day, where there is room."""
        new = edit.free_place(self.week, self.weekday)
        if new is not None:
            self.put(new)

    def remove(self) -> None:
        """Takes the selected period away."""
        if self.period is not None:
            week = edit.without(self.week, self.period)
            left = next((p for p in week.periods if p.weekday == self.weekday), None)
            self.take(week, self.weekday, left)

    def copy_to(self, others: Iterable[int]) -> None:
        """Gives other days the periods of the selected one."""
        self.take(edit.copied(self.week, self.weekday, others), self.weekday, self.period)

    def focus_selected(self) -> None:
        """Brings the keyboard back to the selected period."""
        self._current().setFocus(Qt.FocusReason.OtherFocusReason)

    def blocks(self) -> tuple[PeriodBlock, ...]:
        """What has a name here, in the order of the week."""
        return tuple(self._blocks)

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
            self.edit_wanted.emit() if self.period else self.add()
        elif (key == Qt.Key.Key_Space and self.period is None) or key == Qt.Key.Key_Insert:
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            return False
        return True

    def _arrow(self, ahead: int, down: int, mods: Qt.KeyboardModifier) -> None:
        old = self.period
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
        here = edit.minute_of(self.period.start) if self.period else 9 * 60
        there = [b for b in self._blocks if b.weekday == weekday]
        best = min(there, key=lambda b: abs(edit.minute_of(b.period.start) - here) if b.period else 0)
        self._go_to(best)

    def _go_along(self, ahead: int) -> None:
        number = self._blocks.index(self._current()) + ahead
        if 0 <= number < len(self._blocks):
            self._go_to(self._blocks[number])

    def _go_to(self, block: PeriodBlock) -> None:
        self.select(block.weekday, block.period)
        block.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the pointer -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, grid = event.position().toPoint(), self._grid()
        if event.button() != Qt.MouseButton.LeftButton or not grid.takes(self.week.periods, point):
            return
        self._drag = drag = Drag(grid, self.week.periods, point)
        if drag.old is not None:
            self.select(drag.old.weekday, drag.old)
            self._current().setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            first = next((p for p in self.week.periods if p.weekday == drag.weekday), None)
            self.select(drag.weekday, first)

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
        if self._grid().hit(self.week.periods, event.position().toPoint())[0] is not None:
            self.edit_wanted.emit()

    def _show_cursor(self, point: QPoint) -> None:
        period, part = self._grid().hit(self.week.periods, point)
        shapes = Qt.CursorShape
        if period is None:
            inside = self._grid().area.contains(point)
            self.setCursor(shapes.CrossCursor if inside else shapes.ArrowCursor)
        else:
            self.setCursor(shapes.OpenHandCursor if part == "all" else shapes.SizeHorCursor)

    # --- where things are --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(600, self._axis() + 7 * (hit_height(self) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._names() + 260, self._axis() + 7 * hit_height(self))

    def _axis(self) -> int:
        return self.fontMetrics().height() + GRID

    def _names(self) -> int:
        locale, font = self.locale(), self._theme.font(Role.BODY, strong=True)
        metrics = QFontMetrics(font)
        widest = max(metrics.horizontalAdvance(day_name(locale, d, short=self._narrow())) for d in range(7))
        return widest + 2 * GRID

    def _narrow(self) -> bool:
        return self.width() < 40 * self.fontMetrics().averageCharWidth() + 260

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _grid(self) -> WeekGrid:
        names, edge, axis = self._names(), GRID + GRID // 2, self._axis()
        left = edge if self._mirrored() else names
        area = QRect(left, axis, max(1, self.width() - names - edge), self.height() - axis)
        return WeekGrid(area=area, order=weekdays(self.locale()), mirrored=self._mirrored())

    # --- the blocks --------------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        for block in self._blocks:
            block.hide()
            block.deleteLater()
        self._blocks = []
        for weekday in weekdays(self.locale()):
            periods = [p for p in self.week.periods if p.weekday == weekday]
            if not periods:
                self._blocks.append(PeriodBlock(self, weekday, None, self))
            self._blocks += [PeriodBlock(self, weekday, p, self) for p in periods]
        for before, after in zip(self._blocks, self._blocks[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._place()
        self._tab_stop()
        for block in self._blocks:
            block.show()
        self.update()

    def _place(self) -> None:
        """Each block lies where its period is seen, also while that is dragged, so that the ring follows."""
        grid, drag = self._grid(), self._drag
        for block in self._blocks:
            period = block.period
            if drag is not None and drag.new is not None and period == drag.old:
                period = drag.new
            if period is not None:
                block.setGeometry(grid.pieces(period)[0].rect)
            else:
                block.setGeometry(grid.row(block.weekday).adjusted(0, 3, 0, -3))

    def _tab_stop(self) -> None:
        """Tab reaches only the selected block; arrow keys go on from there."""
        current = self._current()
        for block in self._blocks:
            wanted = Qt.FocusPolicy.TabFocus if block is current else Qt.FocusPolicy.ClickFocus
            block.setFocusPolicy(wanted)
        self.setFocusProxy(current)

    def _current(self) -> PeriodBlock:
        day = [b for b in self._blocks if b.weekday == self.weekday]
        return next((b for b in day if b.period == self.period), day[0])

    def _select_first(self) -> None:
        first = next((b for b in self._blocks if b.period is not None), self._blocks[0])
        self.select(first.weekday, first.period)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        kinds = QEvent.Type
        if event.type() in (kinds.LayoutDirectionChange, kinds.FontChange, kinds.LocaleChange):
            self._rebuild()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        picture = WeekPicture(self._theme, self._grid(), self.locale(), self.size(), short=self._narrow())
        drag = self._drag if self._drag is not None and self._drag.new is not None else None
        kept = [p for p in self.week.periods if drag is None or p != drag.old]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture.paint_rows(painter, self.weekday)
        for period in kept:
            picture.paint_period(painter, period, chosen=period == self.period)
        if drag is not None and drag.new is not None:
            picture.paint_period(painter, drag.new, chosen=True)
        painter.end()
