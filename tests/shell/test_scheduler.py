"""The scheduler owns one timer, runs jobs on the Qt thread, spares beats, and notices a clock that jumps."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers import base
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from burnbreak.system.clock import SystemClock
from burnbreak.system.clock_watch import NullClockWatch
from burnbreak.ui.clock_jumps import ClockJumps
from burnbreak.ui.scheduler import Heartbeat, Schedule

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Shifted(datetime):
    """A wall clock that can be moved."""

    by = timedelta()

    @classmethod
    def now(cls, tz=None):  # type: ignore[no-untyped-def, override]
        return datetime.now(tz) + cls.by


class ShiftedClock(SystemClock):
    def now(self) -> datetime:
        return Shifted.now(UTC)


class PipeWatch:
    """Tells of a jump when the test says so."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe2(os.O_NONBLOCK)

    def jump(self) -> None:
        os.write(self._write, b"!")

    def open(self) -> int | None:
        return self._read

    def heard(self) -> None:
        os.read(self._read, 8)

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Shifted]]:
    monkeypatch.setattr(base, "datetime", Shifted)
    yield Shifted
    Shifted.by = timedelta()


def schedule(
    parent: QObject, looks: list[float], heartbeat: float = 60, beat: Callable[[], None] | None = None
) -> Schedule:
    def look() -> None:
        assert threading.current_thread() is threading.main_thread()
        looks.append(1.0)

    return Schedule(parent, ShiftedClock(), look, beat or look, pytest.fail, heartbeat=heartbeat)


def test_a_thousand_reschedules_leave_one_timer(qtbot: QtBot) -> None:
    parent, looks = QObject(), []
    plan = schedule(parent, looks)
    plan.start()
    for n in range(1000):
        plan.due_at(datetime.now(UTC) + timedelta(hours=1, seconds=n))
    assert len(parent.findChildren(QTimer)) == 1
    calls: list[int] = []
    scheduler = plan._scheduler
    scheduler._one.timeout.connect(lambda: calls.append(1))
    qtbot.wait(1200)
    assert len(calls) <= 1, "a thousand changes are one look at the jobs"
    assert looks == []
    plan.stop()
    assert not scheduler._one.isActive()


def test_a_due_moment_calls_once_on_the_qt_thread(qtbot: QtBot) -> None:
    parent, looks = QObject(), []
    plan = schedule(parent, looks)
    plan.start()
    plan.due_at(datetime.now(UTC) + timedelta(milliseconds=150))
    qtbot.waitUntil(lambda: looks == [1.0], timeout=3000)
    qtbot.wait(200)
    assert looks == [1.0]
    plan.stop()


def test_a_wall_clock_that_jumps_an_hour_is_noticed_at_the_next_heartbeat(
    qtbot: QtBot, wall: type[Shifted]
) -> None:
    parent, looks = QObject(), []
    plan = schedule(parent, looks, heartbeat=1)
    plan.start()
    plan.due_at(datetime.now(UTC) + timedelta(minutes=30))
    qtbot.wait(300)
    before = len(looks)
    wall.by = timedelta(hours=1)
    qtbot.waitUntil(lambda: len(looks) > before and plan._due is None, timeout=3000)
    plan.stop()


def test_a_wall_clock_that_is_set_back_does_not_stop_the_heartbeat(qtbot: QtBot, wall: type[Shifted]) -> None:
    """The next beat would be an hour away, by the new time."""
    parent, looks = QObject(), []
    plan = schedule(parent, looks, heartbeat=1)
    plan.start()
    qtbot.wait(300)
    wall.by = timedelta(hours=-1)
    before = len(looks)
    qtbot.waitUntil(lambda: len(looks) > before + 1, timeout=8000)
    plan.stop()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_jump_that_is_told_is_acted_on_at_once(qtbot: QtBot, wall: type[Shifted], hours: int) -> None:
    """Long before the next beat; and the moment that is due goes by the new time."""
    parent, looks, beats, watch = QObject(), [], [], PipeWatch()
    plan = schedule(parent, looks, beat=lambda: beats.append(1))
    jumps = ClockJumps(watch, lambda _moment: True)
    jumps.start(plan.clock_was_set, parent)
    plan.start()
    plan.due_at(datetime.now(UTC) + timedelta(minutes=30))
    qtbot.wait(50)
    assert (looks, beats) == ([], [])
    wall.by = timedelta(hours=hours)
    watch.jump()
    qtbot.waitUntil(lambda: beats == [1], timeout=3000)
    qtbot.waitUntil(lambda: looks == ([1.0] if hours > 0 else []), timeout=3000)
    qtbot.wait(50)
    assert beats == [1], "one jump is heard once"
    assert plan._scheduler._one.remainingTime() <= 60_001
    plan.stop()
    jumps.close()


