"""The line under the picture: what is pointed at, or what was just removed with the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from burnbreak.ui.fields import hit_height
from burnbreak.ui.kit import LinkButton, SoftLabel
from burnbreak.ui.theme import GRID


class Line(QWidget):
    """One line of text, with "Undo" after a removal and "Delete" beside a mark that was clicked."""

    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = SoftLabel("")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.undo = LinkButton(self.tr("Undo"))
        self.undo.clicked.connect(self.undone)
        self.undo.hide()
        self.setMinimumHeight(hit_height(self))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addStretch(1)
        box.addWidget(self.text, 8)
        box.addWidget(self.undo)
        box.addStretch(1)

    def tell(self, text: str, *, undo: bool = False) -> None:
        """Shows this."""
        self.text.setText(text)
        self.undo.setVisible(undo)
