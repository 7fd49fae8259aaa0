"""The upper row of a sitting's controls: easier, back to the anchor, another anchor, the next part."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from burnbreak.ui.kit import IconButton, WordButton
from burnbreak.ui.theme import GRID, HIT, Theme

_GAP = GRID // 2


class GuideControls(QWidget):
    """In words where there is room, since a sign takes thought; else as icons. Says what was pressed."""

    ease_pressed = Signal()
    back_pressed = Signal()
    anchor_pressed = Signal()
    skip_pressed = Signal()

    def __init__(self, theme: Theme, *, guided: bool, parent: QWidget | None = None) -> None:
        """`guided`: there are parts and an anchor; a paced breath can only be made easier."""
        super().__init__(parent)
        ease = WordButton(theme, "ease", self.tr("Ease off"), self.tr("Ease off: make it easier (E)"))
        ease.clicked.connect(self.ease_pressed)
        self._words = [ease]
        self._buttons: list[QPushButton] = [ease]
        if guided:
            self._add_guided(theme)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        layout.addStretch(1)
        for button in self._buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        self._arrange()

    def _add_guided(self, theme: Theme) -> None:
        self._back = WordButton(theme, "anchor", self.tr("Back to the anchor"), "")
        self._back.clicked.connect(self.back_pressed)
        other = IconButton(theme, "anchor-other", self.tr("Another anchor (Shift+A)"))
        other.clicked.connect(self.anchor_pressed)
        skip = WordButton(theme, "skip", self.tr("Skip this part"), self.tr("Skip this part (S)"))
        skip.clicked.connect(self.skip_pressed)
        self._words += [self._back, skip]
        self._buttons += [self._back, other, skip]
        self.show_anchor("")

    def show_anchor(self, anchor: str) -> None:
        """The words of the anchor that counts, "your hands and feet"; empty where it is not known."""
        if len(self._words) > 1:
            tip = self.tr("Back to {0} (A)").format(anchor) if anchor else self.tr("Back to the anchor (A)")
            self._back.setToolTip(tip)
            self._back.setAccessibleName(tip)

    def minimumSizeHint(self) -> QSize:
        """All of it as icons."""
        side = HIT + GRID
        count = len(self._buttons)
        return QSize(count * side + (count - 1) * _GAP, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        needed = sum(button.width_of_words() for button in self._words)
        needed += len(self._buttons) * _GAP + HIT + GRID
        for button in self._words:
            button.show_words(needed <= self.width())