def test_beats_are_spared_only_while_jumps_are_told(qtbot: QtBot) -> None:
    parent, watch = QObject(), PipeWatch()
    silent = ClockJumps(NullClockWatch(), lambda _moment: True)
    silent.start(lambda: None, parent)
    assert not silent.spares(START)
    silent.close()
    jumps = ClockJumps(watch, lambda moment: moment == START)
    assert not jumps.spares(START)
    jumps.start(lambda: None, parent)
    assert jumps.spares(START)
    assert not jumps.spares(START + MINUTE)
    jumps.close()
    assert not jumps.spares(START)


def beats(heart: Heartbeat, count: int) -> list[float]:
    """The first so many beats from nine o'clock on, as minutes past it."""
    found = [heart.get_next_fire_time(None, START)]
    while len(found) < count:
        found.append(heart.get_next_fire_time(found[-1], found[-1]))
    return [(moment - START) / MINUTE for moment in found]


def test_every_other_beat_is_left_out_where_it_would_find_nothing() -> None:
    assert beats(Heartbeat(MINUTE, lambda _moment: False), 5) == [1, 2, 3, 4, 5]
    assert beats(Heartbeat(MINUTE, lambda _moment: True), 5) == [2, 4, 6, 8, 10]
    # What begins at half past five is found at six, as it would have been.
    calm_until = START + 5.5 * MINUTE
    assert beats(Heartbeat(MINUTE, lambda moment: moment < calm_until), 5) == [2, 4, 6, 7, 8]


def test_the_beats_of_a_gap_are_not_made_up_for() -> None:
    calls: list[datetime] = []
    heart = Heartbeat(MINUTE, lambda moment: bool(calls.append(moment)))
    late = START + timedelta(days=4000, seconds=10)
    assert heart.get_next_fire_time(START, late) == late + timedelta(seconds=50)
    assert len(calls) == 1


def test_a_beat_that_was_left_out_is_called_back_when_something_happens(qtbot: QtBot) -> None:
    calm = [True]
    parent, moments, clock = QObject(), [], SystemClock()
    plan = Schedule(
        parent, clock, lambda: None, lambda: moments.append(clock.now()), pytest.fail,
        heartbeat=1, spared=lambda _moment: calm[0],
    )  # fmt: skip
    plan.start()
    qtbot.wait(50)
    job = plan._scheduler.get_job("heartbeat")
    rare = job.next_run_time
    plan.due_at(None)
    assert job.next_run_time == rare, "nothing new is ahead"
    calm[0] = False
    plan.due_at(None)
    assert job.next_run_time == rare - timedelta(seconds=1)
    plan.due_at(None)
    assert job.next_run_time == rare - timedelta(seconds=1)
    qtbot.waitUntil(lambda: len(moments) == 2, timeout=6000)
    assert round((moments[1] - moments[0]).total_seconds()) >= 1
    plan.stop()


def test_a_beat_that_lies_far_ahead_since_the_clock_was_set_back_is_not_called_back() -> None:
    calm = [True]
    heart = Heartbeat(MINUTE, lambda _moment: calm[0])
    heart.get_next_fire_time(None, START)
    calm[0] = False
    assert heart.called_back(START - timedelta(hours=1)) is None
    assert heart.called_back(START + 2 * MINUTE) is None
    assert heart.called_back(START + MINUTE / 2) == START + MINUTE


def test_a_job_that_fails_is_told_and_the_next_still_runs(qtbot: QtBot) -> None:
    parent, calls = QObject(), []
    faults: list[BaseException] = []

    def look() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("no")

    plan = Schedule(parent, SystemClock(), look, look, faults.append, heartbeat=1)
    plan.start()
    qtbot.waitUntil(lambda: len(calls) >= 2, timeout=5000)
    plan.stop()
    assert [str(f) for f in faults] == ["no"]


def test_nothing_ahead_removes_the_due_job(qtbot: QtBot) -> None:
    parent, looks = QObject(), []
    plan = schedule(parent, looks)
    plan.start()
    plan.due_at(datetime.now(UTC) + timedelta(milliseconds=200))
    plan.due_at(None)
    qtbot.wait(500)
    assert looks == []
    plan.stop()


def test_a_heartbeat_beats_and_what_is_due_is_looked_at(qtbot: QtBot) -> None:
    parent, looks, beats = QObject(), [], []
    plan = schedule(parent, looks, heartbeat=1, beat=lambda: beats.append(1))
    plan.start()
    plan.due_at(datetime.now(UTC) + timedelta(milliseconds=100))
    qtbot.waitUntil(lambda: bool(looks and beats), timeout=5000)
    plan.stop()
    assert looks == [1.0]
