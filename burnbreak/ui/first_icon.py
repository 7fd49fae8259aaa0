"""The icon in the tray before the rest of the app is loaded; `Tray` takes it over and fills its menu."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from burnbreak.ui.icons import Icons


class FirstIcon:
    """An icon at rest with an empty menu; whoever takes it over owns both."""

    def __init__(self, icons: Icons, parent: QObject) -> None:
        self.icons = icons
        self.tray_present = QSystemTrayIcon.isSystemTrayAvailable()
        """Whether there was a tray for it; a later one may need a new icon (see `TrayHost`)."""
        self.menu = QMenu()
        self.icon = QSystemTrayIcon(icons.tray("ready"), parent)
        self.icon.setToolTip("burnbreak")
        self.icon.setContextMenu(self.menu)
        self.icon.show()
