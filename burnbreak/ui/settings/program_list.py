"""A short list of programs: taken off by a press, added from those seen now or by name."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from burnbreak.core.calls import is_ignored
from burnbreak.ui.kit import Flow, PlainButton, SoftLabel, column, row
from burnbreak.ui.theme import GRID, Theme

LOOK_MS = 2_000
"""While it is in sight, so often is asked who is to be seen."""
LONGEST = 60
"""Characters in a name."""
SHOWN = 22
"""So many of them fit on a button; the whole name is told by its tool tip."""


class ProgramList(QWidget):
    """Tells the whole new list whenever the user changes it."""

    changed = Signal(object)
    """A tuple of names, in the order they were added."""

    def __init__(self, theme: Theme, seen: Callable[[], Sequence[str]]) -> None:
        """`seen` tells who could be added at a press."""
        super().__init__()
        self._theme, self._seen = theme, seen
        self.names: tuple[str, ...] = ()
        self._offered: tuple[str, ...] = ()
        self._listed, self._found = Flow(), Flow()
        self._now = SoftLabel(self.tr("In use now; a press adds it:"))
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(self.tr("Name of a program"))
        self.field.setAccessibleName(self.tr("Name of a program"))
        self.add = PlainButton(self.tr("Add"))
        self.add.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.add.setEnabled(bool(text.strip())))
        self.field.returnPressed.connect(self._add_typed)
        self.add.clicked.connect(self._add_typed)
        typed = QWidget()
        typed.setLayout(row(self.field, self.add))
        self.setLayout(column(self._listed, typed, self._now, self._found, spacing=GRID))
        # As high as its lines of names come to be at its width.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        theme.changed.connect(self._render)
        self._render()

    def show_names(self, names: tuple[str, ...]) -> None:
        """These are on the list; nothing is told."""
        if names != self.names:
            self.names = names
            self._render()

    def buttons(self) -> list[QPushButton]:
        """One for each name on the list, then one for each that is seen and not on it."""
        return self._listed.findChildren(QPushButton) + self._found.findChildren(QPushButton)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _look(self) -> None:
        """Who is seen now, without those on the list; the buttons stay as they are while nothing changes."""
        offered = tuple(name for name in self._seen() if not is_ignored((name,), self.names))
        if offered != self._offered:
            self._offered = offered
            self._render()

    def _render(self) -> None:
        self._offered = tuple(name for name in self._offered if not is_ignored((name,), self.names))
        self._listed.clear()
        self._found.clear()
        for name in self.names:
            words = self.tr("Take “{0}” off the list").format(name)
            self._button(self._listed, name, "close", words).clicked.connect(partial(self._take_off, name))
        for name in self._offered:
            words = self.tr("Put “{0}” on the list; it captures now").format(name)
            self._button(self._found, name, "plus", words).clicked.connect(partial(self._put, name))
        self._listed.setVisible(bool(self.names))
        for found in (self._now, self._found):
            found.setVisible(bool(self._offered))

    def _button(self, into: Flow, name: str, icon: str, words: str) -> QPushButton:
        metrics = self.fontMetrics()
        short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, metrics.averageCharWidth() * SHOWN)
        # An ampersand in a name is no shortcut.
        button = PlainButton(short.replace("&", "&&"))
        button.setIcon(self._theme.icon(icon, "ink_soft", 14))
        button.setIconSize(QSize(14, 14))
        button.setLayoutDirection(self._icon_last())
        button.setAccessibleName(words)
        button.setToolTip(words)
        into.add(button)
        return button

    def _icon_last(self) -> Qt.LayoutDirection:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft

    def _add_typed(self) -> None:
        name = " ".join("".join(c for c in self.field.text() if c.isprintable()).split())
        self.field.clear()
        if name and not is_ignored((name,), self.names):
            self._put(name)

    def _put(self, name: str, _checked: bool = False) -> None:
        self._tell((*self.names, name))

    def _take_off(self, name: str, _checked: bool = False) -> None:
        self._tell(tuple(other for other in self.names if other != name))
        # What had the focus is gone; the field is always there.
        self.field.setFocus()

    def _tell(self, names: tuple[str, ...]) -> None:
        self.show_names(names)
        self._look()
        self.changed.emit(names)
