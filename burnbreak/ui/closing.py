"""After a sitting: lighter, the same or heavier, if one likes to say; after "heavier" a few kind lines."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow, Tap
from burnbreak.engine.view import View
from burnbreak.ui.kit import LeadLabel, PlainButton, QuietButton, SoftLabel, TextLabel, column, fit, row
from burnbreak.ui.theme import GAP, GRID, MARGIN, Theme

STAYS_MS = 20_000
SUPPORT_STAYS_MS = 180_000
"""The kind lines are read in a minute; nobody has to clear them away."""
WIDTH = 400
GROUNDING = "five-senses"


class ClosingCard(QWidget):
    """Asks once, in passing; it closes by itself, and its last word is always a Tap."""

    command = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("burnbreak")
        self.setWindowIcon(theme.icons.app())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._answered = False
        self._supporting = False
        self._stays = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stays.timeout.connect(self._pass)
        self._question = self._ask()
        self._support = self._kind_lines()
        self._support.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.addWidget(self._question)
        layout.addWidget(self._support)

    def _ask(self) -> QWidget:
        box = QWidget()
        sentence = LeadLabel(self.tr("How is it now, compared with before?"))
        self.setAccessibleName(sentence.text())
        hint = SoftLabel(self.tr("You need not answer; this goes by itself."))
        buttons = []
        for ease, text in (
            (Ease.LIGHTER, self.tr("Lighter")),
            (Ease.SAME, self.tr("The same")),
            (Ease.HEAVIER, self.tr("Heavier")),
        ):
            button = PlainButton(text)
            button.clicked.connect(lambda _=False, e=ease: self._answer(e))
            buttons.append(button)
        for button in buttons:
            button.ensurePolished()
        widest = max(button.sizeHint().width() for button in buttons)
        for button in buttons:
            button.setMinimumWidth(widest)
        box.setLayout(column(sentence, row(*buttons), hint, spacing=GAP))
        return box

    def _kind_lines(self) -> QWidget:
        box = QWidget()
        lines = (
            self.tr("Look around the room, and let your eyes rest on three things."),
            self.tr("Feel both feet on the floor."),
            self.tr("Do one ordinary thing next: a glass of water, a window, a few steps."),
        )
        words = column(*(TextLabel(line) for line in lines), spacing=GRID)
        again = PlainButton(self.tr("Five senses"))
        again.clicked.connect(self._start_grounding)
        done = QuietButton(self.tr("Close"))
        done.clicked.connect(self.close)
        hint = SoftLabel(self.tr("A short practice through the five senses may help you settle."))
        box.setLayout(
            column(
                LeadLabel(self.tr("Thank you for noticing. For this moment:")),
                words,
                hint,
                row(again, done, 1),
                spacing=GAP,
            )
        )
        return box

    def update_view(self, view: View) -> None:
        """Goes when the day goes on, for instance because a session is near; kind lines may stay."""
        if view.sitting is not None or (view.closing is None and not self._supporting):
            self._answered = True
            self.close()

    def _answer(self, ease: Ease) -> None:
        self._answered = True
        self._supporting = ease is Ease.HEAVIER
        if self._supporting:
            self._question.hide()
            self._support.show()
            fit(self, WIDTH)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._stays.start(SUPPORT_STAYS_MS)
        self.command.emit(Tap(ease))
        if not self._supporting:
            self.close()

    def _start_grounding(self) -> None:
        self.close()
        self.command.emit(StartNow(GROUNDING))

    def _pass(self) -> None:
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self, WIDTH)
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._supporting:
            self._stays.start(STAYS_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stays.stop()
        if not self._answered:
            self._answered = True
            self.command.emit(Tap(None))
        super().closeEvent(event)
