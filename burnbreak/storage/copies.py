"""Copies of the log: a backup and its return, and the copies that migrations and damage left beside it."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from burnbreak.storage import database, drivers
from burnbreak.storage.database import discard
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import free_name, sync_file, sync_folder
from burnbreak.storage.key_file import sealed
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.schema import MIGRATIONS

_AS_IT_WAS = "the log stays as it is"


def back_up(log: Log, target: Path) -> None:
    """Write a copy of the log as it is now, whole or not at all. StorageError with one sentence."""
    new = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        log.copy_to(new)
        sync_file(new)
        new.replace(target)
    except StorageError:
        raise
    except OSError as fault:
        raise StorageError(f"{cause(fault)}; nothing was written.") from fault
    finally:
        discard(new)
    sync_folder(target.parent)


class NeedsKeyError(StorageError):
    """The backup is encrypted, and not with the key of the log."""

    needs_key = True


def restore(log: Log, source: Path, now: datetime, key: Key | None = None) -> Path | None:
    """Put a backup in place of the log; the path that what was there is kept under, None for nothing.

    `key` opens one that is encrypted otherwise than the log; the log is encrypted afterwards as before.
    Whatever goes wrong or is killed, the log is the one from before or the backup, whole. StorageError,
    NeedsKeyError where no key opens it.
    """
    if log.locked is not None:
        raise StorageError("The history is locked; please unlock it first.")
    new = log.path.with_name(f".{log.path.name}.{os.getpid()}.new")
    aside: Path | None = None
    try:
        make_ready(log, source, new, name=source.name, key=key, otherwise=_AS_IT_WAS)
        aside = set_aside(log, now, _AS_IT_WAS)
        log.replace_file(new)
    except OSError as found:
        if aside is not None:
            discard(aside)
        if isinstance(found, StorageError):
            raise
        raise StorageError(f"{cause(found)}; {_AS_IT_WAS}.") from found
    finally:
        discard(new)
    return aside


def make_ready(log: Log, source: Path, new: Path, *, name: str, key: Key | None, otherwise: str) -> bool:
    """Write a log of a backup into a new file that can take the place of this one, encrypted as this one is.

    Whether the one in the backup is encrypted. `name` is the backup's and `otherwise` the end of a refusal:
    StorageError, NeedsKeyError; nothing is left of the file then.
    """
    opened = _key_of(source, (key, log.key), name)
    _check(source, opened, name, otherwise)
    try:
        _copy(source, opened, new, log.key, otherwise)
    except drivers.faults(OSError) as found:
        discard(new)
        if isinstance(found, StorageError):
            raise
        raise StorageError(f"{_why(found, new)}; {otherwise}.") from found
    return opened is not None


def look_into(source: Path) -> None:
    """StorageError where a file can be no older backup; an encrypted one tells only with its key."""
    if not sealed(source):
        _check(source, None, source.name, _AS_IT_WAS)


def _check(source: Path, opened: Key | None, name: str, otherwise: str) -> None:
    fault = "not there" if not source.is_file() else database.amiss(source, MIGRATIONS, opened)
    if not fault:
        fault = "empty" if source.stat().st_size == 0 else ""
    if fault:
        what = "written by a newer burnbreak" if fault.startswith("written") else "no backup that can be read"
        raise StorageError(f"{name} is {what}; {otherwise}.")


def set_aside(log: Log, now: datetime, otherwise: str) -> Path | None:
    """A copy of the log beside it, from before a restore; None where there is none. OSError."""
    if not (log.path.exists() and log.path.stat().st_size):
        return None
    aside = free_name(log.path, f"before-restore-{now:%Y%m%d-%H%M%S}")
    try:
        aside.touch(mode=0o600)
        log.copy_to(aside, otherwise)
        sync_file(aside)
    except OSError:
        discard(aside)
        raise
    return aside


def _why(fault: Exception, new: Path) -> str:
    if isinstance(fault, OSError):
        return cause(fault)
    full = database.primary(fault) == sqlite3.SQLITE_FULL or database.no_room(new)
    return "The disk is full" if full else "The backup cannot be used"


def left_over(path: Path) -> tuple[Path, ...]:
    """Older and damaged copies beside the log, with their journals."""
    found = {*path.parent.glob(f"{path.name}.*"), *path.parent.glob(f".{path.name}.*")}
    return tuple(sorted(file for file in found if file.is_file()))


def remove_left_over(path: Path) -> None:
    """Take them away; StorageError names the first that stays."""
    for file in left_over(path):
        try:
            file.unlink(missing_ok=True)
        except OSError as fault:
            raise StorageError(f"{cause(fault)}; the copy {file.name} is still there.") from fault


def _key_of(source: Path, keys: tuple[Key | None, ...], name: str) -> Key | None:
    """The one that opens the file; None for a plain one. NeedsKeyError."""
    if not sealed(source):
        return None
    from burnbreak.storage import recode

    found = next((key for key in keys if recode.opens(source, key)), None)
    if found is None:
        raise NeedsKeyError(f"{name} is encrypted: its passphrase or recovery key is needed.")
    return found


def _copy(source: Path, opened: Key | None, new: Path, key: Key | None, otherwise: str) -> None:
    new.unlink(missing_ok=True)
    if opened or key:
        from burnbreak.storage import recode

        try:
            recode.copy(source, opened, new, key)
        except recode.NotWholeError as fault:
            raise StorageError(f"The backup could not be read whole; {otherwise}.") from fault
    else:
        new.touch(mode=0o600)
        with (
            closing(drivers.connect(f"{source.absolute().as_uri()}?mode=ro")) as db,
            closing(drivers.connect(new)) as other,
        ):
            db.backup(other)
    with closing(drivers.connect(new, key)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("SELECT uuid, moment, practice, stamp FROM entry LIMIT 1").fetchone()
        # Another computer may go on with the same file: each writer has a name of its own.
        other.execute("DELETE FROM state WHERE key = 'log.writer'")
    sync_file(new)
