"""The page of the keys: a chord is taken down as it is pressed, and each line says how its key stands."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, Keys
from burnbreak.core.settings import Sessions, Settings
from burnbreak.ui.hotkey_things import Press, PressKind
from burnbreak.ui.settings.key_field import KeyField
from burnbreak.ui.settings.keys import KeysPage
from burnbreak.ui.theme import Theme
from tests.ui_windows.hotkey_things import HotThings

MORE, OVER, START = KeyAction.MORE, KeyAction.OVER, KeyAction.START
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Shown:
    """A page in sight, and what it told."""

    def __init__(self, qtbot: QtBot, theme: Theme, settings: Settings) -> None:
        self.things, self.told = HotThings(), list[Keys]()
        self.page = KeysPage(theme, settings, self.things)
        self.page.changed.connect(lambda new: self.told.append(new.keys))
        qtbot.addWidget(self.page)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.qtbot = qtbot

    def field(self, action: KeyAction) -> KeyField:
        return self.page._fields[action]

    def hint(self, action: KeyAction) -> str:
        return " ".join(
            label.text()
            for label in self.page._rows[action].findChildren(QLabel)
            if label.property("role") == "soft" and label.isVisibleTo(self.page)
        )

    def begin(self, action: KeyAction) -> KeyField:
        field = self.field(action)
        field.setFocus()
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        return field


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Shown:
    return Shown(qtbot, theme, Settings())


@pytest.mark.parametrize(
    ("key", "held", "text"),
    [
        (Qt.Key.Key_5, CTRL | ALT, "Ctrl+Alt+5"),
        (Qt.Key.Key_D, CTRL | SHIFT, "Ctrl+Shift+D"),
        (Qt.Key.Key_Percent, CTRL | SHIFT, "Ctrl+%"),
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier, "F9"),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.MetaModifier, "Meta+PgUp"),
        (Qt.Key.Key_Odiaeresis, ALT, "Alt+Ö"),
        (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, ""),
    ],
)
def test_a_chord_is_taken_down(shown: Shown, key: Qt.Key, held: Qt.KeyboardModifier, text: str) -> None:
    field = shown.begin(MORE)
    assert (field.records, field.text()) == (True, "")
    shown.qtbot.keyClick(field, key, held)
    assert (field.records, field.chord, shown.page.settings.keys.more) == (False, text, text)
    assert shown.told == ([Keys(more=text)] if text else [])


def test_what_is_held_is_shown_until_the_key_comes(shown: Shown) -> None:
    field = shown.begin(MORE)
    press, release = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
    seen = []
    for kind, key, held in (
        (press, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier),
        (press, Qt.Key.Key_Alt, CTRL),
        (release, Qt.Key.Key_Alt, CTRL | ALT),
        (release, Qt.Key.Key_Control, CTRL),
    ):
        QApplication.sendEvent(field, QKeyEvent(kind, key, held))
        seen.append(field.text())
    assert (seen, field.records) == (["Ctrl+", "Ctrl+Alt+", "Ctrl+", ""], True)


@pytest.mark.parametrize(
    ("key", "held"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_A, SHIFT),
        (Qt.Key.Key_Return, CTRL),
        (Qt.Key.Key_5, CTRL | Qt.KeyboardModifier.KeypadModifier),
    ],
)
def test_what_typing_needs_is_refused_in_words(shown: Shown, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    field = shown.begin(MORE)
    shown.qtbot.keyClick(field, key, held)
    assert field.records
    assert "Ctrl, Alt or Super" in shown.hint(MORE)
    shown.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.records, shown.told, shown.hint(MORE)) == (False, [], "")


def test_esc_tab_and_another_field_leave_it_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, Settings(keys=Keys(more="F9")))
    for leave in (
        lambda field: qtbot.keyClick(field, Qt.Key.Key_Escape),
        lambda field: qtbot.keyClick(field, Qt.Key.Key_Tab),
        lambda field: shown.field(OVER).setFocus(),
        lambda field: shown.page.hide(),
    ):
        field = shown.begin(MORE)
        assert shown.things.heard is not None
        leave(field)
        qtbot.waitUntil(lambda field=field: not field.records)
        assert (field.chord, field.text(), shown.things.heard) == ("F9", "F9", None)
    assert shown.told == []


def test_a_click_begins_and_the_cross_clears(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, Settings(keys=Keys(more="Meta+F9")))
    field = shown.field(MORE)
    assert field.text() == "Super+F9"
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.records
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    field._clear.trigger()
    assert shown.told == [Keys()]
    qtbot.keyClick(shown.begin(MORE), Qt.Key.Key_F8)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert shown.told[-2:] == [Keys(more="F8"), Keys()]


def test_a_key_that_burnbreak_has_already_comes_from_the_system(shown: Shown) -> None:
    """It never reaches the field, as it is grabbed."""
    field = shown.begin(OVER)
    assert shown.things.heard is not None
    shown.things.heard("Ctrl+Alt+5")
    assert (field.records, shown.told, shown.things.heard) == (False, [Keys(over="Ctrl+Alt+5")], None)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, ""),
        (KeyAnswer(KeyKind.SET), "Set."),
        (KeyAnswer(KeyKind.SET, "Press <Alt>F9"), "Set by the desktop: Press <Alt>F9"),
        (KeyAnswer(KeyKind.TAKEN), "Another program has this key."),
        (KeyAnswer(KeyKind.OURS), "It is the key of another line here, in another script."),
        (KeyAnswer(KeyKind.NO_KEY), "This keyboard has no such key."),
        (KeyAnswer(KeyKind.ASKING), "The desktop has not answered yet; it may ask you."),
        (KeyAnswer(KeyKind.DECLINED), "The desktop has not set this key."),
        (
            KeyAnswer(KeyKind.NO_ENTRY),
            "This desktop gives keys to programs in its menu, and burnbreak is not there. Its own keyboard "
            "settings can run “burnbreak in-session +5”.",
        ),
        (
            KeyAnswer(KeyKind.NOT_HERE),
            "This desktop does not let programs set keys. Its own keyboard settings can run "
            "“burnbreak in-session +5”.",
        ),
    ],
)
def test_each_answer_has_its_sentence(
    qtbot: QtBot, theme: Theme, answer: KeyAnswer | None, words: str
) -> None:
    shown = Shown(qtbot, theme, Settings(keys=Keys(more="F9")))
    shown.things.answered = {MORE: answer} if answer else {}
    assert shown.things.changed is not None
    shown.things.changed()
    assert shown.hint(MORE) == words
    assert shown.field(MORE).accessibleDescription() == words


def test_an_everyday_key_says_what_it_costs(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, Settings(keys=Keys(more="Ctrl+C")))
    shown.things.answered = {MORE: KeyAnswer(KeyKind.SET)}
    shown.page.show_settings(shown.page.settings)
    assert shown.hint(MORE) == "Set. Other programs do not get this key any more."


def test_our_own_lines_do_not_fight(shown: Shown) -> None:
    shown.qtbot.keyClick(shown.begin(MORE), Qt.Key.Key_F9)
    shown.qtbot.keyClick(shown.begin(START), Qt.Key.Key_F9)
    words = "“Still with someone, 5 minutes more” has the same key, and only that works."
    assert (shown.hint(START), shown.hint(MORE)) == (words, "")
    shown.qtbot.keyClick(shown.begin(MORE), Qt.Key.Key_Backspace)
    assert shown.hint(START) == ""


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (PressKind.DONE, "Pressed at 10:52."),
        (PressKind.QUIET, "Pressed at 10:52, while nothing may come up."),
        (PressKind.NOTHING, "Pressed at 10:52; there was nothing it could be about."),
    ],
)
def test_a_press_can_be_tried_with_the_page_open(
    qtbot: QtBot, theme: Theme, kind: PressKind, words: str
) -> None:
    shown = Shown(qtbot, theme, Settings(keys=Keys(more="F9")))
    shown.things.answered = {MORE: KeyAnswer(KeyKind.SET)}
    shown.things.pressed = {MORE: Press(datetime(2026, 11, 28, 10, 52), kind)}  # noqa: DTZ001
    assert shown.things.changed is not None
    shown.things.changed()
    assert shown.hint(MORE) == words


def test_defaults_take_every_key_away_and_undo_brings_them_back(qtbot: QtBot, theme: Theme) -> None:
    shown = Shown(qtbot, theme, Settings(keys=Keys(more="F9", start="F8")))
    qtbot.mouseClick(shown.page._defaults, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown.page._defaults, Qt.MouseButton.LeftButton)
    assert shown.told == [Keys(), Keys(more="F9", start="F8")]


def test_the_usual_length_is_that_of_the_settings(shown: Shown) -> None:
    shown.page.show_settings(replace(Settings(), sessions=Sessions(length_minutes=45)))
    row = shown.page._rows[KeyAction.USUAL]
    assert any("45" in label.text() for label in row.findChildren(QLabel))
    assert "45" in shown.field(KeyAction.USUAL).accessibleName()


def test_out_of_sight_nobody_is_told(shown: Shown) -> None:
    shown.page.hide()
    assert shown.things.changed is None
