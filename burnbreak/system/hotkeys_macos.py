"""Keys on macOS: Carbon's RegisterEventHotKey, which needs no permission; presses come on the main thread."""

import ctypes
from collections.abc import Callable, Mapping
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_int32, c_ulong, c_void_p
from ctypes import c_uint16 as u16
from ctypes import c_uint32 as u32
from typing import Any

from burnbreak.core.hotkeys import Chord, KeyAction, KeyAnswer, KeyKind, Wanted
from burnbreak.system.hotkeys import Answered, Pressed

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
_CORE_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_MODIFIERS = {"Ctrl": 0x0100, "Shift": 0x0200, "Alt": 0x0800, "Meta": 0x1000}
"""Qt calls the command key Ctrl and the control key Meta; Events.h has their numbers."""
_PRESSED = 5
_NAMED = {
    "Space": 49, "Left": 123, "Right": 124, "Down": 125, "Up": 126, "Home": 115, "End": 119, "PgUp": 116,
    "PgDown": 121, "Del": 117, "Ins": 114,
    **dict(zip((f"F{n}" for n in range(1, 21)),
               (122, 120, 99, 118, 96, 97, 98, 100, 101, 109, 103, 111, 105, 107, 113, 106, 64, 79, 80, 90),
               strict=True)),
}  # fmt: skip
"""Key codes of Events.h that are the same on every keyboard."""
_CODES = range(51)
"""The keys that type a character."""
_LAYOUT = b"TISPropertyUnicodeKeyLayoutData"
_ASCII, _DISPLAY, _NO_DEAD_KEYS, _SHIFT_STATE = 0x0600, 3, 1, 2


def _code(word: str) -> int:
    return int.from_bytes(word.encode(), "big")


class _Id(Structure):
    _fields_ = (("signature", u32), ("number", u32))


class _Kind(Structure):
    _fields_ = (("event_class", u32), ("kind", u32))


_Handler = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)
Typed = Mapping[str, tuple[int, bool]]
"""For each character the key that types it, and whether with Shift."""


class MacosHotkeys:
    """One handler for all keys, installed while any is wanted."""

    name = "macOS"

    def __init__(self, carbon: Any = None, typed: Callable[[], Typed] | None = None) -> None:
        """The library defaults to the real one; raises OSError where it does not exist."""
        self._carbon = carbon or ctypes.CDLL(_CARBON)
        self._typed = typed or (lambda: typed_by_layout(self._carbon, ctypes.CDLL(_CORE_FOUNDATION)))
        self._wanted: Wanted = {}
        self._taken: dict[int, tuple[KeyAction, c_void_p]] = {}
        self._handler: Any = None
        self._installed = c_void_p()
        for name, arguments in (
            (
                "InstallEventHandler",
                [c_void_p, _Handler, c_ulong, POINTER(_Kind), c_void_p, POINTER(c_void_p)],
            ),
            ("RemoveEventHandler", [c_void_p]),
            ("RegisterEventHotKey", [u32, u32, _Id, c_void_p, u32, POINTER(c_void_p)]),
            ("UnregisterEventHotKey", [c_void_p]),
            ("GetEventParameter", [c_void_p, u32, u32, c_void_p, c_ulong, c_void_p, POINTER(_Id)]),
        ):
            function = getattr(self._carbon, name)
            function.restype, function.argtypes = c_int32, arguments
        self._carbon.GetApplicationEventTarget.restype = c_void_p

    def start(self, pressed: Pressed, answered: Answered) -> None:
        """See Hotkeys."""
        self._pressed, self._answered = pressed, answered

    def want(self, wanted: Wanted) -> None:
        """See Hotkeys."""
        self._wanted = wanted
        self.close()
        if wanted:
            self._handler = _Handler(self._happened)
            kind = _Kind(_code("keyb"), _PRESSED)
            target = self._carbon.GetApplicationEventTarget()
            self._carbon.InstallEventHandler(
                target, self._handler, 1, byref(kind), None, byref(self._installed)
            )
        typed = self._typed() if any(len(w.chord.key) == 1 for w in wanted.values()) else {}
        self._answered({action: self._take(action, w.chord, typed) for action, w in wanted.items()})

    def fileno(self) -> int | None:
        """Nothing is to be watched: Qt's own loop brings the presses."""
        return None

    def dispatch(self) -> None:
        """There is nothing to handle."""

    def finding(self) -> tuple[bool | None, str]:
        """See Hotkeys."""
        return True, "macOS gives them"

    def close(self) -> None:
        """See Hotkeys."""
        for _, key in self._taken.values():
            self._carbon.UnregisterEventHotKey(key)
        self._taken.clear()
        if self._handler is not None:
            self._carbon.RemoveEventHandler(self._installed)
        self._handler = None

    def _take(self, action: KeyAction, chord: Chord, typed: Typed) -> KeyAnswer:
        code, shifted = typed.get(chord.key.lower(), (_NAMED.get(chord.key), False))
        if code is None:
            return KeyAnswer(KeyKind.NO_KEY)
        modifiers = sum(_MODIFIERS[name] for name in chord.modifiers)
        modifiers |= _MODIFIERS["Shift"] if shifted else 0
        number, key = len(self._taken) + 1, c_void_p()
        target = self._carbon.GetApplicationEventTarget()
        own = _Id(_code("burn"), number)
        if self._carbon.RegisterEventHotKey(code, modifiers, own, target, 0, byref(key)):
            return KeyAnswer(KeyKind.TAKEN)
        self._taken[number] = (action, key)
        return KeyAnswer(KeyKind.SET)

    def _happened(self, _next: int, event: int, _data: int) -> int:
        own = _Id()
        self._carbon.GetEventParameter(
            event, _code("----"), _code("hkid"), None, ctypes.sizeof(own), None, byref(own)
        )
        if own.signature == _code("burn") and own.number in self._taken:
            self._pressed(self._taken[own.number][0])
        return 0


