"""A month as a calendar: each day with a round mark sized by its minutes; Enter opens the week of a day."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.month import grid
from burnbreak.core.summary import Day, Stretch
from burnbreak.ui.fields import weekdays
from burnbreak.ui.first_weekday import first_weekday
from burnbreak.ui.history_layout import radius_of
from burnbreak.ui.history_look import Paint
from burnbreak.ui.theme import GRID, Role, Theme

translate = QCoreApplication.translate
_DAYS = 7
_LINE = 15.0
"""The height of a line at the plain size of text, for which marks are thought (px)."""
_FULL = 3
"""A day's mark is as large as one sitting's at a third of its minutes."""


class MonthGrid:
    """Where the days of a month are in a rectangle, and how they are drawn."""

    def __init__(self, month: Stretch, room: QRectF, widget: QWidget, paint: Paint) -> None:
        self.month, self.room, self.paint = month, room, paint
        self._locale = widget.locale()
        self._mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.weeks = grid(month.first, first_weekday(self._locale))
        self.days: Mapping[date, Day] = {day.date: day for day in month.days}
        self._line = QFontMetricsF(paint.font(Role.SMALL)).height()
        self.head = self._line + GRID

    def cell(self, day: date) -> QRectF:
        """The room of a day, one of the calendar."""
        number = (day - self.weeks[0][0]).days
        row, column = divmod(number, _DAYS)
        place = _DAYS - 1 - column if self._mirrored else column
        width, height = self.room.width() / _DAYS, (self.room.height() - self.head) / len(self.weeks)
        return QRectF(
            self.room.left() + place * width, self.room.top() + self.head + row * height, width, height
        )

    def day_at(self, point: QPointF) -> date | None:
        """The day of the month under a point."""
        return next((day for day in self.days if self.cell(day).contains(point)), None)

    def draw(self, painter: QPainter, today: date | None, current: date | None = None) -> None:
        """The whole month."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_head(painter)
        for week in self.weeks:
            for day in week:
                if day in self.days:
                    self._draw_day(painter, self.days[day], today=day == today)
        if current is not None and current in self.days:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.paint.color("ink"), 2))
            painter.drawRoundedRect(self.cell(current).adjusted(4, 4, -4, -4), 8, 8)

    def _draw_head(self, painter: QPainter) -> None:
        painter.setFont(self.paint.font(Role.SMALL))
        painter.setPen(self.paint.color("ink_soft"))
        short = self._locale.FormatType.ShortFormat
        for weekday, day in zip(weekdays(self._locale), self.weeks[0], strict=True):
            cell = self.cell(day)
            box = QRectF(cell.left(), self.room.top(), cell.width(), self._line)
            name = self._locale.standaloneDayName(weekday + 1, short)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _draw_day(self, painter: QPainter, day: Day, *, today: bool) -> None:
        paint, cell = self.paint, self.cell(day.date).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(paint.color("accent" if today else "line"), paint.tokens.line_width))
        painter.setBrush(paint.color("paper", 1.0 if day.date.weekday() < 5 else 0.45))
        painter.drawRoundedRect(cell, 8, 8)
        font = paint.font(Role.SMALL, tabular=True, strong=today)
        painter.setFont(font)
        painter.setPen(paint.color("accent" if today else "ink_soft"))
        start = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        number = cell.adjusted(GRID, 4, -GRID, -4)
        painter.drawText(number, start | Qt.AlignmentFlag.AlignTop, self._locale.toString(day.date.day))
        if day.pauses:
            self._draw_minutes(painter, cell, day)

    def _draw_minutes(self, painter: QPainter, cell: QRectF, day: Day) -> None:
        """The mark in the middle, the minutes under it; beside it where the cell is low."""
        painter.setFont(self.paint.font(Role.SMALL, tabular=True))
        minutes = max(1, round(day.seconds / 60))
        told = translate("WeekChart", "%n min", "minutes of a day", minutes)
        if QFontMetricsF(painter.font()).horizontalAdvance(told) > cell.width() - 4:
            told = self._locale.toString(minutes)
        low, line = cell.height() < self._line * 3, self._line
        beside = QFontMetricsF(painter.font()).horizontalAdvance("30") + GRID
        # In a narrow cell the mark is below the number, in a wide one beside it.
        narrow = cell.width() < 2 * (beside + line)
        room = cell.adjusted(0, line + 2 if narrow else line * 0.4, 0, -2 if low else -line - 4)
        wide = room.width() / 2 - (4 if narrow else beside)
        radius = min(radius_of(day.seconds / _FULL) * line / _LINE, room.height() / 2 - 1, wide)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.paint.color("accent"))
        radius = max(3.0, radius)
        painter.drawEllipse(room.center(), radius, radius)
        if not low:
            painter.setPen(self.paint.color("ink_soft"))
            below = QRectF(cell.left(), cell.bottom() - self._line - 4, cell.width(), self._line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, told)


