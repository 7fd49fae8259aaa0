"""A call into a driver that may hang, on a thread that can be left behind."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Errand(Generic[T]):
    """Starts the call at once; `undo` gets its result if nobody waits for it any more."""

    def __init__(self, call: Callable[[], T], *, undo: Callable[[T], None] | None = None) -> None:
        self._call = call
        self._undo = undo
        self._result: T | None = None
        self._error: Exception | None = None
        self._left = False
        self._done = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="burnbreak-errand", daemon=True)
        self._thread.start()

    def fetch(self, seconds: float) -> T:
        """The result, or the call's own exception; TimeoutError if it takes longer than that."""
        self._thread.join(seconds)
        with self._lock:
            if not self._done:
                self._left = True
                raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]

    def pending(self) -> bool:
        """Whether the call has not come back yet."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._result = self._call()
        except Exception as error:
            self._error = error
        with self._lock:
            self._done = True
            late = self._left and self._error is None
        if late and self._undo is not None:
            self._undo(self._result)  # type: ignore[arg-type]
