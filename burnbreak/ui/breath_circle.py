"""The circle that breathes: it grows with the in-breath, in a thin ring that closes over the sitting."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QRadialGradient
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.timeline import Frame
from burnbreak.ui.stylesheet import mix
from burnbreak.ui.theme import GAP, Role, Theme, Tokens

SMALLEST = 0.45
"""Radius of the circle after the out-breath, as a share of its room."""
_RING = 0.965
"""Where the thin ring lies, as a share of half the widget's shorter side."""
_ROOM = 0.76
"""The circle's room, as a share of the same; between the two is the halo."""
_REACH = 1.24
"""How far the halo reaches, in radii of the circle."""
LARGEST = 640
"""On a full screen it stays in view as a whole, and cheap to paint (px)."""
_STILL = 0.8
"""Openness of the circle where it does not move."""


class BreathCircle(QWidget):
    """Paints what it is shown; it has no clock of its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level, self._share = 0.0, 0.0
        self._left, self._phase_share = 0, 0.0
        self._paced = False
        self._picture: QPixmap | None = None
        self._painted_for: tuple[int, Tokens, bool] | None = None
        self._phase: object = None
        self._phase_seconds = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(360, 360)

    @property
    def radius(self) -> float:
        """Radius of the circle as painted now (px)."""
        level = _STILL if self._theme.reduced_motion else self._level
        return self._half() * _ROOM * (SMALLEST + (1 - SMALLEST) * level)

    def show_frame(self, frame: Frame, share: float) -> None:
        """Shows this moment; `share` (0 to 1) of the whole sitting has passed."""
        if self._theme.reduced_motion:
            self._show_still(frame)
        elif self._moved(frame.level):
            before = self.radius
            self._level = frame.level
            self._refresh(max(before, self.radius))
        if abs(share - self._share) * 2 * math.pi * self._half() >= 1:
            before, self._share = self._share, share
            self._refresh_ring(before, share)

    def _moved(self, level: float) -> bool:
        """Whether it is by more than can be seen: a fifth of a pixel."""
        return abs(level - self._level) * self._half() * _ROOM * (1 - SMALLEST) >= 0.2

    def _show_still(self, frame: Frame) -> None:
        if frame.phase is not self._phase:
            self._phase, self._phase_seconds = frame.phase, max(0.1, frame.phase_left)
        left = math.ceil(frame.phase_left - 0.05)
        share = 1 - frame.phase_left / self._phase_seconds
        if (left, frame.phase is not None) != (self._left, self._paced) or abs(
            share - self._phase_share
        ) > 0.02:
            self._left, self._paced, self._phase_share = left, frame.phase is not None, share
            self.update()

    def _refresh(self, radius: float) -> None:
        self.update(self._around(self._centre(), radius * _REACH + 2))

    def _refresh_ring(self, before: float, after: float) -> None:
        """Only the piece of the ring that has changed, while it is short."""
        if not 0 <= after - before < 0.1:
            self.update()
            return
        radius = self._half() * _RING
        turn = 1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -1
        for share in (before, after):
            angle = turn * 2 * math.pi * share
            tip = self._centre() + QPointF(math.sin(angle) * radius, -math.cos(angle) * radius)
            self.update(self._around(tip, radius * 2 * math.pi * (after - before) + 6))

    @staticmethod
    def _around(centre: QPointF, reach: float) -> QRect:
        return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach).toAlignedRect()

    def _half(self) -> float:
        return min(self.width(), self.height(), LARGEST) / 2

    def _centre(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shows_ring(event.rect()):
            self._paint_ring(painter)
        self._paint_disc(painter)
        if self._theme.reduced_motion and self._paced:
            self._paint_count(painter)
        painter.end()

    def _shows_ring(self, dirty: QRect) -> bool:
        """Whether any of the ring lies in a rectangle; the circle's own often lies wholly inside it."""
        inner = self._half() * _RING - 4
        corners = (dirty.topLeft(), dirty.topRight(), dirty.bottomLeft(), dirty.bottomRight())
        return any(math.dist(corner.toTuple(), self._centre().toTuple()) > inner for corner in corners)

    def _paint_ring(self, painter: QPainter) -> None:
        radius = self._half() * _RING
        ring = QRectF(-radius, -radius, 2 * radius, 2 * radius).translated(self._centre())
        contrast = self._theme.tokens.contrast
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line"), 2))
        painter.drawEllipse(ring)
        pen = QPen(self._theme.color("accent"), 5 if contrast else 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        turn = -1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else 1
        painter.drawArc(ring, 90 * 16, round(turn * 360 * 16 * self._share))

    def _paint_disc(self, painter: QPainter) -> None:
        reach = self.radius * _REACH
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        target = QRectF(-reach, -reach, 2 * reach, 2 * reach).translated(self._centre())
        picture = self._disc()
        painter.drawPixmap(target, picture, QRectF(picture.rect()))

    def _disc(self) -> QPixmap:
        """Circle and halo at their largest, painted once: scaling is far cheaper than gradients."""
        ratio, tokens, still = self.devicePixelRatioF(), self._theme.tokens, self._theme.reduced_motion
        side = math.ceil(2 * self._half() * _ROOM * _REACH * ratio)
        if self._picture is None or self._painted_for != (side, tokens, still):
            self._picture = _paint_disc(side, tokens, still=still)
            self._painted_for = (side, tokens, still)
        return self._picture

    def _paint_count(self, painter: QPainter) -> None:
        """Seconds left in the phase, and a bar that fills with it."""
        tokens = self._theme.tokens
        ink = self._theme.color("on_accent" if tokens.contrast else "ink")
        font = self._theme.font(Role.NUMBER, tabular=True)
        font.setPointSizeF(font.pointSizeF() * 1.8)
        if QFontMetricsF(font).height() > self.radius:
            font.setPixelSize(max(8, round(self.radius * 0.7)))
        painter.setFont(font)
        painter.setPen(ink)
        centre, wide = self._centre(), self.radius * 1.1
        room = QRectF(centre.x() - wide / 2, centre.y() - self.radius * 0.65, wide, self.radius)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(max(1, self._left)))
        bar = QRectF(room.left(), room.bottom() + GAP / 2, wide, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.red(), ink.green(), ink.blue(), 60))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(ink)
        filled = bar.width() * min(1.0, max(0.0, self._phase_share))
        left = (
            bar.left() if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else bar.right() - filled
        )
        painter.drawRoundedRect(QRectF(left, bar.top(), filled, bar.height()), 3, 3)


