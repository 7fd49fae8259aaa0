"""Starting at login: the protocol, its states, its null version, and what command to start."""

import ntpath
import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import Protocol

SWITCH = "--autostarted"
"""Tells the app that no person started it: no window, and quiet for the first minute."""

_SCRIPTS = {"burnbreak", "burnbreak-gui"}


class AutostartKind(Enum):
    """What the system will do at the next login."""

    ON = "on"
    OFF = "off"
    BLOCKED = "blocked"
    """There is an entry, but the desktop or the Task Manager said no to it, or it is damaged."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class AutostartState:
    """The true state as read from the system; `reason` is one sentence for BLOCKED and UNKNOWN."""

    kind: AutostartKind
    reason: str = ""

    @property
    def on(self) -> bool:
        """Whether the app will be started at the next login."""
        return self.kind is AutostartKind.ON


ON = AutostartState(kind=AutostartKind.ON)
OFF = AutostartState(kind=AutostartKind.OFF)


def blocked(reason: str) -> AutostartState:
    """The state of an entry that something else has switched off."""
    return AutostartState(kind=AutostartKind.BLOCKED, reason=reason)


def unknown(reason: str) -> AutostartState:
    """The state of an entry that cannot be read."""
    return AutostartState(kind=AutostartKind.UNKNOWN, reason=reason)


class AutostartError(Exception):
    """The entry could not be written; the text is one plain sentence for the user."""


class Autostart(Protocol):
    """The system's own list of what starts at login; nothing is remembered elsewhere."""

    def state(self) -> AutostartState:
        """What the system has written down; never raises."""
        ...

    def turn_on(self, command: Sequence[str]) -> None:
        """Start `command` (program and arguments) at each login; raises AutostartError."""
        ...

    def turn_off(self) -> None:
        """Start nothing at login; raises AutostartError."""
        ...

    def refresh(self, command: Sequence[str]) -> bool:
        """Rewrite an entry that is on and names another command; tells whether it did.

        For a program that was moved or upgraded. Raises AutostartError.
        """
        ...


class NullAutostart:
    """For systems where nothing is known about starting at login."""

    def __init__(self, reason: str = "This system offers no way to start at login.") -> None:
        self._reason = reason

    def state(self) -> AutostartState:
        """Always unknown, with the reason."""
        return unknown(self._reason)

    def turn_on(self, command: Sequence[str]) -> None:
        """Raises AutostartError with the reason."""
        raise AutostartError(self._reason)

    def turn_off(self) -> None:
        """Nothing is on."""

    def refresh(self, command: Sequence[str]) -> bool:
        """Nothing is on, so nothing changes."""
        return False


def could_not_write(error: OSError) -> AutostartError:
    """The error to raise when the system refused; without the path, which may hold a name."""
    return AutostartError(f"Starting at login could not be changed: {error.strerror or 'it was refused'}.")


def launch_command(argv0: str, executable: str, environ: Mapping[str, str], frozen: bool) -> list[str]:
    """Program and arguments that start this app again, from wherever it runs now.

    `argv0` is `sys.argv[0]`, `executable` is `sys.executable`; `frozen` says that the executable is the app.
    """
    windows = executable.lower().endswith(".exe")
    path: ModuleType = ntpath if windows else posixpath
    # The variable is inherited by everything started from some other AppImage, hence the second look.
    appdir = environ.get("APPDIR", "")
    if environ.get("APPIMAGE") and appdir and executable.startswith(appdir.rstrip("/") + "/"):
        return [environ["APPIMAGE"], SWITCH]
    if frozen:
        return [executable, SWITCH]
    folder, name = path.split(path.abspath(argv0))
    if name.lower().removesuffix(".exe") in _SCRIPTS:
        # pip's launcher cuts ".exe" off; its second program opens no console.
        return [path.join(folder, "burnbreak-gui.exe" if windows else name), SWITCH]
    if windows and ntpath.basename(executable).lower() == "python.exe":
        executable = ntpath.join(ntpath.dirname(executable), "pythonw.exe")
    # -P: the desktop starts it in the home folder, where a random.py would be taken for Python's own.
    return [executable, "-P", "-m", "burnbreak", SWITCH]
