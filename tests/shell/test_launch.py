"""What the start of the app loads before its icon, and what happens to one that comes second."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from burnbreak import cli, launch
from burnbreak.storage.paths import find_paths
from burnbreak.system.local_socket import control_address
from burnbreak.ui.instance import Instance

FIRST_ICON = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from burnbreak import cli, launch
from burnbreak.ui.instance import Instance
start = launch._Start(launch._application(), launch.find_paths(), None)
import PySide6.QtCore
print(json.dumps([start._icon.icon.isVisible(), "Qt" in vars(PySide6.QtCore), sorted(sys.modules)]))
"""
SOURCES_READ = """
import json, linecache, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from burnbreak import launch
if {plainly}:
    launch._application()
import PySide6.QtCore, PySide6.QtDBus, PySide6.QtNetwork, PySide6.QtSvg, PySide6.QtWidgets
from burnbreak.ui import scheduler, shell
print(json.dumps(sorted(name for name in linecache.cache if "burnbreak" in name)))
"""


def test_before_the_icon_only_what_it_needs_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", FIRST_ICON], capture_output=True, check=True)
    visible, namespace, modules = json.loads(done.stdout)
    assert visible
    # All enumerations of the namespace Qt at once, 20 ms.
    assert not namespace
    ours = {name.removeprefix("burnbreak.") for name in modules if name.startswith("burnbreak.")}
    assert ours == {
        "cli", "launch", "resources",
        "storage", "storage.note", "storage.paths", "system", "system.memory", "system.platform",
        "ui", "ui.first_icon", "ui.icons", "ui.instance",
    }  # fmt: skip
    slow = {"apscheduler", "numpy", "sqlite3", "socket", "hashlib", "PySide6.QtNetwork"}
    assert not slow & set(modules)


@pytest.mark.parametrize(("name", "started"), [("nonsense", []), ("coherent", ["breathe"])])
def test_a_name_that_is_no_practice_starts_nothing(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    started: list[str],
) -> None:
    seen: list[str] = []
    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path))
    monkeypatch.setattr(cli, "has_display", lambda _environ: True)
    monkeypatch.setattr(launch, "launch", lambda command, _request, **_: seen.append(command) or 0)
    status = cli.run(["breathe", name])
    assert seen == started
    assert status == (0 if started else 1)
    assert ("no practice of that name" in capsys.readouterr().err) is (not started)


@pytest.mark.parametrize("plainly", [True, False])
def test_no_module_is_read_as_text_for_pyside(plainly: bool) -> None:
    code = SOURCES_READ.format(plainly=plainly)
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, check=True)
    # Once PySide6 no longer does it, the second case says so, and what is done about it may go.
    assert (json.loads(done.stdout) == []) is plainly


AT_REST = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from burnbreak import launch
app = launch._application()
launch._application = lambda: app
import PySide6.QtCore

def told():
    # The last part that is loaded once all is there.
    if "burnbreak.ui.load_windows" in sys.modules:
        print(json.dumps(["Qt" in vars(PySide6.QtCore), app.styleSheet(), sorted(sys.modules)]), flush=True)
        app.quit()

timer = PySide6.QtCore.QTimer(interval=50)
timer.timeout.connect(told)
timer.start()
launch.launch("show", {}, autostarted=True)
"""


def test_at_rest_no_part_of_a_window_is_loaded(tmp_path: Path) -> None:
    """The real app, started as a login does it; each of these takes half a MiB or more."""
    nobody = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", AT_REST],
        env={**os.environ, **nobody, "BURNBREAK_HOME": str(tmp_path)},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    namespace, stylesheet, modules = json.loads(done.stdout)
    windows = {"burnbreak.ui.kit", "burnbreak.ui.fields", "burnbreak.ui.sitting", "burnbreak.ui.corner_card"}
    assert not windows & set(modules)
    assert not {"PySide6.QtNetwork", "numpy", "asyncio", "multiprocessing", "ssl"} & set(modules)
    assert not {"burnbreak.own_data", "burnbreak.storage.backup", "csv", "hashlib"} & set(modules)
    assert not namespace, "something has touched the namespace Qt"
    assert not stylesheet


def test_the_second_waits_until_the_first_answers(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    first = Instance(paths.runtime / "lock")
    status: list[int] = []
    second = threading.Thread(target=lambda: status.append(launch._hand_over(paths, "breathe", {})))
    second.start()
    time.sleep(0.2)
    assert second.is_alive()
    heard: list[bytes] = []

    def answer(line: bytes) -> bytes:
        heard.append(line)
        return b'{"ok": true, "text": ""}\n'

    first.listen(control_address(paths.runtime), answer)
    qtbot.waitUntil(lambda: not second.is_alive(), timeout=5000)
    first.close()
    assert status == [0]
    assert json.loads(heard[0])["cmd"] == "breathe"
    assert capsys.readouterr().err == ""
