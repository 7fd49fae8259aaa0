"""Calendars in the running app: what is booked holds offers back, and a broken one costs nothing else."""

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
