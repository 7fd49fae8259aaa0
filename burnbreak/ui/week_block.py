"""One period of the week strip as something that the keyboard and a screen reader can hold on to."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from burnbreak.core.workweek import WorkPeriod
from burnbreak.ui.fields import clock_text, day_name


class Strip(Protocol):
    """What a block needs of the strip it lies in."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Carry out a key; whether it meant something."""
        ...

    def select(self, weekday: int, period: WorkPeriod | None) -> None:
        """This period, or free day, is the one that keys work on."""
        ...


class PeriodBlock(QAbstractButton):
    """One period, or the empty row of a day without one, as something that has focus and a name."""

    def __init__(self, strip: Strip, weekday: int, period: WorkPeriod | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.weekday, self.period = weekday, period
        self._strip = strip
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.name()

    def name(self) -> None:
        """Says what it is in the present language."""
        locale, day = self.locale(), day_name(self.locale(), self.weekday)
        if self.period is None:
            self.setAccessibleName(self.tr("{0}, free").format(day))
            self.setAccessibleDescription(self.tr("Insert adds working hours"))
            return
        start, end = clock_text(locale, self.period.start), clock_text(locale, self.period.end)
        text = self.tr("{day} {start} to {end}")
        if self.period.overnight:
            text = self.tr("{day} {start} to {end} on the next day")
        self.setAccessibleName(text.format(day=day, start=start, end=end))
        self.setAccessibleDescription(
            self.tr("Ctrl and arrow keys move it, Shift and arrow keys change its end, Enter edits its times")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._strip.take_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._strip.select(self.weekday, self.period)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Drawn by the strip, which knows its neighbours."""
