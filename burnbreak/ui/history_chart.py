"""The picture of a week: seven days side by side, the hours downward, a round mark for each practice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from math import sqrt

from PySide6.QtCore import QDate, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.span import DAY_BEGINS, Span
from burnbreak.core.week import Day, Sitting, Stretch
from burnbreak.core.week_edit import wall
from burnbreak.core.workweek import WorkWeek
from burnbreak.ui.fields import clock_text
from burnbreak.ui.theme import GRID, Role, Theme

EARLIEST = DAY_BEGINS.hour
"""A day of the log begins at this hour and ends at the same hour of the next."""
FROM, TO = 8, 18
"""These hours are always shown."""
_REACH = 16
"""A mark is under the pointer within so many px of its middle."""
_SMALLEST, _LARGEST = 5.0, 15.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One sitting as a round mark."""

    sitting: Sitting
    centre: QPointF
    radius: float


def hour_of(moment: datetime, day: date, zone: tzinfo) -> float:
    """The hour on the clock at a moment, counted on from the midnight that began `day` (25.5 is 01:30)."""
    local = moment.astimezone(zone)
    return (local.date() - day).days * 24 + local.hour + local.minute / 60 + local.second / 3600


def hours_shown(week: Stretch, work: WorkWeek, zone: tzinfo) -> tuple[int, int]:
    """The whole hours that hold all work and all sittings, at least 8 to 18 and at most 4 to 28."""
    first, last = float(FROM), float(TO)
    for day in week.days:
        spans = [Span(s.started, s.started) for s in day.sittings]
        for span in [*spans, *worked(day, work, zone)]:
            first = min(first, hour_of(span.start, day.date, zone))
            last = max(last, hour_of(span.end, day.date, zone))
    return max(EARLIEST, int(first)), min(EARLIEST + 24, int(last) + (last > int(last)))


def worked(day: Day, work: WorkWeek, zone: tzinfo) -> tuple[Span, ...]:
    """The work periods inside a day of the log."""
    clipped = (p.clip(day.span) for p in work.between(day.span.start, day.span.end, zone))
    return tuple(p for p in clipped if p is not None)


