"""The real app on an X server of its own, both on one clock that runs faster."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.live.app import NO_SOUND, LiveApp, settings_text
from tests.long.test_silent_day import faketime
from tests.system.fake_bus import PrivateBus

QUIET = "[sound]\nmuted = true\n[quiet]\n"


class FastDay:
    """Whoever only asks or works on the desktop stays on our clock."""

    def __init__(self, app: LiveApp, clock: dict[str, str]) -> None:
        self.app, self._clock = app, clock

    def start(self, extra: str = "") -> None:
        """Start the app, with a break at ten to ten."""
        self.app.configure(settings_text(50, extra=QUIET + extra))
        self.app.environ |= self._clock
        self.app.start()
        for name in self._clock:
            del self.app.environ[name]
        self.app.up()

    def touch(self) -> None:
        """Somebody is at the desk."""
        words = ["xdotool", "mousemove", "10", "10", "mousemove", "20", "20"]
        subprocess.run(words, env=self.app.environ, check=True, timeout=20)

    @contextmanager
    def program(self, code: str) -> Iterator[None]:
        """Another program on this desktop."""
        started = subprocess.Popen([sys.executable, "-c", code], env=self.app.environ)
        try:
            yield
        finally:
            started.terminate()
            started.wait(20)

    def seen_until(self, end: str) -> list[dict[str, Any]]:
        """What it told of itself until then."""
        seen = [self.app.status()]
        while seen[-1]["now"] < f"2026-11-30T{end}":
            seen.append(self.app.status())
        return seen

    def rows(self) -> list[tuple[str, str, str]]:
        """Due, outcome and reason of today's breaks."""
        self.app.environ |= self._clock | {"FAKETIME": "@2026-11-30 20:00:00"}
        return [(row["due"][11:16], row["outcome"], row["reason"]) for row in self.app.history()]


@contextmanager
def fast_day(begins: str, home: Path, bus: PrivateBus, *, times: int = 60) -> Iterator[FastDay]:
    """A Monday that begins at this time of day, "09:40:00". What waits for answers waits as much shorter."""
    if missing := [word for word in ("Xvfb", "openbox", "xdotool") if shutil.which(word) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    clock = {"LD_PRELOAD": str(faketime()), "FAKETIME": f"@2026-11-30 {begins} x{times}"}
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL, env=os.environ | clock)
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    environ = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PULSE_SERVER": NO_SOUND, "TZ": "UTC"}
    manager = subprocess.Popen(["openbox"], env=os.environ | environ, stderr=subprocess.DEVNULL)
    try:
        with LiveApp(home, bus, **environ) as app:
            app.environ.pop("WAYLAND_DISPLAY", None)
            yield FastDay(app, clock)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)
