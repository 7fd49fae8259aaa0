"""How loud the microphone hears: a bar, the highest of the last second, and the same in a word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from burnbreak.core.recording import Level
from burnbreak.ui import recorder_words
from burnbreak.ui.theme import Theme

LOWEST = -60.0
_FALL = 1.5
"""dB that the bar sinks in a step, so that it can be followed."""
_HOLDS = 20
"""Steps for which the highest stays."""
_HIGH = 10
_SILENT = Level(-120.0, -120.0)


class LevelMeter(QWidget):
    """Give it a level twenty times a second; `word` is how loud it has been of late."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bar = self._highest = LOWEST
        self._since = 0
        self._on = False
        self.word = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Level of the microphone"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, _HIGH + 4)

    def show_level(self, level: Level) -> None:
        """The level since the last time."""
        self._on = True
        self._bar = max(LOWEST, level.peak, self._bar - _FALL)
        self._since += 1
        if level.peak >= self._highest or self._since > _HOLDS:
            self._highest, self._since = max(LOWEST, level.peak), 0
            self.word = recorder_words.loudness(Level(self._highest, self._highest))
        self.setAccessibleDescription(self.word)
        self.update()

    def rest(self) -> None:
        """Nothing is heard now."""
        self._bar = self._highest = LOWEST
        self._on, self.word = False, ""
        self.setAccessibleDescription(self.tr("The microphone is closed."))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        top = (self.height() - _HIGH) / 2
        room = QRectF(0.5, top, self.width() - 1.0, _HIGH)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(room, _HIGH / 2, _HIGH / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        loud = self._highest > recorder_words.TOO_LOUD
        filled = QRectF(room)
        filled.setWidth(room.width() * (self._bar - LOWEST) / -LOWEST)
        if self._on and filled.width() >= _HIGH:
            painter.setBrush(self._theme.color("warm" if loud else "accent"))
            painter.drawRoundedRect(filled, _HIGH / 2, _HIGH / 2)
        if self._on and self._highest > LOWEST:
            x = room.width() * (min(self._highest, 0.0) - LOWEST) / -LOWEST
            painter.setBrush(self._theme.color("warm" if loud else "ink"))
            painter.drawRoundedRect(QRectF(max(0.0, x - 3.0), top - 2, 3.0, _HIGH + 4), 1.5, 1.5)
        painter.end()
