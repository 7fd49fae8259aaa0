"""The one place that reads the name of the platform."""

import sys
from enum import Enum


class Platform(Enum):
    """The three systems burnbreak knows; any other Unix is treated as Linux."""

    LINUX = "linux"
    WINDOWS = "windows"
    MACOS = "macos"


def current() -> Platform:
    """The platform this process runs on."""
    return from_name(sys.platform)


def from_name(name: str) -> Platform:
    """The platform behind a `sys.platform` name such as "win32" or "freebsd14"."""
    if name in {"win32", "cygwin"}:
        return Platform.WINDOWS
    return Platform.MACOS if name == "darwin" else Platform.LINUX
