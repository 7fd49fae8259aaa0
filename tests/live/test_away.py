"""Time away from the desk as the X server counts it, in a day that runs sixty times faster."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live.app import NO_SOUND, LiveApp, settings_text
from tests.long.test_silent_day import faketime
from tests.system.fake_bus import PrivateBus

pytestmark = [pytest.mark.long, pytest.mark.desktop]
BEGINS = "2026-11-30 09:40:00"
NATURAL = "[sound]\nmuted = true\n[quiet]\nnatural_rest = true\n"


class Away:
    """The app and an X server on one fast clock; whoever only asks stays on ours."""

    def __init__(self, app: LiveApp, display: str, clock: dict[str, str]) -> None:
        self._app, self._display, self._clock = app, display, clock

    def start(self, extra: str) -> None:
        """Start the app, with a break at ten to ten."""
        self._app.configure(settings_text(50, extra=extra))
        self._app.environ |= self._clock
        self._app.start()
        for name in self._clock:
            del self._app.environ[name]
        self._app.up()

    def touch(self) -> None:
        """Somebody is at the desk."""
        words = ["xdotool", "mousemove", "10", "10", "mousemove", "20", "20"]
        subprocess.run(words, env=os.environ | {"DISPLAY": self._display}, check=True, timeout=20)

    def seen_until(self, end: str) -> list[dict[str, Any]]:
        """What it told of itself until then."""
        seen = [self._app.status()]
        while seen[-1]["now"] < f"2026-11-30T{end}":
            seen.append(self._app.status())
        return seen

    def rows(self) -> list[tuple[str, str, str]]:
        """Due, outcome and reason of today's breaks."""
        self._app.environ |= self._clock | {"FAKETIME": "@2026-11-30 20:00:00"}
        return [(row["due"][11:16], row["outcome"], row["reason"]) for row in self._app.history()]


@pytest.fixture
def away(tmp_path: Path, private_bus: PrivateBus) -> Iterator[Away]:
    if missing := [word for word in ("Xvfb", "openbox", "xdotool") if shutil.which(word) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    clock = {"LD_PRELOAD": str(faketime()), "FAKETIME": f"@{BEGINS} x60"}
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL, env=os.environ | clock)
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    environ = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PULSE_SERVER": NO_SOUND, "TZ": "UTC"}
    manager = subprocess.Popen(["openbox"], env=os.environ | environ, stderr=subprocess.DEVNULL)
    try:
        with LiveApp(tmp_path / "home", private_bus, **environ) as app:
            app.environ.pop("WAYLAND_DISPLAY", None)
            yield Away(app, display, clock)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)


def test_minutes_away_in_free_time_are_the_pause(away: Away) -> None:
    away.start(NATURAL)
    away.touch()
    seen = away.seen_until("09:51")
    assert not any(status["offer"] or status["owed"] for status in seen)
    assert away.rows() == [("09:50", "completed", "away")]


def test_whoever_was_at_the_desk_is_offered_it(away: Away) -> None:
    away.start(NATURAL)
    away.seen_until("09:47")
    away.touch()
    assert away.seen_until("09:50:10")[-1]["offer"] is not None
    assert away.rows() == [("09:50", "missed", "unanswered")]


def test_in_a_session_nobody_is_away(away: Away) -> None:
    """Nothing is touched all the time: it may have run over, and then the pause is offered."""
    away.start(NATURAL)
    assert away._app.cli("in-session", "09:48").returncode == 0
    seen = away.seen_until("09:54")
    kinds = {hold["kind"] for status in seen for hold in status["holds"]}
    assert {"session", "not-back"} <= kinds
    assert any(status["offer"] for status in seen)
    assert away.rows() == [("09:49", "missed", "unanswered")]
