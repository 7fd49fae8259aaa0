"""Opening the log and the week window, in turn with an empty log and with 150,000 entries of 20 years."""

import contextlib
import gc
import sqlite3
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from burnbreak.core.entry import Entry, Outcome
from burnbreak.core.settings import Settings
from burnbreak.resources import asset_folder
from burnbreak.storage.log import Log
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.history_things import HistoryThings
from burnbreak.ui.icons import Icons
from burnbreak.ui.theme import Theme

ENTRIES = 150_000
MOMENTS = ("moment", "due", "recorded", "started")
"""Columns that hold a time in microseconds."""


def twenty_years(path: Path, now: datetime) -> None:
    """A log of 150,000 completed breaks, evenly over 20 years until now."""
    log = Log(path, lambda: now)
    log.write(_entry(now))
    log.close()
    step = timedelta(days=20 * 365) / ENTRIES / timedelta(microseconds=1)
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(entry)")]
        first = dict(zip(columns, db.execute("SELECT * FROM entry").fetchone(), strict=True))
        moved = [name for name in MOMENTS if isinstance(first.get(name), int)]
        rows = []
        for number in range(1, ENTRIES):
            earlier = {name: first[name] - round(number * step) for name in moved}
            rows.append(tuple((first | earlier | {"uuid": f"{number:032x}"}).values()))
        db.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * len(columns))})", rows)
    log = Log(path, lambda: now)
    found = len(log.between(now - timedelta(days=21 * 365), now + timedelta(days=1)))
    log.close()
    if found != ENTRIES:
        raise AssertionError(f"the log gives {found} entries of {ENTRIES}")


def _entry(moment: datetime) -> Entry:
    return Entry(
        uuid=f"{0:032x}", due=moment, recorded=moment, started=moment, outcome=Outcome.COMPLETED,
        practice="long-exhale", planned_seconds=184.0, real_seconds=184.0, offered=True,
    )  # fmt: skip


def measure(folder: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """Medians in ms of CPU, with 20 years and empty, by what is measured; needs QT_QPA_PLATFORM=offscreen."""
    app = QApplication([])
    theme = Theme(app, Icons(asset_folder("icons")))
    # A Sunday evening: the whole week is behind, with 140 sittings in it.
    now = datetime(2026, 11, 29, 20, tzinfo=UTC)
    paths = (folder / "full" / "log.sqlite3", folder / "empty" / "log.sqlite3")
    for path in paths:
        path.parent.mkdir()
    twenty_years(paths[0], now)
    Log(paths[1], lambda: now).close()
    opened: tuple[list[float], list[float]] = ([], [])
    shown: tuple[list[float], list[float]] = ([], [])
    for turn in range(2 * rounds + 2):
        which = turn % 2
        gc.collect()
        began = time.process_time()
        log = Log(paths[which], lambda: now)
        opened[which].append((time.process_time() - began) * 1000)
        shown[which].append(_show(app, theme, log, now))
        log.close()
    # The first of each pays for imports and caches.
    return {
        "opening the log, ms of CPU": (statistics.median(opened[0][1:]), statistics.median(opened[1][1:])),
        "opening the week, ms of CPU": (statistics.median(shown[0][1:]), statistics.median(shown[1][1:])),
    }


class Painted(QObject):
    """Notes the CPU time when all that an object's first painting came with is done."""

    _painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.moment: float | None = None
        # By way of the event loop: the widgets that are painted in the same go count, later timers do not.
        self._painted.connect(self._stop, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Waits for a paint event."""
        if event.type() == QEvent.Type.Paint and self.moment is None:
            self._painted.emit()
        return super().eventFilter(watched, event)

    def _stop(self) -> None:
        if self.moment is None:
            self.moment = time.process_time()


def _show(app: QApplication, theme: Theme, log: Log, now: datetime) -> float:
    """Make, show and paint the window; milliseconds of CPU until it is painted."""
    painted = Painted()
    began = time.process_time()
    window = HistoryWindow(
        theme,
        HistoryThings(entries=log.between, titles={}, work_week=lambda: Settings().week),
        now=now,
        zone=UTC,
    )
    window.chart.installEventFilter(painted)
    window.show()
    while painted.moment is None:
        app.processEvents()
    window.close()
    window.deleteLater()
    # Else it would live on, and what it makes a little later would count for the next one.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return (painted.moment - began) * 1000