class WeekChart(QWidget):
    """Paints a week; the pointer and the arrow keys choose a mark, and `pointed` tells which."""

    pointed = Signal(object)
    """The Sitting that is looked at, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._week: Stretch | None = None
        self._work = WorkWeek()
        self._zone: tzinfo | None = None
        self._today: date | None = None
        self._hours = (FROM, TO)
        self._current: Sitting | None = None
        self._widest_hour: tuple[QFont, QLocale, float] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The week as a picture; the table tells the same in words"))
        theme.changed.connect(self.update)

    def show_week(self, week: Stretch, work: WorkWeek, zone: tzinfo, today: date) -> None:
        """Another week, or the same one with new entries."""
        kept = self._current.uuid if self._current else ""
        self._week, self._work, self._zone, self._today = week, work, zone, today
        self._hours = hours_shown(week, work, zone)
        # With marks, the ring is around the chosen one.
        self.setProperty("ring", not week.sittings)
        self._choose(next((s for s in week.sittings if s.uuid == kept), None))
        self.update()

    @property
    def current(self) -> Sitting | None:
        """The sitting that is looked at."""
        return self._current

    # --- where things are --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(7 * 40 + 48, 12 * line)

    def _head(self) -> float:
        return self.fontMetrics().height() * 2.0 + GRID

    def _axis(self) -> float:
        font, locale = self.font(), self.locale()
        if self._widest_hour is None or self._widest_hour[:2] != (font, locale):
            # Asked for with every mark, and 24 texts to measure.
            metrics = self.fontMetrics()
            texts = (clock_text(locale, wall(h * 60)) for h in range(24))
            self._widest_hour = font, locale, max(metrics.horizontalAdvance(text) for text in texts)
        return self._widest_hour[2] + GRID + GRID / 2

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _column(self, number: int) -> QRectF:
        axis = self._axis()
        width = (self.width() - axis) / 7
        place = 6 - number if self._mirrored() else number
        left = place * width if self._mirrored() else axis + place * width
        return QRectF(left, self._head(), width, self._height())

    def _y(self, hour: float) -> float:
        first, last = self._hours
        return self._head() + (hour - first) / (last - first) * self._height()

    def _height(self) -> float:
        """Of every column."""
        return self.height() - self._head() - self.fontMetrics().height() * 0.6

    def marks(self) -> tuple[Mark, ...]:
        """Every sitting of the week as it is drawn, in order."""
        if self._week is None or self._zone is None:
            return ()
        result = []
        for number, day in enumerate(self._week.days):
            column = self._column(number)
            for sitting in day.sittings:
                middle = sitting.started + timedelta(seconds=sitting.real_seconds / 2)
                y = self._y(hour_of(middle, day.date, self._zone))
                radius = min(_radius(sitting), column.width() / 2 - 3)
                inside = max(column.top() + radius, min(column.bottom() - radius, y))
                result.append(Mark(sitting, QPointF(column.center().x(), inside), radius))
        return tuple(result)

    # --- pointer and keys --------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()

        def far(mark: Mark) -> float:
            away = mark.centre - point
            return sqrt(away.x() ** 2 + away.y() ** 2)

        near = min(self.marks(), key=far, default=None)
        if near is not None and far(near) <= max(_REACH, near.radius):
            self._choose(near.sitting)
        elif not self.hasFocus():
            self._choose(None)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if not self.hasFocus():
            self._choose(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and self._week is not None and self._week.sittings:
            self._choose(self._week.sittings[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Up, keys.Key_Down):
            self._step(1 if event.key() == keys.Key_Down else -1)
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            ahead = (event.key() == keys.Key_Right) != self._mirrored()
            self._step_day(1 if ahead else -1)
        elif event.key() in (keys.Key_Home, keys.Key_End) and self._week and self._week.sittings:
            self._choose(self._week.sittings[0 if event.key() == keys.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        sittings = self._week.sittings if self._week else ()
        if sittings:
            here = sittings.index(self._current) if self._current in sittings else -by
            self._choose(sittings[max(0, min(len(sittings) - 1, here + by))])

    def _step_day(self, by: int) -> None:
        """To the next day that has a mark, at about the same hour."""
        if self._current is None or self._zone is None or self._week is None:
            self._step(by)
            return
        zone, here = self._zone, self._current
        other = [s for s in self._week.sittings if (s.day > here.day if by > 0 else s.day < here.day)]
        if other:
            day = min(s.day for s in other) if by > 0 else max(s.day for s in other)
            hour = hour_of(here.started, here.day, zone)
            there = [s for s in other if s.day == day]
            self._choose(min(there, key=lambda s: abs(hour_of(s.started, s.day, zone) - hour)))

    def _choose(self, sitting: Sitting | None) -> None:
        if sitting != self._current:
            self._current = sitting
            self.pointed.emit(sitting)
            self.update()

    # --- drawing -----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._week is None or self._zone is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, day in enumerate(self._week.days):
            self._paint_work(painter, number, day, self._zone)
        self._paint_hours(painter)
        for number, day in enumerate(self._week.days):
            self._paint_day(painter, number, day)
        self._paint_marks(painter)
        painter.end()

    def _paint_work(self, painter: QPainter, number: int, day: Day, zone: tzinfo) -> None:
        column = self._column(number).adjusted(3, 0, -3, 0)
        painter.setPen(QPen(self._theme.color("line"), self._theme.tokens.line_width))
        painter.setBrush(self._theme.color("paper"))
        for span in worked(day, self._work, zone):
            top = max(column.top(), self._y(hour_of(span.start, day.date, zone)))
            bottom = min(column.bottom(), self._y(hour_of(span.end, day.date, zone)))
            painter.drawRoundedRect(QRectF(column.left(), top, column.width(), bottom - top), 6, 6)

    def _paint_hours(self, painter: QPainter) -> None:
        theme, (first, last) = self._theme, self._hours
        painter.setFont(theme.font(Role.SMALL, tabular=True))
        line = painter.fontMetrics().height()
        apart = self._y(first + 1) - self._y(first)
        step = next((s for s in (1, 2, 3, 4) if apart * s > line * 1.5), 6)
        axis, columns = self._axis(), [self._column(0), self._column(6)]
        left, right = min(c.left() for c in columns), max(c.right() for c in columns)
        for hour in range(first, last + 1, step):
            y = self._y(hour)
            painter.setPen(QPen(theme.color("line", 0.35 if theme.tokens.contrast else 1.0), 1))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            painter.setPen(theme.color("ink_soft"))
            side = Qt.AlignmentFlag.AlignLeft if self._mirrored() else Qt.AlignmentFlag.AlignRight
            x = right + GRID if self._mirrored() else 0
            box = QRectF(x, y - line / 2, axis - GRID, line)
            painter.drawText(
                box, side | Qt.AlignmentFlag.AlignVCenter, clock_text(self.locale(), wall(hour * 60))
            )

    def _paint_day(self, painter: QPainter, number: int, day: Day) -> None:
        theme, column = self._theme, self._column(number)
        today = day.date == self._today
        line = self.fontMetrics().height()
        weekday = QDate(day.date.year, day.date.month, day.date.day).dayOfWeek()
        locale = self.locale()
        name = locale.standaloneDayName(weekday, locale.FormatType.ShortFormat)
        painter.setFont(theme.font(Role.BODY, strong=today))
        painter.setPen(theme.color("accent" if today else "ink"))
        text = self.tr("{weekday} {day}").format(weekday=name, day=locale.toString(day.date.day))
        width = column.width()
        if painter.fontMetrics().horizontalAdvance(text) > width - 4:
            text = locale.toString(day.date.day)
        painter.drawText(QRectF(column.left(), 0, width, line), Qt.AlignmentFlag.AlignCenter, text)
        if not day.pauses:
            return
        painter.setFont(theme.font(Role.SMALL, tabular=True))
        painter.setPen(theme.color("ink_soft"))
        minutes = max(1, round(day.seconds / 60))
        total = self.tr("%n min", "minutes of a day", minutes)
        painter.drawText(QRectF(column.left(), line, width, line), Qt.AlignmentFlag.AlignCenter, total)

    def _paint_marks(self, painter: QPainter) -> None:
        accent, surface = self._theme.color("accent"), self._theme.color("surface")
        # A thin edge keeps neighbours apart; a short moment is a ring: told by shape, not by colour alone.
        looks = {True: (QPen(surface, 1.5), QBrush(accent)), False: (QPen(accent, 2), QBrush(surface))}
        current = self._current.uuid if self._current is not None else None
        last: bool | None = None
        for mark in self.marks():
            counts = mark.sitting.counts
            if counts is not last:
                painter.setPen(looks[counts][0])
                painter.setBrush(looks[counts][1])
                last = counts
            radius = mark.radius if counts else mark.radius - 1
            painter.drawEllipse(mark.centre, radius, radius)
            if mark.sitting.uuid == current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color("ink"), 2))
                painter.drawEllipse(mark.centre, mark.radius + 3, mark.radius + 3)
                last = None


def _radius(sitting: Sitting) -> float:
    """The area of a mark grows with its minutes; ten minutes fill the largest."""
    share = min(1.0, sitting.real_seconds / 600)
    return _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(share)
