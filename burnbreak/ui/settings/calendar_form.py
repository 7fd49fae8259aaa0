"""Adding a calendar: where it is, a trial, and only then the connection."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit
from shiboken6 import isValid

from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.ui.calendar_things import CalendarThings, CalendarTrial, FoundCalendar, Opening
from burnbreak.ui.fields import hit_height
from burnbreak.ui.kit import (
    Card,
    DropDown,
    Flow,
    PlainButton,
    PrimaryButton,
    SegmentedChoice,
    SoftLabel,
    row,
)
from burnbreak.ui.settings import calendar_words
from burnbreak.ui.settings.day_strip import DayStrip
from burnbreak.ui.theme import GRID, Theme


class CalendarForm(Card):
    """A file, a web address, or an account; nothing of it is shown again once it is connected."""

    connected = Signal(object)
    """This CalendarSetting was tried, its secret is kept, and it is to count."""

    def __init__(self, theme: Theme, things: CalendarThings) -> None:
        super().__init__(padding=GRID + GRID // 2)
        self._things, self._ticket = things, 0
        self._tried: tuple[CalendarSetting, Opening | None] | None = None
        kinds = [
            (CalendarKind.FILE, self.tr("File")),
            (CalendarKind.WEB, self.tr("Web address")),
            (CalendarKind.CALDAV, self.tr("CalDAV account")),
        ]
        self.kind = SegmentedChoice(kinds, CalendarKind.FILE, self.tr("Where the calendar is"))
        self.kind.chosen.connect(lambda _: self._arrange())
        self.choose = PlainButton(self.tr("Choose a file ..."))
        self.choose.clicked.connect(self._choose)
        self.name = self._line(self.tr("Name, as you call it"))
        self.address = self._line(self.tr("Address"))
        self.user = self._line(self.tr("User name"))
        self.password = self._line(self.tr("App password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.found = DropDown(theme, [("", self.tr("No calendar found yet"))], "", self.tr("Calendar"))
        self.found.chosen.connect(lambda _: self._forget())
        self.look_up = PlainButton(self.tr("Find calendars"))
        self.look_up.clicked.connect(self._find)
        self.trial = PlainButton(self.tr("Try it"))
        self.trial.clicked.connect(self._try)
        self.connect_it = PrimaryButton(self.tr("Connect"))
        self.connect_it.clicked.connect(self._connect)
        self.passing = PlainButton(self.tr("Connect until burnbreak ends"))
        self.passing.clicked.connect(self._connect_passing)
        self.result = SoftLabel("")
        self.strip = DayStrip(theme)
        self._path = ""
        self.body.addWidget(self.kind)
        self.body.addLayout(row(self.name, self.choose))
        self.body.addWidget(self.address)
        self.body.addLayout(row(self.user, self.password))
        self.body.addLayout(row(self.found, self.look_up))
        self.body.addWidget(Flow(self.trial, self.connect_it, self.passing, spacing=GRID))
        self.body.addWidget(self.strip)
        self.body.addWidget(self.result)
        self._arrange()

    def take_file(self, path: str) -> None:
        """This file was chosen."""
        self._path = path
        if not self.name.text():
            self.name.setText(Path(path).stem)
        self._forget()

    def _say(self, text: str) -> None:
        """Below everything, and no empty line where there is nothing to say."""
        self.result.setText(text)
        self.result.setVisible(bool(text))

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setMinimumHeight(hit_height(self))
        made.textEdited.connect(lambda _: self._forget())
        return made

    def _arrange(self) -> None:
        kind = self.kind.value
        self.choose.setVisible(kind is CalendarKind.FILE)
        self.address.setVisible(kind is not CalendarKind.FILE)
        for widget in (self.user, self.password, self.found, self.look_up):
            widget.setVisible(kind is CalendarKind.CALDAV)
        self._forget()

    def _forget(self) -> None:
        """What was tried is no longer what stands here; an answer on its way does not count."""
        self._ticket += 1
        self._tried = None
        self.strip.hide()
        self._say("")
        kind = self.kind.value
        there = {
            CalendarKind.FILE: bool(self._path),
            CalendarKind.WEB: bool(self.address.text().strip()),
            CalendarKind.CALDAV: bool(self.found.value),
        }
        self.trial.setEnabled(there[kind])
        self.look_up.setEnabled(bool(self.address.text().strip() and self.user.text()))
        self.connect_it.setEnabled(False)
        self.passing.hide()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.choose.text(), str(Path.home()), self.tr("Calendars (*.ics *.ical *.ifb)")
        )
        if path:
            self.take_file(path)

    def _answer(self, action: Callable[..., None]) -> Callable[..., None]:
        """Hears an answer only while the form is there and still asks the same."""
        ticket = self._ticket

        def hear(*values: Any) -> None:
            if isValid(self) and ticket == self._ticket:
                action(*values)

        return hear

    def _opening(self, address: str) -> Opening:
        if self.kind.value is CalendarKind.WEB:
            return Opening(address=address)
        return Opening(address=address, user=self.user.text(), password=self.password.text())

    def _find(self) -> None:
        self._forget()
        self._say(self.tr("Looking ..."))
        self._things.find(self._opening(self.address.text().strip()), self._answer(self._show_found))

    def _show_found(self, found: tuple[FoundCalendar, ...], trouble: str) -> None:
        options = [(f.address, f.name or self.tr("Calendar")) for f in found]
        options = options or [("", self.tr("No calendar found yet"))]
        self.found.set_options(options, options[0][0])
        self._forget()
        if trouble:
            self._say(calendar_words.trouble(trouble))

    def _try(self) -> None:
        kind = self.kind.value
        name = self.name.text().strip()
        if kind is CalendarKind.CALDAV:
            name = name or self.found.currentText()
        setting = self._things.new(
            kind, name or self.tr("Calendar"), self._path if kind is CalendarKind.FILE else ""
        )
        opening = None
        if kind is not CalendarKind.FILE:
            address = self.found.value if kind is CalendarKind.CALDAV else self.address.text().strip()
            opening = self._opening(address)
        self._forget()
        self._say(self.tr("Reading ..."))
        hear = self._answer(lambda trial: self._show_trial(setting, opening, trial))
        self._things.try_out(setting, opening, hear)

    def _show_trial(self, setting: CalendarSetting, opening: Opening | None, trial: CalendarTrial) -> None:
        self._say(calendar_words.tried(trial, self._things.now()[1]))
        if not trial.trouble:
            self.strip.show_day(trial.today, *self._things.now())
            self.strip.show()
            self._tried = (setting, opening)
            self.connect_it.setEnabled(True)

    def _connect(self) -> None:
        if self._tried is None:
            return
        setting, opening = self._tried
        if opening is None:
            self._done(setting, "")
        else:
            self.connect_it.setEnabled(False)
            self._things.keep(setting.id, opening, self._answer(lambda trouble: self._done(setting, trouble)))

    def _connect_passing(self) -> None:
        setting, opening = self._tried or (None, None)
        if setting is not None and opening is not None:
            self._things.hold(setting.id, opening)
            self._done(setting, "")

    def _done(self, setting: CalendarSetting, trouble: str) -> None:
        if trouble:
            self._say(calendar_words.not_kept(trouble))
            self.connect_it.setEnabled(True)
            self.passing.show()
            return
        for line in (self.name, self.address, self.user, self.password):
            line.clear()
        self._path = ""
        none = [("", self.tr("No calendar found yet"))]
        self.found.set_options(none, "")
        self._forget()
        self.connected.emit(setting)
