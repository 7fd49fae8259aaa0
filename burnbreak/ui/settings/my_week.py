"""The page on which the work week is drawn."""

from dataclasses import replace

from burnbreak.core.settings import Settings
from burnbreak.core.workweek import WorkWeek
from burnbreak.ui.fields import Paragraph
from burnbreak.ui.settings.page import Page
from burnbreak.ui.week_editor import WeekEditor


class MyWeekPage(Page):
    """Working hours of each weekday."""

    section = "week"
    name = "week"

    def words(self) -> str:
        return self.tr("working hours, days, times, periods, night shift, schedule")

    def fill(self) -> None:
        self.body.addWidget(Paragraph(self.tr("Pauses are offered in these hours, and in no others.")))
        self._editor = WeekEditor(self.theme, self.settings.week)
        self._editor.changed.connect(self._drawn)
        self.body.addWidget(self._editor, 1)

    def show_values(self, settings: Settings) -> None:
        self._editor.set_week(settings.week)

    def _drawn(self, week: WorkWeek) -> None:
        self._before = None
        self._tell(replace(self.settings, week=week))
