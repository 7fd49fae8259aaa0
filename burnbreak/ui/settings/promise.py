"""What is kept, what is sent and who is asked, as it is with the calendars that are connected."""

from PySide6.QtGui import QShowEvent

from burnbreak.core.calendar_setting import CalendarSetting
from burnbreak.ui.calendar_things import CalendarThings
from burnbreak.ui.fields import Paragraph
from burnbreak.ui.kit import Card
from burnbreak.ui.settings import calendar_words


class PromiseCard(Card):
    """The promise of the privacy page."""

    def __init__(self, things: CalendarThings | None) -> None:
        super().__init__()
        self._things = things
        self._calendars: tuple[CalendarSetting, ...] = ()
        self.body.addWidget(
            Paragraph(
                self.tr(
                    "burnbreak keeps what you tell it on this computer. It never reads the titles of your "
                    "appointments. It will not tell anyone how you are, and it cannot know."
                )
            )
        )
        self.asked = Paragraph()
        self.body.addWidget(self.asked)
        self._say()

    def show_calendars(self, calendars: tuple[CalendarSetting, ...]) -> None:
        """These are connected now."""
        self._calendars = calendars
        self._say()

    def _say(self) -> None:
        lines = () if self._things is None else self._things.lines()
        self.asked.setText(calendar_words.promise(self._calendars, lines))

    def showEvent(self, event: QShowEvent) -> None:
        # A server's name is known when it has been asked for the first time.
        self._say()
        super().showEvent(event)
