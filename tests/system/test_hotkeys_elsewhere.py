"""Keys on Windows and macOS, against stand-ins of their system calls."""

import ctypes
import threading
from queue import SimpleQueue
from typing import Any

import pytest

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, WantedKey, chord_from
from burnbreak.system.hotkeys import Hotkeys
from burnbreak.system.hotkeys_macos import MacosHotkeys, typed_by_layout
from burnbreak.system.hotkeys_windows import WindowsHotkeys

MORE, OVER, BREATHE = KeyAction.MORE, KeyAction.OVER, KeyAction.BREATHE
GERMAN = {"z": 0x5A, "5": 0x35, "%": 0x135, "ö": 0xC0, "@": 0x651, "d": 0x44}
"""What VkKeyScanW answers: "%" needs Shift, "@" AltGr."""


class FakeWindows:
    """user32 and kernel32 in one; the queue of messages is the one of the thread that looked first."""

    def __init__(self) -> None:
        self.messages: SimpleQueue[tuple[int, int]] = SimpleQueue()
        self.registered: dict[int, tuple[int, int]] = {}
        self.others: set[tuple[int, int]] = set()
        self.owner = 0

    def PeekMessageW(self, _message: Any, *_filter: Any) -> int:
        self.owner = threading.get_ident()
        return 0

    def GetCurrentThreadId(self) -> int:
        assert self.owner == threading.get_ident(), "the queue is there before anybody can write to it"
        return self.owner

    def GetMessageW(self, message: Any, *_filter: Any) -> int:
        message._obj.message, message._obj.wParam = self.messages.get(timeout=10)
        return int(message._obj.message != 0x0012)

    def PostThreadMessageW(self, thread: int, message: int, *_parameters: int) -> int:
        assert thread == self.owner
        self.messages.put((message, 0))
        return 1

    def RegisterHotKey(self, window: None, number: int, modifiers: int, key: int) -> int:
        assert (threading.get_ident(), window) == (self.owner, None)
        assert modifiers & 0x4000, "held down it is one press"
        if (modifiers & 0xFF, key) in self.others | set(self.registered.values()):
            return 0
        self.registered[number] = (modifiers & 0xFF, key)
        return 1

    def UnregisterHotKey(self, _window: None, number: int) -> int:
        assert threading.get_ident() == self.owner
        del self.registered[number]
        return 1

    def VkKeyScanW(self, character: Any) -> int:
        return GERMAN.get(character.value, -1)


class Told:
    """What keys were pressed and answered; from any thread."""

    def __init__(self, hotkeys: Hotkeys) -> None:
        self.hotkeys = hotkeys
        self.pressed: SimpleQueue[KeyAction] = SimpleQueue()
        self.answers: SimpleQueue[Any] = SimpleQueue()
        hotkeys.start(self.pressed.put, self.answers.put)

    def want(self, **wanted: str) -> dict[str, KeyKind]:
        """The kinds of the answers."""
        self.hotkeys.want({KeyAction(a): WantedKey(chord_from(text)) for a, text in wanted.items()})
        answers: dict[KeyAction, KeyAnswer] = self.answers.get(timeout=10)
        return {action.value: answer.kind for action, answer in answers.items()}


def test_windows_takes_keys_on_a_thread_and_gives_them_back() -> None:
    system = FakeWindows()
    told = Told(WindowsHotkeys(system, system))
    assert told.want(more="Ctrl+Alt+5", over="F9") == {"more": KeyKind.SET, "over": KeyKind.SET}
    assert system.registered == {1: (3, 0x35), 2: (0, 0x78)}
    assert told.hotkeys.finding() == (True, "Windows gives them")
    for number in (2, 1, 9):
        system.messages.put((0x0312, number))
    assert [told.pressed.get(timeout=10), told.pressed.get(timeout=10)] == [OVER, MORE]
    assert told.want(breathe="Meta+Shift+D") == {"breathe": KeyKind.SET}
    assert system.registered == {1: (12, 0x44)}
    thread = told.hotkeys._thread  # type: ignore[attr-defined]
    assert told.want() == {}
    assert (system.registered, thread.is_alive(), told.pressed.empty()) == ({}, False, True)
    assert told.want(more="F9") == {"more": KeyKind.SET}
    told.hotkeys.close()
    told.hotkeys.close()
    assert system.registered == {}


@pytest.mark.parametrize(
    ("text", "kind", "registered"),
    [
        ("Ctrl+%", KeyKind.SET, (6, 0x35)),
        ("Alt+Ö", KeyKind.SET, (1, 0xC0)),
        ("Ctrl+Z", KeyKind.SET, (2, 0x5A)),
        ("Ctrl+@", KeyKind.NO_KEY, None),
        ("Ctrl+Я", KeyKind.NO_KEY, None),
        ("Ctrl+D", KeyKind.TAKEN, None),
    ],
)
def test_windows_knows_the_layout_and_what_others_have(
    text: str, kind: KeyKind, registered: tuple[int, int] | None
) -> None:
    system = FakeWindows()
    system.others = {(2, 0x44)}
    told = Told(WindowsHotkeys(system, system))
    assert told.want(more=text) == {"more": kind}
    assert list(system.registered.values()) == ([registered] if registered else [])
    told.hotkeys.close()


