"""What the window of one's own practices and voices asks for, and the thread on which that is done."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from burnbreak.core.own import Imported, OwnItem

log = logging.getLogger(__name__)

Progress = Callable[[float], None]


class OwnThings(Protocol):
    """The user's own practices and voices. PackError or OSError say in one sentence what cannot be done."""

    def items(self) -> tuple[OwnItem, ...]:
        """All of them, the broken ones with their fault."""
        ...

    def recording_title(self, path: Path) -> str:
        """A title for a single recording; empty for what is to be taken as a pack."""
        ...

    def bring(
        self,
        path: Path,
        *,
        title: str = "",
        situations: Sequence[str] = (),
        replace: bool = False,
        level: bool = True,
        progress: Progress = ...,
    ) -> Imported:
        """Import a pack or a recording; what `progress` raises ends it and leaves nothing behind."""
        ...

    def export(self, id: str, target: Path, *, voice: bool | None = None, replace: bool = False) -> OwnItem:
        """Write one as a pack."""
        ...

    def remove(self, id: str, *, voice: bool | None = None) -> OwnItem:
        """Take one away for good."""
        ...


class _StoppedError(Exception):
    """The user thought better of it."""


class Worker(QObject):
    """Does one thing at a time on a thread of its own; tells of it on the thread of the interface."""

    progressed = Signal(float)
    """0 to 1."""
    done = Signal(object)
    """What was done; None when it was stopped."""
    failed = Signal(str, object)
    """One sentence, and the exception."""

    _told = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._thread is not None

    def start(self, work: Callable[[Progress], object]) -> None:
        """Begin; `work` gets a progress to call, which ends it after `stop`."""
        self._stop = stop = threading.Event()

        def progress(done: float) -> None:
            if stop.is_set():
                raise _StoppedError
            self._tell(done)

        self._thread = threading.Thread(
            target=lambda: self._tell(_outcome(work, progress)), name="burnbreak-own", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End it as soon as it can be ended."""
        self._stop.set()

    def _tell(self, what: object) -> None:
        try:
            self._told.emit(what)
        except RuntimeError:
            # The window is gone; what was asked for ends by itself.
            self._stop.set()

    def _hear(self, what: object) -> None:
        if isinstance(what, float):
            self.progressed.emit(what)
            return
        self._thread = None
        if isinstance(what, _Outcome):
            if what.fault is None:
                self.done.emit(what.result)
            else:
                self.failed.emit(str(what.fault), what.fault)


class _Outcome:
    def __init__(self, result: object = None, fault: Exception | None = None) -> None:
        self.result, self.fault = result, fault


def _outcome(work: Callable[[Progress], object], progress: Progress) -> _Outcome:
    try:
        return _Outcome(work(progress))
    except _StoppedError:
        return _Outcome()
    except (ValueError, OSError) as fault:
        return _Outcome(fault=fault)
    except Exception as fault:
        # A fault of ours must not leave the window waiting for ever.
        log.exception("Something of the user's own could not be handled")
        return _Outcome(fault=fault)
