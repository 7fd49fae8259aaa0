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
    switching: bool = False
    """It is being written anew just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """How it ended."""

    fault: str = ""
    """A sentence where it is as it was, or something old is left; empty where all went well."""
    recovery: str = ""
    """The recovery key of a key that is in the keyring from now on."""


Told = Callable[[Switched], bool]
"""Is told the end, later; whether anybody could see it."""


class KeyThings(Protocol):
    """All that can be done about it. Acts raise OSError with a sentence, and then it is as it was.

    Those that write it anew only begin; it can be used meanwhile, and `told` gets to know the end.
    """

    def state(self) -> KeyState:
        """How it is now."""
        ...

    def encrypt_by_keyring(self, told: Told) -> None:
        """Encrypt it with a new key in the keyring, which may ask its user first."""
        ...

    def encrypt_by_passphrase(self, text: str, told: Told) -> None:
        """Encrypt it with a passphrase."""
        ...

    def decrypt(self, told: Told) -> None:
        """Make it a plain file again."""
        ...

    def follow(self, told: Told) -> None:
        """Be told of the end of what has been begun already."""
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

    def waiting(self) -> int:
        """How much of what happened is in memory alone because the history is locked."""
        ...

    def quit(self) -> None:
        """End burnbreak, whatever waits."""
        ...

    def give_up(self) -> str:
        """Keep the locked one aside and begin a new one; the name of the one aside."""
        ...
