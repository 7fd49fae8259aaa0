"""The thin ring around the circle, which closes over the sitting: a picture that is drawn on by pieces."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

_LINE = 2
"""Width of the whole ring (px)."""
_AROUND = 6
"""So far around its tip a growing ring is painted anew (px)."""
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
    """Stroking all of it costs more than all the rest of a frame, so that is done once."""

    def __init__(self, look: Callable[[], RingLook]) -> None:
        """`look` is asked again after `forget`."""
        self._asked = look
        self._look: RingLook | None = None
        self._picture: QPixmap | None = None
        self._share = 0.0

    def forget(self) -> None:
        """The look is another one; nothing is kept of the old one."""
        self._look = self._picture = None

    @property
    def look(self) -> RingLook:
        """The look that counts now."""
        if self._look is None:
            self._look = self._asked()
        return self._look

    @property
    def corner(self) -> QPoint:
        """Where the picture belongs."""
        centre, reach = self.look.centre, self._reach()
        return QPoint(math.floor(centre.x() - reach), math.floor(centre.y() - reach))

    def piece(self, before: float, after: float) -> QRect:
        """What looks different when `after` (0 to 1) has passed rather than `before`."""
        if not 0 <= after - before < _LONG:
            side = math.ceil(2 * self._reach()) + 1
            return QRect(self.corner, QSize(side, side))
        around = _AROUND + self.look.radius * math.pi * (after - before)
        first, last = (_around(self._tip(share), around) for share in (before, after))
        return first.united(last).toAlignedRect()

    def picture(self, share: float, ratio: float) -> QPixmap:
        """All of it with `share` (0 to 1) passed; `ratio` device pixels are one of ours, a whole number."""
        picture = self._picture
        if picture is None or picture.devicePixelRatioF() != ratio:
            side = math.ceil((2 * self._reach() + 1) * ratio)
            self._picture = picture = QPixmap(side, side)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            self._draw(picture, share, 0, 4)
        elif share != self._share:
            self._draw(picture, share, *self._quarters(self._share, share))
        self._share = share
        return picture

    def _quarters(self, before: float, after: float) -> tuple[int, int]:
        """The quarters in which the two differ, from the first to before the second, counted from the top."""
        margin = 2 * _AROUND / (2 * math.pi * self.look.radius)
        first, last = math.floor(4 * (before - margin)), math.ceil(4 * (after + margin))
        return (first, last) if before <= after and first >= 0 and last <= 4 and last - first < 3 else (0, 4)

    def _draw(self, picture: QPixmap, share: float, first: int, last: int) -> None:
        painter = QPainter(picture)
        painter.translate(-self.corner)
        if last - first < 4:
            painter.setClipRect(self._room(first, last))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(QRect(self.corner, picture.size()), Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self.stroke(painter, share, first, last)
        painter.end()

    def _room(self, first: int, last: int) -> QRect:
        """Where these quarters lie, one or two of them, but for where they meet the others."""
        tips = [self._tip(quarter / 4).toTuple() for quarter in range(first, last + 1)]
        reach, meet = self._reach(), self.look.width / 2 + 2
        low, high = [], []
        for part, middle in zip(zip(*tips, strict=True), self.look.centre.toTuple(), strict=True):
            low.append(min(part) + meet if min(part) > middle - 1 else middle - reach)
            high.append(max(part) - meet if max(part) < middle + 1 else middle + reach)
        return QRectF(QPointF(*low), QPointF(*high)).toAlignedRect()

    def stroke(self, painter: QPainter, share: float, first: int = 0, last: int = 4) -> None:
        """Draw it line by line, or some of its quarters, which look the same drawn alone."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.look.line, _LINE))
        self._arc(painter, first / 4, last / 4)
        pen = QPen(self.look.accent, self.look.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        self._arc(painter, first / 4, share)

    def _arc(self, painter: QPainter, first: float, last: float) -> None:
        radius, turn = self.look.radius, 1 if self.look.mirrored else -1
        start, end = round(360 * 16 * first), round(360 * 16 * last)
        painter.drawArc(_around(self.look.centre, radius), 90 * 16 + turn * start, turn * (end - start))

    def _tip(self, share: float) -> QPointF:
        angle = (-1 if self.look.mirrored else 1) * 2 * math.pi * share
        return self.look.centre + QPointF(math.sin(angle), -math.cos(angle)) * self.look.radius

    def _reach(self) -> float:
        return self.look.radius + self.look.width / 2 + 1


def _around(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
