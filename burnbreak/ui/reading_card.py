"""A practice that is a card to read: all its lines at once, and a line that says when it is over."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from burnbreak.core.timeline import Frame
from burnbreak.engine.commands import Stop
from burnbreak.engine.view import SittingView
from burnbreak.ui.kit import LeadLabel, QuietButton, SoftLabel, TitleLabel, fit, row
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

WIDTH = 420
STEP_MS = 200


class ReadingCard(QWidget):
    """Shows a sitting that needs no picture and no sound. Esc ends it."""

    command = Signal(object)

    def __init__(self, theme: Theme, sitting: SittingView, frame: Callable[[], Frame]) -> None:
        super().__init__()
        self._sitting, self._frame = sitting, frame
        # Others may see the task bar: no name of a practice there.
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        practice = sitting.practice
        self.setAccessibleName(practice.title)
        said = [QCoreApplication.translate("guide", cue.text) for cue in practice.cues]
        self.setAccessibleDescription(" ".join(said))
        self.lines = [LeadLabel(text) for text in said]
        self.line = QProgressBar()
        self.line.setRange(0, 1000)
        self.line.setTextVisible(False)
        self.line.setAccessibleName(self.tr("How much of it has passed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(TitleLabel(practice.title))
        layout.addWidget(SoftLabel(practice.summary))
        layout.addSpacing(GRID)
        for label in self.lines:
            layout.addWidget(label)
        layout.addSpacing(GRID)
        layout.addWidget(self.line)
        self.enough = QuietButton(self.tr("That's enough"))
        self.enough.setToolTip(self.tr("That's enough (Esc)"))
        self.enough.clicked.connect(self._end)
        layout.addLayout(row(1, self.enough))
        self._clock = QTimer(self)
        self._clock.setInterval(STEP_MS)
        self._clock.timeout.connect(self._show_frame)

    def _show_frame(self) -> None:
        frame = self._frame()
        if self._sitting.seconds:
            self.line.setValue(round(1000 * frame.position / self._sitting.seconds))

    def _end(self) -> None:
        self._clock.stop()
        self.command.emit(Stop())

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, max(WIDTH, 60 * self.fontMetrics().averageCharWidth()))
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_frame()
        self._clock.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the window by hand ends the sitting; the program closes it when it has ended."""
        self._clock.stop()
        if event.spontaneous():
            self._end()
        super().closeEvent(event)
