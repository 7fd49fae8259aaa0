"""My week in the settings: what is done on its parts comes out as one change of the work week each."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Settings
from burnbreak.core.workweek import DayException, ProtectedTime, RampStep
from burnbreak.ui.settings.my_week import MyWeekPage
from burnbreak.ui.theme import Theme

TODAY = date(2026, 11, 25)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> MyWeekPage:
    made = MyWeekPage(theme, Settings(), lambda: datetime(2026, 11, 25, 8, tzinfo=UTC))
    qtbot.addWidget(made)
    made.resize(660, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]


def test_time_is_protected_and_that_is_undone(qtbot: QtBot, page: MyWeekPage) -> None:
    before = page.settings.week
    click(qtbot, page.editor.inspector.protect)
    assert len(page.settings.week.protected) == len(before.protected) + 1
    assert isinstance(page.editor.strip.chosen, ProtectedTime)
    click(qtbot, page.undo)
    assert page.settings.week == before


def test_weeks_take_turns_and_this_one_is_named(qtbot: QtBot, page: MyWeekPage) -> None:
    click(qtbot, page.editor.cycle.alternate)
    week = page.settings.week
    assert (week.cycle_weeks, page.editor.strip.shown, week.week_number(TODAY)) == (2, 1, 0)
    click(qtbot, page.editor.cycle.this_week)
    assert page.settings.week.week_number(TODAY) == 1


def test_a_day_off_shows_in_the_week_and_is_removed(qtbot: QtBot, page: MyWeekPage) -> None:
    page.turn_to(1)
    page.days_off.first.setDate(QDate(2026, 12, 24))
    assert page.days_off.last.value == date(2026, 12, 24)
    page.days_off.last.setDate(QDate(2026, 12, 28))
    click(qtbot, page.days_off.add)
    off = DayException(first=date(2026, 12, 24), last=date(2026, 12, 28))
    assert page.settings.week.exceptions == (off,)
    assert page.settings.week.starting_on(date(2026, 12, 25), UTC) == ()


def test_days_begin_short_and_grow(qtbot: QtBot, page: MyWeekPage) -> None:
    page.turn_to(2)
    click(qtbot, page.ramp.usual)
    assert [step.percent for step in page.settings.week.ramp] == [50, 60, 80]
    assert page.settings.week.ramp[0] == RampStep(until=date(2026, 12, 6), percent=50)
    whole, short = (
        sum(span.length.total_seconds() for span in week.starting_on(TODAY, UTC))
        for week in (Settings().week, page.settings.week)
    )
    assert short * 2 == whole > 0
