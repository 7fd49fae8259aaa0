"""A window of a few sentences: as wide as they read well, closed by Esc."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from burnbreak.ui.kit.frames import fit


class SmallWindow(QWidget):
    """Takes the height that its texts need each time it is shown."""

    least = 420
    """Its width (px), where that many letters need less."""
    letters = 60

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, max(self.least, self.fontMetrics().averageCharWidth() * self.letters))
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
