"""Breathe now: one of three patterns and a length, begun within one click of the last choice."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.core.choosing import BREATHE_MINUTES, BREATHE_NOW
from burnbreak.core.events import StartNow
from burnbreak.core.practice import Practice
from burnbreak.ui import phrases
from burnbreak.ui.kit import Card, LeadLabel, PlainButton, SoftLabel, StrongLabel, row
from burnbreak.ui.theme import GAP, MARGIN, Theme


class BreatheWindow(QWidget):
    """A row for each pattern with a button for each length; keys 1 to 3 begin a minute of that pattern."""

    command = Signal(object)

    def __init__(
        self, theme: Theme, practices: Mapping[str, Practice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle("burnbreak")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(LeadLabel(self.tr("Breathe now")))
        self._first: PlainButton | None = None
        self._shown = [practices[name] for name in BREATHE_NOW if name in practices]
        for practice in self._shown:
            layout.addWidget(self._row(practice))
        layout.addStretch(1)
        layout.addWidget(SoftLabel(self.tr("Esc ends a practice at any moment. That is fine.")))
        self.setMinimumWidth(440)
        if self._first is not None:
            self._first.setFocus()

    def _row(self, practice: Practice) -> Card:
        card = Card()
        card.body.addWidget(StrongLabel(practice.title))
        card.body.addWidget(SoftLabel(practice.summary))
        buttons: list[QWidget | int] = []
        for minutes in BREATHE_MINUTES:
            text = phrases.length(minutes * 60)
            button = PlainButton(text)
            button.setAccessibleName(self.tr("{0}, {1}").format(practice.title, text))
            command = StartNow(practice.id, minutes * 60.0)
            button.clicked.connect(lambda _=False, c=command: self.command.emit(c))
            buttons.append(button)
            if self._first is None:
                self._first = button
        card.body.addLayout(row(*buttons, 1))
        return card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 3 begin a minute; Esc closes."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._shown):
            self.command.emit(StartNow(self._shown[number].id, BREATHE_MINUTES[0] * 60.0))
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
