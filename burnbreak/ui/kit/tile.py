"""A large button with words in it, as high as they need at its width."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QSizePolicy

from burnbreak.ui.theme import GAP, GRID


class Tile(QPushButton):
    """Put labels into the layout handed over; clicks go through them."""

    def __init__(self, name: str, description: str, inside: QLayout) -> None:
        """`name` and `description` are what a screen reader says."""
        super().__init__()
        self.setProperty("kind", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        inside.setContentsMargins(GAP, GRID + 4, GAP, GRID + 4)
        self.setLayout(inside)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        inner = self.layout()
        return super().sizeHint() if inner is None else inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        inner = self.layout()
        return super().minimumSizeHint() if inner is None else inner.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inner = self.layout()
        return super().heightForWidth(width) if inner is None else inner.totalHeightForWidth(width)
