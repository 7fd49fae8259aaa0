"""Whether something is presented on a Linux desktop: full screen on X11, a shared screen, one kept awake.

None of this is followed: it is asked when a break is near, and then until it is over.
"""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from burnbreak.core.calls import Sign, is_ignored
from burnbreak.system.bus import Address, Bus, BusError, owned
from burnbreak.system.holds import Asked, Reading
from burnbreak.system.pipewire import Video

if TYPE_CHECKING:
    from burnbreak.system.windows_x11 import WindowServer

_WAIT = 0.3
"""Seconds for each answer on the bus."""


class FullScreen(Asked):
    """The probe of Sign.SCREEN on X11; under Wayland no program is told of other programs' windows."""

    signs = frozenset({Sign.SCREEN})

    def __init__(self, environ: Mapping[str, str]) -> None:
        on_wayland = environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland"
        self._display = "" if on_wayland else environ.get("DISPLAY", "")
        self._server: WindowServer | None = None

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        if not self._display:
            return Reading(seen={Sign.SCREEN: None})
        try:
            windows = self._connected().full_screens()
        except OSError:
            self.close()
            return Reading(seen={Sign.SCREEN: None})
        # A sitting may fill the screen as well.
        others = [window.names for window in windows if window.pid != os.getpid()]
        there = any(not is_ignored(names, ignored) for names in others)
        return Reading(seen={Sign.SCREEN: there}, programs=tuple(names[0] for names in others if names))

    def close(self) -> None:
        """See Probe."""
        if self._server is not None:
            self._server.close()
        self._server = None

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        if not self._display:
            return None, "full screen cannot be seen without X11"
        try:
            told = self._connected().tells()
        except OSError:
            return None, "full screen is not seen, the X server does not answer"
        return (True, "full screen is seen") if told else (None, "no window manager tells of full screen")

    def _connected(self) -> "WindowServer":
        from burnbreak.system.windows_x11 import WindowServer

        self._server = self._server or WindowServer(self._display)
        return self._server


class SharedScreen(Asked):
    """The probe of Sign.SHARED: pictures that flow through PipeWire and come from no camera."""

    signs = frozenset({Sign.SHARED})

    def __init__(self, video: Callable[[], Video | None]) -> None:
        self._video = video

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        found = self._video()
        if found is None:
            return Reading(seen={Sign.SHARED: None})
        there = any(not is_ignored((name,), ignored) for name in found.screens)
        return Reading(seen={Sign.SHARED: there}, programs=tuple(name for name in found.screens if name))

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        if self._video() is None:
            return None, "shared screens are not seen without PipeWire and its pw-dump"
        return True, "shared screens are seen"


_GNOME: Address = ("org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager")
_KDE: Address = (
    "org.kde.Solid.PowerManagement.PolicyAgent",
    "/org/kde/Solid/PowerManagement/PolicyAgent",
    "org.kde.Solid.PowerManagement.PolicyAgent",
)
_OTHER: Address = (
    "org.freedesktop.PowerManagement",
    "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit",
)
_GNOME_IDLE = 8
_KDE_SCREEN = 4
Awake = tuple[str, str]
"""Who keeps the screen awake, and the reason given."""


class KeptAwake(Asked):
    """The probe of Sign.AWAKE: who asked the desktop not to darken the screen. Playing music is no reason."""

    signs = frozenset({Sign.AWAKE})

    def __init__(self, address: str) -> None:
        """`address` is that of the session bus, or ""."""
        self._address = address

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        found = self._ask()
        if found is None:
            return Reading(seen={Sign.AWAKE: None})
        names = [name for name, why in found if "audio" not in why.casefold()]
        there = any(not is_ignored((name,), ignored) for name in names)
        return Reading(seen={Sign.AWAKE: there}, programs=tuple(name for name in names if name))

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        if self._ask() is None:
            return None, "the desktop does not tell who keeps the screen awake"
        return True, "the desktop tells who keeps the screen awake"

    def _ask(self) -> list[Awake] | None:
        """The answer of the first desktop there is; the connection lives no longer than that."""
        try:
            bus = Bus(self._address, timeout=_WAIT)
        except BusError:
            return None
        try:
            for service, ask in ((_GNOME, _gnome), (_KDE, _kde), (_OTHER, _other)):
                if owned(bus, service[0], timeout=_WAIT):
                    return ask(bus)
        except (BusError, ValueError, TypeError):
            pass
        finally:
            bus.close()
        return None


def _gnome(bus: Bus) -> list[Awake]:
    """GNOME, Cinnamon and MATE."""
    (paths,) = bus.call(_GNOME, "GetInhibitors", timeout=_WAIT)
    found = []
    for path in paths:
        one: Address = (_GNOME[0], path, "org.gnome.SessionManager.Inhibitor")
        try:
            (flags,) = bus.call(one, "GetFlags", timeout=_WAIT)
            if flags & _GNOME_IDLE:
                (name,) = bus.call(one, "GetAppId", timeout=_WAIT)
                (why,) = bus.call(one, "GetReason", timeout=_WAIT)
                found.append((str(name), str(why)))
        except BusError:
            continue  # it has just gone
    return found


def _kde(bus: Bus) -> list[Awake]:
    (held,) = bus.call(_KDE, "HasInhibition", "u", (_KDE_SCREEN,), timeout=_WAIT)
    if not held:
        return []
    (listed,) = bus.call(_KDE, "ListInhibitions", timeout=_WAIT)
    return [(str(name), str(why)) for name, why in listed] or [("", "")]


def _other(bus: Bus) -> list[Awake]:
    """Xfce's power manager, and others of that interface."""
    (held,) = bus.call(_OTHER, "HasInhibit", timeout=_WAIT)
    if not held:
        return []
    try:
        (names,) = bus.call(_OTHER, "GetInhibitors", timeout=_WAIT)
    except BusError:
        names = []
    return [(str(name), "") for name in names] or [("", "")]
