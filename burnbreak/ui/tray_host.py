"""Keeps an icon in whatever tray there is, also one that comes or returns later."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

WATCHER = "org.kde.StatusNotifierWatcher"
LOOK_AGAIN_MS = 5_000
SLOWLY_MS = 60_000
SLOWLY_AFTER = 24
"""Looks (two minutes) after which a tray is expected on the session bus, or no longer at all."""


class TrayHost(QObject):
    """Makes the icon anew when a tray appears, because one made before is never registered on X11."""

    def __init__(
        self,
        make_icon: Callable[[], QSystemTrayIcon],
        changed: Callable[[bool], None],
        parent: QObject,
        present: bool | None = None,
    ) -> None:
        """`make_icon` makes a hidden icon; `changed` is told whenever a tray comes or goes.

        `present`: whether there was a tray when the first icon was made, if that was made before.
        """
        super().__init__(parent)
        self._make, self._changed = make_icon, changed
        self.present = QSystemTrayIcon.isSystemTrayAvailable() if present is None else present
        self.icon = make_icon()
        self.icon.show()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look_again)
        if not self.present:
            self._timer.start()
            QTimer.singleShot(0, self, self._look)
        self._watch_bus()

    def _watch_bus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        self._watcher = QDBusServiceWatcher(
            WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange, self
        )
        self._watcher.serviceOwnerChanged.connect(lambda *_: QTimer.singleShot(200, self, self._look))

    def _look_again(self) -> None:
        self._looks += 1
        if self._looks == SLOWLY_AFTER:
            self._timer.setInterval(SLOWLY_MS)
        self._look()

    def _look(self) -> None:
        now = QSystemTrayIcon.isSystemTrayAvailable()
        if now == self.present:
            return
        self.present = now
        if now:
            self._timer.stop()
            if QGuiApplication.platformName() == "xcb":
                old, self.icon = self.icon, self._make()
                old.hide()
                old.deleteLater()
            self.icon.show()
        else:
            self._looks = 0
            self._timer.start(LOOK_AGAIN_MS)
        self._changed(now)
