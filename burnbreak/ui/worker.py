"""One thread for what takes long; what comes of it is handed over on the interface's thread."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)


class Worker(QObject):
    """Does one thing after the other; the thread begins with the first of them."""

    _done = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False
        self._done.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def __call__(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Run `job` in the thread, then `done` with its result here; a job that raises is logged by kind."""
        if self._closed:
            return
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="burnbreak-worker")
        self._pool.submit(self._run, job, done)

    def close(self) -> None:
        """Nothing more is begun, and nothing handed over; what runs is not waited for."""
        self._closed = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        try:
            result = job()
        except Exception as fault:
            # Its words could quote what it read.
            log.error("A task in the background failed (%s).", type(fault).__name__)
            return
        if not self._closed:
            self._done.emit(done, result)

    def _hand_over(self, done: Callable[[Any], None], result: Any) -> None:
        if not self._closed:
            done(result)
