"""The scheduler owns one timer, runs jobs on the Qt thread, and notices a wall clock that jumps."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers import base
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from burnbreak.ui.scheduler import Schedule


class Shifted(datetime):
    """A wall clock that can be moved."""

    by = timedelta()

    @classmethod
    def now(cls, tz=None):  # type: ignore[no-untyped-def, override]
        return datetime.now(tz) + cls.by


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

    return Schedule(parent, look, beat or look, UTC, pytest.fail, heartbeat=heartbeat)


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


def test_a_job_that_fails_is_told_and_the_next_still_runs(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    parent, calls = QObject(), []
    faults: list[BaseException] = []

    def look() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("no")

    plan = Schedule(parent, look, look, UTC, faults.append, heartbeat=1)
    plan.start()
    qtbot.waitUntil(lambda: len(calls) >= 2, timeout=5000)
    plan.stop()
    assert [str(f) for f in faults] == ["no"]
    assert any("raised an exception" in r.message for r in caplog.records)


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
