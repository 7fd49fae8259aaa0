"""Waits for a pause in the typing before something appears on the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

QUIET_SECONDS = 3.0
LOOK_MS = 1_000
LONGEST_MS = 60_000


class TypingPause(QObject):
    """Calls back once nobody has touched the keyboard for three seconds, or after a minute at the latest."""

    def __init__(self, idle_seconds: Callable[[], float | None], parent: QObject) -> None:
        """`idle_seconds` tells the seconds since the last input; None (unknown) does not make anyone wait."""
        super().__init__(parent)
        self._idle = idle_seconds
        self._then: Callable[[], None] | None = None
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def call(self, then: Callable[[], None], *, wait: bool) -> None:
        """Call `then` soon; a call that still waits is forgotten. Without `wait` it is called at once."""
        self.forget()
        self._then, self._left = then, LONGEST_MS if wait else 0
        self._timer.start()
        self._look()

    def forget(self) -> None:
        """Nothing is called any more."""
        self._timer.stop()
        self._then = None

    def _look(self) -> None:
        idle = self._idle() if self._left > 0 else None
        self._left -= LOOK_MS
        if idle is None or idle >= QUIET_SECONDS:
            then = self._then
            self.forget()
            if then is not None:
                then()
