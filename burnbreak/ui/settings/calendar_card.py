"""One connected calendar on the calendars page."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from burnbreak.core.calendar_setting import CalendarRole, CalendarSetting
from burnbreak.ui.kit import (
    Card,
    Flow,
    IconButton,
    SegmentedChoice,
    SoftLabel,
    Stepper,
    StrongLabel,
    Switch,
    row,
)
from burnbreak.ui.theme import GAP, GRID, Theme


class CalendarCard(Card):
    """Its name, how it stands, and what its times count as."""

    changed = Signal(object)
    """The user made this CalendarSetting of it."""
    removed = Signal(str)
    """The calendar of this id is to go, and its secret with it."""

    def __init__(self, theme: Theme, setting: CalendarSetting) -> None:
        super().__init__(padding=GRID + GRID // 2)
        self.setting = setting
        self.state = SoftLabel("")
        self.remove = IconButton(theme, "delete", self.tr("Remove {0}").format(setting.name))
        self.remove.clicked.connect(lambda: self.removed.emit(setting.id))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(StrongLabel(setting.name))
        said.addWidget(self.state)
        head = QHBoxLayout()
        head.addLayout(said, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        roles = [
            (CalendarRole.SESSIONS, self.tr("Sessions")),
            (CalendarRole.BOOKED, self.tr("Other booked time")),
            (CalendarRole.IGNORE, self.tr("Ignore")),
        ]
        self.role = SegmentedChoice(roles, setting.role, self.tr("What {0} holds").format(setting.name))
        self.role.chosen.connect(lambda value: self._change(role=value))
        self.all_day = Switch(theme, self.tr("Whole days count"))
        self.all_day.setAccessibleName(self.tr("{0}: whole days count").format(setting.name))
        self.all_day.clicked.connect(lambda on: self._change(all_day=on))
        self.body.addWidget(Flow(self.role, self.all_day, spacing=GAP))
        self.shortest = self._length(theme, self.tr("{0}: sessions take at least"), "shortest_minutes")
        self.longest = self._length(theme, self.tr("{0}: sessions take at most"), "longest_minutes")
        # Each number keeps its word beside it where the line breaks.
        least, most = QWidget(), QWidget()
        least.setLayout(row(SoftLabel(self.tr("Sessions take"), wrap=False), self.shortest))
        most.setLayout(row(SoftLabel(self.tr("to"), wrap=False), self.longest))
        self._lengths = Flow(least, most, spacing=GRID)
        self.body.addWidget(self._lengths)
        self.show_setting(setting)

    def show_setting(self, setting: CalendarSetting) -> None:
        """These values count now."""
        self.setting = setting
        self.role.set_value(setting.role)
        self.all_day.setChecked(setting.all_day)
        self.shortest.set_value(setting.shortest_minutes)
        self.longest.set_value(setting.longest_minutes)
        # What does not count for this role is not there to be read past.
        self._lengths.setVisible(setting.role is CalendarRole.SESSIONS)
        self.all_day.setVisible(setting.role is not CalendarRole.IGNORE)

    def _length(self, theme: Theme, name: str, value: str) -> Stepper:
        name = name.format(self.setting.name)
        made = Stepper(theme, name, low=5, high=600, value=5, step=5, unit=lambda _: self.tr("min"))
        made.changed.connect(lambda minutes: self._change(**{value: minutes}))
        return made

    def _change(self, **values: Any) -> None:
        new = replace(self.setting, **values)
        # One cannot be longer than the other.
        if new.shortest_minutes > new.longest_minutes:
            new = replace(new, shortest_minutes=new.longest_minutes)
        self.show_setting(new)
        self.changed.emit(new)
