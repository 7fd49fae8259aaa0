"""Short choices as chips that wrap: one of several, one or none, or any number."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from burnbreak.ui.kit.flow import Flow
from burnbreak.ui.theme import GRID


class Chips(Flow):
    """Arrow keys move, Tab goes in and out as one; with `optional` the chosen chip can be let go."""

    chosen = Signal(object)
    """The user picked this value, or None; not sent by `set_value`."""

    def __init__(
        self, options: Sequence[tuple[Any, str]], value: Any, name: str, *, optional: bool = False
    ) -> None:
        self._values = [option for option, _ in options]
        self._chips = [_Chip(text, name) for _, text in options]
        self._optional, self._value = optional, value
        super().__init__(*self._chips, spacing=GRID)
        self.setAccessibleName(name)
        for number, chip in enumerate(self._chips):
            chip.clicked.connect(lambda _=False, n=number: self._clicked(n))
            chip.moved = self._move
        self.set_value(value)

    @property
    def value(self) -> Any:
        """What is chosen now; None for none."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Chooses a value without telling."""
        self._value = value
        for one, chip in zip(self._values, self._chips, strict=True):
            chip.setChecked(one == value)
        self._take_turns(self._values.index(value) if value in self._values else 0)

    def buttons(self) -> Sequence[QPushButton]:
        """The chips in their order."""
        return self._chips

    def _clicked(self, number: int) -> None:
        value = self._values[number]
        again = value == self._value
        if again and not self._optional:
            self._chips[number].setChecked(True)
            return
        self.set_value(None if again else value)
        self._take_turns(number)
        self.chosen.emit(self._value)

    def _take_turns(self, number: int) -> None:
        """One chip stands for all of them in the order of Tab."""
        for n, chip in enumerate(self._chips):
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if n == number else Qt.FocusPolicy.NoFocus)
        if self._chips:
            self.setFocusProxy(self._chips[number])

    def _move(self, chip: QPushButton, step: int) -> None:
        number = (self._chips.index(chip) + step) % len(self._chips)  # type: ignore[arg-type]
        self._take_turns(number)
        self._chips[number].setFocus(Qt.FocusReason.TabFocusReason)
        if not self._optional:
            self._clicked(number)


def _nowhere(_chip: QPushButton, _step: int) -> None:
    """A chip that is not in a row yet."""


class _Chip(QPushButton):
    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.moved: Callable[[QPushButton, int], None] = _nowhere
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleDescription(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Right: -1 if mirrored else 1,
            Qt.Key.Key_Left: 1 if mirrored else -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.moved(self, steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class ManyChips(Flow):
    """Several short choices of which any number may be taken; each is a stop of Tab, Space takes it."""

    def __init__(self, options: Sequence[tuple[Any, str]], name: str) -> None:
        self._values = [option for option, _ in options]
        self._chips = [_Chip(text, name) for _, text in options]
        super().__init__(*self._chips, spacing=GRID)
        self.setAccessibleName(name)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if self._chips:
            self.setFocusProxy(self._chips[0])

    @property
    def values(self) -> tuple[Any, ...]:
        """What is taken, in the order of the chips."""
        pairs = zip(self._values, self._chips, strict=True)
        return tuple(value for value, chip in pairs if chip.isChecked())

    def set_values(self, values: Sequence[Any]) -> None:
        """Takes these and lets the others go."""
        for value, chip in zip(self._values, self._chips, strict=True):
            chip.setChecked(value in values)

    def buttons(self) -> Sequence[QPushButton]:
        """The chips in their order."""
        return self._chips
