"""Addresses and passwords of calendars, kept in the keyring of the system and nowhere else."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Login

SERVICE = "burnbreak"
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What opens one calendar."""

    address: str
    login: Login | None = None

    def __repr__(self) -> str:
        return "Secret(...)"


class Secrets(Protocol):
    """Where secrets are kept, by the calendar's id. All raise CalendarError (NO_KEYRING)."""

    def get(self, calendar: str) -> Secret | None:
        """The secret; None where there is none."""
        ...

    def put(self, calendar: str, secret: Secret) -> None:
        """Keep it in place of an earlier one."""
        ...

    def forget(self, calendar: str) -> None:
        """Remove it; nothing happens where there is none."""
        ...


class KeyringSecrets:
    """In the keyring of the desktop (Secret Service, Credential Locker, Keychain)."""

    def get(self, calendar: str) -> Secret | None:
        """See Secrets."""
        import keyring

        return _secret(_tried(lambda: keyring.get_password(SERVICE, _key(calendar))))

    def put(self, calendar: str, secret: Secret) -> None:
        """See Secrets."""
        import keyring

        text = _text(secret)
        _tried(lambda: keyring.set_password(SERVICE, _key(calendar), text))

    def forget(self, calendar: str) -> None:
        """See Secrets."""
        import keyring
        from keyring.errors import PasswordDeleteError

        def delete() -> None:
            try:
                keyring.delete_password(SERVICE, _key(calendar))
            except PasswordDeleteError:
                return

        _tried(delete)


class MemorySecrets:
    """In memory alone: for a session that shall leave nothing, and for tests."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, calendar: str) -> Secret | None:
        """See Secrets."""
        return _secret(self._kept.get(calendar))

    def put(self, calendar: str, secret: Secret) -> None:
        """See Secrets."""
        self._kept[calendar] = _text(secret)

    def forget(self, calendar: str) -> None:
        """See Secrets."""
        self._kept.pop(calendar, None)


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


def _tried(action: Callable[[], _Answer]) -> _Answer:
    """Whatever a keyring does not like comes out as one kind of trouble, without its words."""
    try:
        return action()
    except Exception:
        raise CalendarError(Trouble.NO_KEYRING) from None
