"""Seven days side by side, drawn: work periods, and each sitting as a round mark sized by its minutes."""

import math
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.span import DAY_BEGINS, Span, at_wall
from burnbreak.core.week import Sitting, Week
from burnbreak.ui import phrases
from burnbreak.ui.theme import GRID, Role, Theme

FIRST_HOUR, LAST_HOUR = 8, 18
"""Hours that are always shown; a mark or a work period outside widens them."""
SMALLEST, LARGEST = 5.0, 13.0
"""Radius of a mark (px) for a minute or less, and for ten or more."""
AXIS = 52


class WeekChart(QWidget):
    """Marks can be pointed at, or walked through with the arrow keys; `picked` tells which one it is."""

    picked = Signal(object)
    """The Sitting under pointer or keyboard, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._week: Week | None = None
        self._zone: tzinfo | None = None
        self._work: tuple[Span, ...] = ()
        self._today: datetime | None = None
        self._chosen: Sitting | None = None
        self._hours = (FIRST_HOUR, LAST_HOUR)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(420, 260))
        self.setAccessibleName(self.tr("The week, drawn"))
        theme.changed.connect(self.update)

    def show_week(self, week: Week, work: tuple[Span, ...], now: datetime, zone: tzinfo) -> None:
        """Draw this week; what was chosen stays if it is still there."""
        self._week, self._work, self._zone, self._today = week, work, zone, now
        self._hours = self._shown_hours()
        chosen = self._chosen and next((s for s in week.sittings if s.uuid == self._chosen.uuid), None)
        self._choose(chosen)
        self.setAccessibleDescription(
            self.tr("%n pause(s) in this week. The arrow keys go from one to the next.", "", week.pauses)
        )
        self.update()

    # --- geometry ----------------------------------------------------------------------------------------

    def _shown_hours(self) -> tuple[int, int]:
        """The hours from 04:00 on that hold everything there is; 28 is 04:00 of the next day."""
        hours = [float(FIRST_HOUR), float(LAST_HOUR)]
        assert self._week is not None
        for day in self._week.days:
            inside = [part for span in self._work if (part := span.clip(day.span))]
            hours += [self._hour(edge, day.span.start) for part in inside for edge in (part.start, part.end)]
            hours += [self._hour(s.started, day.span.start) for s in day.sittings]
        return max(4, math.floor(min(hours))), min(28, math.ceil(max(hours)))

    def _hour(self, moment: datetime, day_start: datetime) -> float:
        """Where a moment lies on the axis, by the wall clock; the hours after midnight follow 24."""
        assert self._zone is not None
        local = moment.astimezone(self._zone)
        hour = local.hour + local.minute / 60
        first = day_start.astimezone(self._zone)
        return hour + (24 if local.date() > first.date() else 0)

    def _plot(self) -> QRectF:
        head = self.fontMetrics().height() * 2.6 + GRID
        return QRectF(AXIS, head, self.width() - AXIS - GRID, self.height() - head - GRID * 1.5)

    def _column(self, number: int) -> QRectF:
        plot = self._plot()
        width = plot.width() / 7
        place = 6 - number if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else number
        return QRectF(plot.left() + place * width, plot.top(), width, plot.height())

    def _y(self, hour: float) -> float:
        plot, (first, last) = self._plot(), self._hours
        return plot.top() + (hour - first) / (last - first) * plot.height()

    def _mark(self, sitting: Sitting) -> tuple[QPointF, float]:
        """Centre and radius of a mark; its area grows with the minutes."""
        assert self._week is not None
        number = next(n for n, day in enumerate(self._week.days) if day.date == sitting.day)
        minutes = min(10.0, max(1.0, sitting.real_seconds / 60))
        share = (math.sqrt(minutes) - 1) / (math.sqrt(10) - 1)
        y = self._y(self._hour(sitting.started, self._week.days[number].span.start))
        return QPointF(self._column(number).center().x(), y), SMALLEST + share * (LARGEST - SMALLEST)

    # --- drawing -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, work periods, hours, marks."""
        if self._week is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_days(painter)
        self._paint_hours(painter)
        for sitting in self._week.sittings:
            self._paint_mark(painter, sitting)
        painter.end()

    def _paint_days(self, painter: QPainter) -> None:
        assert self._week is not None
        assert self._zone is not None
        locale, theme = QLocale(), self._theme
        for number, day in enumerate(self._week.days):
            column = self._column(number)
            for span in self._work:
                if part := span.clip(day.span):
                    top = self._y(self._hour(part.start, day.span.start))
                    bottom = self._y(self._hour(part.end - timedelta(seconds=1), day.span.start))
                    block = QRectF(column.left() + 4, top, column.width() - 8, max(2.0, bottom - top))
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.color("surface"))
                    painter.drawRoundedRect(block, 8, 8)
            today = self._today is not None and self._today in day.span
            painter.setPen(theme.color("accent" if today else "ink"))
            painter.setFont(theme.font(Role.BODY, strong=today))
            name = locale.dayName(day.date.isoweekday(), QLocale.FormatType.ShortFormat)
            text = self.tr("{0} {1}").format(name, locale.toString(day.date.day))
            height = self.fontMetrics().height()
            painter.drawText(
                QRectF(column.left(), 0, column.width(), height * 1.3), Qt.AlignmentFlag.AlignCenter, text
            )
            if day.pauses:
                painter.setPen(theme.color("ink_soft"))
                painter.setFont(theme.font(Role.SMALL, tabular=True))
                minutes = round(day.seconds / 60)
                second = QRectF(column.left(), height * 1.3, column.width(), height * 1.2)
                painter.drawText(second, Qt.AlignmentFlag.AlignCenter, self.tr("%n min", "", minutes))

    def _paint_hours(self, painter: QPainter) -> None:
        assert self._week is not None
        assert self._zone is not None
        plot, theme = self._plot(), self._theme
        first, last = self._hours
        room = plot.height() / (last - first)
        step = next(s for s in (1, 2, 3, 4, 6, 12) if s * room >= 26 or s == 12)
        painter.setFont(theme.font(Role.SMALL, tabular=True))
        right = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for hour in range(first, last + 1, step):
            y = self._y(hour)
            painter.setPen(QPen(theme.color("line"), theme.tokens.line_width))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("ink_soft"))
            wall = DAY_BEGINS.replace(hour=hour % 24)
            text = phrases.clock(at_wall(self._week.days[0].date, wall, self._zone), self._zone)
            box = QRectF(0, y - 10, AXIS - GRID, 20)
            if right:
                box.moveLeft(self.width() - AXIS + GRID)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _paint_mark(self, painter: QPainter, sitting: Sitting) -> None:
        centre, radius = self._mark(sitting)
        theme = self._theme
        colour = theme.color("accent")
        painter.setPen(QPen(theme.color("paper"), 1.5))
        painter.setBrush(colour if sitting.counts else theme.color("accent_soft"))
        painter.drawEllipse(centre, radius, radius)
        if self._chosen is not None and sitting.uuid == self._chosen.uuid:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 2))
            painter.drawEllipse(centre, radius + 4, radius + 4)

    # --- choosing ----------------------------------------------------------------------------------------

    def _choose(self, sitting: Sitting | None) -> None:
        if sitting != self._chosen:
            self._chosen = sitting
            self.picked.emit(sitting)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mark under the pointer is told about."""
        sittings = self._week.sittings if self._week else ()
        for sitting in sittings:
            centre, radius = self._mark(sitting)
            apart = event.position() - centre
            if math.hypot(apart.x(), apart.y()) <= radius + 4:
                self._choose(sitting)
                return
        if not self.hasFocus():
            self._choose(None)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone; what the keyboard chose stays."""
        if not self.hasFocus():
            self._choose(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keyboard users start at the latest mark."""
        super().focusInEvent(event)
        keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if keyboard and self._chosen is None and self._week and self._week.sittings:
            self._choose(self._week.sittings[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go through the marks in the order of time; Home and End to the ends."""
        sittings = self._week.sittings if self._week else ()
        here = next((n for n, s in enumerate(sittings) if self._chosen and s.uuid == self._chosen.uuid), -1)
        back = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        on = event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if not sittings or not (back or on or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Home:
            here = 0
        elif event.key() == Qt.Key.Key_End or here < 0:
            here = len(sittings) - 1
        else:
            here = min(len(sittings) - 1, max(0, here + (1 if on else -1)))
        self._choose(sittings[here])
