"""The one thread for what takes long: the interface goes on while a calendar is read."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from burnbreak.calendars.child import read_apart
from burnbreak.core.span import Span
from burnbreak.ui.worker import Worker

WEEK = Span(datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC))
TURNS = 200
WAITS = """
import pathlib, sys, time
while not pathlib.Path(sys.argv[1]).exists():
    time.sleep(0.005)
print('{"busy": [[1795600800, 1795604400, false, false]], "unreadable": 0}')
"""


def test_the_interface_turns_while_a_calendar_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    """The child ends only when the interface has turned so often: it would never, were it waited for."""
    turned, arrived, parent = [0], [], QObject()
    worker, signal = Worker(parent), tmp_path / "enough"

    def turn() -> None:
        turned[0] += 1
        if turned[0] == TURNS:
            signal.touch()

    beat = QTimer(parent)
    beat.timeout.connect(turn)
    beat.start(0)
    command = [sys.executable, "-c", WAITS, str(signal)]
    worker(
        lambda: read_apart(b"BEGIN:VCALENDAR", WEEK, UTC, command),
        lambda reading: arrived.append((reading, QThread.currentThread() is parent.thread())),
    )
    qtbot.waitUntil(lambda: bool(arrived), timeout=20_000)
    beat.stop()
    worker.close()
    ((reading, here),) = arrived
    assert (len(reading.busy), here) == (1, True)
    assert turned[0] >= TURNS
