"""The shape of a week: one row a day, booked time along the hours, runs held together, the sum at the end."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.booked import taken
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load import DayLoad, WeekLoad, runs
from burnbreak.core.span import DAY_BEGINS, Span
from burnbreak.core.week_edit import wall
from burnbreak.ui import load_words as words
from burnbreak.ui.fields import clock_text
from burnbreak.ui.fields import day_name as weekday_name
from burnbreak.ui.history_layout import hour_of
from burnbreak.ui.theme import GRID, Role, Theme

FROM, TO = 8, 18
"""These hours are always shown."""
_EDGE = GRID // 2
"""Room between the words and the ring around a shape that has the focus."""
_BAR = 0.5
"""The share of a row that a bar takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    date: date
    day: BookedDay | None
    load: DayLoad | None


class WeekShape(QWidget):
    """Paints a week; pointer and arrow keys choose a day, and `pointed` tells it in words."""

    pointed = Signal(str)
    """The day that is looked at in one line; empty for none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[_Row, ...] = ()
        self._gap, self._today = 10, date.min
        self._hours = (FROM, TO)
        self._current: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The shape of the week"))
        theme.changed.connect(self.update)

    def show_week(
        self, week: WeekLoad, days: tuple[BookedDay, ...], *, gap_minutes: int, today: date
    ) -> None:
        """Another week, or the same with other times. Days of `week` without times are told by their sum."""
        by_date, loads = {d.date: d for d in days}, {d.date: d for d in week.days}
        dates = [week.first + timedelta(days=n) for n in range(7)]
        self._rows = tuple(_Row(date=d, day=by_date.get(d), load=loads.get(d)) for d in dates)
        self._gap, self._today = gap_minutes, today
        self._hours = _hours(days)
        self.setAccessibleDescription(". ".join(self.line(n) for n in range(7)))
        self._take_room()
        self.update()
        if self._current is not None:
            self.pointed.emit(self.line(self._current))

    def line(self, number: int) -> str:
        """A day in words."""
        row = self._rows[number]
        return words.day_line(row.load, row.day, words.day_name(row.date))

    # --- where things are --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._name_width() + self._sum_width() + 160, round(self._head() + 7 * self._row()))

    def _take_room(self) -> None:
        self.setFixedHeight(self.minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._take_room()
        super().changeEvent(event)

    def _row(self) -> float:
        return max(32.0, self.fontMetrics().height() * 1.9)

    def _head(self) -> float:
        return self.fontMetrics().height() * 1.5

    def _name(self, weekday: int, day: int) -> str:
        locale = self.locale()
        return self.tr("{weekday} {day}").format(
            weekday=weekday_name(locale, weekday, short=True), day=locale.toString(day)
        )

    def _name_width(self) -> int:
        metrics = QFontMetrics(self._theme.font(Role.BODY, strong=True))
        return max(metrics.horizontalAdvance(self._name(n, 28)) for n in range(7)) + 2 * GRID

    def _sum_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(words.length(timedelta(hours=10, minutes=50))) + 2 * GRID

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _x(self, hour: float) -> float:
        first, last = self._hours
        left, right = self._name_width(), self.width() - self._sum_width()
        x = left + (hour - first) / (last - first) * (right - left)
        return self.width() - x if self._mirrored() else x

    def _top(self, number: int) -> float:
        return self._head() + number * self._row()

    def _box(self, number: int, span: Span, share: float) -> QRectF:
        row = self._rows[number]
        assert row.day is not None
        first, last = self._hours
        edges = (hour_of(m, row.date, row.day.zone) for m in (span.start, span.end))
        a, b = (self._x(min(max(edge, first), last)) for edge in edges)
        height = self._row() * share
        top = self._top(number) + (self._row() - height) / 2
        return QRectF(min(a, b), top, max(2.0, abs(b - a)), height)

    # --- pointer and keys --------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().y() - self._head()) // self._row())
        self._choose(number if 0 <= number < len(self._rows) else None)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._choose(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and self._rows:
            self._choose(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, here = Qt.Key, self._current or 0
        steps = {keys.Key_Up: here - 1, keys.Key_Down: here + 1, keys.Key_Home: 0, keys.Key_End: 6}
        if event.key() in steps and self._rows:
            self._choose(max(0, min(6, steps[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int | None) -> None:
        if number != self._current:
            self._current = number
            self.pointed.emit("" if number is None else self.line(number))
            self.update()

    # --- drawing -----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, row in enumerate(self._rows):
            self._paint_work(painter, number, row)
        self._paint_axis(painter)
        for number, row in enumerate(self._rows):
            self._paint_booked(painter, number, row)
            self._paint_words(painter, number, row)
        painter.end()

    def _paint_work(self, painter: QPainter, number: int, row: _Row) -> None:
        if row.day is None:
            return
        painter.setPen(QPen(self._theme.color("line"), self._theme.tokens.line_width))
        painter.setBrush(self._theme.color("paper"))
        for span in row.day.work:
            painter.drawRoundedRect(self._box(number, span, 0.78), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        for span, _ in row.day.protected:
            # A low line: time that is the user's own.
            box = self._box(number, span, 0.78)
            painter.drawRoundedRect(QRectF(box.left() + 2, box.bottom() - 4, box.width() - 4, 3), 1.5, 1.5)

    def _paint_axis(self, painter: QPainter) -> None:
        theme, (first, last) = self._theme, self._hours
        painter.setFont(theme.font(Role.SMALL, tabular=True))
        metrics = painter.fontMetrics()
        texts = {h: clock_text(self.locale(), wall(h * 60)) for h in range(first, last + 1)}
        widest = max(metrics.horizontalAdvance(t) for t in texts.values()) + 2 * GRID
        if not any(row.day is not None for row in self._rows):
            # Sums are not drawn along the hours of the day.
            return
        apart = abs(self._x(first + 1) - self._x(first))
        step = next((s for s in (1, 2, 3, 4, 6) if apart * s >= widest), 12)
        for hour in range(first, last + 1, step):
            x = self._x(hour)
            painter.setPen(QPen(theme.color("line", 0.35 if theme.tokens.contrast else 1.0), 1))
            painter.drawLine(QPointF(x, self._head()), QPointF(x, self._top(7)))
            painter.setPen(theme.color("ink_soft"))
            box = QRectF(x - widest / 2, 0, widest, self._head() - 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, texts[hour])

    def _paint_booked(self, painter: QPainter, number: int, row: _Row) -> None:
        if row.day is None:
            self._paint_sum(painter, number, row)
            return
        theme = self._theme
        for run in runs(row.day.booked, self._gap):
            if run.count > 1:
                # What has no gap between is held together by a line around it.
                painter.setPen(QPen(theme.color("accent"), max(1.25, theme.tokens.line_width)))
                painter.setBrush(theme.color("accent_soft", 0.35))
                painter.drawRoundedRect(self._box(number, run.span, _BAR).adjusted(-2, -3, 2, 3), 6, 6)
        painter.setPen(QPen(theme.color("surface"), 1))
        painter.setBrush(theme.color("accent", 0.62 if not theme.tokens.contrast else 1.0))
        for span in sorted({b.span for b in row.day.booked}, key=lambda s: (s.start, -s.length)):
            painter.drawRoundedRect(self._box(number, span, _BAR), 3, 3)

    def _paint_sum(self, painter: QPainter, number: int, row: _Row) -> None:
        """A day whose times are no longer kept: its sum as one bar from the first hour on."""
        if row.load is None or not row.load.booked:
            return
        first, last = self._hours
        hours = min(row.load.booked.total_seconds() / 3600, last - first)
        a, b = self._x(first), self._x(first + hours)
        height = self._row() * 0.25
        top = self._top(number) + (self._row() - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent", 0.62))
        painter.drawRoundedRect(QRectF(min(a, b), top, abs(b - a), height), height / 2, height / 2)

    def _paint_words(self, painter: QPainter, number: int, row: _Row) -> None:
        theme, chosen = self._theme, number == self._current
        today = row.date == self._today
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self._mirrored():
            start, end = end, start
        top, height = self._top(number), self._row()
        name = self._name(row.date.weekday(), row.date.day)
        painter.setFont(theme.font(Role.BODY, strong=today or chosen))
        painter.setPen(theme.color("accent" if today else "ink"))
        width, sums = self._name_width(), self._sum_width()
        left = self.width() - width - _EDGE if self._mirrored() else _EDGE
        painter.drawText(QRectF(left, top, width, height), start | flags, name)
        booked = row.load.booked if row.load else timedelta()
        painter.setFont(theme.font(Role.BODY, tabular=True, strong=chosen))
        painter.setPen(theme.color("ink" if booked else "ink_soft"))
        left = _EDGE if self._mirrored() else self.width() - sums - _EDGE
        text = words.length(booked) if booked else "\N{EN DASH}"
        painter.drawText(QRectF(left, top, sums, height), end | flags, text)


def _hours(days: tuple[BookedDay, ...]) -> tuple[int, int]:
    """The whole hours that hold all work and all that is booked."""
    first, last = float(FROM), float(TO)
    for day in days:
        for span in (*day.work, *taken(day.booked)):
            first = min(first, hour_of(span.start, day.date, day.zone))
            last = max(last, hour_of(span.end, day.date, day.zone))
    early = DAY_BEGINS.hour
    return max(early, int(first)), min(early + 24, int(last) + (last > int(last)))
