"""The shell with a real Coach: which windows there are, and that they show what counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Settings
from burnbreak.engine.coach import Coach
from burnbreak.engine.commands import ChangeSettings
from burnbreak.resources import asset_folder
from burnbreak.system.notify import NullNotifier
from burnbreak.ui.icons import Icons
from burnbreak.ui.shell import Shell
from burnbreak.ui.theme import Theme
from burnbreak.ui.windows import Places
from tests.core.stories import tuesday
from tests.fakes import ClockPlayer, FakeClock, MemoryLog, MemoryStore, pacer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "systemTrayWindowChanged", extend=True)


class Login:
    """Stands in for the system's list of what starts at login."""

    def __init__(self) -> None:
        self.kind = "off"

    def state(self) -> tuple[str, str]:
        return self.kind, ""

    def set(self, on: bool) -> str:
        self.kind = "on" if on else "off"
        return ""


class Desktop:
    """A shell on a desktop without a tray; `start` begins anew with what the log holds."""

    def __init__(self, app: QApplication) -> None:
        self.app, self.log, self.login = app, MemoryLog(), Login()
        self.theme = app.findChild(Theme) or Theme(app, Icons(asset_folder("icons")))
        self.shell: Shell
        self.coach: Coach

    def start(self) -> "Desktop":
        self.shell = Shell(
            theme=self.theme,
            notifier=NullNotifier(),
            idle_seconds=lambda: 60.0,
            windows_blend=lambda: True,
            places=Places(
                autostart_state=self.login.state,
                autostart_set=self.login.set,
                data_folder="/tmp",
                export_csv=lambda _: None,
            ),
            app=self.app,
        )
        clock = FakeClock(tuesday(9, 5))
        self.coach = Coach(
            clock=clock, log=self.log, settings=Settings(), store=MemoryStore(), player=ClockPlayer(clock),
            practices=(pacer(),), outside=self.shell,
        )  # fmt: skip
        self.shell.attach(self.coach, ClockPlayer(clock))
        self.shell.begin(autostarted=False, first_time=False, notes=[])
        return self

    def window(self, name: str) -> Any:
        return self.shell._windows.get(name)

    def stop(self) -> None:
        self.shell.close()
        self.shell.deleteLater()


@pytest.fixture
def desktop(qapp: QApplication, qtbot: QtBot) -> Any:
    made = Desktop(qapp).start()
    yield made
    made.stop()
    qtbot.wait(10)


def wait_for(qtbot: QtBot, true: Callable[[], Any]) -> None:
    qtbot.waitUntil(lambda: bool(true()), timeout=5000)


def test_without_a_tray_the_small_window_says_so_once(qtbot: QtBot, desktop: Desktop) -> None:
    wait_for(qtbot, lambda: desktop.window("home"))
    assert desktop.window("home")._note.isVisible()
    desktop.stop()
    desktop.start()
    wait_for(qtbot, lambda: desktop.window("home"))
    assert desktop.window("home").isVisible()
    assert not desktop.window("home")._note.isVisible(), "it was told at the first start"


def test_a_window_from_before_the_tray_went_stays_reachable_after_it(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell._host.present = True
    desktop.shell._tray_changed(True)
    assert desktop.window("home") is None
    desktop.shell.open("home")
    assert not desktop.window("home")._without_tray
    desktop.shell._host.present = False
    desktop.shell._tray_changed(False)
    assert desktop.window("home")._without_tray


def test_settings_changed_elsewhere_are_seen_in_the_window_and_not_undone_by_it(
    qtbot: QtBot, desktop: Desktop
) -> None:
    desktop.shell.open("settings")
    window = desktop.window("settings")
    quieter = replace(Settings(), sound=replace(Settings().sound, volume=15))
    desktop.shell.do(ChangeSettings(quieter))
    wait_for(qtbot, lambda: window.settings == quieter)
    window.show_page("breaks")
    window.pages["breaks"].change(daily_cap=3)
    assert desktop.coach.settings.breaks.daily_cap == 3
    assert desktop.coach.settings.sound.volume == 15, "what was set in the sitting still counts"


def test_the_login_switch_follows_the_system_and_changes_it(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.login.kind = "on"
    desktop.shell.open("settings")
    window = desktop.window("settings")
    window.show_page("general")
    switch = window.pages["general"]._switch
    assert switch.isChecked()
    desktop.login.kind = "blocked"
    wait_for(qtbot, lambda: not switch.isChecked())
    switch.click()
    assert desktop.login.kind == "on"
    assert switch.isChecked()


@pytest.mark.parametrize("name", ["breathe", "closing", "week", "settings", "home"])
def test_a_window_comes_up_in_the_middle_of_the_screen(qtbot: QtBot, desktop: Desktop, name: str) -> None:
    desktop.shell.open(name)
    window = desktop.window(name)
    qtbot.waitExposed(window)
    room = window.screen().availableGeometry()
    assert abs(window.frameGeometry().center().x() - room.center().x()) <= 8
    assert abs(window.frameGeometry().center().y() - room.center().y()) <= room.height() * 0.06
