"""A field that takes down one chord as it is pressed."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton

from burnbreak.core.hotkeys import MODIFIERS, chord_from
from burnbreak.ui.fields import hit_height
from burnbreak.ui.hotkey_words import shown
from burnbreak.ui.theme import Theme

_WIDTH = 22
"""In characters: room for three modifiers and a key."""
_FLAGS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Meta": Qt.KeyboardModifier.MetaModifier,
}
_OWN = {
    Qt.Key.Key_Control: _FLAGS["Ctrl"],
    Qt.Key.Key_Alt: _FLAGS["Alt"],
    Qt.Key.Key_Shift: _FLAGS["Shift"],
}
"""An event of one of these may tell of the modifiers as they were before it."""
_ONLY_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
        Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R,
        Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Mode_switch,
    }
)  # fmt: skip
_BEGIN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
_CLEAR = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(QLineEdit):
    """A click, Enter or Space begins; the next chord is kept, Backspace clears, Esc and Tab leave it."""

    chosen = Signal(str)
    """Another chord, empty for none."""
    refused = Signal()
    """What was pressed cannot be a chord; it goes on waiting."""
    recording = Signal(bool)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self.chord, self._records = theme, "", False
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(hit_height(self))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clear = self.addAction(
            theme.icon("close", "ink_soft", 16), QLineEdit.ActionPosition.TrailingPosition
        )
        self._clear.setToolTip(self.tr("Take the key away"))
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self._clear.toolTip())
        self._clear.triggered.connect(lambda: self.take(""))
        theme.changed.connect(lambda: self._clear.setIcon(theme.icon("close", "ink_soft", 16)))
        self._show()

    @property
    def records(self) -> bool:
        """Whether it waits for a chord."""
        return self._records

    def set_chord(self, text: str) -> None:
        """Another chord, without telling."""
        self.chord = text
        if not self._records:
            self._show()

    def take(self, text: str) -> None:
        """This chord was pressed, wherever it was noticed."""
        changed, self.chord = text != self.chord, text
        self.leave()
        if changed:
            self.chosen.emit(text)

    def leave(self) -> None:
        """Wait no longer."""
        was, self._records = self._records, False
        self._show()
        if was:
            self.recording.emit(False)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * _WIDTH + 40
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def _begin(self) -> None:
        if not self._records:
            self._records = True
            self._show()
            self.recording.emit(True)

    def _show(self, held: str = "") -> None:
        self._clear.setVisible(bool(self.chord) and not self._records)
        self.setPlaceholderText(self.tr("Press the keys ...") if self._records else self.tr("No key"))
        self.setText(shown(held) if self._records else shown(self.chord))
        self.deselect()

    def event(self, event: QEvent) -> bool:
        if self._records and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                # No shortcut of a window goes first.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and not self._leaves_by_tab(event):
                self._pressed(event)
                return True
            if event.type() == QEvent.Type.KeyRelease:
                self._show(_held(event))
                return True
        return super().event(event)

    def _leaves_by_tab(self, event: QKeyEvent) -> bool:
        return event.key() in _TABS and not event.modifiers() & ~_FLAGS["Shift"]

    def _pressed(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), _held(event)
        if key in _ONLY_MODIFIERS:
            self._show(held)
        elif not held and key == Qt.Key.Key_Escape:
            self.leave()
        elif not held and key in _CLEAR:
            self.take("")
        elif not event.isAutoRepeat():
            try:
                text = chord_from(held + _name(event)).text
            except ValueError:
                self.refused.emit()
            else:
                self.take(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BEGIN:
            self._begin()
        elif event.key() in _CLEAR:
            self.take("")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._begin()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._begin()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.leave()


def _held(event: QKeyEvent) -> str:
    """The modifiers that are down after an event, each with its plus."""
    held, own = event.modifiers(), _OWN.get(Qt.Key(event.key()), Qt.KeyboardModifier.NoModifier)
    held = held | own if event.type() == QEvent.Type.KeyPress else held & ~own
    return "".join(f"{name}+" for name in MODIFIERS if held & _FLAGS[name])


def _name(event: QKeyEvent) -> str:
    """The key in Qt's portable words; empty for one of the number pad, which only some keyboards have."""
    name = QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText)
    pad = bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier)
    return "" if pad and len(name) == 1 else name
