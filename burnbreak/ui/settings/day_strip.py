"""Today as a strip of hours: sessions filled, other booked time hatched, the present moment as a line."""

from datetime import UTC, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.span import Span, at_wall, day_of, day_span
from burnbreak.ui.fields import clock_text
from burnbreak.ui.settings import calendar_words
from burnbreak.ui.theme import GRID, RADIUS_CONTROL, Role, Theme

FIRST, LAST = 8, 18
"""The hours that are there in any case."""
_TRACK = 26
_INSET = 3


class DayStrip(QWidget):
    """Shows when a day is booked, and nothing more; the same in words for those who listen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._booked: tuple[Booked, ...] = ()
        # Until the first day is shown, any will do.
        self._now = datetime(2000, 1, 1, 12, tzinfo=UTC)
        self._zone: tzinfo = UTC
        self._hours = hours_of((), self._now, self._zone)
        self.setAccessibleName(self.tr("Booked times of today"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_day(self, booked: tuple[Booked, ...], now: datetime, zone: tzinfo) -> None:
        """These times (UTC) count today; the hours widen to what is there."""
        self._booked, self._now, self._zone = booked, now, zone
        self._hours = hours_of(booked, now, zone)
        self.setAccessibleDescription(calendar_words.today(booked, zone))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, self._axis() + _TRACK + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * GRID, self.sizeHint().height())

    def boxes(self) -> tuple[QRectF, ...]:
        """Where each booked time is drawn, in their order."""
        return tuple(self._box(b.span) for b in self._booked)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            boxes = zip(self._booked, self.boxes(), strict=True)
            under = (b for b, box in boxes if box.contains(event.pos().toPointF()))
            words = "\n".join(calendar_words.one(b, self._zone) for b in under)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0.5, self._axis() + 0.5, self.width() - 1, _TRACK)
        painter.setPen(QPen(theme.color("line"), theme.tokens.line_width))
        painter.setBrush(theme.color("paper"))
        painter.drawRoundedRect(track, RADIUS_CONTROL, RADIUS_CONTROL)
        self._paint_axis(painter, track)
        for booked, box in zip(self._booked, self.boxes(), strict=True):
            self._paint_booked(painter, booked, box)
        if self._now in self._hours:
            x = self._x(self._now)
            painter.setPen(QPen(theme.color("ink"), 2))
            painter.drawLine(QPointF(x, track.top() + 1), QPointF(x, track.bottom() - 1))
        painter.end()

    def _paint_axis(self, painter: QPainter, track: QRectF) -> None:
        theme, font = self._theme, self._font()
        painter.setFont(font)
        metrics = QFontMetrics(font)
        marks = self._marks()
        widest = max((metrics.horizontalAdvance(text) for _, text in marks), default=1)
        room = self.width() / max(1, len(marks))
        step = next((s for s in (1, 2, 3, 4, 6) if room * s > widest * 1.4), 12)
        for number, (moment, text) in enumerate(marks):
            x = self._x(moment)
            if number % step == 0:
                half = metrics.horizontalAdvance(text) / 2 + 1
                centre = max(half, min(self.width() - half, x))
                painter.setPen(theme.color("ink_soft"))
                box = QRectF(centre - half, 0, 2 * half, self._axis() - 2)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            if 1 < x < self.width() - 1:
                painter.setPen(QPen(theme.color("line"), 1))
                painter.drawLine(QPointF(x, track.top() + 1), QPointF(x, track.bottom() - 1))

    def _paint_booked(self, painter: QPainter, booked: Booked, box: QRectF) -> None:
        session = booked.kind is BookedKind.SESSION
        painter.setPen(QPen(self._theme.color("accent" if session else "ink_soft"), 1))
        painter.setBrush(self._theme.color("accent_soft" if session else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if not session:
            painter.setBrush(QBrush(self._theme.color("ink_soft"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 4, 4)

    def _marks(self) -> list[tuple[datetime, str]]:
        hours = int(self._hours.length / timedelta(hours=1))
        moments = [self._hours.start + timedelta(hours=n) for n in range(hours + 1)]
        return [(m, clock_text(self.locale(), m.astimezone(self._zone).time())) for m in moments]

    def _box(self, span: Span) -> QRectF:
        start, end = max(span.start, self._hours.start), min(span.end, self._hours.end)
        left, right = sorted((self._x(start), self._x(end)))
        # A time of no length is still to be seen.
        return QRectF(left, self._axis() + _INSET, max(3.0, right - left - 1), _TRACK + 1 - 2 * _INSET)

    def _x(self, moment: datetime) -> float:
        share = (moment - self._hours.start) / self._hours.length * self.width()
        return self.width() - share if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else share

    def _font(self) -> QFont:
        return self._theme.font(Role.SMALL, tabular=True)

    def _axis(self) -> int:
        return QFontMetrics(self._font()).height() + 2


def hours_of(booked: tuple[Booked, ...], now: datetime, zone: tzinfo) -> Span:
    """The whole hours to show (UTC): from eight to six, wider where something is booked before or after."""
    day = day_of(now, zone)
    whole = day_span(day, zone)
    start = min([at_wall(day, time(FIRST), zone), *(max(b.span.start, whole.start) for b in booked)])
    end = max([at_wall(day, time(LAST), zone), *(min(b.span.end, whole.end) for b in booked)])
    local = start.astimezone(zone)
    start -= timedelta(minutes=local.minute, seconds=local.second)
    local = end.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second)
    return Span(start, end + (timedelta(hours=1) - past if past else past))
