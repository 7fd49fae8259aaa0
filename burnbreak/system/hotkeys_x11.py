"""Keys from an X server: grabbed on the root window, whatever the layout and the locks."""

import ctypes
import logging
from collections.abc import Callable
from ctypes import POINTER, Structure, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from dataclasses import dataclass
from typing import Any

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, Wanted
from burnbreak.system.hotkeys import Answered, Pressed
from burnbreak.system.keyboard_x11 import Keyboard, keysyms_of
from burnbreak.system.xcb import Cookie, Server, declare

_log = logging.getLogger(__name__)

_KEY_PRESS, _KEY_RELEASE, _MAPPING = 2, 3, 34
_ASYNC = 1
_ANY_KEY, _ANY_MODIFIER = 0, 1 << 15
_MODIFIERS = 0xFF
_IS_DOWN = -1
_MIN_KEYCODE = 34
"""Where it stands in xcb_setup_t; the highest one follows."""
_REPEAT_MS = 5
"""A key that is held down is released and pressed anew by the server, at the same moment."""


class _KeyEvent(Structure):
    _fields_ = (("kind", c_uint8), ("code", c_uint8), ("sequence", c_uint16), ("time", c_uint32),
                ("windows", c_uint32 * 3), ("places", c_uint16 * 4), ("state", c_uint16))  # fmt: skip


class _TableReply(Structure):
    """The head of both tables: how many of a key, or of a modifier, stand in a row."""

    _fields_ = (("kind", c_uint8), ("per_row", c_uint8), ("sequence", c_uint16), ("length", c_uint32))


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One event: its number, the key code, the server's time (ms) and the modifiers before it."""

    kind: int
    code: int
    time: int
    state: int


