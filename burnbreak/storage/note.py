"""What storage has to tell the user: notes about what was found, errors about what could not be kept."""

import errno
from dataclasses import dataclass
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something found amiss and dealt with: a key for programs, one English sentence for people."""

    key: str
    text: str


class StorageError(OSError):
    """Something could not be kept; `str()` of it is one sentence for the user."""


def shown(path: Path) -> str:
    """A path as people are told it, with the home folder as ~."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def cause(fault: OSError) -> str:
    """Why the system refused, as the beginning of a sentence."""
    if fault.errno in _FULL:
        return "The disk is full"
    if fault.errno in _FORBIDDEN:
        return "Writing is not allowed there"
    return f"The system says {(fault.strerror or type(fault).__name__).lower()!r}"
