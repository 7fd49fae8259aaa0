"""Draws the round marks: a full one is a pause, a ring a short moment, a dot inside one added later."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from burnbreak.ui.history_layout import Mark
from burnbreak.ui.history_look import Paint

_STEP = 4.0
"""Radii of stamps are whole quarters of a px."""


class Marks:
    """On a screen, marks of one size are drawn once and stamped: a full week has 140 of them."""

    def __init__(self, paint: Paint, scale: float = 0.0) -> None:
        """`scale` is the screen's pixels to a px; without it every mark is drawn, sharp at any scale."""
        self._paint, self._scale = paint, scale
        self._stamps: dict[tuple[int, bool, bool], tuple[QPixmap, float]] = {}

    def draw(self, painter: QPainter, marks: Iterable[Mark], current: str | None = None) -> None:
        """`current` is the uuid of the one that is looked at."""
        if self._scale:
            self._stamp_all(painter, marks, current)
            return
        for mark in marks:
            sitting = mark.sitting
            self._draw(painter, mark.centre, _round(mark), counts=sitting.counts, added=sitting.added)
            if sitting.uuid == current:
                self._ring(painter, mark)

    def _stamp_all(self, painter: QPainter, marks: Iterable[Mark], current: str | None) -> None:
        scale, stamps, put = self._scale, self._stamps, painter.drawPixmap
        # On whole pixels of the screen, where a stamp stays sharp; whole numbers are also taken the fastest.
        painter.scale(1 / scale, 1 / scale)
        for mark in marks:
            sitting, x, y, radius = mark
            key = (round(radius * _STEP), sitting.counts, sitting.added)
            found = stamps.get(key)
            stamp, half = found if found is not None else self._stamp(key)
            put(round((x - half) * scale), round((y - half) * scale), stamp)
            if sitting.uuid == current:
                painter.scale(scale, scale)
                self._ring(painter, mark)
                painter.scale(1 / scale, 1 / scale)
        painter.scale(scale, scale)

    def _ring(self, painter: QPainter, mark: Mark) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._paint.color("ink"), 2))
        painter.drawEllipse(mark.centre, _round(mark) + 3, _round(mark) + 3)

    def _stamp(self, key: tuple[int, bool, bool]) -> tuple[QPixmap, float]:
        """The picture for a size and kind in pixels of the screen, and half its width in px."""
        steps, counts, added = key
        radius = steps / _STEP
        side = int((radius + 2) * 2 * self._scale) + 2
        stamp = QPixmap(side, side)
        stamp.setDevicePixelRatio(self._scale)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = side / self._scale / 2
        self._draw(painter, QPointF(middle, middle), radius, counts=counts, added=added)
        painter.end()
        stamp.setDevicePixelRatio(1)
        return self._stamps.setdefault(key, (stamp, middle))

    def _draw(self, painter: QPainter, centre: QPointF, radius: float, *, counts: bool, added: bool) -> None:
        accent, surface = self._paint.color("accent"), self._paint.color("surface")
        # A thin edge keeps neighbours apart; what they are is told by shape, not by colour alone.
        painter.setPen(QPen(surface, 1.5) if counts else QPen(accent, 2))
        painter.setBrush(QBrush(accent if counts else surface))
        outer = radius if counts else radius - 1
        painter.drawEllipse(centre, outer, outer)
        if added:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(surface if counts else accent)
            painter.drawEllipse(centre, radius * 0.3, radius * 0.3)


def _round(mark: Mark) -> float:
    """Its radius as a stamp has it."""
    return round(mark.radius * _STEP) / _STEP
