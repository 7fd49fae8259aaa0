"""What the windows need of the encryption of the history, in plain types; the app fills it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """How the history is kept now."""

    way: str = ""
    """What opens it: "keyring" or "passphrase"; empty while it is not encrypted."""
    locked: str = ""
    """Why it is not open: "locked", "wrong", "lost", "no-keyring" or "no-driver"; empty while it is open."""
    available: bool = True
    """Whether the package for encryption is installed."""


class KeyThings(Protocol):
    """All that can be done about it. Acts raise OSError with a sentence, and then it is as it was."""

    def state(self) -> KeyState:
        """How it is now."""
        ...

    def encrypt_by_keyring(self) -> str:
        """Encrypt it with a new key in the keyring; the recovery key."""
        ...

    def encrypt_by_passphrase(self, text: str) -> None:
        """Encrypt it with a passphrase."""
        ...

    def decrypt(self) -> None:
        """Make it a plain file again."""
        ...

    def recovery(self) -> str:
        """The recovery key again."""
        ...

    def unlock(self, text: str) -> None:
        """Open it with a passphrase or a recovery key."""
        ...

    def ask_keyring(self, done: Callable[[str], None]) -> None:
        """Open it by the keyring, which may ask first; `done` gets a sentence, empty when it is open."""
        ...

    def give_up(self) -> str:
        """Keep the locked one aside and begin a new one; the name of the one aside."""
        ...