def test_windows_without_its_libraries_says_so_when_it_is_made() -> None:
    with pytest.raises(AttributeError):
        WindowsHotkeys()


class Function:
    """A function of a library, with the types that ctypes is told."""

    argtypes: Any = None
    restype: Any = None

    def __init__(self, do: Any) -> None:
        self.do = do

    def __call__(self, *arguments: Any) -> Any:
        assert self.argtypes is None or len(arguments) == len(self.argtypes)
        return self.do(*arguments)


class FakeCarbon:
    """Carbon's hot keys, and the layout of a keyboard; events are numbers of keys."""

    def __init__(self, layout: dict[tuple[int, int], str] | None = None) -> None:
        self.layout = layout
        self.keys: dict[int, tuple[int, int]] = {}
        self.handler: Any = None
        self.others = {(2, 0x100)}
        self.released: list[Any] = []
        for name in (
            "InstallEventHandler", "RemoveEventHandler", "RegisterEventHotKey", "UnregisterEventHotKey",
            "GetEventParameter", "UCKeyTranslate",
        ):  # fmt: skip
            setattr(self, name, Function(getattr(self, f"_{name}")))
        self.GetApplicationEventTarget = Function(lambda: 11)
        self.LMGetKbdType = Function(lambda: 40)
        self.TISCopyCurrentKeyboardLayoutInputSource = Function(lambda: 21)
        self.TISGetInputSourceProperty = Function(lambda source, key: 22 if self.layout is not None else None)
        self.CFStringCreateWithCString = Function(lambda _, text, encoding: text)
        self.CFDataGetBytePtr = Function(lambda data: 23)
        self.CFRelease = Function(self.released.append)

    def _InstallEventHandler(self, *arguments: Any) -> int:
        target, handler, count, kind, _data, installed = arguments
        assert (target, count) == (11, 1)
        assert (kind._obj.event_class, kind._obj.kind) == (int.from_bytes(b"keyb", "big"), 5)
        self.handler, installed._obj.value = handler, 31
        return 0

    def _RemoveEventHandler(self, installed: Any) -> int:
        assert installed.value == 31
        self.handler = None
        return 0

    def _RegisterEventHotKey(self, *arguments: Any) -> int:
        code, modifiers, own, target, _options, key = arguments
        assert (own.signature, target) == (int.from_bytes(b"burn", "big"), 11)
        if (code, modifiers) in self.others:
            return -9878
        self.keys[own.number], key._obj.value = (code, modifiers), 100 + own.number
        return 0

    def _UnregisterEventHotKey(self, key: Any) -> int:
        del self.keys[key.value - 100]
        return 0

    def _GetEventParameter(self, *arguments: Any) -> int:
        event, _name, _kind, _actual, size, _used, own = arguments
        assert size == ctypes.sizeof(own._obj) == 8
        own._obj.signature, own._obj.number = int.from_bytes(b"burn", "big"), event
        return 0

    def _UCKeyTranslate(self, *arguments: Any) -> int:
        layout, code, action, modifiers, keyboard, options, _dead, longest, length, text = arguments
        assert (layout, action, keyboard, options, longest) == (23, 3, 40, 1, 4)
        typed = (self.layout or {}).get((code, modifiers), "")
        length._obj.value = len(typed)
        for number, character in enumerate(typed):
            text[number] = ord(character)
        return 0


QWERTZ = {(6, 0): "y", (6, 2): "Y", (16, 0): "z", (23, 0): "5", (23, 2): "%", (2, 0): "d", (30, 0): "``"}


def test_macos_takes_keys_by_the_layout_and_gives_them_back() -> None:
    carbon = FakeCarbon(QWERTZ)
    told = Told(MacosHotkeys(carbon, lambda: typed_by_layout(carbon, carbon)))
    assert told.want(more="Ctrl+Alt+Z", over="F9", breathe="Meta+%") == {
        "more": KeyKind.SET,
        "over": KeyKind.SET,
        "breathe": KeyKind.SET,
    }
    assert carbon.keys == {1: (16, 0x900), 2: (101, 0), 3: (23, 0x1200)}
    assert told.hotkeys.finding() == (True, "macOS gives them")
    for number in (2, 3, 9):
        assert carbon.handler(0, number, 0) == 0
    assert [told.pressed.get(timeout=1), told.pressed.get(timeout=1)] == [OVER, BREATHE]
    assert told.pressed.empty()
    assert told.want(more="Ctrl+D", over="Ctrl+Q") == {"more": KeyKind.TAKEN, "over": KeyKind.NO_KEY}
    assert told.want() == {}
    assert (carbon.keys, carbon.handler) == ({}, None)
    told.hotkeys.close()


@pytest.mark.parametrize("layout", [QWERTZ, None])
def test_macos_reads_the_layout_and_lets_go_of_it(layout: dict[tuple[int, int], str] | None) -> None:
    carbon = FakeCarbon(layout)
    found = typed_by_layout(carbon, carbon)
    expected = {"y": (6, False), "z": (16, False), "5": (23, False), "d": (2, False), "Y": (6, True),
                "%": (23, True)}  # fmt: skip
    assert found == (expected if layout else {})
    assert carbon.released == [b"TISPropertyUnicodeKeyLayoutData", 21]


def test_macos_without_its_library_says_so_when_it_is_made() -> None:
    with pytest.raises(OSError, match="Carbon"):
        MacosHotkeys()
