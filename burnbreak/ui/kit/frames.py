"""Cards, hairlines, and the rows and columns that keep distances the same everywhere."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from burnbreak.ui.kit.labels import SoftLabel, TextLabel
from burnbreak.ui.theme import GAP, GRID


class Card(QFrame):
    """A raised surface; put things into `body`, a column."""

    def __init__(self, parent: QWidget | None = None, *, padding: int = GAP) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(GRID)


class HairLine(QFrame):
    """A thin line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "hairline")
        self.setFixedHeight(1)


def _fill(
    layout: QVBoxLayout | QHBoxLayout, items: tuple[QWidget | QLayout | int, ...], spacing: int
) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addStretch(item)


def row(*items: QWidget | QLayout | int, spacing: int = GRID) -> QHBoxLayout:
    """Things side by side; a number is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing)
    return layout


def column(*items: QWidget | QLayout | int, spacing: int = GRID) -> QVBoxLayout:
    """Things one under the other; a number is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing)
    return layout


def form_row(label: str, control: QWidget, hint: str = "") -> QWidget:
    """A setting: what it is at the start, its hint under it, the control at the end.

    The control gets the label as its accessible name if it has none, and the hint as its description.
    """
    box = QWidget()
    name = TextLabel(label)
    texts: list[QLabel] = [name]
    if hint:
        texts.append(SoftLabel(hint))
        control.setAccessibleDescription(hint)
    if not control.accessibleName():
        control.setAccessibleName(label)
    if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
        name.setBuddy(control)
    for text in texts:
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    words = column(*texts, spacing=2)
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, GRID // 2, 0, GRID // 2)
    layout.setSpacing(GAP)
    layout.addLayout(words, 1)
    layout.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    return box


def fit(window: QWidget, width: int) -> None:
    """Gives a small window a width, and the height that its wrapping texts need at that width."""
    layout = window.layout()
    if layout is None:
        return
    window.ensurePolished()
    # From the innermost outward: each holds what the ones in it last said of their size.
    for child in reversed(window.findChildren(QWidget)):
        inner = child.layout()
        if inner is not None:
            inner.invalidate()
            inner.activate()
    layout.invalidate()
    layout.activate()
    width = max(width, layout.totalMinimumSize().width())
    height = layout.totalHeightForWidth(width)
    window.setFixedSize(width, height if height > 0 else layout.totalSizeHint().height())
