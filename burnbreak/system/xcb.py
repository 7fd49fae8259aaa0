"""A few questions to an X server, through libxcb, whose errors are plain values.

Xlib would end the process when a window goes away between two questions.
"""

import ctypes
import struct
from collections.abc import Sequence
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint, c_uint8, c_uint16, c_uint32, c_void_p
from typing import Any

_ANY_TYPE = 0
_LONGEST = 1024
"""Units of four bytes that are read of a property."""


class Cookie(Structure):
    """The number of a request that is on its way."""

    _fields_ = (("sequence", c_uint),)


class _Screens(Structure):
    _fields_ = (("data", c_void_p), ("rem", c_int), ("index", c_int))


class _AtomReply(Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad0", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("atom", c_uint32),
    )


class Server:
    """A connection of our own."""

    def __init__(self, display: str) -> None:
        """Connect to a display such as ":0"; raises OSError when the library or the server is missing."""
        self._xcb = _library()
        number = c_int()
        self._connection = self._xcb.xcb_connect(display.encode() or None, ctypes.byref(number))
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            raise OSError("the X server does not answer")
        self._root = self._root_of(number.value)
        self._atoms: dict[str, int] = {}

    def tells(self) -> bool:
        """Whether a window manager runs that says which window is in front."""
        return self._atom("_NET_ACTIVE_WINDOW") in self._numbers(self._root, "_NET_SUPPORTED")

    def close(self) -> None:
        """Give the connection back."""
        self._xcb.xcb_disconnect(self._connection)

    def _root_of(self, number: int) -> int:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        while number > 0 and screens.rem > 1:
            self._xcb.xcb_screen_next(ctypes.byref(screens))
            number -= 1
        return int(ctypes.cast(screens.data, POINTER(c_uint32))[0])

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            raw = name.encode()
            cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(raw), raw)
            reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
            if not reply:
                raise OSError("the X server is gone")
            self._atoms[name] = int(ctypes.cast(reply, POINTER(_AtomReply)).contents.atom)
            self._xcb.free(reply)
        return self._atoms[name]

    def _numbers(self, window: int, name: str) -> tuple[int, ...]:
        data = self._property(window, name)
        return struct.unpack(f"={len(data) // 4}I", data[: len(data) // 4 * 4])

    def _property(self, window: int, name: str) -> bytes:
        """Empty where the window has none, or is gone."""
        atom = self._atom(name)
        cookie = self._xcb.xcb_get_property(self._connection, 0, window, atom, _ANY_TYPE, 0, _LONGEST)
        error = c_void_p()
        reply = self._xcb.xcb_get_property_reply(self._connection, cookie, ctypes.byref(error))
        if not reply:
            self._gone(error)
            return b""
        length = self._xcb.xcb_get_property_value_length(reply)
        data = ctypes.string_at(self._xcb.xcb_get_property_value(reply), length)
        self._xcb.free(reply)
        return data

    def _gone(self, error: c_void_p) -> None:
        """There is no answer: the window has gone; OSError where it was the server."""
        self._xcb.free(error)
        if self._xcb.xcb_connection_has_error(self._connection):
            raise OSError("the X server is gone")


def declare(library: Any, functions: Sequence[tuple[str, Any, list[Any]]]) -> None:
    """Tells ctypes of each function what it returns and takes."""
    for name, result, arguments in functions:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments


def _library() -> Any:
    xcb: Any = ctypes.CDLL("libxcb.so.1")
    xcb.free = ctypes.CDLL(None).free
    declare(xcb, _FUNCTIONS)
    return xcb


_FUNCTIONS: Sequence[tuple[str, Any, list[Any]]] = (
    ("free", None, [c_void_p]),
    ("xcb_connect", c_void_p, [c_char_p, POINTER(c_int)]),
    ("xcb_disconnect", None, [c_void_p]),
    ("xcb_connection_has_error", c_int, [c_void_p]),
    ("xcb_get_setup", c_void_p, [c_void_p]),
    ("xcb_setup_roots_iterator", _Screens, [c_void_p]),
    ("xcb_screen_next", None, [POINTER(_Screens)]),
    ("xcb_intern_atom", Cookie, [c_void_p, c_uint8, c_uint16, c_char_p]),
    ("xcb_intern_atom_reply", c_void_p, [c_void_p, Cookie, c_void_p]),
    (
        "xcb_get_property",
        Cookie,
        [c_void_p, c_uint8, c_uint32, c_uint32, c_uint32, c_uint32, c_uint32],
    ),
    ("xcb_get_property_reply", c_void_p, [c_void_p, Cookie, POINTER(c_void_p)]),
    ("xcb_get_property_value", c_void_p, [c_void_p]),
    ("xcb_get_property_value_length", c_int, [c_void_p]),
)
