"""Encryption on the page about the data, and the window that asks for the key: every answer, and trouble."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from burnbreak.core.settings import Settings
from burnbreak.data_commands import ENCRYPTED, HOLDS
from burnbreak.ui.data_things import BackupTold, RestoreTold
from burnbreak.ui.key_things import KeyState
from burnbreak.ui.settings.encryption import Encryption
from burnbreak.ui.settings.privacy import PrivacyPage
from burnbreak.ui.settings.take_along import Asks
from burnbreak.ui.theme import Theme
from burnbreak.ui.unlock import UnlockWindow
from tests.ui_windows.data_things import Kept
from tests.ui_windows.key_things import RECOVERY, Keys


def card(qtbot: QtBot, theme: Theme, keys: Keys) -> Encryption:
    made = Encryption(theme, keys)
    qtbot.addWidget(made)
    made.resize(420, 500)
    made.show()
    return made


def buttons(of: QWidget) -> list[str]:
    return [b.text() for b in of.findChildren(QPushButton) if b.isVisible()]


def press(of: QWidget, text: str) -> None:
    next(b for b in of.findChildren(QPushButton) if b.isVisible() and b.text() == text).click()


@pytest.mark.parametrize(
    ("state", "shown", "hint"),
    [
        ({}, ["Encrypt ..."], "Off."),
        ({"way": "keyring"}, ["Another key ...", "Recovery key ...", "Decrypt ..."], "On. The key is in"),
        ({"way": "passphrase"}, ["Another key ...", "Decrypt ..."], "On. It opens with your passphrase."),
        ({"way": "passphrase", "locked": "locked"}, ["Unlock ..."], "The history is locked."),
        ({"available": False}, [], "It needs the package sqlcipher3"),
        ({"available": False, "way": "keyring", "locked": "no-driver"}, [], "It needs the package"),
    ],
)
def test_it_says_how_it_is_and_what_can_be_done(
    qtbot: QtBot, theme: Theme, state: dict[str, object], shown: list[str], hint: str
) -> None:
    made = card(qtbot, theme, Keys(**state))
    assert sorted(buttons(made)) == sorted(shown)
    assert made.row._hint.text().startswith(hint)


def test_by_the_keyring_the_recovery_key_is_shown_once_and_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys()
    made = card(qtbot, theme, keys)
    press(made, "Encrypt ...")
    assert not made._first.isVisible()
    press(made, "Leave it as it is")
    assert (keys.asked, made._how.isVisible()) == ([], False)
    press(made, "Encrypt ...")
    with qtbot.waitSignal(made.done):
        press(made, "Encrypt")
    assert keys.asked == ["keyring"]
    assert made._key.text().replace("\n", "") == RECOVERY
    assert made._key.accessibleName() == f"Recovery key: {RECOVERY}"
    press(made, "Copy")
    assert QGuiApplication.clipboard().text() == RECOVERY
    press(made, "I have it")
    assert (made._sheet.isVisible(), made._key.text()) == (False, "")
    press(made, "Recovery key ...")
    assert made._sheet.isVisible()


def test_a_passphrase_is_typed_twice_and_forgotten(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys()
    made = card(qtbot, theme, keys)
    press(made, "Encrypt ...")
    press(made, "Passphrase")
    assert {field.echoMode() for field in (made._first, made._second)} == {QLineEdit.EchoMode.Password}
    made._first.setText("four words make it")
    made._second.setText("four words make")
    press(made, "Encrypt")
    assert (keys.asked, made._fault.text()) == ([], "The two are not the same.")
    made._second.setText("four words make it")
    keys.fault = "The disk is full; the history stays as it was."
    press(made, "Encrypt")
    assert made._fault.text() == keys.fault
    assert made._how.isVisible()
    keys.fault = ""
    qtbot.keyClick(made._second, Qt.Key.Key_Return)
    assert keys.asked == ["passphrase four words make it"]
    assert not made._how.isVisible()
    assert (made._first.text(), made._second.text()) == ("", "")
    assert made._told.text() == "Encrypted. It opens with your passphrase."


@pytest.mark.parametrize("sure", [True, False])
def test_decrypting_asks_back(qtbot: QtBot, theme: Theme, sure: bool) -> None:
    keys = Keys(way="keyring")
    made = card(qtbot, theme, keys)
    press(made, "Decrypt ...")
    press(made, "Decrypt" if sure else "Keep it encrypted")
    assert keys.asked == (["decrypt"] if sure else [])
    assert not made._sure.isVisible()
    assert ("Encrypt ..." in buttons(made)) == sure


def test_what_decrypting_is_refused_for_is_told(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys(way="keyring")
    keys.fault = "A practice runs; please let it end first."
    made = card(qtbot, theme, keys)
    press(made, "Decrypt ...")
    press(made, "Decrypt")
    assert made._told.text() == keys.fault
    assert made._told.isVisible()


@pytest.mark.parametrize("fault", ["", "The disk is full; the history stays as it was."])
def test_while_it_is_written_anew_it_says_so_and_asks_nothing(qtbot: QtBot, theme: Theme, fault: str) -> None:
    keys = Keys()
    keys.at_once = False
    made = card(qtbot, theme, keys)
    press(made, "Encrypt ...")
    press(made, "Encrypt")
    assert made._told.text() == "The history is being written anew. All goes on meanwhile ..."
    assert made._told.isVisible()
    assert not made._how.isVisible()
    assert not made._on.isEnabled()
    # A second window comes in the middle of it, and hears of the end as well.
    other = card(qtbot, theme, keys)
    assert other._told.text() == made._told.text()
    assert keys.end(fault) == [True, True]
    for one in (made, other):
        assert one._told.text() == fault or not fault
        assert one._sheet.isVisible() != bool(fault)
        assert one._on.isEnabled()
    assert made._told.text() == (fault or "Encrypted.")


def test_a_window_that_was_closed_meanwhile_does_not_count_as_told(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys()
    keys.at_once = False
    made, gone = card(qtbot, theme, keys), Encryption(theme, keys)
    press(made, "Encrypt ...")
    press(made, "Encrypt")
    keys.follow(gone._switched)
    shiboken6.delete(gone)
    made.hide()
    assert keys.end("The disk is full; the history stays as it was.") == [False, False]


def test_the_page_shows_no_counts_of_a_locked_history(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys(way="passphrase", locked="locked")
    page = PrivacyPage(theme, Settings(), "~/data", Kept(), keys=keys)
    qtbot.addWidget(page)
    page.show()
    assert page._kept.text() == "What is kept shows once the history is open."
    with qtbot.waitSignal(page.window_wanted, check_params_cb=lambda name: name == "unlock"):
        press(page, "Unlock ...")
    keys.kept = KeyState(way="passphrase")
    page.show_settings(Settings())
    assert page._kept.text().startswith("Kept now: 12 pause")
    page.along.asks = page.along.asks._replace(save=lambda name: f"/tmp/{name}")
    press(page, "Back up ...")
    assert page.along.told.text().endswith(f"{HOLDS} {ENCRYPTED}")


class Backups(Kept):
    """A backup that needs a key."""

    def look_into(self, source: str) -> BackupTold:
        return BackupTold()

    def restore(self, source: str, key: str = "", *, whole: bool = True) -> RestoreTold:
        self.asked.append(f"restore {source} {key}".strip())
        if key != "right":
            fault = OSError("it is encrypted: its passphrase or recovery key is needed.")
            fault.needs_key = True  # type: ignore[attr-defined]
            raise fault
        return RestoreTold()


@pytest.mark.parametrize(
    ("typed", "said"), [("right", "Restored."), ("", "it is encrypted"), ("wrong", "it is encrypted")]
)
def test_the_key_of_a_backup_is_asked_for(qtbot: QtBot, theme: Theme, typed: str, said: str) -> None:
    kept = Backups()
    page = PrivacyPage(theme, Settings(), "~/data", kept, keys=Keys())
    qtbot.addWidget(page)
    page.show()
    page.along.asks = Asks(str, lambda: "/tmp/it", lambda: typed)
    press(page, "Restore ...")
    press(page, "Restore the history")
    assert kept.asked == ["restore /tmp/it", *([f"restore /tmp/it {typed}"] if typed else [])]
    assert page.along.told.text().startswith(said)


def asking(qtbot: QtBot, theme: Theme, keys: Keys) -> UnlockWindow:
    made = UnlockWindow(theme, keys)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_right_passphrase_opens_it_and_a_wrong_one_is_told(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys(way="passphrase", locked="locked")
    window = asking(qtbot, theme, keys)
    assert buttons(window) == ["I cannot open it any more", "Later", "Unlock"]
    press(window, "Unlock")
    assert (keys.asked, window._said.text()) == ([], "Please type it first.")
    keys.fault = "no"
    window._text.setText("wrong")
    press(window, "Unlock")
    assert window._said.text() == "This does not open it. Nothing was changed."
    assert window.isVisible()
    keys.fault = ""
    window._text.setText("right")
    qtbot.keyClick(window._text, Qt.Key.Key_Return)
    assert keys.asked == ["unlock right"]
    assert not window.isVisible()
    assert window._text.text() == ""


@pytest.mark.parametrize("by", ["Later", "Esc"])
def test_it_can_be_left_for_later(qtbot: QtBot, theme: Theme, by: str) -> None:
    keys = Keys(way="passphrase", locked="locked")
    window = asking(qtbot, theme, keys)
    press(window, by) if by == "Later" else qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert (keys.asked, window.isVisible()) == ([], False)


@pytest.mark.parametrize("there", [True, False])
def test_the_keyring_can_be_asked_again(qtbot: QtBot, theme: Theme, there: bool) -> None:
    keys = Keys(way="keyring", locked="no-keyring")
    keys.fault = "" if there else "The keyring cannot be opened."
    window = asking(qtbot, theme, keys)
    assert window._text.placeholderText() == "Recovery key"
    press(window, "Ask the keyring")
    assert keys.asked == ["ask the keyring"]
    assert window.isVisible() != there
    assert window._ring.isEnabled()


@pytest.mark.parametrize("sure", [True, False])
def test_a_new_one_is_begun_only_after_a_question(qtbot: QtBot, theme: Theme, sure: bool) -> None:
    keys = Keys(way="keyring", locked="lost")
    window = asking(qtbot, theme, keys)
    press(window, "I cannot open it any more")
    assert keys.asked == []
    press(window, "Begin a new history" if sure else "Back")
    assert keys.asked == (["give up"] if sure else [])
    assert window.isVisible() != sure
    assert not window._sure.isVisible()


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("End it anyway", ["quit"]),
        ("Let it run", []),
        ("Esc", []),
        ("Unlock", ["unlock right", "quit"]),
        ("Ask the keyring", ["ask the keyring", "quit"]),
    ],
)
def test_ending_meanwhile_is_told_what_it_costs(
    qtbot: QtBot, theme: Theme, answer: str, asked: list[str]
) -> None:
    keys = Keys(way="keyring", locked="no-keyring")
    window = asking(qtbot, theme, keys)
    assert not window._end.isVisible()
    window.show_page("end")
    assert window._end.isVisible()
    assert "is in memory only and would be lost." in " ".join(
        label.text() for label in window._end.findChildren(QLabel)
    )
    window._text.setText("right")
    qtbot.keyClick(window, Qt.Key.Key_Escape) if answer == "Esc" else press(window, answer)
    assert keys.asked == asked
    assert not window.isVisible()
    # Opened again for itself, it is about the key alone.
    keys.asked.clear()
    window.show()
    assert not window._end.isVisible()
    window._text.setText("right")
    press(window, "Unlock")
    assert keys.asked == ["unlock right"]


def test_a_wrong_passphrase_does_not_end_it(qtbot: QtBot, theme: Theme) -> None:
    keys = Keys(way="passphrase", locked="locked")
    window = asking(qtbot, theme, keys)
    window.show_page("end")
    keys.fault = "no"
    window._text.setText("wrong")
    press(window, "Unlock")
    assert keys.asked == []
    assert window._end.isVisible()
