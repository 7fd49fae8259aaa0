"""APScheduler on the Qt thread: one owned timer, jobs where widgets live, sleep and clock changes noticed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QTimer

from burnbreak.engine.ports import Clock
from burnbreak.ui.apscheduler_lean import (
    BaseExecutor,
    BaseScheduler,
    BaseTrigger,
    CronTrigger,
    DateTrigger,
    QtScheduler,
)

HEARTBEAT_SECONDS = 60


class OneTimerScheduler(QtScheduler):  # type: ignore[misc]
    """QtScheduler with a single timer that can be stopped, and a wait that is never longer than `longest`.

    The base class forgets its timers, so every change of a job starts one more; and its timer counts steady
    time, so that a job due during a suspend comes late by the length of the sleep.
    """

    def __init__(self, parent: QObject, longest: float, set_back: Callable[[], None]) -> None:
        """`longest` in seconds; `set_back` is called when even the nearest job is further away than that."""
        super().__init__(timezone=UTC)
        self._longest, self._set_back = longest, set_back
        self._one = QTimer(parent)
        self._one.setSingleShot(True)
        # By its name: the namespace Qt takes a MiB.
        self._one.setProperty("timerType", "PreciseTimer")
        self._one.timeout.connect(self._process_jobs)

    def _start_timer(self, wait_seconds: float | None) -> None:
        self._one.stop()
        if wait_seconds is not None:
            # One millisecond more: a timer that fires early would find nothing due and spin.
            self._one.start(int(min(wait_seconds, self._longest) * 1000) + 1)

    def _stop_timer(self) -> None:
        self._one.stop()

    def _process_jobs(self) -> None:
        wait = BaseScheduler._process_jobs(self)
        self._start_timer(wait)
        if wait is not None and wait > self._longest + 1:
            self._set_back()


class _InPlace(BaseExecutor):  # type: ignore[misc]
    """Runs a job then and there, on the Qt thread; of a job that fails the Schedule tells."""

    def _do_submit_job(self, job: Any, _run_times: object) -> None:
        job.func(*job.args)
        self._run_job_success(job.id, ())


class Heartbeat(BaseTrigger):  # type: ignore[misc]
    """Goes off at a steady step, but leaves out a beat that would find nothing; never two in a row."""

    def __init__(self, step: timedelta, spared: Callable[[datetime], bool]) -> None:
        """`spared` tells of a moment (UTC) whether a beat then is known to find nothing."""
        self._step, self._spared = step, spared
        self._left_out: datetime | None = None

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """The beat that follows `previous`, later than `now`; those of a gap are not made up for."""
        last = now if previous is None else previous
        following = last + self._step * (max(now - last, timedelta()) // self._step + 1)
        self._left_out = following if self._spared(following) else None
        return following if self._left_out is None else following + self._step

    def called_back(self, now: datetime) -> datetime | None:
        """The beat that was left out, where it is still ahead and would find something after all."""
        ahead = self._left_out
        # Further ahead than a step: the clock was set back meanwhile.
        if ahead is None or not now < ahead <= now + self._step or self._spared(ahead):
            return None
        self._left_out = None
        return ahead


class Schedule:
    """The three jobs of the day: the next due moment, the change of day, the heartbeat."""

    def __init__(
        self,
        parent: QObject,
        clock: Clock,
        look: Callable[[], None],
        beat: Callable[[], None],
        on_error: Callable[[BaseException], None],
        *,
        heartbeat: float = HEARTBEAT_SECONDS,
        spared: Callable[[datetime], bool] = lambda _moment: False,
    ) -> None:
        """`look` is called on the Qt thread at a due moment and as a day begins, `beat` at each heartbeat.

        Every other heartbeat is left out where `spared` says of its moment (UTC) that it may be.
        """
        self._clock, self._look, self._beat, self._on_error = clock, look, beat, on_error
        self._due: datetime | None = None
        self._heart = Heartbeat(timedelta(seconds=heartbeat), spared)
        self._scheduler = OneTimerScheduler(parent, 2 * heartbeat, self.clock_was_set)
        self._scheduler.add_executor(_InPlace())
        self._add("heartbeat", self._heart)
        self._add("day", CronTrigger(hour=4, minute=0, timezone=clock.zone()))

    def start(self) -> None:
        """Begin; jobs run from the next turn of the event loop on."""
        self._scheduler.start()

    def due_at(self, moment: datetime | None) -> None:
        """Look again at that moment (aware); None: nothing but the heartbeat is ahead."""
        self.beat_again()
        if moment == self._due:
            return
        self._due = moment
        if moment is not None:
            self._add("due", DateTrigger(moment))
        elif self._scheduler.get_job("due"):
            self._scheduler.remove_job("due")

    def beat_again(self) -> None:
        """Something has happened: the beat that was left out takes place if it may find something now."""
        if (moment := self._heart.called_back(self._clock.now())) is not None:
            self._beat_at(moment)

    def clock_was_set(self) -> None:
        """The wall clock has jumped, or the computer has slept: beat at once, and then by the new time."""
        self._beat_at(self._clock.now())

    def stop(self) -> None:
        """No job runs after this."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _beat_at(self, moment: datetime) -> None:
        self._scheduler.modify_job("heartbeat", next_run_time=moment)

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
        try:
            (self._beat if name == "heartbeat" else self._look)()
        except Exception as fault:
            self._on_error(fault)
