"""What is written down to be started at the next login."""

import subprocess
import sys
from pathlib import Path

from burnbreak import __version__
from burnbreak.system.autostart import SWITCH, launch_command

PY = "/venv/bin/python"
WIN = r"C:\Py\python.exe"


def test_console_script_is_made_absolute(tmp_path: Path, monkeypatch) -> None:
    """sys.argv[0] may be relative, as typed."""
    assert launch_command("/venv/bin/burnbreak", PY, {}, False) == ["/venv/bin/burnbreak", SWITCH]
    monkeypatch.chdir(tmp_path)
    assert launch_command("./bin/burnbreak", PY, {}, False) == [str(tmp_path / "bin/burnbreak"), SWITCH]


def test_module_run() -> None:
    """`python -m burnbreak` has the path of __main__.py as its first argument."""
    command = launch_command("/src/burnbreak/__main__.py", PY, {}, False)
    assert command == [PY, "-P", "-m", "burnbreak", SWITCH]


def test_frozen() -> None:
    """The bundle is its own program."""
    assert launch_command("x", "/opt/burnbreak/burnbreak", {}, True) == ["/opt/burnbreak/burnbreak", SWITCH]


def test_appimage_only_when_it_is_ours() -> None:
    """A terminal started from some other AppImage hands its variables down."""
    environ = {"APPIMAGE": "/home/x/Burnbreak 1.AppImage", "APPDIR": "/tmp/.mount_b"}
    inside = launch_command("x", "/tmp/.mount_b/usr/bin/burnbreak", environ, True)
    assert inside == ["/home/x/Burnbreak 1.AppImage", SWITCH]
    assert launch_command("/venv/bin/burnbreak", PY, environ, False) == ["/venv/bin/burnbreak", SWITCH]
    sibling = launch_command("x", "/tmp/.mount_bad/burnbreak", environ, True)
    assert sibling == ["/tmp/.mount_bad/burnbreak", SWITCH]


def test_windows_opens_no_console() -> None:
    """pip's launcher cuts the ending off; python.exe becomes pythonw.exe."""
    gui = [r"C:\Py\Scripts\burnbreak-gui.exe", SWITCH]
    assert launch_command(r"C:\Py\Scripts\burnbreak", WIN, {}, False) == gui
    assert launch_command(r"C:\Py\Scripts\burnbreak-gui.EXE", WIN, {}, False) == gui
    module = [r"C:\Py\pythonw.exe", "-P", "-m", "burnbreak", SWITCH]
    assert launch_command(r"C:\src\burnbreak\__main__.py", WIN, {}, False) == module


def test_a_file_in_the_home_folder_does_not_take_the_place_of_python_s_own(tmp_path: Path) -> None:
    """The desktop starts it there, and people keep a calendar.py or a random.py in it."""
    for name in ("argparse.py", "random.py", "burnbreak.py"):
        (tmp_path / name).write_text("raise SystemExit('taken')\n")
    command = launch_command("/src/burnbreak/__main__.py", sys.executable, {}, False)
    assert command[-1] == SWITCH
    asked = [*command[:-1], "--version"]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"burnbreak {__version__}\n", "")
