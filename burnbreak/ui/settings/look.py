"""The page for light and dark, motion, and the time left."""

from burnbreak.core.settings import Motion, Settings
from burnbreak.core.settings import Theme as Mode
from burnbreak.ui.fields import Row
from burnbreak.ui.kit import SegmentedChoice
from burnbreak.ui.settings.page import Page


class LookPage(Page):
    """How burnbreak appears."""

    section = "look"
    name = "look"

    def fill(self) -> None:
        look = self.settings.look
        self._theme = SegmentedChoice(
            [
                (Mode.AUTO, self.tr("As the desktop")),
                (Mode.LIGHT, self.tr("Light")),
                (Mode.DARK, self.tr("Dark")),
            ],
            look.theme,
            self.tr("Colours"),
        )
        self._motion = SegmentedChoice(
            [
                (Motion.AUTO, self.tr("As the desktop")),
                (Motion.FULL, self.tr("Moving")),
                (Motion.REDUCED, self.tr("Still")),
            ],
            look.motion,
            self.tr("Motion"),
        )
        self.connected(self._theme, "theme")
        self.connected(self._motion, "motion")
        colours = Row(self.theme, self.tr("Colours"), self._theme)
        motion = Row(
            self.theme,
            self.tr("Motion"),
            self._motion,
            self.tr("Still: a number and a bar guide the breath instead of the circle."),
        )
        self._left, left = self.switch(
            "time_left", self.tr("Time left"), self.tr("Shows how long a practice still lasts.")
        )
        self.group(colours, motion)
        self.group(left)
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        self._theme.set_value(settings.look.theme)
        self._motion.set_value(settings.look.motion)
        self._left.setChecked(settings.look.time_left)
