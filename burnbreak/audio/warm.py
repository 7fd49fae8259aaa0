"""Keeps the beginning of what sounded first, so that the next sitting is heard at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar


class Sound(Protocol):
    """What can shed all but its beginning."""

    def rest(self) -> None: ...


S = TypeVar("S", bound=Sound)


class Warm(Generic[S]):
    """At most one sound is kept, and only while its file stays as it was."""

    def __init__(self, make: Callable[[Path], S]) -> None:
        self._make = make
        self._kept: tuple[Path, tuple[int, int, int], S] | None = None
        self._first: tuple[Path, tuple[int, int, int], S] | None = None

    def open(self, path: Path) -> S:
        """The file as a sound, the kept one where it is that; raises what `make` raises, and OSError."""
        found = path.stat()
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        if self._kept is not None and self._kept[:2] == (path, stamp):
            sound = self._kept[2]
        else:
            sound = self._make(path)
        if self._first is None:
            self._first = (path, stamp, sound)
        return sound

    def rest(self) -> None:
        """The sitting is over: keep the beginning of what was opened first in it."""
        if self._first is not None:
            self._kept, self._first = self._first, None
            self._kept[2].rest()
