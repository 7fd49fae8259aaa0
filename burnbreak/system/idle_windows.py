"""Idle time on Windows: GetLastInputInfo."""

import ctypes
from ctypes import Structure, c_uint32
from typing import Any


class LastInputInfo(Structure):
    """LASTINPUTINFO of winuser.h: its own size, and the tick count of the last input."""

    _fields_ = (("size", c_uint32), ("ticks", c_uint32))


class WindowsIdle:
    """Compares the tick of the last input with the tick of now."""

    name = "Windows last input"

    def __init__(self, user32: Any = None, kernel32: Any = None) -> None:
        """The libraries default to the real ones, which exist on Windows only."""
        libraries: Any = getattr(ctypes, "windll", None)
        self._user32 = user32 or libraries.user32
        self._kernel32 = kernel32 or libraries.kernel32

    def seconds(self) -> float | None:
        """See IdleSource."""
        info = LastInputInfo(size=ctypes.sizeof(LastInputInfo))
        if not self._user32.GetLastInputInfo(ctypes.byref(info)):
            return None
        # Both count in 32 bits and begin again after 49.7 days.
        return float((self._kernel32.GetTickCount() - info.ticks) & 0xFFFF_FFFF) / 1000

    def close(self) -> None:
        """There is nothing to give back."""
