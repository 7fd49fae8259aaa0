"""The page of the connected calendars."""

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from burnbreak.core.calendar_setting import CalendarSetting
from burnbreak.core.settings import Settings
from burnbreak.ui.calendar_things import CalendarThings
from burnbreak.ui.fields import Paragraph
from burnbreak.ui.kit import PlainButton, SoftLabel, row
from burnbreak.ui.settings import calendar_words
from burnbreak.ui.settings.calendar_card import CalendarCard
from burnbreak.ui.settings.calendar_form import CalendarForm
from burnbreak.ui.settings.day_strip import DayStrip
from burnbreak.ui.settings.page import Page
from burnbreak.ui.theme import GRID, Theme

LOOK_AGAIN_MS = 2000
"""How often the ages and the times of today are brought up to date while they are seen."""


class CalendarsPage(Page):
    """What is connected, today as it was understood, and one more."""

    section = "calendars"
    name = "calendars"

    def __init__(self, theme: Theme, settings: Settings, things: CalendarThings | None = None) -> None:
        self._things = things
        self._cards: dict[str, CalendarCard] = {}
        super().__init__(theme, settings)
        # To disconnect all of them is no default to go back to.
        self._defaults.hide()

    def words(self) -> str:
        return self.tr("ics, CalDAV, webcal, Google, Outlook, Nextcloud, appointments, sessions")

    def fill(self) -> None:
        self.body.addWidget(
            Paragraph(
                self.tr(
                    "burnbreak reads only when you are booked. Titles, people and places are never read, "
                    "nothing is written, and only the address you give is asked."
                )
            )
        )
        self._strip = DayStrip(self.theme)
        self.body.addWidget(self._strip)
        self._today = SoftLabel("")
        self._refresh = PlainButton(self.tr("Refresh"))
        line = row(self._today, self._refresh)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        self.body.addLayout(self._list)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        if self._things is not None:
            self._refresh.clicked.connect(self._things.refresh)
            self._form = CalendarForm(self.theme, self._things)
            self._form.connected.connect(lambda one: self._change((*self.settings.calendars, one)))
            self.body.addWidget(self._form)
        self.body.addStretch(1)

    def show_values(self, settings: Settings) -> None:
        if [c.id for c in settings.calendars] != list(self._cards):
            self._rebuild(settings.calendars)
        for calendar in settings.calendars:
            self._cards[calendar.id].show_setting(calendar)
        self._refresh.setVisible(bool(settings.calendars) and self._things is not None)
        self._look()

    def _rebuild(self, calendars: tuple[CalendarSetting, ...]) -> None:
        for card in self._cards.values():
            card.hide()
            card.deleteLater()
        self._cards = {}
        for calendar in calendars:
            card = CalendarCard(self.theme, calendar)
            card.changed.connect(self._changed_one)
            card.removed.connect(self._remove)
            self._cards[calendar.id] = card
            self._list.addWidget(card)

    def _changed_one(self, new: CalendarSetting) -> None:
        self._change(tuple(new if c.id == new.id else c for c in self.settings.calendars))

    def _remove(self, calendar: str) -> None:
        self._change(tuple(c for c in self.settings.calendars if c.id != calendar))

    def _change(self, calendars: tuple[CalendarSetting, ...]) -> None:
        self._tell(replace(self.settings, calendars=calendars))
        # Whoever was told has connected them by now.
        self._look()

    def _look(self) -> None:
        if self._things is None or not self.settings.calendars:
            self._today.setText("" if self.settings.calendars else self.tr("No calendar is connected."))
            self._strip.hide()
            return
        now, zone = self._things.now()
        lines = {line.id: line for line in self._things.lines()}
        for id, card in self._cards.items():
            card.state.setText(calendar_words.state(lines.get(id), now))
        today = self._things.today()
        self._today.setText(calendar_words.today(today, zone))
        self._strip.show_day(today, now, zone)
        self._strip.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