class MonthView(QWidget):
    """The calendar as a widget; arrow keys go from day to day."""

    pointed = Signal(object)
    """The Day that is looked at, or None."""
    opened = Signal(object)
    """The week of this date is to be shown."""
    beyond = Signal(int, object)
    """So many months on or back, with the date to stand on there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._month: Stretch | None = None
        self._today: date | None = None
        self._current: date | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The month as a calendar; below it the same in words"))
        theme.changed.connect(self.update)

    def show_month(self, month: Stretch, today: date) -> None:
        """Another month, or the same one with new entries."""
        self._month, self._today = month, today
        if self._current is not None and self._current not in self.layout_now().days:
            self.stand_on(None)
        if self._current is None and self.hasFocus():
            self._begin()
        self.pointed.emit(self.current)
        self.update()

    @property
    def current(self) -> Day | None:
        """The day that is looked at."""
        if self._current is None or self._month is None:
            return None
        return next((day for day in self._month.days if day.date == self._current), None)

    def stand_on(self, day: date | None) -> None:
        """Looks at a day."""
        if day != self._current:
            self._current = day
            self.pointed.emit(self.current)
            self.update()

    def layout_now(self) -> MonthGrid:
        """Where everything is."""
        assert self._month is not None
        return MonthGrid(self._month, QRectF(self.rect()), self, self._theme)

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(7 * 44, 18 * self.fontMetrics().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._month is not None and not self.hasFocus():
            self.stand_on(self.layout_now().day_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._month is not None:
            self.stand_on(self.layout_now().day_at(event.position()))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self._current is not None:
            self.opened.emit(self._current)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if not self.hasFocus():
            self.stand_on(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None:
            self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, mirrored = Qt.Key, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {
            keys.Key_Left: 1 if mirrored else -1,
            keys.Key_Right: -1 if mirrored else 1,
            keys.Key_Up: -_DAYS,
            keys.Key_Down: _DAYS,
        }
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in steps and self._current is None:
            self._begin()
        elif key in steps and self._current is not None:
            self._step(self._current + timedelta(days=steps[key]))
        elif key in (keys.Key_PageUp, keys.Key_PageDown):
            months = 1 if key == keys.Key_PageDown else -1
            self.beyond.emit(months, None)
        elif key in (keys.Key_Return, keys.Key_Enter) and self._current is not None:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        """On today, or on the first of another month."""
        if self._month is not None:
            days = [day.date for day in self._month.days]
            self.stand_on(self._today if self._today in days else days[0])

    def _step(self, day: date) -> None:
        if self._month is None:
            return
        if day in self.layout_now().days:
            self.stand_on(day)
        else:
            self.beyond.emit(1 if day > self._month.first else -1, day)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._month is None:
            return
        painter = QPainter(self)
        self.layout_now().draw(
            painter, self._today, self._current if self.hasFocus() or self.underMouse() else None
        )
        painter.end()
