"""Files written whole or not at all, and broken ones set aside instead of lost."""

import contextlib
import os
import stat
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from burnbreak.storage.note import StorageError, cause


def write_atomically(path: Path, data: bytes, *, what: str = "settings") -> None:
    """Put `data` in place of the file, readable by its owner alone; a symbolic link keeps pointing to it.

    Whatever goes wrong, the file from before is untouched and StorageError says so; `what` names the
    content in the plural for that sentence.
    """
    write_with(path, lambda file: file.write(data), what=what)


def write_with(
    path: Path, write: Callable[[BinaryIO], object], *, what: str = "files", otherwise: str = ""
) -> None:
    """As `write_atomically`, for content that comes in pieces; `write` gets the open file.

    `otherwise` ends the sentence of a refusal in other words.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    end = otherwise or f"the {what} from before are kept"
    if _is_special(target):
        raise StorageError(f"{target.name} is no file that can be replaced; {end}.")
    try:
        temporary.unlink(missing_ok=True)
        with _new(temporary) as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except OSError as fault:
        raise StorageError(f"{cause(fault)}; {end}.") from fault
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _is_special(path: Path) -> bool:
    """Whether it is a device, a pipe or a socket: that would be gone, and a plain file in its place."""
    with contextlib.suppress(OSError):
        mode = path.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def _new(path: Path) -> BinaryIO:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "w+b")


def sync_file(file: Path) -> None:
    """Make what another hand has written to it durable. OSError."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the new name durable too, where the system can open folders; the content is safe without."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another one of the same name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def set_aside(path: Path, moment: datetime) -> Path:
    """Rename a broken file to name.bad-YYYYMMDD-HHMMSS beside itself and tell the new name.

    Never overwrites: a number is added where that name is taken. Raises StorageError.
    """
    free = free_name(path, f"bad-{moment:%Y%m%d-%H%M%S}")
    try:
        path.rename(free)
    except OSError as fault:
        raise StorageError(f"{cause(fault)}; the broken file {path.name} stays where it is.") from fault
    return free


def free_name(path: Path, mark: str) -> Path:
    """name.mark beside the file, or the first of name.mark-2, -3 ... that nothing has."""
    names = (path.with_name(f"{path.name}.{mark}" + (f"-{n}" if n > 1 else "")) for n in count(1))
    return next(name for name in names if not os.path.lexists(name))
