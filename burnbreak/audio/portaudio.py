"""When PortAudio runs: from before a stream of ours opens until some time after the last one.

It counts the devices only when it starts, so what was plugged in later is found by letting it rest, and
while it runs it keeps the sound server's libraries loaded. Ended under an open stream it would crash, so
whoever opens one holds it. It may hang in a driver; call from a thread that can be left behind.
"""

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary


@dataclass(slots=True)
class _State:
    """How it is with one sounddevice module, whose import starts PortAudio."""

    streams: int = 0
    rests: bool = False


_lock = threading.Lock()
_states: WeakKeyDictionary[Any, _State] = WeakKeyDictionary()


def wake(sounddevice: Any) -> None:
    """Let it run and know the devices; raises sounddevice.PortAudioError."""
    with _lock:
        _wake(sounddevice)


def recount(sounddevice: Any) -> None:
    """Count the devices anew, unless a stream is open; raises sounddevice.PortAudioError."""
    with _lock:
        _rest(sounddevice)
        _wake(sounddevice)


def rest(sounddevice: Any) -> bool:
    """End it until it is next needed, unless a stream is open; whether it rests."""
    with _lock:
        _rest(sounddevice)
        return _state(sounddevice).rests


def hold(sounddevice: Any) -> None:
    """A stream is about to be opened; raises sounddevice.PortAudioError. Once for each `release`."""
    with _lock:
        _wake(sounddevice)
        _state(sounddevice).streams += 1


def release(sounddevice: Any) -> None:
    """That stream is closed, or was never opened."""
    with _lock:
        _state(sounddevice).streams -= 1


def _state(sounddevice: Any) -> _State:
    return _states.setdefault(sounddevice, _State())


def _wake(sounddevice: Any) -> None:
    state = _state(sounddevice)
    if state.rests:
        sounddevice._initialize()
        state.rests = False


def _rest(sounddevice: Any) -> None:
    state = _state(sounddevice)
    if not state.streams and not state.rests:
        with suppress(sounddevice.PortAudioError):  # it may not be running
            sounddevice._terminate()
        state.rests = True
