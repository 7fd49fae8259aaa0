"""Two columns: side by side only where each has the width it needs."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from burnbreak.core.check_times import Topic
from burnbreak.core.settings import Settings
from burnbreak.ui.fields import Columns, LoginState
from burnbreak.ui.kit import SegmentedChoice
from burnbreak.ui.settings import SettingsWindow
from burnbreak.ui.settings.check_ins import CheckInsPage
from burnbreak.ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> SettingsWindow:
    made = SettingsWindow(theme, Settings(), login=LoginState("off"), folder="/home/ada")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("width", [760, 900])
def test_no_choice_is_cut_off_beside_another_column(window: SettingsWindow, width: int) -> None:
    window.resize(width, 640)
    for name in ("check-ins", "sound", "privacy"):
        window.show_page(name)
        QApplication.processEvents()
        for choice in window.pages[name].findChildren(SegmentedChoice):
            if choice.isVisible():
                assert choice.width() >= choice.minimumSizeHint().width(), name
        for columns in window.pages[name].findChildren(Columns):
            assert all(c.parentWidget().width() >= c.minimumSize().width() for c in columns._columns), name


def test_a_column_with_nothing_to_show_takes_no_room(qtbot: QtBot, window: SettingsWindow) -> None:
    window.resize(900, 640)
    window.show_page("check-ins")
    page = window.pages["check-ins"]
    assert isinstance(page, CheckInsPage)
    columns = page.findChild(Columns)
    left, right = (column.parentWidget() for column in columns._columns)
    qtbot.waitUntil(lambda: left.width() == columns.width())
    page.show_topic(Topic.WEEKLY)
    qtbot.waitUntil(lambda: right.width() > 200)
    assert abs(left.width() - right.width()) <= 1
