"""The first minute, straight through, with changes, and left for later."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSpinBox, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Rhythm, Settings
from burnbreak.core.workweek import WorkWeek
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui.fields import LoginState, Scroller
from burnbreak.ui.first_run import FirstRun
from burnbreak.ui.step_parts import ReadyIcon
from burnbreak.ui.theme import Theme
from burnbreak.ui.week_editor import WeekEditor
from tests.ui_windows.values import nameless, period, too_small


class Started:
    """The window and everything it told, in order."""

    def __init__(self, qtbot: QtBot, theme: Theme, login: LoginState) -> None:
        self.window, self.bot = FirstRun(theme, Settings(), login), qtbot
        qtbot.addWidget(self.window)
        self.told: list[object] = []
        self.window.command.connect(self.told.append)
        self.window.sound_check.connect(lambda: self.told.append("bell"))
        self.window.autostart_wanted.connect(lambda on: self.told.append(("login", on)))
        self.window.done.connect(lambda: self.told.append("done"))
        self.window.show()
        qtbot.waitExposed(self.window)

    def next(self, times: int = 1) -> None:
        for _ in range(times):
            self.bot.mouseClick(self.window.next, Qt.MouseButton.LeftButton)


@pytest.fixture
def started(qtbot: QtBot, theme: Theme) -> Started:
    return Started(qtbot, theme, LoginState("off"))


def test_four_clicks_take_every_default(started: Started) -> None:
    started.next(3)
    assert started.told == []
    assert started.window.next.text() == "Begin"
    started.next()
    assert started.told == [("login", True), "done"]
    assert not started.window.isVisible()


def test_the_dots_stay_in_the_middle_of_every_step(qtbot: QtBot, started: Started) -> None:
    window = started.window
    for number in range(4):
        qtbot.waitUntil(lambda n=number: window.step == n and window.back.isVisible() == (n > 0))
        window.layout().activate()  # type: ignore[union-attr]
        middle = window._dots.geometry().center().x()
        assert abs(middle - window.rect().center().x()) <= 1, number
        started.next()


def test_numbers_under_each_other_have_one_width(qtbot: QtBot, started: Started) -> None:
    started.next()
    fields = [f for f in started.window.findChildren(QSpinBox) if f.isVisible()]
    assert len(fields) == 3
    qtbot.waitUntil(lambda: len({f.width() for f in fields}) == 1)


def test_what_was_chosen_goes_out_once_at_the_end(qtbot: QtBot, started: Started) -> None:
    window = started.window
    window.findChild(WeekEditor).strip.copy_to([5])
    started.next()
    qtbot.mouseClick(window._rhythm.buttons()[1], Qt.MouseButton.LeftButton)
    assert window._every.isVisible()
    assert not window._past.isVisible()
    started.next(2)
    qtbot.mouseClick(window._at_login, Qt.MouseButton.LeftButton)
    started.next()
    command, end = started.told
    assert end == "done"
    assert isinstance(command, ChangeSettings)
    assert command.settings.breaks.rhythm is Rhythm.EVERY
    assert period(5, "09:00", "17:00") in command.settings.week.periods


def test_the_bell_is_played_at_the_chosen_volume(qtbot: QtBot, started: Started) -> None:
    window = started.window
    started.next(2)
    window._set_volume(20)
    bell = next(b for b in window.findChildren(QPushButton) if b.text() == "Play the bell")
    qtbot.mouseClick(bell, Qt.MouseButton.LeftButton)
    command, sound = started.told
    assert isinstance(command, ChangeSettings)
    assert (command.settings.sound.volume, sound) == (20, "bell")


def test_later_keeps_what_was_chosen_and_asks_no_more(qtbot: QtBot, started: Started) -> None:
    editor = started.window.findChild(WeekEditor)
    editor.strip.take(WorkWeek((period(0, "08:00", "12:00"),)), 0, None)
    qtbot.mouseClick(started.window.put_off, Qt.MouseButton.LeftButton)
    command, end = started.told
    assert isinstance(command, ChangeSettings)
    assert command.settings.week.periods == (period(0, "08:00", "12:00"),)
    assert end == "done"
    assert not started.window.isVisible()


@pytest.mark.parametrize("step", range(4))
def test_later_is_at_every_step_and_escape_means_it(qtbot: QtBot, started: Started, step: int) -> None:
    started.next(step)
    assert started.window.put_off.isVisible()
    assert nameless(started.window) == []
    assert too_small(started.window) == []
    qtbot.keyClick(started.window, Qt.Key.Key_Escape)
    assert started.told == ["done"]


def test_the_end_of_the_app_is_not_an_answer(started: Started) -> None:
    started.window.close()
    assert started.told == []


def test_back(qtbot: QtBot, started: Started) -> None:
    assert not started.window.back.isVisible()
    started.next(2)
    qtbot.mouseClick(started.window.back, Qt.MouseButton.LeftButton)
    assert started.window.step == 1
    assert started.window._dots.accessibleName() == "Step 2 of 4"


def test_an_unknown_login_is_left_alone(qtbot: QtBot, theme: Theme) -> None:
    started = Started(qtbot, theme, LoginState("unknown", "This system offers no way to start at login."))
    started.next(3)
    assert not started.window._at_login.isEnabled()
    started.next()
    assert started.told == ["done"]


def test_what_is_on_already_is_not_asked_again(qtbot: QtBot, theme: Theme) -> None:
    started = Started(qtbot, theme, LoginState("on"))
    started.next(4)
    assert started.told == ["done"]


def test_no_step_hides_a_part_of_itself(started: Started) -> None:
    window = started.window
    for _ in range(4):
        page = window._steps.currentWidget()
        assert isinstance(page, Scroller)
        assert not page.verticalScrollBar().isVisible(), window.step
        started.next()


@pytest.mark.parametrize("there", [True, False])
def test_the_icon_is_shown_where_there_is_a_tray(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, theme: Theme, there: bool
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: there)
    window = Started(qtbot, theme, LoginState("off")).window
    assert bool(window.findChildren(ReadyIcon)) is there
