"""The picture of a work week: where each period lies on seven rows of hours, and how it is painted."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from burnbreak.core import week_edit as edit
from burnbreak.core.workweek import WorkPeriod
from burnbreak.ui.fields import clock_text, day_name
from burnbreak.ui.theme import GRID, RADIUS_CONTROL, Role, Theme

HANDLE = 8
"""How near to a block's end the pointer takes hold of that end (px)."""
_GAP = 3
"""Between a row's edge and what is in it (px)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One rectangle of a period, and whether the period's start and end are in it."""

    rect: QRect
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekGrid:
    """Seven rows from midnight to midnight inside `area`, in the order of the locale's week."""

    area: QRect
    order: tuple[int, ...]
    mirrored: bool

    def row(self, weekday: int) -> QRect:
        """The row of a weekday, without its name."""
        number, height = self.order.index(weekday), self.area.height()
        top, bottom = (self.area.top() + height * n // 7 for n in (number, number + 1))
        return QRect(self.area.left(), top, self.area.width(), bottom - top)

    def x(self, minute: float) -> float:
        """Where a minute of the day lies."""
        share = minute / edit.DAY * self.area.width()
        return self.area.left() + (self.area.width() - share if self.mirrored else share)

    def at(self, point: QPoint) -> tuple[int, float]:
        """Weekday and minute under a point, the nearest where it lies outside."""
        number = (point.y() - self.area.top()) * 7 // max(1, self.area.height())
        along = (point.x() - self.area.left()) / max(1, self.area.width())
        along = 1 - along if self.mirrored else along
        return self.order[max(0, min(6, number))], max(0.0, min(1.0, along)) * edit.DAY

    def takes(self, periods: Iterable[WorkPeriod], point: QPoint) -> bool:
        """Whether a press there means something: on a period, or on the free ground of a row."""
        return self.area.contains(point) or self.hit(periods, point)[0] is not None

    def pieces(self, period: WorkPeriod) -> tuple[Piece, ...]:
        """The rectangle of a period; two, where it goes on after midnight."""
        start = edit.minute_of(period.start)
        end = start + period.minutes
        evening = Piece(self._rect(period.weekday, start, min(end, edit.DAY)), True, end <= edit.DAY)
        if end <= edit.DAY:
            return (evening,)
        return evening, Piece(self._rect((period.weekday + 1) % 7, 0, end - edit.DAY), False, True)

    def hit(self, periods: Iterable[WorkPeriod], point: QPoint) -> tuple[WorkPeriod | None, str]:
        """The period under a point and which part of it: "start", "end" or "all"."""
        for period in periods:
            for piece in self.pieces(period):
                rect = piece.rect
                if not rect.adjusted(-HANDLE // 2, -_GAP, HANDLE // 2, _GAP).contains(point):
                    continue
                # A short block is still there to be moved by its middle.
                reach = min(HANDLE, rect.width() // 4)
                near_left, near_right = point.x() <= rect.left() + reach, point.x() >= rect.right() - reach
                begins, ends = (near_right, near_left) if self.mirrored else (near_left, near_right)
                if begins and piece.first:
                    return period, "start"
                return period, "end" if ends and piece.last else "all"
        return None, ""

    def _rect(self, weekday: int, start: int, end: int) -> QRect:
        row, a, b = self.row(weekday), self.x(start), self.x(end)
        return QRect(
            round(min(a, b)), row.top() + _GAP, max(HANDLE - 2, round(abs(b - a))), row.height() - 2 * _GAP
        )


class WeekPicture:
    """Paints a grid and its periods for one size, language and look."""

    def __init__(self, theme: Theme, grid: WeekGrid, locale: QLocale, size: QSize, *, short: bool) -> None:
        """`short` abbreviates the names of the days."""
        self._theme, self._grid, self._locale = theme, grid, locale
        self._size, self._short = size, short

    def paint_rows(self, painter: QPainter, chosen: int) -> None:
        """Names, tracks and the hours above them; `chosen` is the weekday that is selected."""
        for weekday in self._grid.order:
            self._paint_track(painter, weekday)
            self._paint_name(painter, weekday, strong=weekday == chosen)
        self._paint_axis(painter)

    def paint_period(self, painter: QPainter, period: WorkPeriod, *, chosen: bool) -> None:
        """One period with its times; over midnight, both its parts."""
        theme, pieces = self._theme, self._grid.pieces(period)
        edge = theme.color("accent", 1.0 if chosen or theme.tokens.contrast else 0.45)
        pen = QPen(edge, max(2.0 if chosen else 1.0, theme.tokens.line_width))
        for piece in pieces:
            self._paint_piece(painter, piece, pen)
        self._paint_times(painter, period, max((piece.rect for piece in pieces), key=QRect.width))
        if chosen:
            self._paint_handles(painter, pieces)

    def _paint_track(self, painter: QPainter, weekday: int) -> None:
        row, theme = QRectF(self._grid.row(weekday)), self._theme
        painter.setPen(QPen(theme.color("line"), theme.tokens.line_width))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(row.adjusted(0, _GAP, 0, -_GAP), RADIUS_CONTROL, RADIUS_CONTROL)

    def _paint_name(self, painter: QPainter, weekday: int, *, strong: bool) -> None:
        row, area = self._grid.row(weekday), self._grid.area
        left, right = (area.right() + GRID, self._size.width()) if self._grid.mirrored else (0, area.left())
        side = Qt.AlignmentFlag.AlignRight if self._grid.mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setPen(self._theme.color("ink" if strong else "ink_soft"))
        painter.setFont(self._theme.font(Role.BODY, strong=strong))
        box = QRect(left, row.top(), right - left, row.height())
        name = day_name(self._locale, weekday, short=self._short)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_axis(self, painter: QPainter) -> None:
        theme, area = self._theme, self._grid.area
        painter.setFont(theme.font(Role.SMALL, tabular=True))
        metrics = painter.fontMetrics()
        texts = [clock_text(self._locale, edit.wall(hour * 60)) for hour in range(25)]
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        step = next((s for s in (2, 3, 4, 6) if area.width() * s / 24 > widest * 1.5), 12)
        half = widest / 2 + 2
        for hour in range(0, 25, step):
            x = self._grid.x(hour * 60)
            centre = max(half, min(self._size.width() - half, x))
            painter.setPen(theme.color("ink_soft"))
            box = QRectF(centre - half, 0, 2 * half, area.top() - 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, texts[hour])
            painter.setPen(QPen(theme.color("line"), 1))
            for weekday in self._grid.order if 0 < hour < 24 else ():
                row = self._grid.row(weekday)
                top, bottom = row.top() + _GAP + 1, row.top() + row.height() - _GAP - 1
                painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _paint_piece(self, painter: QPainter, piece: Piece, pen: QPen) -> None:
        box = QRectF(piece.rect).adjusted(1, 1, -1, -1)
        cut = (not piece.last, not piece.first) if self._grid.mirrored else (not piece.first, not piece.last)
        painter.save()
        # Where the night goes on in another row, the block is cut straight off.
        painter.setClipRect(box.adjusted(-1, -1, 1, 1))
        painter.setPen(pen)
        painter.setBrush(self._theme.color("accent_soft"))
        box.adjust(-2 * RADIUS_CONTROL * cut[0], 0, 2 * RADIUS_CONTROL * cut[1], 0)
        painter.drawRoundedRect(box, RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
        painter.restore()

    def _paint_times(self, painter: QPainter, period: WorkPeriod, rect: QRect) -> None:
        text = QCoreApplication.translate("WeekStrip", "{0} – {1}").format(
            clock_text(self._locale, period.start), clock_text(self._locale, period.end)
        )
        painter.setFont(self._theme.font(Role.SMALL, tabular=True))
        if painter.fontMetrics().horizontalAdvance(text) + HANDLE + 2 <= rect.width():
            painter.setPen(self._theme.color("ink"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_handles(self, painter: QPainter, pieces: Iterable[Piece]) -> None:
        round_cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(self._theme.color("accent"), 2, Qt.PenStyle.SolidLine, round_cap))
        for piece in pieces:
            rect = piece.rect
            ends = (piece.last, piece.first) if self._grid.mirrored else (piece.first, piece.last)
            for here, x in ((ends[0], rect.left() + 4), (ends[1], rect.right() - 4)):
                if here and rect.width() > 28:
                    painter.drawLine(x, rect.center().y() - 5, x, rect.center().y() + 5)
