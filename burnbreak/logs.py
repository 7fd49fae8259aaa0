"""The program's own log file: what happened to the program, never what a person did."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

BYTES, FILES = 256_000, 2

log = logging.getLogger("burnbreak")


class _LateFile(logging.Handler):
    """A rotating file from the first record on: most days have none, and its module brings many others."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=BYTES, backupCount=FILES, encoding="utf-8", delay=True
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def log_to(folder: Path) -> Path | None:
    """Write warnings and faults to a rotating file in the folder; None when that is impossible."""
    path = folder / "burnbreak.log"
    handler: logging.Handler
    try:
        handler = _LateFile(path)
        path.touch(mode=0o600)
        faulthandler.enable(path.open("a", encoding="utf-8"))
    except OSError:
        path = None  # type: ignore[assignment]
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # A full disk must not end in traces on the terminal about what could not be logged.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # APScheduler tells of every run of every job.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    return path


def catch_everything(tell: Callable[[], None]) -> None:
    """An exception nobody caught is logged with its trace and told in one sentence; the app goes on."""

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        log.error("Unexpected fault", exc_info=(kind, fault, trace))
        tell()

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.error("Unexpected fault in a thread", exc_info=args.exc_value)

    sys.excepthook = caught
    threading.excepthook = in_thread
