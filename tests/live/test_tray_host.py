"""The icon finds a tray that comes late, goes, or was never there."""

from pathlib import Path

import pytest

from tests.live.app import LiveApp, settings_text
from tests.system.fake_bus import FakeTrayWatcher, PrivateBus

pytestmark = pytest.mark.desktop


def test_a_tray_that_comes_late(tmp_path: Path, private_bus: PrivateBus) -> None:
    with LiveApp(tmp_path / "home", private_bus) as app:
        app.configure(settings_text())
        app.start("--autostarted").up()
        with FakeTrayWatcher(private_bus.address) as tray:
            tray.wait_item(timeout=15)
            assert "Breathe now" in [entry.label for entry in tray.entries()]
    assert "ERROR" not in app.log_text()


def test_a_tray_that_goes_and_comes_back(tmp_path: Path, private_bus: PrivateBus) -> None:
    with LiveApp(tmp_path / "home", private_bus) as app:
        app.configure(settings_text())
        with FakeTrayWatcher(private_bus.address) as tray:
            app.start().up()
            tray.wait_item()
        assert app.status()["running"]
        with FakeTrayWatcher(private_bus.address) as tray:
            tray.wait_item(timeout=15)
            tray.click("Quit")
            assert app.process is not None
            assert app.process.wait(timeout=10) == 0
    assert "ERROR" not in app.log_text()
