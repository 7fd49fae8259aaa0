"""The parts of APScheduler that are used, without what it imports for others.

Its import brings asyncio, multiprocessing, ssl and email with it, 9 MiB and 110 ms of CPU, for executors and
plug-ins that nothing here uses. While it is imported, narrow modules stand in for these; afterwards they are
gone again, and who imports one of them gets the real one.
"""

import inspect
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NoReturn


class _NotFoundError(Exception):
    """What APScheduler expects where no version is known; it reads its own for nothing but telling it."""


class _NoPool:
    """Jobs run on the Qt thread alone."""

    def __init__(self, *_args: object, **_named: object) -> None:
        raise RuntimeError("burnbreak has no executor with threads")


def _unknown(_name: str) -> NoReturn:
    raise _NotFoundError


_STAND_INS: Mapping[str, Mapping[str, Any]] = {
    "asyncio": {"iscoroutinefunction": inspect.iscoroutinefunction},
    "importlib.metadata": {
        "entry_points": lambda **_groups: (),
        "version": _unknown,
        "PackageNotFoundError": _NotFoundError,
    },
    "apscheduler.executors.pool": {"ThreadPoolExecutor": _NoPool},
}


@contextmanager
def _standing_in() -> Iterator[None]:
    # Another thread that imports at this moment would keep what only stands in.
    alone = threading.active_count() == 1
    ours = {name: ModuleType(name) for name in _STAND_INS if alone and name not in sys.modules}
    for name, module in ours.items():
        vars(module).update(_STAND_INS[name])
    sys.modules.update(ours)
    try:
        yield
    finally:
        for name, module in ours.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


with _standing_in():
    from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.schedulers.base import BaseScheduler
    from apscheduler.schedulers.qt import QtScheduler
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.date import DateTrigger
    from apscheduler.triggers.interval import IntervalTrigger

__all__ = [
    "EVENT_JOB_ERROR",
    "BaseScheduler",
    "CronTrigger",
    "DateTrigger",
    "DebugExecutor",
    "IntervalTrigger",
    "JobExecutionEvent",
    "QtScheduler",
]
