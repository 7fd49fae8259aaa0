"""The shell with a real Coach: which windows there are, and that they show what counts."""

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.entry import Ease
from burnbreak.core.events import StartNow
from burnbreak.core.holds import HoldKind
from burnbreak.core.narration import SYSTEM
from burnbreak.core.score import Score
from burnbreak.core.settings import Settings
from burnbreak.engine.coach import Coach
from burnbreak.engine.commands import ChangeSettings, Stop
from burnbreak.own_content import OwnContent
from burnbreak.resources import asset_folder
from burnbreak.storage.paths import find_paths
from burnbreak.stores import open_practices
from burnbreak.system.notify import NullNotifier
from burnbreak.ui import system_voice
from burnbreak.ui.hearing import voices
from burnbreak.ui.icons import Icons
from burnbreak.ui.places import Places
from burnbreak.ui.recorder import RecorderWindow
from burnbreak.ui.shell import Shell
from burnbreak.ui.theme import Theme
from burnbreak.voice_studio import VoiceStudio
from tests.core.stories import tuesday
from tests.fakes import ClockPlayer, FakeClock, MemoryLog, MemoryStore, guided, pacer
from tests.own.made import guided as practice_file

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
        self.check: Callable[[Callable[[], None] | None], None] = lambda then: then() if then else None

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
                own=lambda: OwnContent(find_paths(Path("/nowhere"))),
                own_changed=lambda: None,
                studio=lambda: VoiceStudio(find_paths(Path("/nowhere")), time.monotonic),
            ),
            app=self.app,
            check=self.check,
        )
        clock = self.clock = FakeClock(tuesday(9, 5))
        self.player = ClockPlayer(clock)
        self.coach = Coach(
            clock=clock, log=self.log, settings=Settings(), store=MemoryStore(), player=self.player,
            practices=(pacer(),), outside=self.shell,
        )  # fmt: skip
        self.shell.attach(self.coach, self.player)
        self.shell.begin(autostarted=False, first_time=False, notes=[])
        return self

    def window(self, name: str) -> Any:
        return self.shell._windows.get(name)

    def stop(self) -> None:
        self.shell.close()
        self.shell.deleteLater()
        # In the run of the last test nobody would do it, and the interpreter's end in another order.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


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


@pytest.mark.parametrize("name", ["breathe", "closing", "library", "support", "week", "settings", "home"])
def test_a_window_comes_up_in_the_middle_of_the_screen(qtbot: QtBot, desktop: Desktop, name: str) -> None:
    desktop.shell.open(name)
    window = desktop.window(name)
    qtbot.waitExposed(window)
    room = window.screen().availableGeometry()
    assert abs(window.frameGeometry().center().x() - room.center().x()) <= 8
    assert abs(window.frameGeometry().center().y() - room.center().y()) <= room.height() * 0.06


