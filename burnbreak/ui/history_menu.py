"""Everything the window can do, in one menu that tells the keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from burnbreak.ui.kit import IconButton
from burnbreak.ui.theme import Theme

Item = tuple[str, str, Callable[[], None]] | None
"""What it is called, its keys, what it does; None for a line between."""


class MenuButton(IconButton):
    """Opens the menu; the keys work without it."""

    def __init__(self, theme: Theme, window: QWidget, items: Sequence[Item]) -> None:
        super().__init__(theme, "more", window.tr("More"))
        self.actions_by_text: dict[str, QAction] = {}
        self._order: list[QAction | None] = []
        for item in items:
            if item is None:
                self._order.append(None)
                continue
            text, keys, done = item
            action = QAction(text, window)
            action.setShortcuts([QKeySequence(key) for key in keys.split(" ") if key])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(lambda _=False, f=done: f())
            window.addAction(action)
            self.actions_by_text[text] = action
            self._order.append(action)
        self.clicked.connect(self._open)
        self._menu: QMenu | None = None

    @property
    def items(self) -> tuple[QAction, ...]:
        """The actions in their order."""
        return tuple(action for action in self._order if action is not None)

    def menu_now(self) -> QMenu:
        """The menu, made when it is first wanted."""
        if self._menu is None:
            self._menu = QMenu(self)
            for action in self._order:
                if action is None:
                    self._menu.addSeparator()
                else:
                    self._menu.addAction(action)
        return self._menu

    def _open(self) -> None:
        menu = self.menu_now()
        corner = self.rect().bottomLeft()
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            corner = self.rect().bottomRight()
            corner.setX(corner.x() - menu.sizeHint().width())
        menu.popup(self.mapToGlobal(corner))
