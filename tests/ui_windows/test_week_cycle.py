"""Periods that belong to one week of a cycle, in the editor."""

from dataclasses import replace
from datetime import time

from PySide6.QtCore import QTime
from pytestqt.qtbot import QtBot

from burnbreak.core.workweek import Place, WorkPeriod, WorkWeek
from burnbreak.ui.theme import Theme
from burnbreak.ui.week_editor import WeekEditor


def test_new_times_leave_a_period_in_its_week_of_the_cycle(qtbot: QtBot, theme: Theme) -> None:
    old = WorkPeriod(weekday=0, start=time(9), end=time(12), place=Place.REMOTE, week=1)
    editor = WeekEditor(theme, WorkWeek((old,), cycle_weeks=2))
    qtbot.addWidget(editor)
    editor.strip.show_week(1)
    editor.inspector.end.setTime(QTime(13, 0))
    assert editor.strip.week.periods == (replace(old, end=time(13)),)
