"""Brings what other threads have to say to the interface's thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal


class Bridge(QObject):
    """Call it with something to do, from any thread: it is done on the interface's thread, in order."""

    _wanted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._closed = False
        self._here = threading.get_ident()
        # Queued by Qt itself when it comes from another thread.
        self._wanted.connect(self._do)

    def __call__(self, action: Callable[[], None]) -> None:
        """Do it soon."""
        if self._closed:
            return
        if threading.get_ident() == self._here:
            QTimer.singleShot(0, self, lambda: self._do(action))
        else:
            self._wanted.emit(action)

    def close(self) -> None:
        """Nothing is done any more, not even what waits already."""
        self._closed = True

    def _do(self, action: Callable[[], None]) -> None:
        if not self._closed:
            action()
