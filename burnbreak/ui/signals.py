"""SIGTERM and Ctrl-C end the app like Quit."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class EndOnSignals:
    """Tells Qt's loop that Python got a signal; Python's own handlers would wait for the loop's next turn."""

    def __init__(self, end: Callable[[], None], parent: QObject) -> None:
        """`end` is called on the interface's thread."""
        self._pair = socket.socketpair()
        for side in self._pair:
            side.setblocking(False)
        signal.set_wakeup_fd(self._pair[1].fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(self._pair[0].fileno(), QSocketNotifier.Type.Read, parent)
        self._notifier.activated.connect(lambda *_: end())

    def close(self) -> None:
        """Signals are told to nobody any more."""
        signal.set_wakeup_fd(-1)
