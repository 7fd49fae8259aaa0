"""Lets the first bell come before everything that is seen of a sitting."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 4
MOST_LOOKS = 75
"""A device that takes longer than 0.3 s is not waited for."""


class SoundFirst(QObject):
    """Waits until a sitting can be heard: making a window meanwhile would hold up the sound twice as long."""

    def __init__(self, opening: Callable[[], bool], then: Callable[[], None], parent: QObject) -> None:
        """`opening` tells whether the sound is still on its way; `then` is called once for each `wait`."""
        super().__init__(parent)
        self._opening, self._then = opening, then
        self._looks = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def waits(self) -> bool:
        """Whether `then` is still to be called."""
        return self._timer.isActive()

    def wait(self) -> None:
        """A sitting begins."""
        self._looks = 0
        self._timer.start()

    def _look(self) -> None:
        self._looks += 1
        if self._looks >= MOST_LOOKS or not self._opening():
            self._timer.stop()
            self._then()
