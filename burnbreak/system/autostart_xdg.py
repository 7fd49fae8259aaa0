"""Starting at login on Linux desktops: a desktop entry in the autostart folder."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from burnbreak.system import desktop_entry
from burnbreak.system.autostart import (
    OFF,
    ON,
    AutostartError,
    AutostartState,
    blocked,
    could_not_write,
    unknown,
)

_NAME = "burnbreak.desktop"
_OURS = "X-Burnbreak-Off"
"""Marks a hidden entry that the user asked us to write over one for all users."""


class XdgAutostart:
    """The entry in `$XDG_CONFIG_HOME/autostart`, or, without one, that of `$XDG_CONFIG_DIRS`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        home = environ.get("HOME") or str(Path.home())
        config = _absolute(environ.get("XDG_CONFIG_HOME", "")) or Path(home, ".config")
        shared = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
        self._file = config / "autostart" / _NAME
        self._shared = [folder / "autostart" / _NAME for part in shared if (folder := _absolute(part))]
        self._desktops = [part for part in environ.get("XDG_CURRENT_DESKTOP", "").split(":") if part]

    def state(self) -> AutostartState:
        """What the first entry that exists says to this desktop; never raises."""
        try:
            entries = self._read()
        except OSError as error:
            return unknown(f"The autostart entry could not be read: {error.strerror}.")
        except ValueError:
            return blocked("The autostart entry is damaged; switching this on writes it anew.")
        if entries is None or _OURS in entries:
            return OFF
        return self._judge(entries)

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the entry anew; raises AutostartError."""
        self._write(
            {
                **_HEAD,
                "Exec": desktop_entry.exec_line(command),
                "X-GNOME-Autostart-enabled": "true",
                "X-GNOME-Autostart-Delay": "5",  # the tray of the panel comes up meanwhile
            }
        )

    def turn_off(self) -> None:
        """Remove the entry, or hide the one for all users; raises AutostartError."""
        if any(_exists(file) for file in self._shared):
            return self._write({**_HEAD, "Exec": "burnbreak", "Hidden": "true", _OURS: "true"})
        try:
            self._file.unlink(missing_ok=True)
        except NotADirectoryError:
            return None
        except OSError as error:
            raise could_not_write(error) from error

    def refresh(self, command: Sequence[str]) -> bool:
        """Rewrite our own entry when it is on and names another command; raises AutostartError."""
        if not self.state().on or not _exists(self._file):
            return False
        entries = self._read() or {}
        if entries.get("Exec") == desktop_entry.exec_line(command):
            return False
        self.turn_on(command)
        return True

    def _read(self) -> dict[str, str] | None:
        for file in (self._file, *self._shared):
            if _exists(file):
                return desktop_entry.parse(file.read_text(encoding="utf-8"))
        return None

    def _judge(self, entries: Mapping[str, str]) -> AutostartState:
        if desktop_entry.is_true(entries, "Hidden"):
            return blocked("It was switched off in the settings of your desktop.")
        if not desktop_entry.is_true(entries, "X-GNOME-Autostart-enabled", default=True):
            return blocked("It was switched off in the settings of your desktop.")
        only = desktop_entry.words(entries.get("OnlyShowIn", ""))
        never = desktop_entry.words(entries.get("NotShowIn", ""))
        if (only and not set(only) & set(self._desktops)) or set(never) & set(self._desktops):
            return blocked("The entry is meant for another desktop.")
        return ON

    def _write(self, entries: Mapping[str, str]) -> None:
        try:
            data = desktop_entry.render(entries).encode("utf-8")
        except UnicodeEncodeError as error:
            raise AutostartError(
                "The folder burnbreak runs from has a name that cannot be written down."
            ) from error
        try:
            _replace(self._file, data)
        except OSError as error:
            raise could_not_write(error) from error


_HEAD = {
    "Type": "Application",
    "Version": "1.4",
    "Name": "burnbreak",
    "Comment": "Guided pauses between sessions",
    "Icon": "burnbreak",
    "Terminal": "false",
    "StartupNotify": "false",
}


def _absolute(path: str) -> Path | None:
    """The specification says that a relative path is to be ignored."""
    return Path(path) if os.path.isabs(path) else None


def _exists(file: Path) -> bool:
    """Whether something is there; unlike Path.exists a folder we may not enter is an OSError."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _replace(file: Path, data: bytes) -> None:
    """Put the data in place at once or not at all; a link stays a link."""
    target = Path(os.path.realpath(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".burnbreak-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
