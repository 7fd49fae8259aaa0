"""The page for when burnbreak holds back."""

from burnbreak.core.settings import Settings
from burnbreak.ui.settings.page import Page


class QuietPage(Page):
    """Typing, and the locked screen."""

    section = "quiet"
    name = "quiet"

    def fill(self) -> None:
        self._typing, typing = self.switch(
            "wait_for_typing",
            self.tr("Wait while I type"),
            self.tr("An offer appears after three seconds without a key, at the latest after a minute."),
        )
        self._locked, locked = self.switch(
            "play_while_locked",
            self.tr("Go on while the screen is locked"),
            self.tr("A practice that runs is heard to its end. When off, it ends."),
        )
        self.group(typing, locked)
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        self._typing.setChecked(settings.quiet.wait_for_typing)
        self._locked.setChecked(settings.quiet.play_while_locked)
