"""The history encrypted by hand on a real desktop, with a real keyring: opened, locked, lost, decrypted."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.live.app import LiveApp
from tests.live.connecting import Desktop, Prompter, desktop
from tests.live.seen import Hand

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.desktop
WORDS = "four words make it"
_ASK = "import keyring, sys; print(keyring.get_password('burnbreak', 'log:' + sys.argv[1]))"
_FORGET = "import keyring, sys; keyring.delete_password('burnbreak', 'log:' + sys.argv[1])"


def open_page(app: LiveApp, hand: Hand) -> None:
    assert app.cli("settings").returncode == 0
    hand.click("Privacy and data", "Pages")


def again(app: LiveApp) -> None:
    assert app.process is not None
    app.process.terminate()
    assert app.process.wait(10) == 0
    app.start().up()


def is_plain(app: LiveApp) -> bool:
    return (app.home / "data" / "log.sqlite3").read_bytes().startswith(b"SQLite format 3\0")


def key_name(app: LiveApp) -> str:
    (lock,) = tomllib.loads((app.home / "data" / "log.key.toml").read_text())["lock"]
    return str(lock["name"])


def test_a_history_in_the_hands_of_a_keyring(tmp_path: Path) -> None:
    with desktop(tmp_path) as on, Prompter(on.bus) as prompter:
        hand, app = on.hand, on.app
        on.open_page()
        open_page(app, hand)
        hand.click("Encrypt ...")
        hand.click("Encrypt")
        recovery = hand.see("Recovery key: ").name.removeprefix("Recovery key: ")
        assert not is_plain(app)
        _opens_by_itself(on)
        prompter.lock()
        again(app)
        hand.see("The keyring with its key cannot be opened. The recovery key opens the history, too.")
        assert prompter.asked == 1
        hand.click("Ask the keyring")
        prompter.until(lambda: prompter.asked == 2)
        hand.type_into("Recovery key", recovery[:-1])
        hand.click("Unlock")
        hand.see("This does not open it. Nothing was changed.")
        hand.type_into("Recovery key", recovery.lower())
        hand.press_until_gone("Return", "Your history is locked")
        # It is switched with no more than one question, and without an answer it stays as it is.
        before, name = prompter.asked, key_name(app)
        open_page(app, hand)
        hand.click("Another key ...")
        hand.click("Encrypt")
        hand.see("The keyring cannot be opened; the history stays as it was.")
        assert (prompter.asked - before, key_name(app)) == (1, name)
        hand.click("Another key ...")
        hand.click("Passphrase")
        hand.x("key", "Tab")
        hand.x("type", WORDS)
        hand.type_into("The same again", WORDS)
        hand.click("Encrypt")
        hand.see("Encrypted. It opens with your passphrase.")
        again(app)
        hand.type_into("Passphrase", WORDS)
        hand.click("Unlock")
        hand.press_until_gone("Shift", "Your history is locked")
        open_page(app, hand)
        hand.click("Decrypt ...")
        hand.click("Decrypt")
        hand.see("The history is a plain file again.")
        assert is_plain(app)
        assert not (app.home / "data" / "log.key.toml").exists()


def _opens_by_itself(on: Desktop) -> None:
    """The keyring opens it at the next start; one that was emptied is told of, and gets its key back."""
    hand, app = on.hand, on.app
    again(app)
    open_page(app, hand)
    hand.see("On. The key is in the keyring of this computer.")
    assert "Your history is locked" not in hand.words()
    hand.click("Recovery key ...")
    recovery = hand.see("Recovery key: ").name.removeprefix("Recovery key: ")
    _ring(app, _FORGET)
    again(app)
    hand.see("The keyring has no key that opens it. The recovery key does.")
    hand.type_into("Recovery key", recovery)
    hand.press_until_gone("Return", "Your history is locked")
    assert _ring(app, _ASK) != "None"


def _ring(app: LiveApp, code: str) -> str:
    """What another program finds in the keyring, or does to it."""
    done = subprocess.run(
        [sys.executable, "-c", code, key_name(app)],
        env=app.environ, capture_output=True, text=True, check=True, timeout=20,
    )  # fmt: skip
    return done.stdout.strip()
