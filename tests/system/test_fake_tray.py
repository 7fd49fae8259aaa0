"""The tray watcher that tests use, held against a real Qt tray icon."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.system.fake_bus import FakeTrayWatcher, PrivateBus

pytestmark = pytest.mark.desktop

_APP = """
import sys
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
app = QApplication(sys.argv)
app.setQuitOnLastWindowClosed(False)
pixmap = QPixmap(22, 22)
pixmap.fill("teal")
tray, menu = QSystemTrayIcon(QIcon(pixmap)), QMenu()
tray.setToolTip("Next pause 10:30")
menu.addAction("&Breathe now", lambda: print("breathe", flush=True))
def fill():
    if late.isEmpty():
        late.addAction("5 minutes", lambda: print("five", flush=True))
late = menu.addMenu("Later")
late.aboutToShow.connect(fill)
menu.addSeparator()
menu.addAction("Grey").setEnabled(False)
menu.addAction("Hidden").setVisible(False)
mute = menu.addAction("Muted")
mute.setCheckable(True)
mute.setChecked(True)
menu.addAction("Quit", app.quit)
tray.activated.connect(lambda reason: print(reason.name, flush=True))
tray.setContextMenu(menu)
tray.show()
app.exec()
"""


@pytest.fixture
def tray(private_bus: PrivateBus) -> Iterator[FakeTrayWatcher]:
    """A watcher on a bus of its own."""
    with FakeTrayWatcher(private_bus.address) as watcher:
        yield watcher


@pytest.fixture
def app(private_bus: PrivateBus, tray: FakeTrayWatcher) -> Iterator[subprocess.Popen[str]]:
    """A small program with a tray icon, told of the private bus only."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("no X display")
    environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": private_bus.address, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", _APP]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_reads_and_clicks_a_real_icon(app: subprocess.Popen[str], tray: FakeTrayWatcher) -> None:
    """Every method once, against the program above."""
    assert app.stdout
    tray.wait_item()
    assert tray.tooltip() == "Next pause 10:30"
    assert tray.icon_name() or tray.pixmap()[0][:2] == (22, 22)
    assert tray.menu() == ["Breathe now", ("Later", ["5 minutes"]), "Grey", "Muted", "Quit"]
    assert tray.find("Muted").checked
    with pytest.raises(LookupError, match="greyed"):
        tray.click("Grey")
    with pytest.raises(LookupError, match="Hidden"):
        tray.click("Hidden")
    for act, heard in (
        (lambda: tray.click("Breathe now"), "breathe"),
        (lambda: tray.click("Later", "5 minutes"), "five"),
        (tray.activate, "Trigger"),
    ):
        act()
        assert app.stdout.readline().strip() == heard
    tray.click("Quit")
    assert app.wait(10) == 0
    tray.wait_gone()


def test_notices_a_killed_program(app: subprocess.Popen[str], tray: FakeTrayWatcher) -> None:
    """A crash takes the icon away."""
    tray.wait_item()
    app.kill()
    tray.wait_gone()
