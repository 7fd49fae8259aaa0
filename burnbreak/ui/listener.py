"""The pipe over which the command line speaks to the running app on Windows."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

MOST_BYTES = 65_536


class Listener(QObject):
    """Answers one line per connection; only for the one that holds the lock."""

    def __init__(self, address: str, answer: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self._answer = answer
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
        """Give up the socket."""
        self._server.close()
