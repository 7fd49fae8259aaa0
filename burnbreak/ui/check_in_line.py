"""The quiet line in the week window while a check-in may be answered."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from burnbreak.ui.kit import LinkButton, row
from burnbreak.ui.theme import MARGIN


class CheckInLine(QWidget):
    """Looks anew whenever its window is turned to."""

    wanted = Signal()
    """The check-in is to be opened."""

    def __init__(self, window: QWidget, line: Callable[[], str]) -> None:
        """Stands under the head of `window`; `line` tells its text, empty for none."""
        super().__init__(window)
        self._line = line
        self.button = LinkButton("")
        self.button.clicked.connect(self.wanted)
        layout = row(self.button, 1)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.setLayout(layout)
        box = window.layout()
        if isinstance(box, QBoxLayout):
            box.insertWidget(1, self)
        window.installEventFilter(self)
        self.refresh()

    def refresh(self) -> None:
        """What is so now."""
        text = self._line()
        self.button.setText(text)
        self.setVisible(bool(text))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.Show):
            self.refresh()
        return False
