"""The wrong things, tried on the real program: each ends in one clear sentence, and nothing is lost."""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from burnbreak.core.entry import Entry, Outcome
from burnbreak.storage.log import Log
from tests.live.app import CHECKOUT, PROGRAM, LiveApp, settings_text
from tests.system.fake_bus import PrivateBus


@pytest.fixture
def app(tmp_path: Path, private_bus: PrivateBus) -> Iterator[LiveApp]:
    """An app that needs neither display nor tray nor sound card."""
    with LiveApp(tmp_path / "home", private_bus, QT_QPA_PLATFORM="offscreen", PULSE_SERVER="none") as made:
        made.environ.pop("DISPLAY", None)
        yield made


def calm(app: LiveApp) -> None:
    """No trace of an exception anywhere."""
    assert "Traceback" not in app.log_text()
    assert "Traceback" not in app.output.read_text()


def test_a_display_that_does_not_answer(app: LiveApp) -> None:
    app.environ.pop("QT_QPA_PLATFORM")
    app.environ["DISPLAY"] = ":4711"
    said = ""
    with subprocess.Popen(
        PROGRAM,
        env=app.environ,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, Ctrl-C is ignored and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        assert process.stdout is not None
        while "Breathe in" not in said and (line := process.stdout.readline()):
            said += line
        process.send_signal(signal.SIGINT)
    assert "There is no display here" in said
    assert process.returncode == 1
    assert [r["reason"] for r in app.history()] == ["ended-by-user"]


def test_whole_sittings_without_display_and_without_bus_tray_and_sound(
    app: LiveApp, tmp_path: Path, private_bus: PrivateBus
) -> None:
    """Both at once: the shortest takes twenty seconds."""
    sit = ("start", "kind-hand", "--minutes", "0.34")
    app.environ.pop("QT_QPA_PLATFORM")
    words, pipe = [*PROGRAM, *sit], subprocess.PIPE
    bare = LiveApp(tmp_path / "bare", private_bus, QT_QPA_PLATFORM="offscreen", PULSE_SERVER="none")
    bare.environ.pop("DISPLAY", None)
    bare.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
    with (
        subprocess.Popen(words, env=app.environ, cwd=CHECKOUT, stdout=pipe, stderr=pipe, text=True) as seen,
        bare,
    ):
        bare.configure(settings_text())
        bare.start().up()
        assert bare.cli(*sit).returncode == 0
        bare.until(lambda s: s["sitting"] is not None and not s["sitting"]["audible"])
        said, fault = seen.communicate(timeout=60)
        bare.until(lambda s: s["sitting"] is None, timeout=40)
        assert bare.history()[-1]["outcome"] == "completed"
        calm(bare)
    assert seen.returncode == 0, fault
    assert "Ctrl+C ends it" in said
    (row,) = app.history()
    assert row["outcome"] == "completed"
    assert row["practice"] == "kind-hand"
    settings = app.cli("settings")
    assert settings.returncode == 1
    assert "needs a display" in settings.stderr


def test_no_portaudio(app: LiveApp, tmp_path: Path) -> None:
    (tmp_path / "stand-in").mkdir()
    (tmp_path / "stand-in" / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    app.environ["PYTHONPATH"] = str(tmp_path / "stand-in")
    app.configure(settings_text())
    app.start().up()
    assert app.cli("breathe").returncode == 0
    app.until(lambda s: s["sitting"] is not None and not s["sitting"]["audible"])
    assert app.cli("stop").returncode == 0
    doctor = app.cli("doctor")
    assert "PortAudio library not found; practices go on silently" in doctor.stdout
    calm(app)


def test_a_home_that_cannot_be_written(app: LiveApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    app.environ["BURNBREAK_HOME"] = str(tmp_path / "file")
    done = app.cli()
    assert done.returncode == 1
    assert "cannot write to its folder" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "kept as settings.toml.bad-"),
        (bytes(range(256)), "kept as settings.toml.bad-"),
        (b"version = 99\n[breaks]\nlength_minutes = 7\n", "written by a newer burnbreak"),
        (b"version = 1\n[breaks]\nlength_minutes = 7000\n", "breaks.length_minutes = 7000 cannot be used"),
    ],
    ids=["empty", "binary", "newer", "absurd"],
)
def test_settings_that_cannot_be_used(app: LiveApp, text: bytes, sentence: str) -> None:
    app.configure("")
    path = app.home / "config" / "settings.toml"
    path.write_bytes(text)
    app.start().up()
    assert app.cli("status").returncode == 0
    # What a window tells is told in the log of the program too.
    deadline = time.monotonic() + 10
    while sentence not in app.log_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert sentence in app.log_text()
    kept = [path.read_bytes()] if path.exists() else []
    kept += [aside.read_bytes() for aside in path.parent.glob("settings.toml.bad-*")]
    assert text in kept
    calm(app)


def test_a_damaged_log(app: LiveApp) -> None:
    app.configure(settings_text())
    (app.home / "data").mkdir()
    (app.home / "data" / "log.sqlite3").write_bytes(b"this was a database once " * 400)
    app.start().up()
    assert app.cli("breathe").returncode == 0
    assert app.cli("stop").returncode == 0
    assert len(app.history()) == 1
    assert list((app.home / "data").glob("log.sqlite3.bad-*"))
    assert "log.sqlite3.bad-" in app.log_text()
    calm(app)


