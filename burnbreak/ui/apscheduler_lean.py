"""The parts of APScheduler that are used, without what it imports for others.

Its import brings asyncio, multiprocessing, ssl and email with it, 9 MiB and 110 ms of CPU, for executors and
plug-ins that nothing here uses. For its eyes alone, narrow modules stand in for these.
"""

import inspect
from typing import NoReturn

from burnbreak.ui.sparing import sparing


class _NotFoundError(Exception):
    """What APScheduler expects where no version is known; it reads its own for nothing but telling it."""


class _NoPool:
    """Jobs run on the Qt thread alone."""

    def __init__(self, *_args: object, **_named: object) -> None:
        raise RuntimeError("burnbreak has no executor with threads")


def _unknown(_name: str) -> NoReturn:
    raise _NotFoundError


with sparing(
    "apscheduler",
    {
        "asyncio": {"iscoroutinefunction": inspect.iscoroutinefunction},
        "importlib.metadata": {
            "entry_points": lambda **_groups: (),
            "version": _unknown,
            "PackageNotFoundError": _NotFoundError,
        },
        "apscheduler.executors.pool": {"ThreadPoolExecutor": _NoPool},
    },
):
    from apscheduler.executors.base import BaseExecutor
    from apscheduler.schedulers.base import BaseScheduler
    from apscheduler.schedulers.qt import QtScheduler
    from apscheduler.triggers.base import BaseTrigger
    from apscheduler.triggers.cron import CronTrigger
    from apscheduler.triggers.date import DateTrigger

__all__ = [
    "BaseExecutor",
    "BaseScheduler",
    "BaseTrigger",
    "CronTrigger",
    "DateTrigger",
    "QtScheduler",
]
