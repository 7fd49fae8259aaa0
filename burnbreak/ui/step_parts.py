"""What the steps of the first run are made of: their page, the dots under them, the icon to look for."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.ui.fields import Paragraph
from burnbreak.ui.kit import SoftLabel, TitleLabel
from burnbreak.ui.theme import GAP, GRID, Theme
from burnbreak.ui.week_editor import WeekEditor

_ICON = 24


def step(title: str, lead: str, *parts: QWidget | int) -> QWidget:
    """One step: a question, a line under it, what can be chosen; a number is a stretch."""
    page = QWidget()
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, GRID, 0)
    box.setSpacing(GAP)
    box.addWidget(TitleLabel(title))
    line = Paragraph(lead)
    line.setProperty("role", SoftLabel.role)
    box.addWidget(line)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        else:
            box.addWidget(part, 1 if isinstance(part, WeekEditor) else 0)
    return page


class Dots(QWidget):
    """Which step it is: the present one is a wider shape, not only another colour."""

    def __init__(self, theme: Theme, count: int) -> None:
        super().__init__()
        self._theme, self._count, self._step = theme, count, 0
        theme.changed.connect(self.update)

    def show_step(self, step: int) -> None:
        """The step that is shown, from 0."""
        self._step = step
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._count * 16 + 16, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = (self.width() - self._count * 16 - 8) / 2
        for place in range(self._count):
            number = self._count - 1 - place if mirrored else place
            width = 20 if number == self._step else 8
            here = number == self._step
            painter.setBrush(self._theme.color("accent") if here else self._theme.color("ink_soft", 0.5))
            painter.drawRoundedRect(QRectF(x, self.height() / 2 - 4, width, 8), 4, 4)
            x += width + 8
        painter.end()


class ReadyIcon(QWidget):
    """The tray icon as it looks when nothing is due, in the colour of the text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_ICON, _ICON)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        icon = self._theme.icons.pixmap("ready", self._theme.color("ink"), _ICON, self.devicePixelRatioF())
        painter.drawPixmap(0, 0, icon)
        painter.end()
