"""Calendars in the running app: what is booked holds offers back, and nobody is asked who was not named."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.calendars.ics import calendar, event
from tests.live.app import settings_text
from tests.live.test_cli import offscreen
from tests.system.fake_bus import PrivateBus

AUDIT = """
import sys
from pathlib import Path

_told = Path(__file__).with_name("network.txt")


def _watch(name, args):
    if name in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"):
        address = args[1] if name != "socket.getaddrinfo" else args[0]
        if not isinstance(address, (str, bytes)) or name == "socket.getaddrinfo":
            with open(_told, "a") as file:
                print(name, address, file=file)


sys.addaudithook(_watch)
"""
"""Every address that is not a path of this computer, written down by the process itself."""


def hour(start: datetime, minutes: int = 50, title: str = "Jane Doe") -> str:
    end = start + timedelta(minutes=minutes)
    return event(f"DTSTART:{start:%Y%m%dT%H%M%SZ}\nDTEND:{end:%Y%m%dT%H%M%SZ}", title=title)


def connected(path: Path) -> str:
    return f"[[calendars]]\nid = 'a1'\nname = 'Work'\nkind = 'file'\npath = '{path}'\n"


@pytest.fixture
def bus() -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        yield bus


def test_a_session_of_the_calendar_is_known_and_can_be_ended(tmp_path: Path, bus: PrivateBus) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(hour(now - timedelta(minutes=10))))
    with offscreen(tmp_path / "home", bus) as app:
        app.configure(settings_text((now.minute + 40) % 60) + connected(path))
        app.start().up()
        ends = now + timedelta(minutes=40)
        found = app.until(lambda status: status["state"] == "in-session")
        assert datetime.fromisoformat(found["in_session_until"]) == ends
        assert app.cli("in-session", "+5").returncode == 0
        found = app.status()
        assert datetime.fromisoformat(found["in_session_until"]) == ends + timedelta(minutes=5)
        assert app.cli("in-session", "over").returncode == 0
        assert app.status()["state"] != "in-session"
        # The calendar changes on the disk: known within seconds, without being asked.
        path.write_bytes(calendar(hour(now - timedelta(minutes=5))))
        app.cli("in-session", "cancelled")
        replaced = tmp_path / "new.ics"
        replaced.write_bytes(calendar(hour(now + timedelta(minutes=20), title="Löwenzahn")))
        os.replace(replaced, path)
        assert app.cli("in-session", "1m").returncode == 0
        kept = tmp_path / "home" / "data" / "calendars.json"
        starts = int((now + timedelta(minutes=20)).timestamp())
        app.until(
            lambda _: [b[0] for b in json.loads(kept.read_text())["calendars"]["a1"]["busy"]] == [starts]
        )
        everything = b"".join(p.read_bytes() for p in (tmp_path / "home").rglob("*") if p.is_file())
        for planted in (b"Jane", b"Doe", b"wenzahn", b"example.com"):
            assert planted not in everything


def test_a_calendar_that_cannot_be_read_costs_nothing_else(tmp_path: Path, bus: PrivateBus) -> None:
    path = tmp_path / "work.ics"
    path.write_text("<html>Log in, Jane</html>")
    with offscreen(tmp_path / "home", bus) as app:
        app.configure(settings_text() + connected(path))
        app.start().up()
        assert app.status()["state"] in ("ready", "soon", "owed")
        assert "Jane" not in app.log_text()
        assert "Traceback" not in app.output.read_text()


def test_no_network_is_touched(tmp_path: Path, bus: PrivateBus) -> None:
    """Start, offers, a sitting, every verb, a calendar in a file, and the child that reads it."""
    spy = tmp_path / "spy"
    spy.mkdir()
    (spy / "sitecustomize.py").write_text(AUDIT)
    now = datetime.now(UTC)
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(hour(now + timedelta(hours=2))))
    with offscreen(tmp_path / "home", bus) as app:
        app.environ["PYTHONPATH"] = str(spy)
        app.configure(settings_text((now.minute + 1) % 60) + connected(path))
        app.start().up()
        for words in (
            ("breathe", "--minutes", "0.5"), ("stop",), ("settings",), ("week",), ("doctor",), ("history",),
            ("practices",), ("next",), ("start", "kind-hand"), ("stop",), ("library",),
        ):  # fmt: skip
            app.cli(*words)
        app.until(lambda _: (tmp_path / "home" / "data" / "calendars.json").exists())
    told = spy / "network.txt"
    assert not told.exists() or told.read_text() == ""


def test_the_spy_sees_what_it_is_for(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "sitecustomize.py").write_text(AUDIT)
    program = (
        "import socket; s = socket.socket(socket.AF_INET); s.settimeout(1); s.connect_ex(('127.0.0.1', 9))"
    )
    subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=True
    )
    assert "127.0.0.1" in (tmp_path / "network.txt").read_text()
