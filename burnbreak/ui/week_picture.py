"""The picture of a work week: where each block lies on seven rows of hours, and how it is painted."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from burnbreak.core import week_edit as edit
from burnbreak.core.week_edit import Block
from burnbreak.core.workweek import Place, ProtectedTime, WorkPeriod
from burnbreak.ui.fields import clock_text, day_name
from burnbreak.ui.theme import GRID, RADIUS_CONTROL, Role, Theme
from burnbreak.ui.week_words import kind_name, place_name

HANDLE = 8
"""How near to a block's end the pointer takes hold of that end (px)."""
_GAP = 3
"""Between a row's edge and what is in it (px)."""
_INSET = 4
"""How much less high a protected time is than the work it lies in, at each side (px)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One rectangle of a block, and whether the block's start and end are in it."""

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

    def takes(self, blocks: Iterable[Block], point: QPoint) -> bool:
        """Whether a press there means something: on a block, or on the free ground of a row."""
        return self.area.contains(point) or self.hit(blocks, point)[0] is not None

    def pieces(self, block: Block) -> tuple[Piece, ...]:
        """The rectangle of a block; two, where it goes on after midnight."""
        start, inset = edit.minute_of(block.start), _INSET * isinstance(block, ProtectedTime)
        end = start + block.minutes
        evening = Piece(self._rect(block.weekday, start, min(end, edit.DAY), inset), True, end <= edit.DAY)
        if end <= edit.DAY:
            return (evening,)
        morning = self._rect((block.weekday + 1) % 7, 0, end - edit.DAY, inset)
        return evening, Piece(morning, False, True)

    def hit(self, blocks: Iterable[Block], point: QPoint) -> tuple[Block | None, str]:
        """The block under a point and which part of it, "start", "end" or "all"; protected time first."""
        for block in sorted(blocks, key=lambda b: isinstance(b, WorkPeriod)):
            for piece in self.pieces(block):
                rect = piece.rect
                if not rect.adjusted(-HANDLE // 2, -_GAP, HANDLE // 2, _GAP).contains(point):
                    continue
                # A short block is still there to be moved by its middle.
                reach = min(HANDLE, rect.width() // 4)
                near_left, near_right = point.x() <= rect.left() + reach, point.x() >= rect.right() - reach
                begins, ends = (near_right, near_left) if self.mirrored else (near_left, near_right)
                if begins and piece.first:
                    return block, "start"
                return block, "end" if ends and piece.last else "all"
        return None, ""

    def _rect(self, weekday: int, start: int, end: int, inset: int) -> QRect:
        row, a, b = self.row(weekday), self.x(start), self.x(end)
        return QRect(
            round(min(a, b)),
            row.top() + _GAP + inset,
            max(HANDLE - 2, round(abs(b - a))),
            row.height() - 2 * (_GAP + inset),
        )


class WeekPicture:
    """Paints a grid and its blocks for one size, language and look."""

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

    def paint_block(
        self, painter: QPainter, block: Block, *, chosen: bool, above: Iterable[Block] = ()
    ) -> None:
        """One block with its words, beside what will lie `above` it; over midnight, both its parts."""
        pieces = self._grid.pieces(block)
        for piece in pieces:
            self._paint_piece(painter, piece, block, chosen=chosen)
        covered = [piece.rect for other in above for piece in self._grid.pieces(other)]
        free = [part for piece in pieces for part in _beside(piece.rect, covered)]
        if free:
            self._paint_words(painter, block, max(free, key=QRect.width))
        if chosen:
            self._paint_handles(painter, pieces)

    def paint_marks(self, painter: QPainter, weekday: int, minutes: Iterable[float]) -> None:
        """Where pauses come on a day (minutes since its midnight, may be past 1440)."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        for minute in minutes:
            row = self._grid.row((weekday + int(minute // edit.DAY)) % 7)
            point = QPointF(self._grid.x(minute % edit.DAY), row.bottom() - _GAP - 3.5)
            painter.drawEllipse(point, 2.0, 2.0)

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

    def _paint_piece(self, painter: QPainter, piece: Piece, block: Block, *, chosen: bool) -> None:
        box = QRectF(piece.rect).adjusted(1, 1, -1, -1)
        cut = (not piece.last, not piece.first) if self._grid.mirrored else (not piece.first, not piece.last)
        painter.save()
        # Where the night goes on in another row, the block is cut straight off.
        painter.setClipRect(box.adjusted(-1, -1, 1, 1))
        box.adjust(-2 * RADIUS_CONTROL * cut[0], 0, 2 * RADIUS_CONTROL * cut[1], 0)
        painter.setPen(self._pen(block, chosen=chosen))
        painter.setBrush(self._theme.color("paper" if isinstance(block, ProtectedTime) else "accent_soft"))
        painter.drawRoundedRect(box, RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
        if isinstance(block, WorkPeriod) and block.place is not Place.ON_SITE:
            self._paint_weave(painter, box.adjusted(1, 1, -1, -1), block.place)
        painter.restore()

    def _pen(self, block: Block, *, chosen: bool) -> QPen:
        theme, kept = self._theme, isinstance(block, ProtectedTime)
        strong = chosen or theme.tokens.contrast
        edge = theme.color("ink_soft" if kept and not chosen else "accent", 1.0 if strong else 0.45)
        pen = QPen(edge, max(2.0 if chosen else 1.0, theme.tokens.line_width))
        if kept and not chosen:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _paint_weave(self, painter: QPainter, box: QRectF, place: Place) -> None:
        """Work elsewhere is told by more than words: remote is lighter, home visits are striped."""
        painter.setPen(Qt.PenStyle.NoPen)
        if place is Place.REMOTE:
            painter.setBrush(self._theme.color("surface", 0.6))
        else:
            painter.setBrush(QBrush(self._theme.color("accent", 0.28), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, RADIUS_CONTROL - 3, RADIUS_CONTROL - 3)

    def _paint_words(self, painter: QPainter, block: Block, rect: QRect) -> None:
        """The most that there is room for: times and what it is, or one of them, or nothing."""
        times = QCoreApplication.translate("WeekStrip", "{0} – {1}").format(
            clock_text(self._locale, block.start), clock_text(self._locale, block.end)
        )
        if isinstance(block, ProtectedTime):
            texts = [kind_name(block.kind)]
        elif block.place is Place.ON_SITE:
            texts = [times]
        else:
            place = place_name(block.place)
            texts = [
                QCoreApplication.translate("WeekStrip", "{times}  {place}").format(times=times, place=place)
            ]
            texts += [times, place]
        painter.setFont(self._theme.font(Role.SMALL, tabular=True))
        advance = painter.fontMetrics().horizontalAdvance
        text = next((t for t in texts if advance(t) + HANDLE + 2 <= rect.width()), "")
        painter.setPen(self._theme.color("ink_soft" if isinstance(block, ProtectedTime) else "ink"))
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


def _beside(rect: QRect, covered: Iterable[QRect]) -> list[QRect]:
    """What is left of a rectangle between others that reach over its whole height."""
    free, left = [], rect.left()
    for other in sorted((c for c in covered if c.intersects(rect)), key=QRect.left):
        if other.left() > left:
            free.append(QRect(left, rect.top(), other.left() - left, rect.height()))
        left = max(left, other.right() + 1)
    if left <= rect.right():
        free.append(QRect(left, rect.top(), rect.right() - left + 1, rect.height()))
    return free
