"""Do not disturb on the Linux desktops that tell of it: KDE Plasma, Xfce and GNOME, each where it runs.

On all others it is dunst that may show notifications, and tell whether they are paused.
"""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence

from burnbreak.core.calls import Sign
from burnbreak.system.bus import Address, Bus, BusError, BusGoneError, owned
from burnbreak.system.holds import Reading

_WAIT = 0.5
"""Seconds for each answer."""

_NOTES = "org.freedesktop.Notifications"
_SERVER: Address = (_NOTES, "/org/freedesktop/Notifications", "org.freedesktop.DBus.Properties")
_XFCONF: Address = ("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
_XFCE_KEY = ("xfce4-notifyd", "/do-not-disturb")
_GNOME_KEY = ("org.gnome.desktop.notifications", "show-banners")
_GNOME_PATH = "/org/gnome/desktop/notifications/show-banners"

_DUNST = "dunst"
_DUNST_KEY = ("org.dunstproject.cmd0", "paused")

_RULES = {
    "KDE": "type='signal',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',"
    f"path='/org/freedesktop/Notifications',arg0='{_NOTES}'",
    "XFCE": f"type='signal',interface='org.xfce.Xfconf',arg0='{_XFCE_KEY[0]}',arg1='{_XFCE_KEY[1]}'",
    "GNOME": f"type='signal',interface='ca.desrt.dconf.Writer',member='Notify',arg0path='{_GNOME_PATH}'",
    _DUNST: "type='signal',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',"
    f"path='/org/freedesktop/Notifications',arg0='{_DUNST_KEY[0]}'",
}


class DoNotDisturb:
    """The probe of Sign.SILENCED; it hears of changes on the session bus."""

    signs = frozenset({Sign.SILENCED})
    events = True

    def __init__(self, environ: Mapping[str, str], address: str) -> None:
        """`address` is that of the session bus; the desktop is the one that the environment names."""
        named = environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
        self._desktop = next((name for name in _RULES if name in named), _DUNST)
        self._environ, self._address = environ, address
        self._bus: Bus | None = None

    def open(self, news: Callable[[], None]) -> None:
        """See Probe."""
        self._connect()

    def descriptors(self) -> Sequence[int]:
        """See Probe."""
        return () if self._bus is None else (self._bus.fileno(),)

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        if self._bus is None and fresh:
            self._connect()
        try:
            self._hear()
            silenced = self._ask()
        except BusGoneError:
            self.close()
            silenced = None
        except (BusError, ValueError, TypeError):
            silenced = None
        return Reading(seen={Sign.SILENCED: silenced})

    def close(self) -> None:
        """See Probe."""
        if self._bus is not None:
            self._bus.close()
        self._bus = None

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        silenced = self.read((), fresh=True).seen[Sign.SILENCED]
        if silenced is None and self._desktop == _DUNST:
            return None, "this desktop does not tell; its notifications are held by itself"
        if silenced is None:
            return None, f"{self._desktop} does not answer"
        return True, f"{self._desktop} tells; it is {'on' if silenced else 'off'} now"

    def _connect(self) -> None:
        try:
            self._bus = Bus(self._address, timeout=_WAIT)
            self._bus.match(_RULES[self._desktop])
            # Who ends without a word holds nothing back any more.
            service = _XFCONF[0] if self._desktop == "XFCE" else _NOTES
            self._bus.match(f"type='signal',member='NameOwnerChanged',arg0='{service}'")
        except BusError:
            self.close()

    def _hear(self) -> None:
        """Take in the signals that came: what they say is asked anew. Raises BusError."""
        while self._bus is not None and self._bus.receive(0.0) is not None:
            pass

    def _ask(self) -> bool | None:
        if self._desktop == "GNOME":
            return _gnome(self._environ)
        if self._bus is None:
            return None
        if self._desktop == "XFCE":
            return _xfce(self._bus)
        return _server(self._bus, (_NOTES, "Inhibited") if self._desktop == "KDE" else _DUNST_KEY)


def _server(bus: Bus, key: tuple[str, str]) -> bool | None:
    """A property of the notification server; raises BusError where it is another one that has none such."""
    if not owned(bus, _NOTES, timeout=_WAIT):
        return None
    ((_, value),) = bus.call(_SERVER, "Get", "ss", key, timeout=_WAIT)
    return bool(value)


def _xfce(bus: Bus) -> bool | None:
    if not owned(bus, _XFCONF[0], timeout=_WAIT):
        return None
    (there,) = bus.call(_XFCONF, "PropertyExists", "ss", _XFCE_KEY, timeout=_WAIT)
    if not there:
        return False  # never touched: off
    ((_, value),) = bus.call(_XFCONF, "GetProperty", "ss", _XFCE_KEY, timeout=_WAIT)
    return bool(value)


def _gnome(environ: Mapping[str, str]) -> bool | None:
    """GNOME keeps it where only its own library reads; gsettings is part of every GNOME."""
    program = shutil.which("gsettings", path=environ.get("PATH"))
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "get", *_GNOME_KEY],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=1.0,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return {"true": False, "false": True}.get(done.stdout.strip())
