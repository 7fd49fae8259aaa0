"""Addresses and passwords of calendars, kept in the keyring of the system and nowhere else."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Login

SERVICE = "burnbreak"
_DEFAULT = "/org/freedesktop/secrets/aliases/default"
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What opens one calendar."""

    address: str
    login: Login | None = None

    def __repr__(self) -> str:
        return "Secret(...)"


class Secrets(Protocol):
    """Where secrets are kept, by the calendar's id. All raise CalendarError (NO_KEYRING, KEYRING_LOCKED).

    With `ask` a locked keyring may ask its owner for a password, in a dialog of the desktop's own.
    """

    def get(self, calendar: str, *, ask: bool = False) -> Secret | None:
        """The secret; None where there is none."""
        ...

    def put(self, calendar: str, secret: Secret) -> None:
        """Keep it in place of an earlier one."""
        ...

    def forget(self, calendar: str, *, ask: bool = True) -> None:
        """Remove it; nothing happens where there is none."""
        ...


class KeyringSecrets:
    """In the keyring of the desktop (Secret Service, Credential Locker, Keychain)."""

    def get(self, calendar: str, *, ask: bool = False) -> Secret | None:
        """See Secrets."""
        import keyring

        return _secret(_tried(lambda: keyring.get_password(SERVICE, _key(calendar)), ask=ask))

    def put(self, calendar: str, secret: Secret) -> None:
        """See Secrets."""
        import keyring

        text = _text(secret)
        _tried(lambda: keyring.set_password(SERVICE, _key(calendar), text), ask=True)

    def forget(self, calendar: str, *, ask: bool = True) -> None:
        """See Secrets."""
        import keyring
        from keyring.errors import PasswordDeleteError

        def delete() -> None:
            try:
                keyring.delete_password(SERVICE, _key(calendar))
            except PasswordDeleteError:
                return

        _tried(delete, ask=ask)


class MemorySecrets:
    """In memory alone: for a trial, and for tests."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, calendar: str, *, ask: bool = False) -> Secret | None:
        """See Secrets."""
        return _secret(self._kept.get(calendar))

    def put(self, calendar: str, secret: Secret) -> None:
        """See Secrets."""
        self._kept[calendar] = _text(secret)

    def forget(self, calendar: str, *, ask: bool = True) -> None:
        """See Secrets."""
        self._kept.pop(calendar, None)


class PassingSecrets:
    """The keyring, and before it what a user without an open one lets be known until the program ends."""

    def __init__(self, kept: Secrets) -> None:
        self._kept, self._passing = kept, MemorySecrets()

    def get(self, calendar: str, *, ask: bool = False) -> Secret | None:
        """See Secrets."""
        return self._passing.get(calendar) or self._kept.get(calendar, ask=ask)

    def put(self, calendar: str, secret: Secret) -> None:
        """See Secrets."""
        self._kept.put(calendar, secret)

    def hold(self, calendar: str, secret: Secret) -> None:
        """Know it until the program ends, and write it nowhere."""
        self._passing.put(calendar, secret)

    def forget(self, calendar: str, *, ask: bool = True) -> None:
        """See Secrets."""
        if self._passing.get(calendar):
            self._passing.forget(calendar)
        else:
            self._kept.forget(calendar, ask=ask)


def _key(calendar: str) -> str:
    return f"calendar:{calendar}"


def _text(secret: Secret) -> str:
    login = secret.login
    user, password = (login.user, login.password) if login else (None, None)
    return json.dumps({"address": secret.address, "user": user, "password": password})


def _secret(text: str | None) -> Secret | None:
    if text is None:
        return None
    try:
        found = json.loads(text)
        user, password = found["user"], found["password"]
        login = None if user is None else Login(user=str(user), password=str(password))
        return Secret(address=str(found["address"]), login=login)
    except (ValueError, KeyError, TypeError):
        return None


def _tried(action: Callable[[], _Answer], *, ask: bool) -> _Answer:
    """Whatever a keyring does not like comes out as a kind of trouble, without its words."""
    from keyring.errors import KeyringLocked

    try:
        if ask or not _would_ask():
            return action()
    except KeyringLocked:
        pass
    except Exception:
        raise CalendarError(Trouble.NO_KEYRING) from None
    raise CalendarError(Trouble.KEYRING_LOCKED)


def _would_ask() -> bool:
    """Whether the next use of the keyring would open a dialog; known of the Secret Service alone."""
    import keyring

    chosen: Any = keyring.get_keyring()
    first: Any = next(iter(getattr(chosen, "backends", ())), chosen)
    if type(first).__module__ != "keyring.backends.SecretService":
        return False
    import secretstorage

    path = getattr(first, "preferred_collection", _DEFAULT)
    with closing(secretstorage.dbus_init()) as bus:
        try:
            return bool(secretstorage.Collection(bus, path).is_locked())
        except secretstorage.ItemNotFoundException:
            # The first use would ask for the password of a new one.
            return True
