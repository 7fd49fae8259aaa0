"""Idle time on Linux desktops: the X server's, or that of GNOME's Mutter."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from burnbreak.system.bus import Bus, BusError, session_address
from burnbreak.system.idle import FirstIdle, IdleSource

if TYPE_CHECKING:
    from burnbreak.system.x11 import Display

_MONITOR = (
    "org.gnome.Mutter.IdleMonitor",
    "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor",
)
_WAIT = 0.2
"""Seconds to connect, and seconds for an answer; measured were 0.3 ms."""


class X11Idle:
    """The MIT-SCREEN-SAVER extension, over a connection that is made at the first question."""

    name = "X11 screen saver extension"

    def __init__(self, display: str) -> None:
        self._name = display
        self._display: Display | None = None
        self._missing = False

    def seconds(self) -> float | None:
        """See IdleSource."""
        from burnbreak.system.x11 import Display

        if self._missing:
            return None
        try:
            self._display = self._display or Display(self._name)
            idle = self._display.idle_ms()
        except OSError:
            self._missing = True
            return None
        return None if idle is None else idle / 1000

    def close(self) -> None:
        """See IdleSource."""
        if self._display:
            self._display.close()
            self._display = None


class MutterIdle:
    """GNOME's idle monitor on the session bus, on X11 and Wayland alike."""

    name = "GNOME idle monitor"

    def __init__(self, address: str) -> None:
        self._address = address
        self._bus: Bus | None = None

    def seconds(self) -> float | None:
        """See IdleSource."""
        try:
            self._bus = self._bus or Bus(self._address, timeout=_WAIT)
            (idle,) = self._bus.call(_MONITOR, "GetIdletime", timeout=_WAIT)
            return float(idle) / 1000
        except (BusError, ValueError, TypeError):
            self.close()
            return None

    def close(self) -> None:
        """See IdleSource."""
        if self._bus:
            self._bus.close()
            self._bus = None


def linux_idle(environ: Mapping[str, str]) -> IdleSource:
    """What can be asked in this session; under Wayland the X server sees the input of X windows only."""
    sources: list[IdleSource] = [MutterIdle(session_address(environ))]
    if environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY"):
        sources.insert(0, X11Idle(environ["DISPLAY"]))
    return FirstIdle(sources)
