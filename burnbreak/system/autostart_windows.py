"""Starting at login on Windows: the Run key of the current user."""

import importlib
import subprocess
from collections.abc import Sequence
from typing import Any, Protocol

from burnbreak.system.autostart import (
    OFF,
    ON,
    AutostartError,
    AutostartState,
    blocked,
    could_not_write,
    unknown,
)

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED_KEY = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
VALUE = "burnbreak"
_LONGEST = 260
"""Characters that Windows takes from a value of the Run key (Microsoft, "Run and RunOnce Registry Keys")."""


class Registry(Protocol):
    """The few acts on the current user's registry that are needed."""

    def read(self, key: str, name: str) -> object | None:
        """The value, or None where there is none; raises OSError when it may not be read."""
        ...

    def write(self, key: str, name: str, text: str) -> None:
        """Set a string, making the key if need be; raises OSError."""
        ...

    def delete(self, key: str, name: str) -> None:
        """Remove a value; nothing happens where there is none; raises OSError otherwise."""
        ...


class UserRegistry:
    """HKEY_CURRENT_USER through the standard library's `winreg`, which exists on Windows only."""

    def __init__(self, winreg: Any = None) -> None:
        self._winreg = winreg or importlib.import_module("winreg")

    def read(self, key: str, name: str) -> object | None:
        """See Registry."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key) as handle:
                value: object = self._winreg.QueryValueEx(handle, name)[0]
                return value
        except FileNotFoundError:
            return None

    def write(self, key: str, name: str, text: str) -> None:
        """See Registry."""
        with self._winreg.CreateKey(self._winreg.HKEY_CURRENT_USER, key) as handle:
            self._winreg.SetValueEx(handle, name, 0, self._winreg.REG_SZ, text)

    def delete(self, key: str, name: str) -> None:
        """See Registry."""
        user, access = self._winreg.HKEY_CURRENT_USER, self._winreg.KEY_SET_VALUE
        try:
            with self._winreg.OpenKey(user, key, 0, access) as handle:
                self._winreg.DeleteValue(handle, name)
        except FileNotFoundError:
            return


class WindowsAutostart:
    """The Run value, and what the Task Manager thinks of it, which is shown and not fought."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def state(self) -> AutostartState:
        """What the registry says; never raises."""
        try:
            command = self._registry.read(RUN_KEY, VALUE)
            approved = self._registry.read(APPROVED_KEY, VALUE)
        except OSError as error:
            return unknown(f"The list of startup apps could not be read: {error.strerror}.")
        if not command:
            return OFF
        if isinstance(approved, bytes) and approved and approved[0] % 2:
            return blocked("It was switched off in the Task Manager, under Startup apps.")
        return ON

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the Run value; raises AutostartError."""
        line = subprocess.list2cmdline(command)
        if len(line) > _LONGEST:
            raise AutostartError("The folder burnbreak runs from has too long a name to start at login.")
        try:
            self._registry.write(RUN_KEY, VALUE, line)
        except OSError as error:
            raise could_not_write(error) from error

    def turn_off(self) -> None:
        """Remove the Run value; raises AutostartError."""
        try:
            self._registry.delete(RUN_KEY, VALUE)
        except OSError as error:
            raise could_not_write(error) from error

    def refresh(self, command: Sequence[str]) -> bool:
        """Rewrite the value when it is on and names another command; raises AutostartError."""
        if not self.state().on or self._registry.read(RUN_KEY, VALUE) == subprocess.list2cmdline(command):
            return False
        self.turn_on(command)
        return True
