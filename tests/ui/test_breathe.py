"""Breathe now: the last choice is one press away, and keys do everything."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from burnbreak.core.choosing import BREATHE_NOW
from burnbreak.core.events import StartNow
from burnbreak.ui.breathe import BreatheWindow, PracticeTile
from burnbreak.ui.theme import Theme
from tests.ui.values import practice

PRACTICES = {name: practice(name) for name in (*BREATHE_NOW, "box")}


def opened(qtbot: QtBot, theme: Theme, **more: object) -> tuple[BreatheWindow, list[object]]:
    window = BreatheWindow(theme, PRACTICES, **more)  # type: ignore[arg-type]
    said: list[object] = []
    window.command.connect(said.append)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, said


def test_three_practices_and_a_usual_length(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme)
    names = [tile.accessibleName() for tile in window.findChildren(PracticeTile)]
    assert names == ["Long exhale", "Coherent", "Cyclic sigh"]
    assert window.choice == ("long-exhale", 3)


def test_last_choice_is_one_press_away(qtbot: QtBot, theme: Theme) -> None:
    window, said = opened(qtbot, theme, last=("coherent", 5))
    qtbot.mouseClick(window.start, Qt.MouseButton.LeftButton)
    assert said == [StartNow("coherent", 300.0)]
    assert not window.isVisible()


def test_a_last_choice_that_is_gone_does_no_harm(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, last=("unknown", 7))
    assert window.choice == ("long-exhale", 3)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_numbers_choose_and_enter_begins(qtbot: QtBot, theme: Theme, number: int) -> None:
    window, said = opened(qtbot, theme)
    qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number))
    qtbot.keyClick(window, Qt.Key.Key_Return)
    assert said == [StartNow(BREATHE_NOW[number - 1], 180.0)]


def test_enter_begins_from_a_tile_and_arrows_move(qtbot: QtBot, theme: Theme) -> None:
    window, said = opened(qtbot, theme)
    tiles = window.findChildren(PracticeTile)
    tiles[0].setFocus()
    qtbot.keyClick(tiles[0], Qt.Key.Key_Down)
    assert tiles[1].isChecked()
    qtbot.keyClick(tiles[1], Qt.Key.Key_Return)
    assert said == [StartNow("coherent", 180.0)]


def test_escape_closes_without_a_word(qtbot: QtBot, theme: Theme) -> None:
    window, said = opened(qtbot, theme)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert said == []


def test_a_missing_practice_leaves_the_others(qtbot: QtBot, theme: Theme) -> None:
    window = BreatheWindow(theme, {"coherent": practice("coherent")})
    qtbot.addWidget(window)
    assert window.choice == ("coherent", 3)
