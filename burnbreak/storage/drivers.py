"""The one door to SQLite: the plain driver, and SQLCipher's, which is loaded when an encrypted log is met."""

import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from burnbreak.storage.locked import NoDriverError

_CIPHER = "sqlcipher3.dbapi2"


@dataclass(frozen=True, slots=True)
class Key:
    """What opens an encrypted log: 32 bytes as they are, or a passphrase that SQLCipher makes them from."""

    secret: bytes | str

    def __repr__(self) -> str:
        return "Key(...)"

    def words(self) -> str:
        """As SQLCipher takes it, unquoted."""
        return f"x'{self.secret.hex()}'" if isinstance(self.secret, bytes) else self.secret


def connect(
    name: Path | str, key: Key | None = None, *, timeout: float = 5.0, shared: bool = False
) -> sqlite3.Connection:
    """A connection in autocommit mode to a path or a file: address. Nothing is read yet.

    With a key the file is opened as an encrypted one. A shared one may go from thread to thread, for use by
    one at a time. Raises NoDriverError and what `faults` names.
    """
    uri = isinstance(name, str) and name.startswith("file:")
    if key is None:
        return sqlite3.connect(
            name, timeout=timeout, isolation_level=None, uri=uri, check_same_thread=not shared
        )
    db = cipher_driver().connect(
        str(name), timeout=timeout, isolation_level=None, uri=uri, check_same_thread=not shared
    )
    hush(db)
    db.execute(f"PRAGMA key = {quoted(key)}")
    # The same calls under another name: none of its classes are those of sqlite3.
    return cast(sqlite3.Connection, db)


def cipher_driver() -> Any:
    """The driver that knows encrypted files. NoDriverError where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as fault:
        raise NoDriverError from fault
    return dbapi2


def hush(db: Any) -> None:
    """SQLCipher tells standard error of each page it cannot read; its errors say it better."""
    db.execute("PRAGMA cipher_log_level = NONE")


def quoted(key: Key) -> str:
    """As a text of SQL, for statements that take no parameters."""
    return "'" + key.words().replace("'", "''") + "'"


def faults(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """The errors of the drivers in use, for `except`, and `more`; theirs carry `sqlite_errorcode`."""
    return (sqlite3.Error, *_cipher_error("Error"), *more)


def operational(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Those that lie in what was asked for or where the file is, and `more`."""
    return (sqlite3.OperationalError, *_cipher_error("OperationalError"), *more)


def _cipher_error(name: str) -> tuple[type[Exception], ...]:
    loaded = sys.modules.get(_CIPHER)
    return (getattr(loaded, name),) if loaded is not None else ()
