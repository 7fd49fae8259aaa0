"""APScheduler on the Qt thread: one owned timer, jobs where widgets live, sleep and clock changes noticed."""

import logging
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from burnbreak.ui.apscheduler_lean import (
    EVENT_JOB_ERROR,
    BaseScheduler,
    CronTrigger,
    DateTrigger,
    DebugExecutor,
    IntervalTrigger,
    JobExecutionEvent,
    QtScheduler,
)

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 60


class OneTimerScheduler(QtScheduler):  # type: ignore[misc]
    """QtScheduler with a single timer that can be stopped, and a wait that is never longer than a heartbeat.

    The base class forgets its timers, so every change of a job starts one more; and its timer counts steady
    time, so that a job due during a suspend comes late by the length of the sleep.
    """

    def __init__(self, parent: QObject, heartbeat: float, zone: tzinfo) -> None:
        super().__init__(timezone=zone)
        self._heartbeat = heartbeat
        self._one = QTimer(parent)
        self._one.setSingleShot(True)
        self._one.setTimerType(Qt.TimerType.PreciseTimer)
        self._one.timeout.connect(self._process_jobs)

    def _start_timer(self, wait_seconds: float | None) -> None:
        self._one.stop()
        if wait_seconds is not None:
            # One millisecond more: a timer that fires early would find nothing due and spin.
            self._one.start(int(min(wait_seconds, self._heartbeat) * 1000) + 1)

    def _stop_timer(self) -> None:
        self._one.stop()

    def _process_jobs(self) -> None:
        wait = BaseScheduler._process_jobs(self)
        self._start_timer(wait)


class Schedule:
    """The three jobs of the day: the next due moment, the change of day, the heartbeat."""

    def __init__(
        self,
        parent: QObject,
        look: Callable[[], None],
        beat: Callable[[], None],
        zone: tzinfo,
        on_error: Callable[[BaseException], None],
        *,
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> None:
        """`look` is called on the Qt thread at a due moment and as a day begins, `beat` at each heartbeat."""
        self._scheduler = OneTimerScheduler(parent, heartbeat, zone)
        self._look, self._beat, self._on_error = look, beat, on_error
        self._due: datetime | None = None
        self._scheduler.add_executor(DebugExecutor())
        self._scheduler.add_listener(self._failed, EVENT_JOB_ERROR)
        self._add("heartbeat", IntervalTrigger(seconds=int(max(1, heartbeat)), timezone=zone))
        self._add("day", CronTrigger(hour=4, minute=0, timezone=zone))

    def start(self) -> None:
        """Begin; jobs run from the next turn of the event loop on."""
        self._scheduler.start()

    def due_at(self, moment: datetime | None) -> None:
        """Look again at that moment (aware); None: nothing but the heartbeat is ahead."""
        if moment == self._due:
            return
        self._due = moment
        if moment is not None:
            self._add("due", DateTrigger(moment))
        elif self._scheduler.get_job("due"):
            self._scheduler.remove_job("due")

    def stop(self) -> None:
        """No job runs after this."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _add(self, name: str, trigger: Any) -> None:
        self._scheduler.add_job(
            self._run,
            trigger,
            args=[name],
            id=name,
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
        )

    def _run(self, name: str) -> None:
        if name == "due":
            self._due = None
        (self._beat if name == "heartbeat" else self._look)()

    def _failed(self, event: JobExecutionEvent) -> None:
        self._on_error(event.exception)
