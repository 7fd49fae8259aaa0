"""More than a break: one's own lines, written and read in the same place, kept on this computer."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Breaks, Settings, Support
from burnbreak.engine.commands import ChangeSettings
from burnbreak.ui import support
from burnbreak.ui.support import SupportWindow
from burnbreak.ui.theme import Theme
from tests.ui_windows.values import nameless, too_small

WRITTEN = Settings(support=Support(supervisor="Dr Osei, room 4", colleague="Marit"))


def opened(qtbot: QtBot, theme: Theme, settings: Settings) -> tuple[SupportWindow, list[Settings]]:
    window, told = SupportWindow(theme, settings), list[Settings]()

    def note(command: object) -> None:
        assert isinstance(command, ChangeSettings)
        told.append(command.settings)

    window.command.connect(note)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, told


def test_what_was_written_is_there(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, WRITTEN)
    assert {name: field.text() for name, field in window.fields.items()} == {
        "supervisor": "Dr Osei, room 4", "assistance": "", "doctor": "", "colleague": "Marit",
    }  # fmt: skip
    assert nameless(window) == []
    assert too_small(window) == []
    window.close()
    assert told == []


def test_a_line_is_kept_when_it_is_left(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, WRITTEN)
    field = window.fields["doctor"]
    field.setFocus()
    qtbot.keyClicks(field, "Dr Ek, 020 7946 0000 ")
    assert told == []
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert told == [replace(WRITTEN, support=replace(WRITTEN.support, doctor="Dr Ek, 020 7946 0000"))]


def test_a_line_is_kept_by_itself_and_by_closing(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, told = opened(qtbot, theme, Settings())
    window._rests.setInterval(20)
    qtbot.keyClicks(window.fields["colleague"], "Ada")
    qtbot.waitUntil(lambda: len(told) == 1)
    qtbot.keyClicks(window.fields["colleague"], "!")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert [s.support.colleague for s in told] == ["Ada", "Ada!"]
    assert support.RESTS_MS < 1000


def test_a_line_of_several_lines_becomes_one(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, Settings())
    window.fields["doctor"].setText("Dr Ek\u2028room 2\x07")
    window.close()
    assert told[-1].support.doctor == "Dr Ek room 2"


def test_changes_made_elsewhere_stay(qtbot: QtBot, theme: Theme) -> None:
    window, told = opened(qtbot, theme, WRITTEN)
    changed = replace(WRITTEN, breaks=Breaks(daily_cap=2))
    window.show_settings(changed)
    qtbot.keyClicks(window.fields["doctor"], "x")
    window.close()
    assert told == [replace(changed, support=replace(WRITTEN.support, doctor="x"))]


def test_a_line_being_written_is_not_taken_away(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, WRITTEN)
    field = window.fields["doctor"]
    field.setFocus()
    qtbot.keyClicks(field, "Dr")
    window.show_settings(WRITTEN)
    assert field.text() == "Dr"


def test_a_number_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, WRITTEN)
    copies = [b for b in window.findChildren(QPushButton) if b.accessibleName().startswith("Copy")]
    assert [b.accessibleName() for b in copies if b.isVisible()] == ["Copy: Supervision", "Copy: A colleague"]
    qtbot.mouseClick(copies[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Dr Osei, room 4"


def test_the_words_promise_nothing_and_name_no_number(qtbot: QtBot, theme: Theme) -> None:
    window, _ = opened(qtbot, theme, Settings())
    words = " ".join(label.text() for label in window.findChildren(QLabel))
    assert not any(c.isdigit() for c in words)
    assert "nothing about a client" in words
    assert window.windowTitle() == "burnbreak"
    for label in window.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
