"""Two questions to an X server through ctypes: the idle time, and whether a tray is there."""

import ctypes
from ctypes import POINTER, Structure, c_char_p, c_int, c_long, c_ulong, c_void_p
from typing import Any


class _ScreenSaverInfo(Structure):
    _fields_ = (
        ("window", c_ulong),
        ("state", c_int),
        ("kind", c_int),
        ("til_or_since", c_ulong),
        ("idle", c_ulong),
        ("event_mask", c_ulong),
    )


class Display:
    """A connection of our own to the X server; every question is one round trip."""

    def __init__(self, name: str) -> None:
        """Connect to a display such as ":0"; raises OSError when a library or the server is missing."""
        self._x11: Any = ctypes.CDLL("libX11.so.6")
        self._x11.XOpenDisplay.restype = c_void_p
        self._x11.XOpenDisplay.argtypes = [c_char_p]
        self._display = self._x11.XOpenDisplay(name.encode())
        if not self._display:
            raise OSError("the X server does not answer")

    def idle_ms(self) -> int | None:
        """Milliseconds since the last input; None without the MIT-SCREEN-SAVER extension.

        Raises OSError when libXss is not installed.
        """
        xss: Any = ctypes.CDLL("libXss.so.1")
        self._x11.XDefaultRootWindow.restype = c_ulong
        self._x11.XDefaultRootWindow.argtypes = [c_void_p]
        xss.XScreenSaverQueryInfo.argtypes = [c_void_p, c_ulong, POINTER(_ScreenSaverInfo)]
        info = _ScreenSaverInfo()
        root = self._x11.XDefaultRootWindow(self._display)
        if not xss.XScreenSaverQueryInfo(self._display, root, ctypes.byref(info)):
            return None
        return int(info.idle)

    def has_tray(self) -> bool:
        """Whether a panel owns the tray of the first screen (freedesktop System Tray Protocol)."""
        return self._owned(b"_NET_SYSTEM_TRAY_S0")

    def has_compositor(self) -> bool:
        """Whether windows of the first screen may let others shine through (EWMH, compositing managers)."""
        return self._owned(b"_NET_WM_CM_S0")

    def _owned(self, selection: bytes) -> bool:
        self._x11.XInternAtom.restype = c_ulong
        self._x11.XInternAtom.argtypes = [c_void_p, c_char_p, c_int]
        self._x11.XGetSelectionOwner.restype = c_ulong
        self._x11.XGetSelectionOwner.argtypes = [c_void_p, c_ulong]
        atom = self._x11.XInternAtom(self._display, selection, 0)
        return bool(self._x11.XGetSelectionOwner(self._display, atom))

    def close(self) -> None:
        """Give the connection back."""
        self._x11.XCloseDisplay.argtypes = [c_void_p]
        self._x11.XCloseDisplay.restype = c_long
        self._x11.XCloseDisplay(self._display)


def windows_blend(display: str) -> bool:
    """Whether a window may be partly transparent on this X display; True where there is no X to ask."""
    if not display:
        return True
    try:
        server = Display(display)
    except OSError:
        return True
    try:
        return server.has_compositor()
    finally:
        server.close()


def answers(display: str) -> bool:
    """Whether an X server answers there and its library is installed."""
    try:
        Display(display).close()
    except OSError:
        return False
    return True
