"""The numbers of script/bench: this app beside a bare PySide6 tray, interleaved, as medians and ratios."""

import contextlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from burnbreak.core.entry import Entry, Outcome
from burnbreak.storage.log import Log
from tests.audio.pulse import PulseRig
from tests.live.app import LiveApp, settings_text
from tests.system.fake_bus import FakeTrayWatcher, PrivateBus

BARE = """
import os, sys
os.environ.setdefault("QT_QPA_PLATFORMTHEME", "gnome")
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
app = QApplication(sys.argv)
pixmap = QPixmap(22, 22)
pixmap.fill("#2F6F62")
menu = QMenu()
for number in range(5):
    menu.addAction(str(number))
icon = QSystemTrayIcon(QIcon(pixmap))
icon.setContextMenu(menu)
icon.show()
app.exec()
"""
TICKS = os.sysconf("SC_CLK_TCK")
ENTRIES = 150_000


def cpu_ms(pid: int) -> float:
    """CPU time of the process so far, ended threads included (a tick is 10 ms)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def wake_ups(pid: int) -> dict[str, int]:
    """Voluntary context switches so far, by thread; threads come and go."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                found[task.name] = int(line.split()[1])
    return found


def memory_mib(pid: int, field: str) -> float:
    """One line of smaps_rollup, in MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    return float("nan")


class Started:
    """A program that has put its icon into a tray."""

    def __init__(self, tray: FakeTrayWatcher, process: subprocess.Popen[bytes], began: float) -> None:
        tray.wait_item(timeout=30)
        tray.property("Title")
        self.wall_ms = (time.monotonic() - began) * 1000
        self.cpu_ms = cpu_ms(process.pid)
        self.process, self.pid = process, process.pid


@contextmanager
def bare() -> Iterator[Started]:
    """The bare tray."""
    with PrivateBus() as bus, FakeTrayWatcher(bus.address) as tray:
        environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        began = time.monotonic()
        process = subprocess.Popen([sys.executable, "-c", BARE], env=environ, stderr=subprocess.DEVNULL)
        try:
            yield Started(tray, process, began)
        finally:
            process.kill()
            process.wait()


@contextmanager
def burnbreak(sound: PulseRig | None = None) -> Iterator[tuple[Started, LiveApp, FakeTrayWatcher]]:
    """This app, fresh, with an ordinary week that has no work now."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PrivateBus() as bus,
        FakeTrayWatcher(bus.address) as tray,
        LiveApp(Path(folder) / "home", bus, sound) as app,
    ):
        app.configure(settings_text((datetime.now(UTC).minute + 40) % 60))
        began = time.monotonic()
        app.start("--autostarted")
        assert app.process is not None
        yield Started(tray, app.process, began), app, tray


def rest(started: Started, settle: float, window: float) -> dict[str, float]:
    """What it costs to do nothing."""
    time.sleep(settle)
    cpu, wakes, began = cpu_ms(started.pid), wake_ups(started.pid), time.monotonic()
    time.sleep(window)
    minutes = (time.monotonic() - began) / 60
    return {
        "wake-ups a minute": sum(n - wakes.get(t, 0) for t, n in wake_ups(started.pid).items()) / minutes,
        "CPU at rest, ms a minute": (cpu_ms(started.pid) - cpu) / minutes,
        "PSS, MiB": memory_mib(started.pid, "Pss"),
        "RSS, MiB": memory_mib(started.pid, "Rss"),
        "private memory, MiB": memory_mib(started.pid, "Anonymous"),
    }


def first_sound(window: float) -> dict[str, float]:
    """From the click in the tray menu to the first sample at the sink, twice; and the CPU of a sitting."""
    import numpy as np
    import soundfile

    found: dict[str, float] = {}
    with PulseRig() as sound, burnbreak(sound) as (started, app, tray):
        time.sleep(3)
        for name in ("first", "second"):
            path = app.home / f"{name}.wav"
            with sound.record(path):
                frames = (path.stat().st_size - 44) / 8
                began = time.monotonic()
                tray.click("Breathe now", "Long exhale", "1 minute")
                time.sleep(2.5)
                took = time.monotonic() - began
                heard_frames = (path.stat().st_size - 44) / 8
            heard, _ = soundfile.read(path, always_2d=True)
            loud = np.flatnonzero(np.abs(heard).max(axis=1) > 0)
            first = loud[0] if len(loud) else float("nan")
            # The recorder runs at its own pace; the click is placed by the frames written around it.
            pace = (heard_frames - frames) / took
            found[f"click to sound, {name} time, ms"] = (first - frames) / pace * 1000
            if name == "second":
                cpu, began = cpu_ms(started.pid), time.monotonic()
                time.sleep(window)
                found["CPU of a sitting, % of a core"] = (
                    (cpu_ms(started.pid) - cpu) / (time.monotonic() - began) / 10
                )
            app.cli("stop")
            time.sleep(1)
    return found


