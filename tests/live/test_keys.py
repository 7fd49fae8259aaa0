"""Keys while another program is in front: what they say is known, and no window of burnbreak comes up."""

import shutil
from pathlib import Path

import pytest

from tests.live.app import LiveApp, settings_text
from tests.system.fake_bus import PrivateBus
from tests.ui.desk import desk

pytestmark = pytest.mark.desktop
KEYS = "[keys]\nmore = 'Ctrl+Alt+5'\nover = 'F9'\nbreathe = 'Ctrl+Alt+B'"
WINDOWS = "xdotool search --onlyvisible --class burnbreak || true"


def test_keys_of_the_settings_work_from_the_start(tmp_path: Path, private_bus: PrivateBus) -> None:
    if missing := [word for word in ("Xvfb", "openbox", "xdotool") if shutil.which(word) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with desk("openbox") as screen:
        display = {name: screen.environment[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
        with LiveApp(tmp_path / "home", private_bus, **display) as app:
            app.configure(settings_text(extra=KEYS))
            app.start("--autostarted").up()

            def press(key: str) -> None:
                screen.run("xdotool", "key", key)

            # The keys are asked for once everything else is there.
            tries = 0
            while not app.status()["in_session_until"]:
                tries += 1
                assert tries < 50
                press("ctrl+alt+5")
            press("ctrl+alt+b")
            status = app.status()
            assert (status["state"], status["sitting"]) == ("in-session", None)
            assert screen.run("sh", "-c", WINDOWS) == ""
            press("F9")
            app.until(lambda status: status["in_session_until"] is None)
            press("ctrl+alt+b")
            status = app.until(lambda status: bool(status["sitting"] and screen.run("sh", "-c", WINDOWS)))
            assert status["sitting"]["practice"] == "long-exhale"
            assert "ERROR" not in app.log_text()
