"""Puts a new window into the middle of the screen the user looks at."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget


def centre(window: QWidget) -> None:
    """In the middle of the pointer's screen; window managers put new windows into a corner otherwise.

    To be called just before it is shown. Windows that take their size only then are followed.
    """
    _place(window)
    follower = _Follower(window)
    # A size it takes later is the user's, or its own affair.
    QTimer.singleShot(0, follower, follower.deleteLater)


class _Follower(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            _place(watched)
        return False


def _place(window: QWidget) -> None:
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    if screen is not None:
        frame = window.frameGeometry()
        frame.setSize(window.size().expandedTo(window.minimumSizeHint()))
        frame.moveCenter(screen.availableGeometry().center())
        window.move(frame.topLeft())
