"""The socket over which the command line speaks to the running app, wherever a socket is a file.

QtNetwork has one as well, but takes a MiB for as long as the app runs.
"""

import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSocketNotifier

log = logging.getLogger(__name__)

MOST_BYTES = 65_536


class UnixListener(QObject):
    """Answers one line per connection; only for the one that holds the lock."""

    def __init__(self, address: str, answer: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self._address, self._answer = address, answer
        self._server: socket.socket | None = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            _bind(self._server, address)
        except OSError as fault:
            log.warning("The command line cannot reach this app: %s", fault)
            self._server.close()
            self._server = None
            return
        self._news = QSocketNotifier(self._server.fileno(), QSocketNotifier.Type.Read, self)
        self._news.activated.connect(self._accept)

    def _accept(self) -> None:
        with suppress(OSError):  # whoever was there has gone
            while self._server is not None:
                peer, _ = self._server.accept()
                _Peer(peer, self._answer, self)

    def close(self) -> None:
        """Give up the socket."""
        if self._server is None:
            return
        self._news.setEnabled(False)
        self._server.close()
        self._server = None
        with suppress(OSError):
            os.unlink(self._address)


def _bind(server: socket.socket, address: str) -> None:
    """Take the place of one that was left behind; nobody but its user may speak to it."""
    with suppress(FileNotFoundError):
        os.unlink(address)
    before = os.umask(0o177)
    try:
        server.bind(address)
    finally:
        os.umask(before)
    server.listen()
    server.setblocking(False)


class _Peer(QObject):
    """One connection: a line comes, an answer goes, however slowly; nobody else waits for it."""

    def __init__(self, peer: socket.socket, answer: Callable[[bytes], bytes], parent: QObject) -> None:
        super().__init__(parent)
        peer.setblocking(False)
        self._socket, self._answer = peer, answer
        self._heard, self._to_say = b"", b""
        self._reads = QSocketNotifier(peer.fileno(), QSocketNotifier.Type.Read, self)
        self._reads.activated.connect(self._read)
        self._writes = QSocketNotifier(peer.fileno(), QSocketNotifier.Type.Write, self)
        self._writes.setEnabled(False)
        self._writes.activated.connect(self._write)

    def _read(self) -> None:
        try:
            part = self._socket.recv(MOST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self._heard += part
        line, end, _ = self._heard.partition(b"\n")
        if end:
            self._reads.setEnabled(False)
            self._to_say = self._answer(line + end)
            self._write()
        elif not part or len(self._heard) > MOST_BYTES:
            self._close()

    def _write(self) -> None:
        try:
            self._to_say = self._to_say[self._socket.send(self._to_say) :]
        except BlockingIOError:
            pass
        except OSError:
            self._to_say = b""
        if self._to_say:
            self._writes.setEnabled(True)
        else:
            self._close()

    def _close(self) -> None:
        self._reads.setEnabled(False)
        self._writes.setEnabled(False)
        self._socket.close()
        self.deleteLater()
