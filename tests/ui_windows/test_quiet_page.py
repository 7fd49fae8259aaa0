"""Quiet times: every switch is its setting, and the list of programs can be kept by mouse and by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Quiet, Settings
from burnbreak.ui.settings.program_list import LOOK_MS, ProgramList
from burnbreak.ui.settings.quiet import QuietPage
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import nameless, too_small

SWITCHES = (
    "calls",
    "cameras",
    "presenting",
    "do_not_disturb",
    "wait_for_typing",
    "play_while_locked",
    "wait_for_return",
    "wait_for_return",
    "natural_rest",
)


class Seen:
    """Who captures now, and how often that was asked."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.asked = 0

    def __call__(self) -> tuple[str, ...]:
        self.asked += 1
        return self.names


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, seen: Seen) -> QuietPage:
    made = QuietPage(theme, Settings(quiet=Quiet(ignored_programs=("obs", "x & y"))), seen)
    qtbot.addWidget(made)
    made.resize(660, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(page: QuietPage) -> list[Quiet]:
    found: list[Quiet] = []
    page.changed.connect(lambda settings: found.append(settings.quiet))
    return found


def programs(page: QuietPage) -> ProgramList:
    return page._programs


def labels(page: QuietPage) -> list[str]:
    return [button.text() for button in programs(page).buttons() if not button.isHidden()]


def button(page: QuietPage, name: str) -> QPushButton:
    return next(b for b in programs(page).buttons() if b.text() == name and not b.isHidden())


def click(qtbot: QtBot, page: QuietPage, name: str) -> None:
    """Buttons that are new are shown at the next turn of the event loop."""
    qtbot.waitUntil(lambda: name in labels(page) and button(page, name).isVisible())
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", SWITCHES)
def test_each_switch_is_its_setting(qtbot: QtBot, page: QuietPage, told: list[Quiet], name: str) -> None:
    switch = page._switches[name]
    assert switch.isChecked() is getattr(Quiet(), name)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    wanted = replace(Quiet(ignored_programs=("obs", "x & y")), **{name: not getattr(Quiet(), name)})
    assert told == [wanted]
    page.show_settings(Settings())
    assert switch.isChecked() is getattr(Quiet(), name)
    assert set(page._switches) == set(SWITCHES)


def test_a_program_is_added_by_name_and_taken_off_by_a_press(
    qtbot: QtBot, page: QuietPage, told: list[Quiet]
) -> None:
    assert labels(page) == ["obs", "x && y"]
    assert not programs(page).add.isEnabled()
    qtbot.keyClicks(programs(page).field, "  Easy   Effects ")
    qtbot.keyClick(programs(page).field, Qt.Key.Key_Return)
    assert told[-1].ignored_programs == ("obs", "x & y", "Easy Effects")
    assert programs(page).field.text() == ""
    click(qtbot, page, "obs")
    assert told[-1].ignored_programs == ("x & y", "Easy Effects")
    assert page.focusWidget() is programs(page).field
    qtbot.waitUntil(lambda: labels(page) == ["x && y", "Easy Effects"])


@pytest.mark.parametrize("typed", ["   ", "OBS", "obs.exe", "/usr/bin/obs", "\u2028"])
def test_nothing_is_added_twice_or_without_a_name(
    qtbot: QtBot, page: QuietPage, told: list[Quiet], typed: str
) -> None:
    programs(page).field.setText(typed)
    qtbot.keyClick(programs(page).field, Qt.Key.Key_Return)
    assert told == []


def test_what_is_written_can_be_read_again(page: QuietPage, told: list[Quiet]) -> None:
    """Whatever is pasted: the file takes printable names only."""
    programs(page).field.setText("a\u2028b\x07c" + "d" * 100)
    programs(page)._add_typed()
    assert told[-1].ignored_programs[-1].isprintable()
    assert len(told[-1].ignored_programs[-1]) <= 60


def test_programs_in_use_now_are_offered_while_the_page_is_in_sight(
    qtbot: QtBot, page: QuietPage, told: list[Quiet], seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen.asked == 1
    assert LOOK_MS == 2000
    programs(page)._timer.setInterval(20)
    seen.names = ("OBS", "zoom")
    qtbot.waitUntil(lambda: labels(page) == ["obs", "x && y", "zoom"])
    click(qtbot, page, "zoom")
    assert told[-1].ignored_programs == ("obs", "x & y", "zoom")
    assert programs(page)._now.isHidden()
    seen.names = ()
    click(qtbot, page, "zoom")
    qtbot.waitUntil(lambda: labels(page) == ["obs", "x && y"])
    page.hide()
    asked = seen.asked
    qtbot.wait(100)
    assert seen.asked == asked


def test_a_press_is_not_lost_because_someone_was_looked_for_meanwhile(
    qtbot: QtBot, page: QuietPage, seen: Seen
) -> None:
    seen.names = ("zoom",)
    programs(page)._look()
    qtbot.waitUntil(lambda: "zoom" in labels(page))
    there = button(page, "zoom")
    programs(page)._look()
    programs(page)._look()
    assert button(page, "zoom") is there


def test_everything_has_a_name_and_can_be_hit(qtbot: QtBot, page: QuietPage, seen: Seen) -> None:
    seen.names = ("zoom",)
    programs(page)._look()
    click(qtbot, page, "zoom")
    qtbot.wait(50)
    assert nameless(page) == []
    assert too_small(page) == []
    assert button(page, "obs").accessibleName() == "Take “obs” off the list"


def test_the_page_says_that_nothing_is_opened_for_it(page: QuietPage) -> None:
    from burnbreak.ui.kit import SoftLabel

    said = " ".join(label.text() for label in page.findChildren(SoftLabel))
    assert "burnbreak never opens a microphone or a camera for this" in said


@pytest.mark.parametrize("word", ["zoom", "microphone", "screen", "away", "typ"])
def test_a_search_finds_it(page: QuietPage, word: str) -> None:
    assert page.search(word)
