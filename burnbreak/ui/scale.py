"""A scale to answer on: nothing is chosen until the user chooses; a click, an arrow key or a digit does."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from burnbreak.ui.theme import GRID, HIT, Theme

_RADIUS = 9.0
_KEYS = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space,
})  # fmt: skip
"""What answers with where it comes to; Space with the middle, to begin with."""
_MOST_DOTS = 20
"""A scale of more steps is drawn as a line without dots."""


class Scale(QSlider):
    """A slider that begins without an answer."""

    chosen = Signal(int)
    """The user chose this value."""

    def __init__(self, theme: Theme, name: str, low: int, high: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._answered = False
        self.setRange(low, high)
        self.setPageStep(max(1, (high - low) // 5))
        self.setSingleStep(max(1, (high - low) // _MOST_DOTS))
        self.setValue((low + high) // 2)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(self.tr("Not answered"))
        theme.changed.connect(self.update)

    @property
    def answer(self) -> int | None:
        """What was chosen; None where nothing was."""
        return self.value() if self._answered else None

    def choose(self, value: int) -> None:
        """Answers with this value, and tells."""
        self._answered = True
        self.setValue(value)
        self.setAccessibleDescription("")
        self.update()
        self.chosen.emit(self.value())

    # --- pointer and keys --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.choose(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        if 0 <= digit <= 9 and self.minimum() <= digit <= self.maximum() <= _MOST_DOTS:
            self.choose(digit)
            return
        super().keyPressEvent(event)
        if event.key() in _KEYS:
            self.choose(self.value())

    # --- where things are --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(320, max(HIT, 4 * GRID))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, max(HIT, 4 * GRID))

    def x_of(self, value: int) -> float:
        """Where a value lies."""
        share = (value - self.minimum()) / (self.maximum() - self.minimum())
        room = self.width() - 2 * self._margin()
        return self._margin() + room * (1 - share if self._mirrored() else share)

    def _value_at(self, x: float) -> int:
        share = (x - self._margin()) / max(1.0, self.width() - 2 * self._margin())
        share = min(1.0, max(0.0, 1 - share if self._mirrored() else share))
        return self.minimum() + round(share * (self.maximum() - self.minimum()))

    def _margin(self) -> float:
        return _RADIUS + 3

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    # --- drawing -----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle = self._theme, self.height() / 2
        first, last = self.x_of(self.minimum()), self.x_of(self.maximum())
        if self.maximum() - self.minimum() <= _MOST_DOTS:
            painter.setPen(QPen(theme.color("line"), 2))
            painter.drawLine(QPointF(first, middle), QPointF(last, middle))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ink_soft"))
            for value in range(self.minimum(), self.maximum() + 1):
                painter.drawEllipse(QPointF(self.x_of(value), middle), 2.5, 2.5)
        else:
            self._paint_wedges(painter, first, last, middle)
        self._paint_answer(painter, middle)
        painter.end()

    def _paint_wedges(self, painter: QPainter, first: float, last: float, middle: float) -> None:
        """From the middle to either end it grows: the further out, the stronger."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line"))
        centre = (first + last) / 2
        for end in (first, last):
            painter.drawPolygon(
                QPolygonF([QPointF(centre, middle), QPointF(end, middle - 5), QPointF(end, middle + 5)])
            )

    def _paint_answer(self, painter: QPainter, middle: float) -> None:
        accent, place = self._theme.color("accent"), QPointF(self.x_of(self.value()), middle)
        if self._answered:
            painter.setPen(QPen(self._theme.color("surface"), 2))
            painter.setBrush(accent)
            painter.drawEllipse(place, _RADIUS, _RADIUS)
        elif self.maximum() - self.minimum() > _MOST_DOTS:
            painter.setPen(QPen(self._theme.color("ink_soft"), 1.5))
            painter.setBrush(self._theme.color("surface"))
            painter.drawEllipse(place, _RADIUS - 1, _RADIUS - 1)

    def handle(self) -> QRectF:
        """Where the chosen answer is drawn."""
        place = QPointF(self.x_of(self.value()), self.height() / 2)
        return QRectF(place.x() - _RADIUS, place.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
