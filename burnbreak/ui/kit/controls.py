"""Controls for single settings: a switch, a slider with its number, a stepper, a time of day."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from burnbreak.ui.kit.buttons import IconButton
from burnbreak.ui.kit.labels import SoftLabel, TextLabel
from burnbreak.ui.theme import GRID, HIT, Theme

_TRACK = QSize(40, 22)


class Switch(QCheckBox):
    """On or off, as a calm switch; with a text beside it or without one."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        width = _TRACK.width() + (GRID + 4 + words.width() if self.text() else 0)
        return QSize(width + 2, max(HIT, words.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _TRACK.width() - 1 if mirrored else 1
        track = QRectF(left, (self.height() - _TRACK.height()) / 2, _TRACK.width(), _TRACK.height())
        self._paint_switch(painter, track, mirrored)
        self._paint_text(painter, track, mirrored)
        painter.end()

    def _paint_switch(self, painter: QPainter, track: QRectF, mirrored: bool) -> None:
        tokens, on = self._theme.tokens, self.isChecked()
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        edge = self._theme.color("accent" if on else "ink_soft")
        painter.setPen(QPen(edge, max(1.5, tokens.line_width)))
        painter.setBrush(edge if on else self._theme.color("surface"))
        painter.drawRoundedRect(track.adjusted(1, 1, -1, -1), 10, 10)
        at_right = on != mirrored
        size = 14.0 if on else 10.0
        centre = track.right() - 11 if at_right else track.left() + 11
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("on_accent" if on else "ink_soft"))
        painter.drawEllipse(QRectF(centre - size / 2, track.center().y() - size / 2, size, size))

    def _paint_text(self, painter: QPainter, track: QRectF, mirrored: bool) -> None:
        gap = GRID + 4
        if mirrored:
            room = QRect(0, 0, int(track.left()) - gap, self.height())
        else:
            start = int(track.right()) + gap
            room = QRect(start, 0, self.width() - start, self.height())
        painter.setPen(self._theme.color("ink"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            room, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text()
        )


class Slider(QSlider):
    """A horizontal slider with its name; mirrored where one reads from the right."""

    def __init__(self, name: str, low: int, high: int, value: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(low, high)
        self.setPageStep(max(1, (high - low) // 10))
        self.setValue(value)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._mirror()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._mirror()

    def _mirror(self) -> None:
        # Stylesheets know no direction: the sheet fills the other side by this property.
        self.setProperty("mirrored", self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        self.style().unpolish(self)
        self.style().polish(self)


class LabelledSlider(QWidget):
    """A slider under its name, with the value in words at the end."""

    moved = Signal(int)
    """The user moved it to this value; not sent by `set_value`."""

    def __init__(
        self,
        name: str,
        *,
        low: int,
        high: int,
        value: int,
        words: Callable[[int], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.slider = Slider(name, low, high, value)
        self.setFocusProxy(self.slider)
        label = TextLabel(name)
        label.setBuddy(self.slider)
        self._text = SoftLabel("", wrap=False)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        layout.addWidget(label, 0, 0)
        layout.addWidget(self._text, 0, 1)
        layout.addWidget(self.slider, 1, 0, 1, 2)
        self.slider.valueChanged.connect(self._tell)
        self.set_value(value)

    @property
    def value(self) -> int:
        """Where it stands."""
        return self.slider.value()

    def set_value(self, value: int) -> None:
        """Moves it without telling."""
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(blocked)
        self._text.setText(self._words(self.slider.value()))

    def _tell(self, value: int) -> None:
        self._text.setText(self._words(value))
        self.moved.emit(value)


class Stepper(QWidget):
    """A whole number with its unit, less and more beside it; typing and arrow keys work as well."""

    changed = Signal(int)
    """The user changed it to this value; not sent by `set_value`."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        low: int,
        high: int,
        value: int,
        unit: Callable[[int], str] = lambda _value: "",
        step: int = 1,
        field: QSpinBox | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`field` writes the number in a way of its own."""
        super().__init__(parent)
        self._unit = unit
        self.field = field or NumberField()
        self.field.setRange(low, high)
        self.field.setSingleStep(step)
        self.setAccessibleName(name)
        self.setFocusProxy(self.field)
        less = IconButton(theme, "minus", self.tr("Less: {0}").format(name), size=HIT + 2)
        more = IconButton(theme, "plus", self.tr("More: {0}").format(name), size=HIT + 2)
        for button in (less, more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
        less.clicked.connect(self.field.stepDown)
        more.clicked.connect(self.field.stepUp)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for widget in (less, self.field, more):
            layout.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_value(value)
        self.field.setAccessibleName(name)
        self.field.valueChanged.connect(self._tell)

    @property
    def value(self) -> int:
        """The number."""
        return self.field.value()

    def set_value(self, value: int) -> None:
        """Changes it without telling."""
        blocked = self.field.blockSignals(True)
        self.field.setValue(value)
        self._show_unit()
        self.field.blockSignals(blocked)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._show_unit()
        super().changeEvent(event)

    def _show_unit(self) -> None:
        unit = self._unit(self.field.value())
        self.field.setSuffix(f"\N{NO-BREAK SPACE}{unit}" if unit else "")

    def _tell(self, value: int) -> None:
        self._show_unit()
        self.changed.emit(value)


class NumberField(QSpinBox):
    """A whole number; the wheel changes it only while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setKeyboardTracking(False)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToNearestValue)
        self.setMinimumHeight(HIT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TimeField(QTimeEdit):
    """A time of day as the user's locale writes it, with arrow keys and typing."""

    chosen = Signal(QTime)
    """The user set this time; not sent by `set_time`."""

    def __init__(self, value: QTime, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(self.locale().timeFormat(QLocale.FormatType.ShortFormat))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setKeyboardTracking(False)
        self.setMinimumHeight(HIT)
        self.setAccessibleName(name)
        self.set_time(value)
        self.timeChanged.connect(self.chosen)

    def set_time(self, value: QTime) -> None:
        """Changes it without telling."""
        blocked = self.blockSignals(True)
        self.setTime(value)
        self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
