"""One running app per user: a lock, and a local socket over which the command line speaks to it."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

MOST_BYTES = 65_536


class AlreadyRunning(Exception):  # noqa: N818
    """Another burnbreak of this user has the lock."""


class Instance(QObject):
    """Holds the lock for the life of the process and answers one line per connection."""

    def __init__(
        self, lock: Path, address: str, answer: Callable[[bytes], bytes], parent: QObject | None = None
    ) -> None:
        """`address` is a socket path, or a pipe name on Windows. Raises AlreadyRunning."""
        super().__init__(parent)
        self._answer = answer
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(100):
            raise AlreadyRunning
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            log.warning("The command line cannot reach this app: %s", self._server.errorString())
        self._server.newConnection.connect(self._accept)

    def _accept(self) -> None:
        while (peer := self._server.nextPendingConnection()) is not None:
            peer.readyRead.connect(lambda p=peer: self._read(p))
            peer.disconnected.connect(peer.deleteLater)
            if peer.bytesAvailable():
                self._read(peer)

    def _read(self, peer: QLocalSocket) -> None:
        if peer.bytesAvailable() > MOST_BYTES:
            peer.abort()
        elif peer.canReadLine():
            peer.write(self._answer(bytes(peer.readLine().data())))
            peer.flush()
            peer.disconnectFromServer()

    def close(self) -> None:
        """Give up the socket and the lock."""
        self._server.close()
        self._lock.unlock()
