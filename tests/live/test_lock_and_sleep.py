"""Lock and suspend as logind announces them to the running app."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.live.app import settings_text
from tests.live.test_cli import offscreen
from tests.system.fake_bus import FakeLogind, PrivateBus


def held(kind: str, status: dict[str, Any]) -> bool:
    return kind in {hold["kind"] for hold in status["holds"]}


def test_locked_and_asleep(tmp_path: Path, private_bus: PrivateBus) -> None:
    with FakeLogind(private_bus.address) as logind, offscreen(tmp_path / "home", private_bus) as app:
        app.environ["DBUS_SYSTEM_BUS_ADDRESS"] = private_bus.address
        app.configure(settings_text((datetime.now(UTC).minute + 40) % 60))
        app.start().up()
        logind.until(lambda: bool(logind.asked), 20)

        def locked(status: dict[str, Any]) -> bool:
            # Said again, since the app may have begun to listen only now.
            logind.lock(True)
            return held("locked", status)

        app.until(locked)
        logind.lock(False)
        app.until(lambda status: not status["holds"])
        # A screen that is locked during a practice lets it go on.
        assert app.cli("breathe").returncode == 0
        logind.lock(True)
        found = app.until(lambda status: held("locked", status))
        assert found["sitting"] is not None
        logind.lock(False)
        assert app.cli("stop").returncode == 0
        logind.sleep(True)
        logind.sleep(False)
        found = app.until(lambda status: held("waking", status))
        until = datetime.fromisoformat(found["holds"][0]["until"])
        assert until - datetime.fromisoformat(found["now"]) <= timedelta(seconds=60)
        (row,) = app.history()
    assert row["outcome"] == "partial"


def test_a_practice_ends_before_the_computer_sleeps(tmp_path: Path, private_bus: PrivateBus) -> None:
    """logind waits until it has ended. The process that stands still is the sleep."""
    with FakeLogind(private_bus.address) as logind, offscreen(tmp_path / "home", private_bus) as app:
        app.environ["DBUS_SYSTEM_BUS_ADDRESS"] = private_bus.address
        app.configure(settings_text((datetime.now(UTC).minute + 40) % 60))
        app.start().up()
        logind.until(lambda: bool(logind.asked), 20)
        assert logind.inhibited == [], "at rest nothing is delayed"
        assert app.cli("breathe", "--minutes", "3").returncode == 0
        logind.until(lambda: bool(logind.inhibited), 20)
        assert logind.inhibited == [("sleep", "burnbreak", "delay")]
        until = time.monotonic() + 20
        while not any(row["real_seconds"] > 1 for row in app.history()):
            assert time.monotonic() < until
        logind.sleep(True)
        deadline = time.monotonic() + 20
        while logind.delayed():
            assert time.monotonic() < deadline, "sleep is let come"
            time.sleep(0.02)
        assert app.process is not None
        os.kill(app.process.pid, signal.SIGSTOP)
        time.sleep(0.3)
        os.kill(app.process.pid, signal.SIGCONT)
        logind.sleep(False)
        found = app.until(lambda status: held("waking", status))
        (row,) = app.history()
        assert app.log_text().count("Traceback") == 0
    assert found["sitting"] is None
    assert (row["outcome"], row["reason"]) == ("partial", "asleep")
    assert 1 <= row["real_seconds"] < 60
