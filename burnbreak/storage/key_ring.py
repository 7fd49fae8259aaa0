"""The key of the log in the keyring of the system, and the same key as a text to keep on paper."""

import os
from typing import Protocol

from burnbreak.storage.drivers import Key
from burnbreak.storage.locked import NoKeyringError
from burnbreak.storage.note import StorageError

SERVICE = "burnbreak"
SHORTEST = 8
"""Characters of a passphrase."""
_BYTES, _CHECK, _GROUP = 32, 3, 4


class Ring(Protocol):
    """Keeps keys by name. All raise NoKeyringError."""

    def get(self, name: str) -> bytes | None:
        """The key; None where there is none."""
        ...

    def put(self, name: str, key: bytes) -> None:
        """Keep it, and make sure that it is kept."""
        ...

    def forget(self, name: str) -> None:
        """Remove it; nothing happens where there is none."""
        ...


class SystemRing:
    """The keyring of the desktop (Secret Service, Credential Locker, Keychain); it may ask its user first."""

    def get(self, name: str) -> bytes | None:
        """See Ring."""
        try:
            import keyring

            text = keyring.get_password(SERVICE, f"log:{name}")
        except Exception:  # Each system has its own; none of their words help here.
            raise NoKeyringError from None
        try:
            key = bytes.fromhex(text or "")
        except ValueError:
            return None
        return key if len(key) == _BYTES else None

    def put(self, name: str, key: bytes) -> None:
        """See Ring."""
        try:
            import keyring

            keyring.set_password(SERVICE, f"log:{name}", key.hex())
        except Exception:
            raise NoKeyringError from None
        if self.get(name) != key:
            raise NoKeyringError

    def forget(self, name: str) -> None:
        """See Ring."""
        try:
            import keyring
            from keyring.errors import PasswordDeleteError

            try:
                keyring.delete_password(SERVICE, f"log:{name}")
            except PasswordDeleteError:
                return
        except Exception:
            raise NoKeyringError from None


def new_key() -> bytes:
    """A key nobody has."""
    return os.urandom(_BYTES)


def recovery_text(key: bytes) -> str:
    """A key in groups of letters and digits, with three bytes that tell of a slip of the pen."""
    import base64

    text = base64.b32encode(key + _check(key)).decode()
    return "-".join(text[n : n + _GROUP] for n in range(0, len(text), _GROUP))


def key_from(text: str) -> Key:
    """What the user has typed: a recovery key however it is grouped, or else a passphrase.

    StorageError where it can be neither.
    """
    import base64

    plain = "".join(c for c in text.upper() if c.isalnum()).replace("0", "O").replace("1", "I")
    try:
        raw = base64.b32decode(plain) if len(plain) == (_BYTES + _CHECK) * 8 // 5 else b""
    except ValueError:
        raw = b""
    if raw and raw[_BYTES:] == _check(raw[:_BYTES]):
        return Key(raw[:_BYTES])
    return Key(_same_everywhere(text))


def new_passphrase(text: str) -> Key:
    """A passphrase that is to be used from now on. StorageError, one sentence, where it is too short."""
    if len(text.strip()) < SHORTEST:
        raise StorageError(f"A passphrase needs at least {SHORTEST} characters; four words make a good one.")
    return Key(_same_everywhere(text))


def _check(key: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(b"burnbreak recovery" + key).digest()[:_CHECK]


def _same_everywhere(text: str) -> str:
    """Keyboards differ in how they make an umlaut; what they type is the same passphrase."""
    import unicodedata

    found = unicodedata.normalize("NFC", text)
    if not found or not found.isprintable():
        raise StorageError("A passphrase is one line of characters that can be seen.")
    return found
