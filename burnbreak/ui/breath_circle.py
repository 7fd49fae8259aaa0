"""The circle that breathes: it grows with the in-breath, in a thin ring that closes over the sitting."""

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QRadialGradient, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.breath import Phase
from burnbreak.core.timeline import Frame
from burnbreak.ui.breath_ring import Ring, RingLook
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
_SEEN = 0.2
"""Its edge moves by at least this much, or nothing is painted (px)."""
_STEP = 0.02
"""So much the bar of a still circle grows at once, as a share."""
_WORDS = 0.1
"""The guide's words come at most so late while nothing moves (seconds)."""
_STANDING = (Phase.TOP_UP, Phase.HOLD, Phase.REST)


class BreathCircle(QWidget):
    """Paints what it is shown; it has no clock of its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level, self._share = 0.0, 0.0
        self._left, self._phase_share = 0, 0.0
        self._paced = False
        self._phase: object = None
        self._phase_seconds = 1.0
        self._measure()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        theme.changed.connect(self._measure)

    def sizeHint(self) -> QSize:
        return QSize(360, 360)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._measure()

    def _measure(self) -> None:
        """All that is the same in every frame: asking Qt for it each time would cost as much as painting."""
        self._centre = QPointF(self.width() / 2, self.height() / 2)
        self._x, self._y = self._centre.toTuple()
        half = min(self.width(), self.height(), LARGEST) / 2
        self._largest, self._round = half * _ROOM, half * 2 * math.pi
        self._still = self._theme.reduced_motion
        free = round(half * _RING / math.sqrt(2)) - 4
        self._free = QRect(-free, -free, 2 * free, 2 * free).translated(self._centre.toPoint())
        """No part of the ring lies in it."""
        self._ring = Ring(self._ring_look(half * _RING))
        self._ratio = 0.0
        self.update()

    def _ring_look(self, radius: float) -> RingLook:
        return RingLook(
            centre=self._centre,
            radius=radius,
            line=self._theme.color("line"),
            accent=self._theme.color("accent"),
            width=5 if self._theme.tokens.contrast else 3,
            mirrored=self.layoutDirection() != Qt.LayoutDirection.LeftToRight,
        )

    @property
    def radius(self) -> float:
        """Radius of the circle as painted now (px)."""
        level = _STILL if self._still else self._level
        return self._largest * (SMALLEST + (1 - SMALLEST) * level)

    def show_frame(self, frame: Frame, share: float) -> None:
        """Shows this moment; `share` (0 to 1) of the whole sitting has passed."""
        if self._still:
            self._show_still(frame)
        elif abs(frame.level - self._level) * self._largest * (1 - SMALLEST) >= _SEEN:
            before, self._level = self.radius, frame.level
            reach = max(before, self.radius) * _REACH + 2
            side = math.ceil(2 * reach) + 1
            self.update(math.floor(self._x - reach), math.floor(self._y - reach), side, side)
        if abs(share - self._share) * self._round >= 1:
            self.update(self._ring.piece(self._share, share))
            self._share = share

    def lasts(self, frame: Frame, seconds: float) -> float:
        """Seconds for which nothing changes, in a sitting of so many; 0 while the circle moves."""
        if self._still:
            standing = self._phase_seconds * _STEP if frame.phase else _WORDS
        elif frame.phase in _STANDING:
            standing = _WORDS
        else:
            return 0.0
        return min(standing, seconds / self._round, frame.phase_left or standing)

    def _show_still(self, frame: Frame) -> None:
        if frame.phase is not self._phase:
            self._phase, self._phase_seconds = frame.phase, max(0.1, frame.phase_left)
        left = math.ceil(frame.phase_left - 0.05)
        share = 1 - frame.phase_left / self._phase_seconds
        if (left, frame.phase is not None) != (self._left, self._paced) or abs(
            share - self._phase_share
        ) > _STEP:
            self._left, self._paced, self._phase_share = left, frame.phase is not None, share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if ratio != self._ratio:
            self._paint_picture(ratio)
        if not self._free.contains(event.rect()):
            self._paint_ring(painter)
        reach = self.radius * _REACH
        target = QRectF(self._x - reach, self._y - reach, 2 * reach, 2 * reach)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, self._picture, self._whole)
        if self._still and self._paced:
            self._paint_count(painter)
        painter.end()

    def _paint_picture(self, ratio: float) -> None:
        """Circle and halo at their largest, painted once: scaling is far cheaper than gradients."""
        self._ratio = ratio
        side = math.ceil(2 * self._largest * _REACH * ratio)
        self._picture = _paint_disc(side, self._theme.tokens, still=self._still)
        self._whole = QRectF(0, 0, side, side)

    def _paint_ring(self, painter: QPainter) -> None:
        if self._ratio.is_integer():
            painter.drawPixmap(self._ring.corner, self._ring.picture(self._share, self._ratio))
        else:  # a picture would not lie on the pixels of the device
            self._ring.stroke(painter, self._share)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_count(self, painter: QPainter) -> None:
        """Seconds left in the phase, and a bar that fills with it."""
        tokens = self._theme.tokens
        ink = self._theme.color("on_accent" if tokens.contrast else "ink")
        font = self._theme.font(Role.NUMBER, tabular=True)
        font.setPointSizeF(font.pointSizeF() * 1.8)
        if QFontMetricsF(font).height() > self.radius:
            font.setPixelSize(max(8, round(self.radius * 0.7)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(ink)
        centre, wide = self._centre, self.radius * 1.1
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