def _paint_disc(side: int, tokens: Tokens, *, still: bool) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    centre, reach = QPointF(side / 2, side / 2), side / 2
    radius = reach / _REACH
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if not tokens.contrast:
        painter.setBrush(_halo(centre, radius, reach, QColor(tokens.accent_soft)))
        painter.drawEllipse(centre, reach, reach)
    if tokens.contrast:
        painter.setBrush(QColor(tokens.accent))
    elif still:
        painter.setBrush(QColor(tokens.accent_soft))
    else:
        painter.setBrush(_lit(centre, radius, tokens))
    painter.drawEllipse(centre, radius, radius)
    painter.end()
    return picture


def _halo(centre: QPointF, radius: float, reach: float, soft: QColor) -> QRadialGradient:
    halo = QRadialGradient(centre, reach)
    edge = radius / reach
    halo.setColorAt(edge - 0.01, soft)
    for step in range(1, 6):
        part = step / 5
        shade = QColor(soft)
        shade.setAlphaF((1 - part) ** 2)
        halo.setColorAt(edge + (1 - edge) * part, shade)
    return halo


def _lit(centre: QPointF, radius: float, tokens: Tokens) -> QRadialGradient:
    """A little lighter towards the upper edge, as if lit by a window."""
    light = QRadialGradient(centre - QPointF(0, radius * 0.5), radius * 1.6)
    bright = tokens.ink if tokens.dark else tokens.accent_soft
    light.setColorAt(0, QColor(mix(tokens.accent, bright, 0.38)))
    light.setColorAt(1, QColor(tokens.accent))
    return light
