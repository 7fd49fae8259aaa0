"""The page for how sessions run where no calendar tells."""

from burnbreak.core.settings import Grid, Settings
from burnbreak.ui.fields import Paragraph, Row
from burnbreak.ui.kit import DropDown
from burnbreak.ui.settings.page import Page

_LENGTHS = (45, 50, 60, 80, 90)


class SessionsPage(Page):
    """Working hours as sessions on a grid."""

    section = "sessions"
    name = "sessions"

    def words(self) -> str:
        return self.tr("appointments, therapy hour, template, without a calendar")

    def fill(self) -> None:
        self.body.addWidget(
            Paragraph(self.tr("burnbreak never interrupts a session. It offers a pause when one has ended."))
        )
        self._template, template = self.switch(
            "template",
            self.tr("My working hours are full of sessions"),
            self.tr("For days that no calendar tells of. Protected time stays free."),
        )
        lengths = [(minutes, self.tr("%n minute(s)", "", minutes)) for minutes in _LENGTHS]
        self._length = DropDown(self.theme, lengths, 50, self.tr("A session takes"))
        self.connected(self._length, "length_minutes")
        grid = [
            (Grid.HOUR, self.tr("On the hour")),
            (Grid.HALF_HOUR, self.tr("On the hour and half hour")),
            (Grid.QUARTER, self.tr("Every quarter of an hour")),
            (Grid.BACK_TO_BACK, self.tr("One after the other")),
        ]
        self._grid = DropDown(self.theme, grid, Grid.HOUR, self.tr("Sessions begin"))
        self.connected(self._grid, "grid")
        widest = max(self._length.sizeHint().width(), self._grid.sizeHint().width())
        for choice in (self._length, self._grid):
            choice.setMinimumWidth(widest)
        self._length_row = Row(self.theme, self.tr("A session takes"), self._length)
        self._grid_row = Row(self.theme, self.tr("Sessions begin"), self._grid)
        self.group(template, self._length_row, self._grid_row)
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        sessions = settings.sessions
        self._template.setChecked(sessions.template)
        minutes = sessions.length_minutes
        self._length.show_value(minutes, self.tr("%n minute(s)", "", minutes))
        self._grid.set_value(sessions.grid)
        for row in (self._length_row, self._grid_row):
            row.setEnabled(sessions.template)