WEEK = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from burnbreak.core.settings import Settings
from burnbreak.resources import asset_folder
from burnbreak.storage.log import Log
from burnbreak.ui.history import HistoryWindow
from burnbreak.ui.icons import Icons
from burnbreak.ui.theme import Theme
app = QApplication([])
theme = Theme(app, Icons(asset_folder("icons")))
now = datetime.now(UTC)
began = time.perf_counter()
log = Log(Path(sys.argv[1]), lambda: now)
opened = time.perf_counter()
times = []
for _ in range(7):
    start = time.perf_counter()
    window = HistoryWindow(theme, entries_between=log.between, titles={}, now=now, zone=UTC,
                           work_week=lambda: Settings().week)
    window.show()
    window.grab()
    app.processEvents()
    times.append((time.perf_counter() - start) * 1000)
    window.close()
print((opened - began) * 1000, sorted(times)[3])
"""


def twenty_years(path: Path) -> None:
    """A log of 150,000 entries over 20 years, written at once."""
    now = datetime.now(UTC)
    log = Log(path, lambda: now)
    step = timedelta(days=20 * 365) / ENTRIES
    log.write(_entry(0, now))
    log.close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(entry)")]
        first = dict(zip(columns, db.execute("SELECT * FROM entry").fetchone(), strict=True))
        shift = step.total_seconds() * 1_000_000
        rows = []
        for number in range(1, ENTRIES):
            row = dict(first, uuid=f"{number:032x}")
            for column in ("moment", "due", "recorded", "started"):
                if isinstance(row[column], int):
                    row[column] -= round(number * shift)
            rows.append(tuple(row.values()))
        db.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * len(columns))})", rows)


def _entry(number: int, moment: datetime) -> Entry:
    return Entry(
        uuid=f"{number:032x}", due=moment, recorded=moment, started=moment, outcome=Outcome.COMPLETED,
        practice="long-exhale", planned_seconds=184.0, real_seconds=184.0, offered=True,
    )  # fmt: skip


def week_window() -> dict[str, tuple[float, float]]:
    """Opening the log and the week window with an empty log, and with 20 years in it (milliseconds)."""
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty" / "log.sqlite3", Path(folder) / "full" / "log.sqlite3"
        for path in (empty, full):
            path.parent.mkdir()
        twenty_years(full)
        found: dict[Path, list[tuple[float, float]]] = {empty: [], full: []}
        for _ in range(3):
            for path, values in found.items():
                done = subprocess.run(
                    [sys.executable, "-c", WEEK, str(path)],
                    cwd=ROOT,
                    env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                    capture_output=True,
                    text=True,
                    check=True,
                )
                opened, shown = done.stdout.split()
                values.append((float(opened), float(shown)))
    middle = {
        path: [statistics.median(v[n] for v in values) for n in (0, 1)] for path, values in found.items()
    }
    return {
        "opening the log, 20 years beside empty, ms": (middle[full][0], middle[empty][0]),
        "opening the week, 20 years beside empty, ms": (middle[full][1], middle[empty][1]),
    }


def measured(rounds: int, take: Callable[[], dict[str, float]]) -> dict[str, float]:
    """Medians of several rounds."""
    runs = [take() for _ in range(rounds)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def starts(rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Start until the icon answers, the two programs in turn; the first round only warms up."""
    ours: list[Started] = []
    theirs: list[Started] = []
    for _ in range(rounds + 1):
        with bare() as plain:
            theirs.append(plain)
        with burnbreak() as (app, _, _):
            ours.append(app)

    def middle(found: list[Started]) -> dict[str, float]:
        return {
            "start to tray, ms": statistics.median(s.wall_ms for s in found[1:]),
            "CPU until then, ms": statistics.median(s.cpu_ms for s in found[1:]),
        }

    return middle(ours), middle(theirs)


def main() -> None:
    """Measure and print a Markdown table."""
    quick = "--quick" in sys.argv[1:]
    settle, window, rounds = (8.0, 20.0, 3) if quick else (20.0, 120.0, 7)
    ours, theirs = starts(rounds)
    with bare() as plain, burnbreak() as (app, _, _):
        time.sleep(settle)
        theirs |= rest(plain, 0, window)
        ours |= rest(app, 0, window)
    ours |= first_sound(5 if quick else 15)
    print("| what | burnbreak | bare tray | ratio |\n|---|---|---|---|")
    for name, value in ours.items():
        beside = theirs.get(name)
        ratio = f"{value / beside:.2f}" if beside else ""
        print(f"| {name} | {value:.1f} | {f'{beside:.1f}' if beside is not None else ''} | {ratio} |")
    for name, (full, empty) in week_window().items():
        print(f"| {name} | {full:.1f} | {empty:.1f} (empty) | {full / empty:.2f} |")


if __name__ == "__main__":
    main()
