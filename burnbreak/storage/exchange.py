"""Puts a log that is written anew under another key into the place of the old one, and wipes that."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from burnbreak.storage import database, drivers
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import sync_folder
from burnbreak.storage.note import StorageError

STAYS = "the history stays as it was"
_PIECE = b"\0" * (1 << 20)


def exchange(path: Path, old: Key | None, new: Key | None, decided: Callable[[], None]) -> None:
    """See LogFile.exchange; nobody of this process may have the log open."""
    from burnbreak.storage import recode

    anew = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        remove_unfinished(path)
        with _raw(path) as before:
            with recode.held(path, old) as db:
                recode.write_anew(db, anew, new)
                decided()
                # While it is still locked, so that nobody writes to what goes.
                moved = _moved(anew, path)
            if moved:
                sync_folder(path.parent)
                _wipe(before)
        if not moved:
            os.replace(anew, path)
    except recode.InUseError as fault:
        raise StorageError(f"Another program is using the log; {STAYS}.") from fault
    except recode.NotWholeError as fault:
        raise StorageError(f"What was written could not be read back whole; {STAYS}.") from fault
    except StorageError:
        raise
    except drivers.faults(OSError) as fault:
        raise StorageError(f"{database.why(fault, path)}; {STAYS}.") from fault
    finally:
        with contextlib.suppress(OSError):
            remove_unfinished(path)


def remove_unfinished(path: Path) -> None:
    """Take away what a kill has left of a log that was being written anew. OSError."""
    for file in path.parent.glob(f".{path.name}.*.new*"):
        file.unlink(missing_ok=True)


def _moved(anew: Path, path: Path) -> bool:
    """Windows moves nothing over an open file; there it is done once it is closed."""
    try:
        os.replace(anew, path)
    except PermissionError:
        return False
    return True


@contextlib.contextmanager
def _raw(path: Path) -> Iterator[int]:
    """The file that has this name now, whatever it is called later."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _wipe(descriptor: int) -> None:
    """Zeros over the content; a disk that moves what it writes, as SSDs do, may keep old blocks anyway."""
    with contextlib.suppress(OSError):
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= os.write(descriptor, _PIECE[:left])
        os.fsync(descriptor)
