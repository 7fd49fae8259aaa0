"""An end to the time that one request may take, whatever its server does meanwhile."""

import contextlib
import socket
import threading
from collections.abc import Mapping
from typing import Any, Self


class Patience:
    """Cuts the connections of a request when its seconds are over.

    The library's own limits are for one silence each: a server that sends a byte now and then knows no end.
    """

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._lock, self._sockets = threading.Lock(), list[socket.socket]()
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """To be told of every step of the connection: the "trace" of httpcore."""
        if not event.endswith(("connect_tcp.complete", "start_tls.complete")):
            return
        made = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets.append(made)
        if self.over:
            self._end()

    def _end(self) -> None:
        self.over = True
        with self._lock:
            for made in self._sockets:
                with contextlib.suppress(OSError):
                    made.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
