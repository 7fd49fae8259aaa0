"""Keys on Windows: RegisterHotKey, on a thread of its own whose message queue gets the presses.

AltGr is Ctrl+Alt there: a chord of both with a key that types something by AltGr takes that character away.
"""

import ctypes
import threading
from ctypes import byref, wintypes
from typing import Any

from burnbreak.core.hotkeys import Chord, KeyAction, KeyAnswer, KeyKind, Wanted
from burnbreak.system.hotkeys import Answered, Pressed

_WM_QUIT, _WM_HOTKEY, _WM_APP = 0x0012, 0x0312, 0x8000
_NO_REPEAT = 0x4000
_MODIFIERS = {"Alt": 1, "Ctrl": 2, "Shift": 4, "Meta": 8}
_BY_ALTGR = 2 | 4
"""Ctrl and Alt in the answer of VkKeyScanW."""
_NAMED = {
    "Space": 0x20, "PgUp": 0x21, "PgDown": 0x22, "End": 0x23, "Home": 0x24, "Left": 0x25, "Up": 0x26,
    "Right": 0x27, "Down": 0x28, "Ins": 0x2D, "Del": 0x2E, "Pause": 0x13,
    **{f"F{number}": 0x6F + number for number in range(1, 25)},
}  # fmt: skip
"""Virtual keys of winuser.h."""


class WindowsHotkeys:
    """The thread lives while a key is wanted; with it go the keys."""

    name = "Windows"

    def __init__(self, user32: Any = None, kernel32: Any = None) -> None:
        """The libraries default to the real ones; raises AttributeError where they do not exist."""
        libraries: Any = ctypes.windll if user32 is None else None  # type: ignore[attr-defined]
        self._user32 = user32 or libraries.user32
        self._kernel32 = kernel32 or libraries.kernel32
        self._wanted: Wanted = {}
        self._thread: threading.Thread | None = None
        self._number = 0
        """The thread's own number, to which messages go."""

    def start(self, pressed: Pressed, answered: Answered) -> None:
        """See Hotkeys."""
        self._pressed, self._answered = pressed, answered

    def want(self, wanted: Wanted) -> None:
        """See Hotkeys."""
        self._wanted = wanted
        if not wanted:
            self.close()
            self._answered({})
        elif self._thread is None:
            ready = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
            self._thread.start()
            ready.wait()
        else:
            self._user32.PostThreadMessageW(self._number, _WM_APP, 0, 0)

    def fileno(self) -> int | None:
        """Nothing is to be watched: the thread tells by itself."""
        return None

    def dispatch(self) -> None:
        """There is nothing to handle."""

    def finding(self) -> tuple[bool | None, str]:
        """See Hotkeys."""
        return True, "Windows gives them"

    def close(self) -> None:
        """See Hotkeys."""
        if self._thread is not None:
            self._user32.PostThreadMessageW(self._number, _WM_QUIT, 0, 0)
            self._thread.join()
        self._thread = None

    # --- on the thread -----------------------------------------------------------------------------------

    def _run(self, ready: threading.Event) -> None:
        message = wintypes.MSG()
        # The first look makes the queue, without which a message to this thread is lost.
        self._user32.PeekMessageW(byref(message), None, 0, 0, 0)
        self._number = self._kernel32.GetCurrentThreadId()
        ready.set()
        taken = self._take({})
        while self._user32.GetMessageW(byref(message), None, 0, 0) > 0:
            if message.message == _WM_APP:
                taken = self._take(taken)
            elif message.message == _WM_HOTKEY and message.wParam in taken:
                self._pressed(taken[message.wParam])
        self._give_back(taken)

    def _give_back(self, taken: dict[int, KeyAction]) -> None:
        for number in taken:
            self._user32.UnregisterHotKey(None, number)

    def _take(self, before: dict[int, KeyAction]) -> dict[int, KeyAction]:
        """Take what is wanted now in place of what was; the keys by the number their presses come with."""
        self._give_back(before)
        taken, answers = {}, {}
        for number, (action, wanted) in enumerate(self._wanted.items(), 1):
            found = self._find(wanted.chord)
            if found is None:
                answers[action] = KeyAnswer(KeyKind.NO_KEY)
            elif self._user32.RegisterHotKey(None, number, found[1] | _NO_REPEAT, found[0]):
                taken[number] = action
                answers[action] = KeyAnswer(KeyKind.SET)
            else:
                answers[action] = KeyAnswer(KeyKind.TAKEN)
        self._answered(answers)
        return taken

    def _find(self, chord: Chord) -> tuple[int, int] | None:
        """Virtual key and modifiers; None where this keyboard cannot type it."""
        modifiers = sum(_MODIFIERS[name] for name in chord.modifiers)
        if chord.key in _NAMED:
            return _NAMED[chord.key], modifiers
        # The key in the low byte, the modifiers that type the character in the high one; -1 for none.
        found = self._user32.VkKeyScanW(ctypes.c_wchar(chord.key.lower())) & 0xFFFF
        if found == 0xFFFF or found >> 8 & _BY_ALTGR:
            return None
        return found & 0xFF, modifiers | (_MODIFIERS["Shift"] if found >> 8 & 1 else 0)