def test_five_starts_at_once(app: LiveApp) -> None:
    app.configure(settings_text())
    others = [LiveApp(app.home, _Bus(app), **app.environ).start() for _ in range(5)]
    try:
        app.up()
        deadline = time.monotonic() + 20
        while sum(o.process is not None and o.process.poll() is None for o in others) > 1:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        running = [o for o in others if o.process is not None and o.process.poll() is None]
        assert len(running) == 1
        assert {o.process.returncode for o in others if o not in running and o.process} <= {0, 1}
        assert app.status()["running"]
    finally:
        app.cli("quit")
        for other in others:
            other.__exit__(None, None, None)
    calm(app)


class _Bus:
    """The bus another app already has."""

    def __init__(self, app: LiveApp) -> None:
        self.address = app.environ["DBUS_SESSION_BUS_ADDRESS"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of eight megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=8M", "tmpfs", place], capture_output=True, check=False
    )
    if not made or made.returncode:
        pytest.skip("mounting is not permitted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk(tmp_path: Path, private_bus: PrivateBus, small_disk: Path) -> None:
    # Caches of fonts are not what this disk is for.
    (tmp_path / "elsewhere").mkdir()
    elsewhere = {"HOME": str(tmp_path / "elsewhere"), "XDG_CACHE_HOME": str(tmp_path / "elsewhere")}
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "PULSE_SERVER": "none", **elsewhere}
    with LiveApp(small_disk / "home", private_bus, **offscreen) as app:
        app.configure(settings_text())
        app.output = tmp_path / "output.txt"
        app.start().up()
        assert app.cli("breathe").returncode == 0
        assert app.cli("stop").returncode == 0
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 1024)
        assert app.cli("breathe").returncode == 0
        time.sleep(1.5)
        assert app.cli("stop").returncode == 0
        assert app.status()["running"]
        filler.unlink()
        assert app.cli("breathe").returncode == 0
        assert app.cli("stop").returncode == 0
        assert app.cli("quit").returncode == 0
        assert app.process is not None
        assert app.process.wait(timeout=10) == 0
        with sqlite3.connect(small_disk / "home" / "data" / "log.sqlite3") as db:
            assert db.execute("SELECT count(*) FROM entry").fetchone() == (3,)
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert "Traceback" not in app.output.read_text()


def fill_log(app: LiveApp) -> None:
    """Two pauses of today."""
    now = datetime.now(UTC)
    (app.home / "data").mkdir(parents=True)
    log = Log(app.home / "data" / "log.sqlite3", lambda: now)
    for name in "ab":
        log.write(Entry(uuid=name, due=now, recorded=now, outcome=Outcome.MISSED))
    log.close()


def test_the_command_line_on_a_full_disk(tmp_path: Path, private_bus: PrivateBus, small_disk: Path) -> None:
    """Each act on the data, typed: one sentence, no half file, and what was there is there."""
    elsewhere = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    with LiveApp(small_disk / "home", private_bus, **elsewhere) as app:
        app.configure(settings_text())
        fill_log(app)
        backup, whole = str(tmp_path / "backup"), str(tmp_path / "all.zip")
        assert app.cli("data", "backup", backup).returncode == 0
        assert app.cli("data", "export", whole).returncode == 0
        before, data = app.history(), small_disk / "home" / "data"
        files = {file.name for file in data.iterdir()}
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 1024)
        for words in (
            ("data", "restore", backup),
            ("data", "export", str(small_disk / "new.zip")),
            ("data", "backup", str(small_disk / "new.backup")),
            ("erase", "--kind", "history", "--yes"),
        ):
            done = app.cli(*words)
            assert (done.returncode, done.stdout) == (1, ""), words
            assert done.stderr.startswith("burnbreak: The disk is full; ")
            assert len(done.stderr.splitlines()) == 1
            assert app.history() == before
            # SQLite's own companions of an open file aside.
            there = {file.name for file in data.iterdir()} - {"log.sqlite3-wal", "log.sqlite3-shm"}
            assert there == files
        assert sorted(file.name for file in small_disk.iterdir()) == ["filler", "home"]


def test_what_lies_on_a_read_only_disk_can_be_taken_along(
    tmp_path: Path, private_bus: PrivateBus, small_disk: Path
) -> None:
    elsewhere = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    with LiveApp(small_disk / "home", private_bus, **elsewhere) as app:
        app.configure(settings_text())
        fill_log(app)
        before = app.history()
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        for what in ("backup", "export"):
            assert app.cli("data", what, str(tmp_path / what)).returncode == 0
        for words in (("data", "import", str(tmp_path / "export")), ("erase", "--everything", "--yes")):
            done = app.cli(*words)
            assert done.returncode == 1
            assert len(done.stderr.splitlines()) == 1
        assert app.history() == before
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        assert app.cli("erase", "--kind", "history", "--yes").returncode == 0
        assert app.cli("data", "restore", str(tmp_path / "backup")).returncode == 0
        assert app.history() == before
