"""The work week, drawn: seven rows of hours, periods as blocks to drag, keys and time fields for the same."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from burnbreak.core import week_edit as edit
from burnbreak.core.workweek import WorkPeriod, WorkWeek
from burnbreak.ui.fields import clock_text, day_name, hit_height, weekdays
from burnbreak.ui.theme import GRID, Role, Theme
from burnbreak.ui.week_picture import WeekGrid, WeekPicture

_SLACK = 4
"""Less movement than this is a click (px)."""


class PeriodBlock(QAbstractButton):
    """One period, or the empty row of a day without one, as something that has focus and a name."""

    def __init__(self, strip: "WeekStrip", weekday: int, period: WorkPeriod | None) -> None:
        super().__init__(strip)
        self.weekday, self.period = weekday, period
        self._strip = strip
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.name()

    def name(self) -> None:
        """Says what it is in the present language."""
        locale, day = self.locale(), day_name(self.locale(), self.weekday)
        if self.period is None:
            self.setAccessibleName(self.tr("{0}, free").format(day))
            self.setAccessibleDescription(self.tr("Insert adds working hours"))
            return
        start, end = clock_text(locale, self.period.start), clock_text(locale, self.period.end)
        text = self.tr("{day} {start} to {end}")
        if self.period.overnight:
            text = self.tr("{day} {start} to {end} on the next day")
        self.setAccessibleName(text.format(day=day, start=start, end=end))
        self.setAccessibleDescription(
            self.tr("Ctrl and arrow keys move it, Shift and arrow keys change its end, Enter edits its times")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._strip.take_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._strip.select(self.weekday, self.period)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Drawn by the strip, which knows its neighbours."""


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
        self._preview: WorkPeriod | None = None
        self._drag: Callable[[QPoint], WorkPeriod] | None = None
        self._grabbed: WorkPeriod | None = None
        self._pressed = QPoint()
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
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        self._pressed, self._preview = point, None
        weekday, minute = self._grid().at(point)
        self._grabbed, part = self._grid().hit(self.week.periods, point)
        old = self._grabbed
        if old is None:
            if not self._grid().area.contains(point):
                return
            self.select(weekday, next((p for p in self.week.periods if p.weekday == weekday), None))
            start = edit.snap(minute - edit.STEP / 2)
            self._drag = lambda to: edit.drawn(weekday, start, self._end(to, weekday, start))
            return
        self.select(old.weekday, old)
        self._current().setFocus(Qt.FocusReason.MouseFocusReason)
        first = edit.minute_of(old.start)
        if part == "start":
            self._drag = lambda to: edit.from_start(old, edit.snap(self._grid().at(to)[1]))
        elif part == "end":
            self._drag = lambda to: edit.to_end(old, self._end(to, old.weekday, first))
        else:
            self._drag = lambda to: self._moved(old, weekday, minute, to)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is None:
            self._show_cursor(point)
        elif self._preview is not None or (point - self._pressed).manhattanLength() > _SLACK:
            self._preview = self._drag(point)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        new, self._preview, self._drag = self._preview, None, None
        if event.button() == Qt.MouseButton.LeftButton and new is not None:
            self.put(new, instead_of=self._grabbed)
            self._current().setFocus(Qt.FocusReason.MouseFocusReason)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._grid().hit(self.week.periods, event.position().toPoint())[0] is not None:
            self.edit_wanted.emit()

    def _moved(self, old: WorkPeriod, weekday: int, minute: float, to: QPoint) -> WorkPeriod:
        now_day, now = self._grid().at(to)
        order = weekdays(self.locale())
        rows = order.index(now_day) - order.index(weekday)
        day = self._day_below(old.weekday, rows)
        start = edit.snap(edit.minute_of(old.start) + now - minute)
        return edit.period(day, max(0, min(edit.DAY - edit.STEP, start)), old.minutes, old.place)

    def _end(self, to: QPoint, weekday: int, start: int) -> int:
        """The minute under the pointer; left of the start in the row below, it is in the next day."""
        day, minute = self._grid().at(to)
        end = edit.snap(minute)
        return end + edit.DAY if day == (weekday + 1) % 7 and end <= start else end

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
                self._blocks.append(PeriodBlock(self, weekday, None))
            self._blocks += [PeriodBlock(self, weekday, p) for p in periods]
        for before, after in zip(self._blocks, self._blocks[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._place()
        self._tab_stop()
        for block in self._blocks:
            block.show()
        self.update()

    def _place(self) -> None:
        grid = self._grid()
        for block in self._blocks:
            if block.period is not None:
                block.setGeometry(grid.pieces(block.period)[0].rect)
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
        kept = [p for p in self.week.periods if self._preview is None or p != self._grabbed]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture.paint_rows(painter, self.weekday)
        for period in kept:
            picture.paint_period(painter, period, chosen=period == self.period)
        if self._preview is not None:
            picture.paint_period(painter, self._preview, chosen=True)
        painter.end()
