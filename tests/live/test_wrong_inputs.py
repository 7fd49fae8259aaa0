"""More wrong things on the real program: what is told of them, where, and what outlives them."""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from burnbreak.storage.schema import MIGRATIONS
from tests.live.app import CHECKOUT, PROGRAM, LiveApp, settings_text
from tests.storage.conftest import Disk
from tests.system.fake_bus import FakeTrayWatcher, PrivateBus

NOISE = bytes(range(256)) * 40


@pytest.fixture
def app(tmp_path: Path, private_bus: PrivateBus) -> Iterator[LiveApp]:
    """An app that needs neither display nor tray nor sound card."""
    with LiveApp(tmp_path / "home", private_bus, QT_QPA_PLATFORM="offscreen", PULSE_SERVER="none") as made:
        made.environ.pop("DISPLAY", None)
        made.environ.pop("WAYLAND_DISPLAY", None)
        made.home.mkdir()
        yield made


@pytest.fixture
def terminal(app: LiveApp) -> LiveApp:
    """The same without any display."""
    del app.environ["QT_QPA_PLATFORM"]
    return app


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A file system of one megabyte."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    (tmp_path / "disk").mkdir()
    try:
        made = Disk(tmp_path / "disk")
    except OSError as fault:
        pytest.skip(f"mounting is not permitted here: {fault}")
    yield made
    made.close()


def refused(app: LiveApp, status: int, *words: str) -> str:
    """The one sentence on standard error."""
    done = app.cli(*words)
    assert done.returncode == status, done
    sentence = done.stderr.strip()
    assert "\n" not in sentence
    return sentence


def findings(app: LiveApp) -> str:
    """What the doctor says of the files, and that it counts as a fault."""
    done = app.cli("doctor")
    assert done.returncode == 1
    assert done.stderr == ""
    return done.stdout


def until_told(app: LiveApp, sentence: str) -> None:
    """Wait for what a window says; the program's log notes it."""
    deadline = time.monotonic() + 10
    while sentence not in app.log_text():
        assert time.monotonic() < deadline, app.log_text()
        time.sleep(0.1)


def end(app: LiveApp) -> None:
    """Quit, and wait for it."""
    assert app.cli("quit").returncode == 0
    assert app.process is not None
    assert app.process.wait(10) == 0


def write_log(app: LiveApp, content: bytes) -> Path:
    """Put something else in the place of the log."""
    path = app.home / "data" / "log.sqlite3"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("minutes", ["0", "-3", "99", "nan", "inf", "many"])
def test_lengths_that_are_none_without_an_app(terminal: LiveApp, minutes: str) -> None:
    done = terminal.cli("breathe", "--minutes", minutes)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a practice lasts up to 30 minutes" in done.stderr
    assert not (terminal.home / "data").exists()


def test_a_practice_nobody_knows_without_an_app(terminal: LiveApp) -> None:
    sentence = refused(terminal, 1, "start", "nope")
    assert sentence == "burnbreak: There is no practice of that name; 'burnbreak practices' lists them."
    assert terminal.history() == []


def test_a_practice_nobody_knows_starts_no_app_for_it(app: LiveApp) -> None:
    app.configure(settings_text())
    sentence = refused(app, 1, "start", "nope")
    assert sentence == "burnbreak: There is no practice of that name; 'burnbreak practices' lists them."
    assert app.cli("status", "--json").stdout.count('"running": false') == 1


def test_a_reader_that_has_read_enough(app: LiveApp) -> None:
    words = " ".join([*PROGRAM, "practices"])
    done = subprocess.run(
        ["sh", "-c", f"{words} | true"],
        env=app.environ,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_output_that_goes_nowhere(app: LiveApp) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "practices"],
            env=app.environ,
            cwd=CHECKOUT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"burnbreak: No space left on device\n")