def typed_by_layout(carbon: Any, foundation: Any) -> Typed:
    """What the keys of the layout in use type; empty where it cannot be known (some layouts of East Asia)."""
    for library, name, result, arguments in (
        (carbon, "TISCopyCurrentKeyboardLayoutInputSource", c_void_p, []),
        (carbon, "TISGetInputSourceProperty", c_void_p, [c_void_p, c_void_p]),
        (carbon, "LMGetKbdType", ctypes.c_uint8, []),
        (carbon, "UCKeyTranslate", c_int32,
         [c_void_p, u16, u16, u32, u32, u32, POINTER(u32), c_ulong, POINTER(c_ulong), POINTER(u16)]),
        (foundation, "CFStringCreateWithCString", c_void_p, [c_void_p, ctypes.c_char_p, u32]),
        (foundation, "CFDataGetBytePtr", c_void_p, [c_void_p]),
        (foundation, "CFRelease", None, [c_void_p]),
    ):  # fmt: skip
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    source = carbon.TISCopyCurrentKeyboardLayoutInputSource()
    if not source:
        return {}
    name = foundation.CFStringCreateWithCString(None, _LAYOUT, _ASCII)
    data = carbon.TISGetInputSourceProperty(source, name)
    layout = foundation.CFDataGetBytePtr(data) if data else None
    found: dict[str, tuple[int, bool]] = {}
    for shifted in (False, True):
        for code in _CODES if layout else ():
            character = _character(carbon, layout, code, _SHIFT_STATE if shifted else 0)
            found.setdefault(character, (code, shifted))
    foundation.CFRelease(name)
    foundation.CFRelease(source)
    found.pop("", None)
    return found


def _character(carbon: Any, layout: Any, code: int, modifiers: int) -> str:
    dead, length, text = u32(), c_ulong(), (u16 * 4)()
    failed = carbon.UCKeyTranslate(
        layout, code, _DISPLAY, modifiers, carbon.LMGetKbdType(), _NO_DEAD_KEYS,
        byref(dead), 4, byref(length), text,
    )  # fmt: skip
    return "" if failed or length.value != 1 else chr(text[0])
