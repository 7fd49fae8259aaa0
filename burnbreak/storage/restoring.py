"""Puts a backup in place of what is here, all of it or nothing, whatever ends the program.

What comes is made ready whole in one folder, and what was here is written as a backup. Renaming the folder
decides: from then on its pieces take their places one by one, after a kill at the next start.
"""

import contextlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from burnbreak.storage import copies
from burnbreak.storage.backup import LOG, SETTINGS, own_files, write_backup
from burnbreak.storage.backup_reader import STAYS, opened
from burnbreak.storage.database import beside
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import free_name, sync_folder, write_atomically
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.own_folder import KINDS, OwnFolder
from burnbreak.storage.paths import READY, STAGE, Paths, make
from burnbreak.storage.settings_file import unfit

_OWN, _OVER, _ROOM = "own-files", "over", "room"
_ENOUGH = 1 << 16
"""Bytes kept free for what the last steps write, should the disk be full by then."""
_FOLLOWS = "the rest is restored when burnbreak starts the next time"


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of it."""

    aside: Path | None
    """Where what was here before is now; None for nothing."""
    whole: bool = False
    """Whether settings, own practices and voices are those of the backup, too."""
    decrypted: bool = False
    """Whether the history in the backup was encrypted, and here it is not."""


def restore(
    log: Log, paths: Paths, source: Path, now: datetime, *, key: Key | None = None, whole: bool = True
) -> Restored:
    """Put a backup in place of what is here; only its history unless `whole`.

    `key` opens a history that is encrypted otherwise than the one here. StorageError with one sentence,
    NeedsKeyError where no key opens it.
    """
    if log.locked is not None:
        raise StorageError("The history is locked; please unlock it first.")
    stage, aside = paths.data / STAGE, None
    try:
        if (paths.data / READY).exists():
            finish(paths, log.replace_file)
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700)
        encrypted = _make_ready(log, stage, source, key, whole=whole)
        _check_place(paths)
        aside = _kept(log, paths, now, whole=whole)
        (stage / _ROOM).write_bytes(b"\1" * _ENOUGH)
        log.let_go(STAYS)
        sync_folder(stage)
        os.rename(stage, paths.data / READY)
    except OSError as fault:
        if aside is not None:
            aside.unlink(missing_ok=True)
        if isinstance(fault, StorageError):
            raise
        raise StorageError(f"{cause(fault)}; {STAYS}.") from fault
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    finish(paths, log.replace_file)
    return Restored(aside, whole=whole, decrypted=encrypted and log.key is None)


def finish(paths: Paths, replace: Callable[[Path], None] | None = None) -> None:
    """Put what is ready into its places; nothing where nothing is. StorageError: it waits for the next start.

    `replace` exchanges a log that is open; without one nobody has it open.
    """
    ready = paths.data / READY
    if not ready.is_dir():
        return
    try:
        (ready / _ROOM).unlink(missing_ok=True)
        if (new := ready / LOG).exists():
            (replace or _exchanger(paths.log))(new)
        if (ready / _OWN).exists():
            shutil.rmtree(ready / _OVER, ignore_errors=True)
            _take_over(OwnFolder(paths), ready / _OWN)
        if (new := ready / SETTINGS).exists():
            write_atomically(paths.settings, new.read_bytes())
        shutil.rmtree(ready)
    except OSError as fault:
        why = str(fault).partition(";")[0] if isinstance(fault, StorageError) else cause(fault)
        raise StorageError(f"{why}; {_FOLLOWS}.") from fault


def discard_unfinished(paths: Paths) -> None:
    """Take away what a restore that never came to its end has left. OSError."""
    for name in (STAGE, READY):
        if (paths.data / name).exists():
            shutil.rmtree(paths.data / name)


def tidy(paths: Paths) -> None:
    """Take away what was made ready and cut off before it counted; nobody restores now."""
    shutil.rmtree(paths.data / STAGE, ignore_errors=True)


def _make_ready(log: Log, stage: Path, source: Path, key: Key | None, *, whole: bool) -> bool:
    """Unpack and check; whether the history in it is encrypted."""
    raw = stage / "raw"
    with opened(source) as backup:
        for name in backup.manifest.members:
            if name == LOG:
                backup.unpack(name, raw)
            elif whole:
                backup.unpack(name, stage / name if name == SETTINGS else stage / _OWN / name)
    if (fault := unfit(stage / SETTINGS)) and whole:
        raise StorageError(f"The settings in {source.name} {fault}; {STAYS}.")
    if whole:
        (stage / _OWN).mkdir(mode=0o700, exist_ok=True)
    try:
        return copies.make_ready(log, raw, stage / LOG, name=source.name, key=key, otherwise=STAYS)
    finally:
        _wipe(raw)


def _check_place(paths: Paths) -> None:
    """The settings may lie on another disk than the rest."""
    try:
        make(paths.config)
    except StorageError as fault:
        raise StorageError(f"The settings cannot be written where they are; {STAYS}.") from fault


def _kept(log: Log, paths: Paths, now: datetime, *, whole: bool) -> Path | None:
    """What is here now, as a backup beside the log, where erasing finds it."""
    if not whole:
        return copies.set_aside(log, now, STAYS)
    aside = free_name(log.path, f"before-restore-{now:%Y%m%d-%H%M%S}.zip")
    try:
        write_backup(log, paths, aside, now)
    except StorageError as fault:
        raise StorageError(f"{str(fault).partition(';')[0]}; {STAYS}.") from fault
    return aside


def _take_over(folder: OwnFolder, staged: Path) -> None:
    """The user's own files become the staged ones; those stay until this has been done whole."""
    units = {unit.relative_to(staged).as_posix() for kind in KINDS for unit in (staged / kind).glob("*")}
    with folder.change() as change:
        there = {"/".join(name.split("/")[:2]) for name in own_files(folder.root)}
        for name, path in own_files(staged).items():
            top, unit, *below = name.split("/")
            _linked(path, change.place(f"{top}/{unit}", *below))
        change.remove(*sorted(there - units))
        change.commit()
    # At one stroke: half of them must never be taken for all.
    os.rename(staged, staged.with_name(_OVER))


def _linked(path: Path, target: Path) -> None:
    """The same file under a second name, which takes no room; a copy where the disk knows no such thing."""
    try:
        os.link(path, target)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            target.unlink()
        shutil.copyfile(path, target)


def _exchanger(log: Path) -> Callable[[Path], None]:
    def exchange(new: Path) -> None:
        # What was in the journal is in the copy from before.
        for end in ("-journal", "-wal", "-shm"):
            beside(log, end).unlink(missing_ok=True)
        os.replace(new, log)
        sync_folder(log.parent)

    return exchange


def _wipe(raw: Path) -> None:
    """Leave nothing of a history that may lie here unencrypted for a moment only."""
    with contextlib.suppress(OSError):
        left = raw.stat().st_size
        with raw.open("r+b") as file:
            while left > 0:
                left -= file.write(b"\0" * min(left, 1 << 20))
            file.flush()
            os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        raw.unlink(missing_ok=True)