def test_a_practice_begins_from_the_library(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.open("library/long-exhale")
    library = desktop.window("library")
    assert library.page.practice.id == "long-exhale"
    library.page.card.start.click()
    wait_for(qtbot, lambda: desktop.window("sitting"))
    assert desktop.coach.run is not None
    assert desktop.coach.run.practice.id == "long-exhale"
    wait_for(qtbot, lambda: desktop.window("library") is None)
    desktop.shell.do(Stop())


def test_another_practice_is_chosen_from_within_a_sitting(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.do(StartNow("long-exhale", 60.0))
    wait_for(qtbot, lambda: desktop.window("sitting"))
    desktop.window("sitting").window_wanted.emit("library")
    assert desktop.window("library").isVisible()
    assert not desktop.shell.hearing.preview.play(Score(seconds=1.0)), "the sitting keeps the player"
    desktop.shell.do(Stop())


def test_heavier_hides_the_practice_and_opens_the_support_card(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.do(StartNow("long-exhale", 60.0))
    wait_for(qtbot, lambda: desktop.window("sitting"))
    desktop.player.clock.advance(timedelta(seconds=75))
    wait_for(qtbot, lambda: desktop.window("closing"))
    card = desktop.window("closing")
    card.answer(Ease.HEAVIER)
    next(b for b in card.findChildren(QPushButton) if b.text().startswith("Do not suggest")).click()
    assert desktop.coach.settings.practices.hidden == ("long-exhale",)
    assert desktop.coach.suggestion(180.0) == ""
    card.window_wanted.emit("support")
    support = desktop.window("support")
    desktop.shell.open("settings")
    support.fields["colleague"].setText("Marit")
    support.close()
    settings = desktop.window("settings")
    wait_for(qtbot, lambda: settings.settings.support.colleague == "Marit")
    settings.show_page("practices")
    settings.pages["practices"]._bring_back("long-exhale")
    assert desktop.coach.settings.practices.hidden == ()
    assert desktop.coach.settings.support.colleague == "Marit"
    (entry,) = desktop.log.rows.values()
    assert entry.ease is Ease.HEAVIER


def test_a_page_of_the_settings_is_opened_by_its_name(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.open("settings/sound")
    window = desktop.window("settings")
    assert window._stack.currentWidget().widget() is window.pages["sound"]
    desktop.shell.open("settings/holds")
    assert window.pages["practices"].open.isVisible()
    assert desktop.window("settings") is window


def test_the_bell_of_the_settings_ends_by_itself(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.hearing.bell()
    assert desktop.shell.hearing.preview.running
    desktop.player.clock.steady += 6.0
    wait_for(qtbot, lambda: not desktop.shell.hearing.preview.running)


def test_a_practice_is_heard_from_its_page(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.shell.open("library/long-exhale")
    page = desktop.window("library").page
    page.card.preview.click()
    assert desktop.shell.hearing.preview.running
    assert desktop.player.score is not None
    assert desktop.player.score.seconds == 20.0
    desktop.player.clock.advance(timedelta(seconds=5))
    wait_for(qtbot, lambda: page.card._line.value() == 250)
    assert page.card._said.text()
    desktop.window("library").close()
    assert not desktop.shell.hearing.preview.running


def test_keys_of_the_guide_reach_the_sitting(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.coach.set_practices((guided("clear-the-room", (60, 120, 180)),))
    desktop.shell.do(StartNow("clear-the-room", 120.0))
    wait_for(qtbot, lambda: desktop.window("sitting"))
    window = desktop.window("sitting")
    assert window.controls.guide._back.toolTip() == "Back to your hands and feet (A)"
    qtbot.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert desktop.coach.run is not None
    assert desktop.coach.run.timeline.anchor == "sounds"
    wait_for(qtbot, lambda: window._left.text() == "From here on: what you can hear")
    before = desktop.coach.run.timeline
    qtbot.keyClick(window, Qt.Key.Key_E)
    assert desktop.coach.run.timeline is not before
    assert desktop.coach.run.timeline.seconds == before.seconds
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert desktop.coach.run is None


def test_a_practice_brought_in_by_window_is_in_the_open_library(
    qtbot: QtBot, desktop: Desktop, tmp_path: Path
) -> None:
    """Also when the library was open before, and it is gone from there when it is removed."""
    own = OwnContent(find_paths(tmp_path / "home"))

    def reload() -> None:
        practices, notes = open_practices(find_paths(tmp_path / "home"))
        assert notes == ()
        desktop.coach.set_practices(practices)

    desktop.shell._places = replace(desktop.shell._places, own=lambda: own, own_changed=reload)
    desktop.shell.open("library")
    desktop.shell.open("own_practices")
    library, window = desktop.window("library"), desktop.window("own_practices")
    (tmp_path / "quiet.toml").write_bytes(practice_file())
    window.choose(tmp_path / "quiet.toml")

    def tiles() -> list[str]:
        return [tile.objectName() for tile in library.shelf.tiles]

    wait_for(qtbot, lambda: "quiet-minute" in tiles())
    wait_for(qtbot, lambda: len(window.list.lines) == 1)
    window.list.lines[0].open_button.click()
    assert library.page.practice.id == "quiet-minute"
    window.list.lines[0].sure_button.click()
    wait_for(qtbot, lambda: "quiet-minute" not in tiles())
    assert library.page is None


def test_the_recorder_opens_at_a_practice_and_lets_go_of_the_microphone(desktop: Desktop) -> None:
    desktop.shell.open("recorder/long-exhale")
    window = desktop.shell._windows.get("recorder")
    assert isinstance(window, RecorderWindow)
    assert window.setup.practice.value == "common", "only what is spoken can be recorded"
    window.close()


def test_the_computers_own_voice_can_be_chosen_and_is_told_where_it_is_missing(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(system_voice, "import_module", absent)
    assert voices(desktop.coach)[-1] is SYSTEM
    desktop.shell.hearing.narrator("system")
    assert any("not installed" in name for name in desktop.shell._windows.names())
    caplog.clear()


class Checks:
    """Looks that are answered when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.others = 0

    def __call__(self, then: Callable[[], None] | None) -> None:
        if then is None:
            self.others += 1
        else:
            self.waiting.append(then)


def offered(qtbot: QtBot, app: QApplication) -> tuple[Desktop, Checks]:
    """A break has come due, and its card waits for the look at calls."""
    made, checks = Desktop(app), Checks()
    made.check = checks
    made.start()
    made.clock.advance(timedelta(minutes=45, seconds=1))
    made.coach.look()
    wait_for(qtbot, lambda: checks.waiting)
    assert made.shell._prompt._card is None
    return made, checks


def test_no_card_before_calls_have_been_looked_for(qtbot: QtBot, qapp: QApplication) -> None:
    made, checks = offered(qtbot, qapp)
    checks.waiting[0]()
    wait_for(qtbot, lambda: made.shell._prompt._card)
    made.stop()


def test_a_call_that_is_found_holds_the_card_before_it_was_seen(qtbot: QtBot, qapp: QApplication) -> None:
    made, checks = offered(qtbot, qapp)
    made.coach.set_hold(HoldKind.CALL, True, "microphone")
    checks.waiting[0]()
    qtbot.wait(50)
    assert made.shell._prompt._card is None
    assert [(e.outcome, e.reason) for e in made.log.rows.values()] == [("held", "call")]
    made.stop()


def test_in_a_sitting_calls_are_looked_for_every_few_seconds(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, checks = Desktop(qapp), Checks()
    made.check = checks
    made.start()
    made.shell._stage._pulse.setInterval(2)
    made.coach.do(StartNow("long-exhale", 60))
    wait_for(qtbot, lambda: checks.others >= 2)
    made.coach.do(Stop())
    made.stop()


def test_sittings_leave_nothing_behind(desktop: Desktop, qtbot: QtBot) -> None:
    counts = []
    for _ in range(4):
        desktop.coach.do(StartNow("long-exhale", 60.0))
        wait_for(qtbot, lambda: desktop.window("sitting"))
        desktop.clock.advance(timedelta(seconds=75))
        wait_for(qtbot, lambda: desktop.window("closing"))
        desktop.shell._windows.close("closing")
        desktop.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        counts.append((len(desktop.app.allWidgets()), len(desktop.shell.findChildren(QObject))))
    assert desktop.window("sitting") is None
    assert len(set(counts[1:])) == 1, counts
