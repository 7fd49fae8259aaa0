"""Idle time on macOS: Quartz's own clock of the last input event."""

import ctypes
from typing import Any

_LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_COMBINED_SESSION = 0
_ANY_INPUT = 0xFFFF_FFFF


class MacosIdle:
    """CGEventSourceSecondsSinceLastEventType for any input of this login session."""

    name = "macOS event source"

    def __init__(self, quartz: Any = None) -> None:
        """The library defaults to the real one; raises OSError where it does not exist."""
        self._ask = (quartz or ctypes.CDLL(_LIBRARY)).CGEventSourceSecondsSinceLastEventType
        self._ask.argtypes = [ctypes.c_int32, ctypes.c_uint32]
        self._ask.restype = ctypes.c_double

    def seconds(self) -> float | None:
        """See IdleSource."""
        seconds = float(self._ask(_COMBINED_SESSION, _ANY_INPUT))
        return seconds if seconds >= 0 else None

    def close(self) -> None:
        """There is nothing to give back."""
