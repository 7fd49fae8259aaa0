"""The page for launch at login; its switch shows what the system says, not what was wished."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from burnbreak.core.settings import Settings
from burnbreak.ui.fields import LoginState, Row
from burnbreak.ui.kit import Switch
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import Theme

LOOK_AGAIN_MS = 2_000
"""The desktop's own settings can switch it too, in the window beside this one."""


class GeneralPage(Page):
    """Launch at login."""

    name = "general"

    login_asked = Signal()
    """The page is seen: `show_login` is to tell how it stands now. Again and again while it is."""
    autostart_wanted = Signal(bool)
    """The user wants it on or off; `show_login` tells what came of it."""

    def __init__(self, theme: Theme, settings: Settings, login: LoginState) -> None:
        self._login = login
        super().__init__(theme, settings)
        self.show_login(login)
        self._again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._again.timeout.connect(self.login_asked)

    def fill(self) -> None:
        self._switch = Switch(self.theme)
        self._switch.clicked.connect(self._clicked)
        self._row = Row(self.theme, self.tr("Launch at login"), self._switch, " ")
        self.group(self._row)
        self.body.addStretch(1)

    def show_login(self, login: LoginState) -> None:
        """The state the system reports now."""
        self._login = login
        self._switch.setChecked(login.on)
        self._switch.setEnabled(login.kind != "unknown")
        self._row.set_hint(self._sentence(login))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()
        self.login_asked.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    def _clicked(self, on: bool) -> None:
        # The system decides; until it has answered, the switch stays where it was.
        self._switch.setChecked(self._login.on)
        self.autostart_wanted.emit(on)

    def _sentence(self, login: LoginState) -> str:
        """What the state means."""
        if login.reason:
            return login.reason
        match login.kind:
            case "on":
                return self.tr("burnbreak starts quietly when you log in.")
            case "off":
                return self.tr("burnbreak starts when you start it.")
            case "blocked":
                return self.tr("The system keeps burnbreak from starting, although it is asked to.")
            case _:
                return self.tr("Whether burnbreak starts at login cannot be told on this system.")
