"""Minutes as bars, one under the other, each with its name and its number; the longest fills the room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from burnbreak.ui.history_look import Paint
from burnbreak.ui.kit import Card, SoftLabel, StrongLabel
from burnbreak.ui.theme import GRID, Role, Theme

_BAR = 6.0
"""Height of a bar (px)."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, what is written at the end, and a length."""

    name: str
    told: str
    value: float


def row_height(paint: Paint) -> float:
    """Of a bar with its words."""
    return QFontMetricsF(paint.font(Role.BODY)).height() + _BAR + GRID + 4


def paint_bars(painter: QPainter, room: QRectF, bars: Sequence[Bar], paint: Paint, *, mirrored: bool) -> None:
    """From the top of the room down."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = paint.font(Role.BODY, tabular=True)
    metrics, high = QFontMetricsF(font), row_height(paint)
    painter.setFont(font)
    most = max((bar.value for bar in bars), default=0.0) or 1.0
    start = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    end = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
    for number, bar in enumerate(bars):
        line = QRectF(room.left(), room.top() + number * high, room.width(), metrics.height())
        told = metrics.horizontalAdvance(bar.told)
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, line.width() - told - 2 * GRID)
        painter.setPen(paint.color("ink"))
        painter.drawText(line, start | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(paint.color("ink_soft"))
        painter.drawText(line, end | Qt.AlignmentFlag.AlignVCenter, bar.told)
        track = QRectF(line.left(), line.bottom() + 3, line.width(), _BAR)
        full = max(_BAR, track.width() * bar.value / most)
        left = track.right() - full if mirrored else track.left()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint.color("line", 0.35 if paint.tokens.contrast else 0.6))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        painter.setBrush(paint.color("accent"))
        painter.drawRoundedRect(QRectF(left, track.top(), full, _BAR), _BAR / 2, _BAR / 2)


class Bars(QWidget):
    """The bars as a widget; a screen reader hears them as one text."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._bars = theme, tuple[Bar, ...]()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Other bars."""
        self._bars = tuple(bars)
        line = self.tr("{name}: {minutes}")
        self.setAccessibleDescription("\n".join(line.format(name=bar.name, minutes=bar.told) for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, round(row_height(self._theme) * len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter = QPainter(self)
        paint_bars(painter, QRectF(self.rect()), self._bars, self._theme, mirrored=mirrored)
        painter.end()


class BarCard(Card):
    """Bars under a heading, with a line of explanation where one is needed."""

    def __init__(self, theme: Theme, heading: str, hint: str = "") -> None:
        super().__init__()
        self.bars = Bars(theme, heading)
        self.body.addWidget(StrongLabel(heading))
        self.body.addSpacing(GRID // 2)
        self.body.addWidget(self.bars)
        if hint:
            self.body.addWidget(SoftLabel(hint))
        self.body.addStretch(1)


class LinesCard(Card):
    """Lines of text under a heading, each to be selected and read on its own."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._lines: list[SoftLabel] = []
        self.body.addWidget(StrongLabel(heading))
        self._box = QVBoxLayout()
        self._box.setSpacing(GRID // 2)
        self.body.addLayout(self._box)
        self.body.addStretch(1)

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(line.text() for line in self._lines if line.text())

    def tell(self, lines: Sequence[str]) -> None:
        """Other lines."""
        while len(self._lines) < len(lines):
            label = SoftLabel("")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.append(label)
            self._box.addWidget(label)
        for number, label in enumerate(self._lines):
            label.setText(lines[number] if number < len(lines) else "")
            label.setVisible(number < len(lines))
