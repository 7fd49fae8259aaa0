"""The real app as a process of its own, on a bus, a tray and a sound server of the test's own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tests.system.sound_servers import SoundServer

ALL_WEEK = "".join(
    f"[[week.periods]]\nweekday = {day}\nstart = 00:00:00\nend = 00:00:00\n" for day in range(7)
)
PROGRAM = [sys.executable, "-m", "burnbreak"]
CHECKOUT = Path(__file__).parents[2]
NO_SOUND = "unix:/nonexistent"
"""No sound server; any other word would be looked up as a computer's name."""


def settings_text(minute_past: int = 50, length: int = 3, extra: str = "") -> str:
    """A settings file: work at all hours, breaks on the clock at a minute past the hour."""
    breaks = f"[breaks]\nrhythm = 'on-clock'\nminute_past = {minute_past}\nlength_minutes = {length}\n"
    return f"version = 1\n{breaks}one_longer = false\ndaily_cap = 20\n{extra}\n{ALL_WEEK}"


class Addressed(Protocol):
    """Anything with the address of a bus."""

    @property
    def address(self) -> str: ...


class LiveApp:
    """Start, drive and end burnbreak as a user would; everything it keeps is below `home`."""

    def __init__(self, home: Path, bus: Addressed, sound: SoundServer | None = None, **environ: str) -> None:
        self.home = home
        self.environ = {
            **os.environ,
            **(dict(sound.env) if sound else {}),
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
            "BURNBREAK_HOME": str(home),
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "xdg"),
            **environ,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.output = home / "output.txt"
        self.before: tuple[str, ...] = ()
        """What it is started by."""

    def configure(self, text: str) -> None:
        """Write the settings file."""
        (self.home / "config").mkdir(parents=True, exist_ok=True)
        (self.home / "config" / "settings.toml").write_text(text)

    def start(self, *words: str) -> Self:
        """Start it in the background."""
        self.home.mkdir(parents=True, exist_ok=True)
        with self.output.open("ab") as out:
            self.process = subprocess.Popen(
                [*self.before, *PROGRAM, *words],
                env=self.environ,
                cwd=CHECKOUT,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
            )
        return self

    def cli(self, *words: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
        """One call of the command line."""
        return subprocess.run(
            [*PROGRAM, *words],
            env=self.environ,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def status(self) -> dict[str, Any]:
        """`status --json`."""
        found: dict[str, Any] = json.loads(self.cli("status", "--json").stdout)
        return found

    def history(self) -> list[Mapping[str, Any]]:
        """`history --json`."""
        rows: list[Mapping[str, Any]] = json.loads(self.cli("history", "--json").stdout)
        return rows

    def until(self, true: Callable[[dict[str, Any]], bool], timeout: float = 20) -> dict[str, Any]:
        """Wait for something in the status; TimeoutError tells the last one."""
        deadline = time.monotonic() + timeout
        while not true(found := self.status()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{found}\n{self.output.read_text()}")
            time.sleep(0.25)
        return found

    def up(self) -> Self:
        """Wait until it answers."""
        self.until(lambda status: bool(status["running"]), timeout=60)
        return self

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def log_text(self) -> str:
        """The program's own log; empty when it has nothing to say."""
        path = self.home / "state" / "burnbreak.log"
        return path.read_text() if path.exists() else ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
