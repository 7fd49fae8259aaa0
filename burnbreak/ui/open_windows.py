"""The windows that are open, by name; each comes once, and is forgotten when it closes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from burnbreak.ui.theme import Theme

if TYPE_CHECKING:
    from burnbreak.ui.kit import FocusRing


class OpenWindows(QObject):
    """Keeps them alive as long as they are open, and no longer."""

    opened = Signal()
    """One more is there, or about to be."""

    def __init__(self, theme: Theme, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._application = theme, app
        self._open: dict[str, QWidget] = {}
        self._ring: FocusRing | None = None

    def __len__(self) -> int:
        return len(self._open)

    def __contains__(self, name: str) -> bool:
        return name in self._open

    def __iter__(self) -> Iterator[QWidget]:
        return iter(tuple(self._open.values()))

    def names(self) -> tuple[str, ...]:
        """Of all that are open, in the order they were opened."""
        return tuple(self._open)

    def get(self, name: str) -> QWidget | None:
        """The window of this name, if it is open."""
        return self._open.get(name)

    def keep(self, name: str, window: QWidget) -> QWidget:
        """It is open under this name until it closes."""
        from PySide6.QtCore import Qt

        self._theme.wear()
        if self._ring is None:
            from burnbreak.ui.kit import FocusRing

            self._application.setWindowIcon(self._theme.icons.app())
            self._ring = FocusRing(self._application, self._theme, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(lambda: self._forget(name, window))
        self._open[name] = window
        self.opened.emit()
        return window

    def get_ready(self) -> None:
        """The first window will be up sooner: what every one of them needs is loaded."""
        import burnbreak.ui.kit  # noqa: F401

        self._theme.wear()

    def close(self, name: str) -> None:
        """Close it, if it is open."""
        window = self._open.pop(name, None)
        if window is not None:
            window.close()

    def _forget(self, name: str, window: QWidget) -> None:
        if self._open.get(name) is window:
            del self._open[name]


def bring_up(window: QWidget, *, quietly: bool = False) -> None:
    """Show it in front of the others; `quietly`: without taking the focus."""
    if quietly:
        from PySide6.QtCore import Qt

        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.show()
        return
    window.show()
    window.raise_()
    window.activateWindow()