def test_a_home_that_is_a_file(app: LiveApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for name in ("BURNBREAK_HOME", *(key for key in app.environ if key.startswith("XDG_"))):
        app.environ.pop(name, None)
    app.environ["HOME"] = str(tmp_path / "file")
    for platform in ("offscreen", ""):
        app.environ["QT_QPA_PLATFORM"] = platform
        assert "cannot write to its folder" in refused(app, 1)
    assert "cannot write to its folder" in findings(app)
    assert (tmp_path / "file").read_text() == "not a folder"


def test_a_read_only_home(app: LiveApp, disk: Disk) -> None:
    app.environ["BURNBREAK_HOME"] = str(disk.folder)
    app.start("breathe").up()
    assert app.cli("stop").returncode == 0
    end(app)
    disk.read_only()
    del app.environ["QT_QPA_PLATFORM"]
    for words in (("breathe",), ("start", "kind-hand")):
        assert "cannot write to its folder" in refused(app, 1, *words)
    app.environ["QT_QPA_PLATFORM"] = "offscreen"
    assert "cannot write to its folder" in refused(app, 1)
    assert "cannot write to its folder" in findings(app)
    assert [row["reason"] for row in app.history()] == ["ended-by-user"]


def test_what_was_acknowledged_on_a_full_disk_is_kept(app: LiveApp, disk: Disk) -> None:
    app.configure(settings_text())
    (app.home / "data").symlink_to(disk.folder)
    app.start().up()
    disk.fill()
    assert app.cli("start", "kind-hand").returncode == 0
    time.sleep(2)
    assert app.cli("stop").returncode == 0
    until_told(app, "The disk is full; what happens is kept in memory and written when that works again.")
    assert app.cli("pause", "2h").returncode == 0
    assert app.cli("in-session", "50m").returncode == 0
    booked = app.status()["in_session_until"]
    disk.free()
    end(app)
    app.start().up()
    found = app.status()
    assert found["in_session_until"] == booked
    assert found["pause"] is not None
    (row,) = app.history()
    assert row["reason"] == "ended-by-user"
    assert 1 < row["real_seconds"] < 5
    assert "Traceback" not in app.output.read_text()


def test_a_damaged_log_that_only_the_history_looks_at(app: LiveApp) -> None:
    path = write_log(app, NOISE)
    assert "log.sqlite3, 10 kB; damaged; burnbreak will set it aside" in findings(app)
    assert path.read_bytes() == NOISE
    done = app.cli("history", "--json")
    assert (done.returncode, done.stdout) == (0, "[]\n")
    (aside,) = path.parent.glob("log.sqlite3.bad-*")
    assert done.stderr == (
        f"burnbreak: The log was damaged and is kept as {aside.name}; 0 entries were copied into a new one.\n"
    )
    assert aside.read_bytes() == NOISE
    doctor = app.cli("doctor")
    assert f"set aside beside it: {aside.name}" in doctor.stdout
    assert doctor.returncode == 0


def test_a_damaged_log_in_the_terminal(terminal: LiveApp) -> None:
    write_log(terminal, NOISE)
    terminal.start("start", "kind-hand")
    deadline = time.monotonic() + 10
    while "Ctrl+C ends it" not in terminal.output.read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(2)
    terminal.kill()
    assert "The log was damaged and is kept as log.sqlite3.bad-" in terminal.output.read_text()
    assert [row["practice"] for row in terminal.history()] == ["kind-hand"]


def test_a_log_of_a_newer_version(app: LiveApp) -> None:
    app.configure(settings_text())
    app.start().up()
    end(app)
    path = app.home / "data" / "log.sqlite3"
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    before = path.read_bytes()
    assert "written by a newer burnbreak" in findings(app)
    app.start().up()
    until_told(app, "The log was written by a newer burnbreak and stays as it is; new pauses are not kept.")
    assert app.cli("start", "kind-hand").returncode == 0
    assert app.cli("stop").returncode == 0
    end(app)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("", "damaged; burnbreak will set it aside"),
        ("breaks = [", "damaged; burnbreak will set it aside"),
        ("version = 99\n", "written by a newer burnbreak"),
        ("version = 1\n[sound]\nvolume = -4\n", "sound.volume = -4 cannot be used; it counts as 70."),
    ],
    ids=["empty", "broken", "newer", "absurd"],
)
def test_the_doctor_looks_into_the_settings(app: LiveApp, text: str, finding: str) -> None:
    app.configure(text)
    assert finding in findings(app)
    assert (app.home / "config" / "settings.toml").read_text() == text


def test_settings_of_a_newer_version_outlive_a_whole_run(app: LiveApp) -> None:
    text = "version = 99\nhologram = true\n[breaks]\nlength_minutes = 7\n"
    app.configure(text)
    app.start().up()
    until_told(app, "The settings were written by a newer burnbreak and stay as they are")
    end(app)
    assert (app.home / "config" / "settings.toml").read_text() == text
    assert not list((app.home / "config").glob("*.bad-*"))


@pytest.mark.desktop
def test_starts_at_once_leave_one_icon(tmp_path: Path, private_bus: PrivateBus) -> None:
    apps = [LiveApp(tmp_path / "home", private_bus, PULSE_SERVER="none") for _ in range(5)]
    apps[0].configure(settings_text())
    with FakeTrayWatcher(private_bus.address) as tray:
        try:
            for app in apps:
                app.start()
            ended = {code for app in apps for code in [_ended(app)] if code is not None}
            assert ended <= {0, 1}
            tray.wait_item()
            assert len(tray.items) == 1
            (running,) = (app for app in apps if app.process and app.process.poll() is None)
            assert running.up().cli("quit").returncode == 0
            tray.wait_gone()
        finally:
            for app in apps:
                app.__exit__(None, None, None)
    assert "Traceback" not in apps[0].output.read_text() + apps[0].log_text()


def _ended(app: LiveApp) -> int | None:
    assert app.process is not None
    try:
        return app.process.wait(4)
    except subprocess.TimeoutExpired:
        return None


@pytest.mark.desktop
@pytest.mark.parametrize(("words", "title"), [((), "burnbreak"), (("settings",), "Settings")])
def test_no_tray_and_no_bus_on_a_desktop(tmp_path: Path, words: tuple[str, ...], title: str) -> None:
    class Nowhere:
        address = "unix:path=/nonexistent/bus"

    with LiveApp(tmp_path / "home", Nowhere(), PULSE_SERVER="none") as app:
        app.configure(settings_text())
        app.start(*words).up()
        assert app.process is not None
        search = [
            "xdotool",
            "search",
            "--sync",
            "--onlyvisible",
            "--pid",
            str(app.process.pid),
            "--name",
            title,
        ]
        assert subprocess.run(search, capture_output=True, timeout=10, check=False).stdout.split()
        assert "Traceback" not in app.output.read_text() + app.log_text()
