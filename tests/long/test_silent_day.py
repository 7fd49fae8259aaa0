"""A whole working day of the real process, hours in seconds, in which nobody on any network is asked."""

import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.live.app import LiveApp, settings_text
from tests.live.spy import Spy
from tests.live.test_cli import offscreen
from tests.system.fake_bus import PrivateBus

pytestmark = pytest.mark.long
FASTER = 1200
"""Seconds of the day in one second of ours."""
ANSWERS = (("start",), ("skip",), ("breathe",), ("later", "5"), ("in-session", "20m"))


def faketime() -> Path:
    """The library that makes a clock run."""
    found = next(Path("/usr/lib").rglob("faketime/libfaketime.so.1"), None)
    if found is None:
        pytest.skip("not installed: libfaketime")
    return found


def live(app: LiveApp, until: str) -> None:
    """Answer what is offered, each time in another way, until the day is over."""
    told, number = app.status(), 0
    end = time.monotonic() + 120
    while told["now"][:16] < until:
        assert time.monotonic() < end, told
        if told["sitting"]:
            app.cli("stop")
        elif told["offer"] or told["owed"]:
            app.cli(*ANSWERS[number % len(ANSWERS)])
            number += 1
        told = app.status()


def test_a_day_without_a_network(tmp_path: Path) -> None:
    with PrivateBus() as bus, offscreen(tmp_path / "home", bus) as app:
        spy = Spy(tmp_path).watch(app)
        app.configure(settings_text(50))
        plain, clock = app.environ, {"LD_PRELOAD": str(faketime())}
        app.environ = plain | clock | {"FAKETIME": f"@2026-11-30 07:30:00 x{FASTER}"}
        app.start()
        app.environ = plain
        app.up()
        live(app, "2026-11-30T19:00")
        assert app.cli("quit").returncode == 0
        app.environ = plain | clock | {"FAKETIME": "@2026-11-30 20:00:00"}
        rows = app.history()
    # The day was lived: breaks came due over the hours, and were answered in more than one way.
    hours = {datetime.fromisoformat(row["due"] or row["started"]).hour for row in rows}
    assert len(hours) >= 3, rows
    assert len({row["outcome"] for row in rows}) >= 2, rows
    assert "-m burnbreak" in spy.watched()
    assert spy.asked() == []
    if not spy.traces:
        pytest.skip("strace may not be used here; Python's own audit saw nothing")
    assert any(line.split(maxsplit=1)[1].startswith("connect(") for line in spy.calls())
    assert spy.outward() == []
