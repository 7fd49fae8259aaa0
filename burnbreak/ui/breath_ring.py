"""The thin ring around the circle, which closes over the sitting: a picture that is drawn on by pieces."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

_LINE = 2
"""Width of the whole ring (px)."""
_AROUND = 6
"""So far around its tip a growing ring is painted anew (px)."""
_ARCS = 32
"""Of which the ring consists; four of their ends are its outermost points."""
_LONG = 0.1
"""A longer piece than this, as a share, is not worth a piece's trouble."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RingLook:
    """How it looks, whatever its share."""

    centre: QPointF
    radius: float
    line: QColor
    accent: QColor
    width: int
    """Of the part that has passed (px)."""
    mirrored: bool
    """Whether it closes against the clock."""


class Ring:
    """One look of it. Stroking it all costs more than all the rest of a frame, so that is done once."""

    def __init__(self, look: RingLook) -> None:
        self._look = look
        self._reach = look.radius + look.width / 2 + 1
        self._x, self._y = look.centre.toTuple()
        self.corner = QPoint(math.floor(self._x - self._reach), math.floor(self._y - self._reach))
        """Where the picture belongs."""
        self._box = _around(self._x, self._y, look.radius)
        self._line, self._passed = QPen(look.line, _LINE), QPen(look.accent, look.width)
        self._passed.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._picture: QPixmap | None = None
        self._share = 0.0
        self._spot: tuple[int, int, QRect, QPainterPath] | None = None

    def piece(self, before: float, after: float) -> QRect:
        """What looks different when `after` (0 to 1) has passed rather than `before`."""
        if not 0 <= after - before < _LONG:
            side = math.ceil(2 * self._reach) + 1
            return QRect(self.corner, QSize(side, side))
        around = _AROUND + self._look.radius * math.pi * (after - before)
        x, y = self._tip((before + after) / 2)
        side = math.ceil(2 * around) + 1
        return QRect(math.floor(x - around), math.floor(y - around), side, side)

    def picture(self, share: float, ratio: float) -> QPixmap:
        """All of it with `share` (0 to 1) passed; `ratio` device pixels are one of ours, a whole number."""
        picture = self._picture
        if picture is None or picture.devicePixelRatioF() != ratio:
            side = math.ceil((2 * self._reach + 1) * ratio)
            self._picture = picture = QPixmap(side, side)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            self._draw(picture, share, 0, _ARCS)
        elif share != self._share:
            self._draw(picture, share, *self._changed(self._share, share))
        self._share = share
        return picture

    def _changed(self, before: float, after: float) -> tuple[int, int]:
        """The arcs in which the two differ, from the first to before the second."""
        margin = _AROUND / (2 * math.pi * self._look.radius)
        first, last = math.floor(_ARCS * (before - margin)), math.ceil(_ARCS * (after + margin))
        alone = before <= after and first > 1 and last < _ARCS - 1 and last - first < _ARCS / 4
        return (first, last) if alone else (0, _ARCS)

    def _draw(self, picture: QPixmap, share: float, first: int, last: int) -> None:
        if self._spot is None or self._spot[:2] != (first, last):
            self._spot = (first, last, *self._room(first, last))
        *_, room, line = self._spot
        painter = QPainter(picture)
        painter.translate(-self.corner)
        painter.setClipRect(room)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(room, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(line, self._line)
        painter.strokePath(self._path(max(0, first - 1), share * _ARCS), self._passed)
        painter.end()

    def _room(self, first: int, last: int) -> tuple[QRect, QPainterPath]:
        """Where some arcs lie, and the line through it: those beside them reach into their room as well."""
        across, down = zip(*(self._tip(arc / _ARCS) for arc in range(first, last + 1)), strict=True)
        wide = self._look.width
        left, top = math.floor(min(across) - wide), math.floor(min(down) - wide)
        right, bottom = math.ceil(max(across) + wide), math.ceil(max(down) + wide)
        return QRect(left, top, right - left, bottom - top), self._path(first - 1, last + 1)

    def stroke(self, painter: QPainter, share: float) -> None:
        """Draw it all, line by line."""
        turn = 5760 if self._look.mirrored else -5760
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._line)
        painter.drawArc(self._box, 1440, turn)
        painter.setPen(self._passed)
        painter.drawArc(self._box, 1440, round(turn * share))

    def _path(self, first: int, last: float) -> QPainterPath:
        """Arc by arc, so that a few of them alone are the same to the pixel as among all."""
        path, step = QPainterPath(), (360 if self._look.mirrored else -360) / _ARCS
        path.arcMoveTo(self._box, 90 + step * first)
        for arc in range(first, math.ceil(last)):
            path.arcTo(self._box, 90 + step * arc, step * min(1, last - arc))
        return path

    def _tip(self, share: float) -> tuple[float, float]:
        angle = (-1 if self._look.mirrored else 1) * 2 * math.pi * share
        return self._x + math.sin(angle) * self._look.radius, self._y - math.cos(angle) * self._look.radius


def _around(x: float, y: float, reach: float) -> QRectF:
    return QRectF(x - reach, y - reach, 2 * reach, 2 * reach)
