"""One of several: a row of segments for few, a drop-down list for many."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from burnbreak.ui.theme import HIT, Theme


class SegmentedChoice(QFrame):
    """Two to five short choices side by side; arrow keys move, Tab goes in and out as one."""

    chosen = Signal(object)
    """The user picked this value; not sent by `set_value`."""

    def __init__(
        self, options: Sequence[tuple[Any, str]], value: Any, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._values = [option for option, _ in options]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for number, (_, text) in enumerate(options):
            button = QPushButton(text)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setMinimumHeight(HIT - 2)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleDescription(name)
            self._group.addButton(button, number)
            layout.addWidget(button, 1)
        self.set_value(value)
        # Clicks and arrow keys; a value set by the program is not a choice.
        self._group.idClicked.connect(self._picked)

    @property
    def value(self) -> Any:
        """What is chosen now."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: Any) -> None:
        """Chooses a value without telling."""
        button = self._group.button(self._values.index(value))
        button.setChecked(True)
        self.setFocusProxy(button)

    def buttons(self) -> list[QPushButton]:
        """The segments in their order."""
        return [button for button in self._group.buttons() if isinstance(button, QPushButton)]

    def _picked(self, number: int) -> None:
        picked = self._group.button(number)
        self.setFocusProxy(picked)
        if any(button.hasFocus() for button in self.buttons()):
            # A click gives no focus, and the ring is not to stay where nothing is chosen any more.
            picked.setFocus()
        self.chosen.emit(self._values[number])


class DropDown(QComboBox):
    """One of many in a list; the wheel changes it only while it has the focus."""

    chosen = Signal(object)
    """The user picked this value; not sent by `set_value`."""

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[Any, str]],
        value: Any,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values = [option for option, _ in options]
        self.addItems([text for _, text in options])
        self.setAccessibleName(name)
        self.setMinimumHeight(HIT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_value(value)
        self.activated.connect(lambda number: self.chosen.emit(self._values[number]))
        theme.changed.connect(self.update)

    @property
    def value(self) -> Any:
        """What is chosen now."""
        return self._values[self.currentIndex()]

    def set_value(self, value: Any) -> None:
        """Chooses a value without telling."""
        self.setCurrentIndex(self._values.index(value))

    def set_options(self, options: Sequence[tuple[Any, str]], value: Any) -> None:
        """Another list, one of it chosen, without telling."""
        self._values = [option for option, _ in options]
        self.clear()
        self.addItems([text for _, text in options])
        self.set_value(value)

    def show_value(self, value: Any, text: str) -> None:
        """Chooses a value without telling; one that is not in the list is put there as `text`."""
        if value not in self._values:
            self._values.append(value)
            self.addItem(text)
        self.set_value(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = 16
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 9 if mirrored else self.width() - side - 9
        painter = QPainter(self)
        box = QRectF(left, (self.height() - side) / 2, side, side).toRect()
        self._theme.icon("down", "ink_soft", side).paint(painter, box)
        painter.end()
