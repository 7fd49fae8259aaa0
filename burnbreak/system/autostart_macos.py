"""Starting at login on macOS: a LaunchAgent of the user."""

import plistlib
import re
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from burnbreak.system.autostart import OFF, ON, AutostartState, blocked, could_not_write, unknown

LABEL = "org.burnbreak.login"

Run = Callable[[Sequence[str]], str]
"""Runs a program and gives what it printed, or "" when it failed."""


def run(command: Sequence[str]) -> str:
    """The real `Run`: at most 2 s, never raises."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


class LaunchAgent:
    """`~/Library/LaunchAgents/org.burnbreak.login.plist`, read by launchd at the next login."""

    def __init__(self, folder: Path, uid: int, run: Run = run) -> None:
        self._file = folder / f"{LABEL}.plist"
        self._uid = uid
        self._run = run

    def state(self) -> AutostartState:
        """What the file and `launchctl print-disabled` say; never raises."""
        try:
            agent = self._read()
        except OSError as error:
            return unknown(f"The login item could not be read: {error.strerror}.")
        except (ValueError, ExpatError, AttributeError):
            return blocked("The login item is damaged; switching this on writes it anew.")
        if agent is None or not agent.get("RunAtLoad"):
            return OFF
        said = self._run(["launchctl", "print-disabled", f"gui/{self._uid}"])
        if agent.get("Disabled") or re.search(rf'"{re.escape(LABEL)}" => (disabled|true)', said):
            return blocked("It was switched off in the system settings, under Login Items.")
        return ON

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the agent; raises AutostartError."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        fresh = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(plistlib.dumps(agent))
            fresh.replace(self._file)
        except OSError as error:
            raise could_not_write(error) from error

    def turn_off(self) -> None:
        """Remove the agent; raises AutostartError."""
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise could_not_write(error) from error

    def refresh(self, command: Sequence[str]) -> bool:
        """Rewrite the agent when it is on and names another command; raises AutostartError."""
        if not self.state().on or (self._read() or {}).get("ProgramArguments") == list(command):
            return False
        self.turn_on(command)
        return True

    def _read(self) -> dict[str, Any] | None:
        try:
            data = self._file.read_bytes()
        except FileNotFoundError:
            return None
        agent = plistlib.loads(data)
        return agent if isinstance(agent, dict) else {}