class KeyServer(Server):
    """A connection that takes keys."""

    def __init__(self, display: str) -> None:
        """See Server."""
        super().__init__(display)
        declare(self._xcb, _FUNCTIONS)

    def fileno(self) -> int:
        """The descriptor to watch for reading."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def gone(self) -> bool:
        """Whether the server has ended."""
        return bool(self._xcb.xcb_connection_has_error(self._connection))

    def keyboard(self) -> Keyboard:
        """The tables as they are now; raises OSError when the server is gone."""
        setup = self._xcb.xcb_get_setup(self._connection)
        first, last = ctypes.string_at(setup + _MIN_KEYCODE, 2)
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, first, last - first + 1)
        keysyms = self._table("xcb_get_keyboard_mapping", cookie, c_uint32, last - first + 1)
        cookie = self._xcb.xcb_get_modifier_mapping(self._connection)
        modifiers = self._table("xcb_get_modifier_mapping", cookie, c_uint8, 8)
        return Keyboard(first=first, keysyms=keysyms, modifiers=modifiers)

    def grab(self, code: int, modifiers: int) -> bool:
        """Take a key; False where another program has it."""
        cookie = self._xcb.xcb_grab_key_checked(
            self._connection, 0, self._root, modifiers, code, _ASYNC, _ASYNC
        )
        error = self._xcb.xcb_request_check(self._connection, cookie)
        if error:
            self._xcb.free(error)
        return not error

    def ungrab(self, code: int, modifiers: int) -> None:
        """Give it back."""
        self._xcb.xcb_ungrab_key(self._connection, code, self._root, modifiers)

    def events(self) -> "list[KeyEvent]":
        """What has arrived; nothing is waited for."""
        self._xcb.xcb_flush(self._connection)
        found = []
        while event := self._xcb.xcb_poll_for_event(self._connection):
            read = ctypes.cast(event, POINTER(_KeyEvent)).contents
            found.append(KeyEvent(read.kind & 0x7F, read.code, read.time, read.state))
            self._xcb.free(event)
        return found

    def _table(self, name: str, cookie: Cookie, item: Any, rows: int) -> list[list[int]]:
        reply = getattr(self._xcb, f"{name}_reply")(self._connection, cookie, None)
        if not reply:
            raise OSError("the X server is gone")
        width = ctypes.cast(reply, POINTER(_TableReply)).contents.per_row
        # All replies have a head of 32 bytes.
        flat = list((item * (rows * width)).from_address(reply + 32))
        self._xcb.free(reply)
        return [flat[row * width : (row + 1) * width] for row in range(rows)]


class X11Hotkeys:
    """Takes keys over a connection of its own, which stands only while a key is wanted."""

    name = "X server"

    def __init__(self, display: str, connect: Callable[[str], KeyServer] = KeyServer) -> None:
        self._display, self._connect = display, connect
        self._server: KeyServer | None = None
        self._wanted: Wanted = {}
        self._taken: dict[tuple[int, int], KeyAction] = {}
        self._answers: dict[KeyAction, KeyAnswer] = {}
        self._locks = 0
        self._down: dict[int, int] = {}
        """When a key was last released (ms), or _IS_DOWN."""

    def start(self, pressed: Pressed, answered: Answered) -> None:
        """See Hotkeys."""
        self._pressed, self._answered = pressed, answered

    def want(self, wanted: Wanted) -> None:
        """See Hotkeys."""
        self._wanted = wanted
        if not wanted:
            self.close()
            self._tell({})
            return
        try:
            self._server = self._server or self._connect(self._display)
            self._take(self._server)
        except OSError:
            self._lost()
            return
        # What came while answers were waited for makes the descriptor readable no more.
        self.dispatch()

    def fileno(self) -> int | None:
        """See Hotkeys."""
        return self._server.fileno() if self._server else None

    def dispatch(self) -> None:
        """See Hotkeys."""
        server = self._server
        if server is None:
            return
        try:
            while events := server.events():
                for event in events:
                    self._moved(event)
                if any(event.kind == _MAPPING for event in events):
                    self._take(server)
        except OSError:
            self._lost()
            return
        if server.gone():
            self._lost()

    def finding(self) -> tuple[bool | None, str]:
        """See Hotkeys."""
        try:
            server = self._connect(self._display)
        except OSError as fault:
            return False, str(fault)
        server.close()
        return True, "the X server gives them"

    def close(self) -> None:
        """See Hotkeys."""
        # With the connection go the keys.
        if self._server is not None:
            self._server.close()
        self._server = None
        self._taken.clear()
        self._down.clear()

    def _moved(self, event: KeyEvent) -> None:
        if event.kind == _KEY_RELEASE:
            self._down[event.code] = event.time
        elif event.kind == _KEY_PRESS:
            released = self._down.get(event.code)
            self._down[event.code] = _IS_DOWN
            action = self._taken.get((event.code, event.state & _MODIFIERS & ~self._locks))
            if action is not None and not _repeats(event.time, released):
                self._pressed(action)

    def _take(self, server: KeyServer) -> None:
        """Take every key anew: the layout may be another."""
        keyboard = server.keyboard()
        server.ungrab(_ANY_KEY, _ANY_MODIFIER)
        self._taken.clear()
        self._locks = max(keyboard.ignored())
        self._tell({action: self._take_one(server, keyboard, action) for action in self._wanted})

    def _take_one(self, server: KeyServer, keyboard: Keyboard, action: KeyAction) -> KeyAnswer:
        found = keyboard.find(self._wanted[action].chord, lambda key: keysyms_of(key, _from_character))
        if found is None:
            return KeyAnswer(KeyKind.NO_KEY)
        if found in self._taken:
            return KeyAnswer(KeyKind.OURS)
        code, modifiers = found
        for locks in keyboard.ignored():
            if not server.grab(code, modifiers | locks):
                for tried in keyboard.ignored():
                    server.ungrab(code, modifiers | tried)
                return KeyAnswer(KeyKind.TAKEN)
        self._taken[found] = action
        return KeyAnswer(KeyKind.SET)

    def _lost(self) -> None:
        _log.info("The X server gives no keys")
        self.close()
        self._tell({action: KeyAnswer(KeyKind.NOT_HERE) for action in self._wanted})

    def _tell(self, answers: dict[KeyAction, KeyAnswer]) -> None:
        if answers != self._answers:
            self._answers = answers
            self._answered(answers)


def _repeats(time: int, released: int | None) -> bool:
    """Whether a press is the server's own: of a key that is down, or was released at the same moment."""
    return released is not None and (released == _IS_DOWN or (time - released) % (1 << 32) <= _REPEAT_MS)


def _from_character(code: int) -> int:
    """The keysym of a character of any script, as libxkbcommon has it; Qt itself needs that library."""
    try:
        xkb: Any = ctypes.CDLL("libxkbcommon.so.0")
        return int(xkb.xkb_utf32_to_keysym(c_uint32(code)))
    except (OSError, AttributeError):
        return 0


_FUNCTIONS = (
    ("xcb_get_file_descriptor", c_int, [c_void_p]),
    ("xcb_flush", c_int, [c_void_p]),
    ("xcb_poll_for_event", c_void_p, [c_void_p]),
    ("xcb_request_check", c_void_p, [c_void_p, Cookie]),
    ("xcb_get_keyboard_mapping", Cookie, [c_void_p, c_uint8, c_uint8]),
    ("xcb_get_keyboard_mapping_reply", c_void_p, [c_void_p, Cookie, c_void_p]),
    ("xcb_get_modifier_mapping", Cookie, [c_void_p]),
    ("xcb_get_modifier_mapping_reply", c_void_p, [c_void_p, Cookie, c_void_p]),
    (
        "xcb_grab_key_checked",
        Cookie,
        [c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8],
    ),
    ("xcb_ungrab_key", Cookie, [c_void_p, c_uint8, c_uint32, c_uint16]),
)
