"""One clear sentence in a small window that blocks nothing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from burnbreak.ui.kit import LeadLabel, PrimaryButton, SmallWindow, row
from burnbreak.ui.theme import GAP, MARGIN


class Message(SmallWindow):
    """Goes away by its button, Enter or Esc; takes no focus from what the user is doing."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("burnbreak")
        self.setWindowFlag(Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(LeadLabel(sentence))
        layout.addStretch(1)
        close = PrimaryButton(self.tr("All right"))
        close.clicked.connect(self.close)
        layout.addLayout(row(1, close))
        self.setAccessibleName(sentence)
