"""One running app per user: a lock, and a local socket over which the command line speaks to it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from burnbreak.ui.listener import Listener
    from burnbreak.ui.unix_listener import UnixListener


class AlreadyRunning(Exception):  # noqa: N818
    """Another burnbreak of this user has the lock."""


class Instance:
    """Holds the lock for the life of the process."""

    def __init__(self, lock: Path) -> None:
        """Raises AlreadyRunning."""
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(100):
            raise AlreadyRunning
        self._listener: Listener | UnixListener | None = None

    def listen(self, address: str, answer: Callable[[bytes], bytes]) -> None:
        """From now on answer the command line; `address` is a socket path, or a pipe name on Windows."""
        # Loaded late: none of it is needed for the icon.
        import socket

        if hasattr(socket, "AF_UNIX"):
            from burnbreak.ui.unix_listener import UnixListener

            self._listener = UnixListener(address, answer)
        else:
            from burnbreak.ui.listener import Listener

            self._listener = Listener(address, answer)

    def close(self) -> None:
        """Give up the socket and the lock."""
        if self._listener is not None:
            self._listener.close()
        self._lock.unlock()
