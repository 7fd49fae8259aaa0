"""Opens an encrypted log for the command line, and encrypts and decrypts it from there."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from burnbreak.log_keys import LogKeys
from burnbreak.storage.key_file import Way
from burnbreak.storage.locked import LockedError, NoKeyringError
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError, cause

WORDS_VARIABLE = "BURNBREAK_PASSPHRASE_FILE"
"""Environment variable that names a file whose first line is the passphrase or the recovery key."""
ACTS = ("encrypt", "decrypt", "change-passphrase", "recovery-key")


def unlock(log: Log, file: Path | None = None, *, ask: bool = True) -> None:
    """Open a log that is encrypted: by a file, by the keyring, or by what is typed. StorageError.

    Without `ask` nothing is asked for in the terminal, and a log that stays locked is no error.
    """
    if log.locked is None or log.locked.reason == "no-driver":
        return
    keys = LogKeys(log)
    named = file or (Path(os.environ[WORDS_VARIABLE]) if os.environ.get(WORDS_VARIABLE) else None)
    try:
        if named is not None:
            keys.unlock(read_words(named))
            return
        why: LockedError = log.locked
        if keys.asks_keyring():
            try:
                keys.unlock_with(keys.from_keyring())
                return
            except LockedError as fault:
                why = fault if isinstance(fault, NoKeyringError) else log.locked or fault
        if ask and sys.stdin.isatty():
            if keys.way() is Way.KEYRING:
                print(f"burnbreak: {why.text()}", file=sys.stderr)
            keys.unlock(_typed("Passphrase or recovery key of the history: "))
    except StorageError:
        if ask:
            raise


def opened(log: Log) -> Log:
    """The log, or StorageError where it is still locked."""
    if log.locked is None:
        return log
    log.close()
    hint = f"Name a file with its passphrase by --passphrase-file or {WORDS_VARIABLE}."
    raise StorageError(log.locked.text() + ("" if log.locked.reason == "no-driver" else f" {hint}"))


def open_log(path: Path, now: Callable[[], datetime]) -> Log:
    """The log, open whether it is encrypted or not. StorageError."""
    log = Log(path, now)
    unlock(log)
    return opened(log)


def run(log: Log, args: argparse.Namespace) -> str:
    """Carry out one of ACTS on an open log; what there is to say. StorageError."""
    keys = LogKeys(log)
    match args.what:
        case "encrypt" if keys.way() is not None:
            raise StorageError("The history is encrypted already.")
        case "decrypt" | "change-passphrase" if keys.way() is None:
            raise StorageError("The history is not encrypted.")
        case "encrypt" if not (args.passphrase or args.new_passphrase_file):
            recovery = keys.encrypt_by_keyring()
            return (
                "Encrypted. The key is in the keyring. The recovery key, for the day that is lost:\n"
                f"{recovery}\nWrite it down and keep it away from this computer. Exports stay readable."
            )
        case "encrypt" | "change-passphrase":
            keys.encrypt_by_passphrase(_new(args.new_passphrase_file))
            return "Encrypted. It opens with the new passphrase alone. Exports stay readable."
        case "recovery-key":
            return keys.recovery()
        case _:
            keys.decrypt()
            return "Decrypted. Whoever has the file can read it."


def read_words(file: Path) -> str:
    """The first line of a file. StorageError."""
    try:
        with file.open(encoding="utf-8") as text:
            return text.readline(10_000).rstrip("\r\n")
    except OSError as fault:
        raise StorageError(f"{file} cannot be read ({fault.strerror or cause(fault)}).") from fault
    except ValueError as fault:
        raise StorageError(f"{file} holds no passphrase.") from fault


def ask_words(source: Path) -> str:
    """The key of a backup, where there is someone to ask; empty otherwise."""
    return _typed(f"Passphrase or recovery key of {source.name}: ") if sys.stdin.isatty() else ""


def _new(file: Path | None) -> str:
    if file is not None:
        return read_words(file)
    if not sys.stdin.isatty():
        raise StorageError("Name a file with the new passphrase by --new-passphrase-file.")
    first = _typed("New passphrase: ")
    if _typed("The same again: ") != first:
        raise StorageError("The two are not the same; nothing was changed.")
    return first


def _typed(prompt: str) -> str:
    from getpass import getpass

    return getpass(prompt)
