"""One block of the week strip as something that the keyboard and a screen reader can hold on to."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from burnbreak.core.week_edit import Block
from burnbreak.core.workweek import Place, ProtectedTime
from burnbreak.ui.fields import clock_text, day_name
from burnbreak.ui.week_words import kind_name, place_name


class Strip(Protocol):
    """What a block needs of the strip it lies in."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Carry out a key; whether it meant something."""
        ...

    def select(self, weekday: int, chosen: Block | None) -> None:
        """This block, or free day, is the one that keys work on."""
        ...


class WeekBlock(QAbstractButton):
    """One period, one protected time, or the empty row of a day, as something that has focus and a name."""

    def __init__(self, strip: Strip, weekday: int, block: Block | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.weekday, self.block = weekday, block
        self._strip = strip
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.name()

    def name(self) -> None:
        """Says what it is in the present language."""
        locale, day, block = self.locale(), day_name(self.locale(), self.weekday), self.block
        if block is None:
            self.setAccessibleName(self.tr("{0}, free").format(day))
            self.setAccessibleDescription(self.tr("Insert adds working hours"))
            return
        start, end = clock_text(locale, block.start), clock_text(locale, block.end)
        text = self.tr("{day} {start} to {end}")
        if block.overnight:
            text = self.tr("{day} {start} to {end} on the next day")
        name = text.format(day=day, start=start, end=end)
        if isinstance(block, ProtectedTime):
            name = self.tr("{when}, protected: {kind}").format(when=name, kind=kind_name(block.kind))
        elif block.place is not Place.ON_SITE:
            name = self.tr("{when}, {place}").format(when=name, place=place_name(block.place))
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            self.tr(
                "Ctrl and arrow keys move it, Shift and arrow keys change its end, Enter edits its times, "
                "P protects time, Delete removes it"
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._strip.take_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._strip.select(self.weekday, self.block)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Drawn by the strip, which knows its neighbours."""
