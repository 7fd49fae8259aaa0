"""The two programs that are compared, each with its own bus and tray, and what the kernel tells of them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from burnbreak.system.local_socket import NotRunning, ask, control_address
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


def cpu_ms(pid: int) -> float:
    """CPU time of the process so far, ended threads included, to the nanosecond."""
    # What clock_getcpuclockid(3) gives for a process; /proc/PID/stat counts in steps of 10 ms.
    return time.clock_gettime_ns((~pid << 3) | 2) / 1e6


def wake_ups(pid: int) -> dict[str, int]:
    """Voluntary context switches so far, by thread."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                found[task.name] = int(line.split()[1])
    return found


def memory_mib(pid: int) -> dict[str, float]:
    """smaps_rollup in MiB, by field."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(rest.split()[0]) / 1024 for name, rest in (line.split(":") for line in lines)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A program whose icon is in the tray and answers, so that its event loop turns."""

    pid: int
    began: float
    wall_ms: float
    cpu_ms: float
    tray: FakeTrayWatcher
    control: str = ""
    """Where burnbreak takes commands."""

    def until_answered(self) -> tuple[float, float]:
        """Milliseconds of both clocks from the start until burnbreak has answered the command line."""
        while True:
            try:
                ask(self.control, "status")
            except NotRunning:
                time.sleep(0.002)
            else:
                return (time.monotonic() - self.began) * 1000, cpu_ms(self.pid)

    @classmethod
    def wait(cls, tray: FakeTrayWatcher, pid: int, began: float, control: str = "") -> Self:
        """`began` is the monotonic second before the process was made."""
        tray.wait_item(timeout=30)
        tray.property("Title")
        wall = (time.monotonic() - began) * 1000
        return cls(pid=pid, began=began, wall_ms=wall, cpu_ms=cpu_ms(pid), tray=tray, control=control)


@contextmanager
def bare_tray() -> Iterator[Started]:
    """An icon and a menu of five items in PySide6, and nothing else."""
    with PrivateBus() as bus, FakeTrayWatcher(bus.address) as tray:
        environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        began = time.monotonic()
        process = subprocess.Popen([sys.executable, "-c", BARE], env=environ, stderr=subprocess.DEVNULL)
        try:
            yield Started.wait(tray, process.pid, began)
        finally:
            process.kill()
            process.wait()


@contextmanager
def burnbreak(sound: PulseRig | None = None) -> Iterator[Started]:
    """This app as a login starts it, at work, with the next break 40 minutes away."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PrivateBus() as bus,
        FakeTrayWatcher(bus.address) as tray,
        LiveApp(Path(folder), bus, sound, **_folders(Path(folder))) as app,
    ):
        settings = Path(folder, "config", "burnbreak", "settings.toml")
        settings.parent.mkdir()
        settings.write_text(settings_text((datetime.now().astimezone().minute + 40) % 60))
        began = time.monotonic()
        app.start("--autostarted")
        assert app.process is not None
        yield Started.wait(tray, app.process.pid, began, control_address(Path(folder, "run", "burnbreak")))


def _folders(home: Path) -> dict[str, str]:
    """Those of the desktop rather than BURNBREAK_HOME, so that finding them is measured as well."""
    folders = {name: str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    folders["RUNTIME"] = str(home / "run")
    for folder in folders.values():
        Path(folder).mkdir(mode=0o700)
    named = {f"XDG_{name}_{'DIR' if name == 'RUNTIME' else 'HOME'}": path for name, path in folders.items()}
    return {"BURNBREAK_HOME": "", **named}
