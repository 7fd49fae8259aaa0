"""Which windows of an X server are seen to fill a screen, and whose they are."""

import ctypes
from collections.abc import Iterator, Sequence
from ctypes import Structure, c_int16, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from typing import Any

from burnbreak.system.xcb import Cookie, Server, declare

_EVERYWHERE = 0xFFFFFFFF
"""The desktop of a window that is on all of them."""


class _PlaceReply(Structure):
    """The answer to either question about where a window is; of each one half is read."""

    _fields_ = (
        ("response_type", c_uint8),
        ("pad0", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("window", c_uint32),
        ("x", c_int16),
        ("y", c_int16),
        ("width", c_uint16),
        ("height", c_uint16),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whose a window is."""

    names: tuple[str, ...]
    pid: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on the X server, over all of its screens."""

    x: int
    y: int
    width: int
    height: int

    def holds_middle_of(self, other: "Place") -> bool:
        """Whether the other one is here, so to speak."""
        across, down = other.x + other.width // 2 - self.x, other.y + other.height // 2 - self.y
        return 0 <= across < self.width and 0 <= down < self.height

    def covers_most_of(self, other: "Place") -> bool:
        """Whether half of the other one or more lies behind this."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return 2 * max(across, 0) * max(down, 0) >= other.width * other.height


class WindowServer(Server):
    """A connection that asks about windows."""

    def __init__(self, display: str) -> None:
        """See Server."""
        super().__init__(display)
        declare(self._xcb, _FUNCTIONS)

    def full_screens(self) -> tuple[Window, ...]:
        """The windows that fill a screen and are seen there, the front one first.

        That is the active one; and one on a screen where nothing else is active or before it, as slides are
        on the second screen while their notes are read on the first. None where no window manager tells
        (EWMH). Raises OSError when the server is gone.
        """
        (active,) = self._numbers(self._root, "_NET_ACTIVE_WINDOW")[:1] or (0,)
        at_work = self._place(active) if active else None
        found, before = [], list[Place]()
        for window, place in self._seen(active):
            fills = self._is(window, "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN")
            behind = (at_work and place.holds_middle_of(at_work)) or any(
                one.covers_most_of(place) for one in before
            )
            if fills and (window == active or not behind):
                found.append(self._whose(window))
            before.append(place)
        return tuple(found)

    def _seen(self, active: int) -> Iterator[tuple[int, Place]]:
        """The windows on the desktop that is shown, from the front one on, with their places."""
        (shown,) = self._numbers(self._root, "_NET_CURRENT_DESKTOP")[:1] or (_EVERYWHERE,)
        stacked = self._numbers(self._root, "_NET_CLIENT_LIST_STACKING") or (active,)
        for window in reversed(stacked):
            (its,) = self._numbers(window, "_NET_WM_DESKTOP")[:1] or (shown,)
            if its not in (shown, _EVERYWHERE) or self._is(window, "_NET_WM_STATE", "_NET_WM_STATE_HIDDEN"):
                continue
            if (place := self._place(window)) is not None:
                yield window, place

    def _is(self, window: int, name: str, value: str) -> bool:
        return self._atom(value) in self._numbers(window, name)

    def _whose(self, window: int) -> Window:
        pid = self._numbers(window, "_NET_WM_PID")[:1]
        words = self._property(window, "WM_CLASS").split(b"\0")
        # The second is the name of the program, the first of this window's kind.
        names = tuple(dict.fromkeys(w.decode(errors="replace") for w in reversed(words[:2]) if w))
        return Window(names=names, pid=pid[0] if pid else None)

    def _place(self, window: int) -> Place | None:
        """Where it is; None where it has gone. Its own corner is told within its frame."""
        size = self._asked("xcb_get_geometry", window)
        corner = self._asked("xcb_translate_coordinates", window, self._root, 0, 0)
        if size is None or corner is None:
            return None
        return Place(corner.x, corner.y, size.width, size.height)

    def _asked(self, question: str, *arguments: int) -> _PlaceReply | None:
        cookie, error = getattr(self._xcb, question)(self._connection, *arguments), c_void_p()
        reply = getattr(self._xcb, f"{question}_reply")(self._connection, cookie, ctypes.byref(error))
        if not reply:
            self._gone(error)
            return None
        # Every answer of an X server has 32 bytes at least.
        place = _PlaceReply.from_buffer_copy(ctypes.string_at(reply, ctypes.sizeof(_PlaceReply)))
        self._xcb.free(reply)
        return place


_FUNCTIONS: Sequence[tuple[str, Any, list[Any]]] = (
    ("xcb_get_geometry", Cookie, [c_void_p, c_uint32]),
    ("xcb_get_geometry_reply", c_void_p, [c_void_p, Cookie, c_void_p]),
    ("xcb_translate_coordinates", Cookie, [c_void_p, c_uint32, c_uint32, c_int16, c_int16]),
    ("xcb_translate_coordinates_reply", c_void_p, [c_void_p, Cookie, c_void_p]),
)
