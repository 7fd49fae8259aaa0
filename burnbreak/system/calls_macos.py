"""Who captures on macOS: Core Audio's process objects (macOS 14.2 and later) and CoreMediaIO's cameras.

Asked when a break is near and while something is there. A device that "is running somewhere" may only be
playing; the process objects alone tell the direction.
"""

import ctypes
import os
from collections.abc import Callable
from ctypes import POINTER, Structure, byref, c_int32, c_uint32, c_void_p
from typing import Any

from burnbreak.core.calls import Capture, Sign, counts, is_ignored
from burnbreak.system.holds import Asked, Reading

_FRAMEWORKS = "/System/Library/Frameworks"
_SYSTEM_OBJECT = 1
_GLOBAL, _MAIN = "glob", 0
_PROCESSES, _PID, _LISTENS = "prs#", "ppid", "piri"
"""kAudioHardwarePropertyProcessObjectList, kAudioProcessPropertyPID, ...IsRunningInput (AudioHardware.h)."""
_CAMERAS, _RUNS = "dev#", "gone"
"""kCMIOHardwarePropertyDevices, kCMIODevicePropertyDeviceIsRunningSomewhere (CMIOHardware*.h)."""
_NAME_LENGTH = 256


class _Address(Structure):
    _fields_ = (("selector", c_uint32), ("scope", c_uint32), ("element", c_uint32))


def _code(word: str) -> int:
    return int.from_bytes(word.encode(), "big")


class Objects:
    """Properties of the numbered objects of Core Audio or CoreMediaIO, whose calls differ in one argument."""

    def __init__(self, library: Any, prefix: str, *, tells_used: bool) -> None:
        self._size = getattr(library, f"{prefix}ObjectGetPropertyDataSize")
        self._data = getattr(library, f"{prefix}ObjectGetPropertyData")
        self._tells_used = tells_used
        head = [c_uint32, POINTER(_Address), c_uint32, c_void_p]
        self._size.argtypes = [*head, POINTER(c_uint32)]
        self._data.argtypes = [
            *head,
            *([c_uint32, POINTER(c_uint32)] if tells_used else [POINTER(c_uint32)]),
            c_void_p,
        ]
        self._size.restype = self._data.restype = c_int32

    def numbers(self, number: int, selector: str) -> tuple[int, ...]:
        """The 32-bit numbers that a property holds; raises OSError when it cannot be read."""
        address = _Address(_code(selector), _code(_GLOBAL), _MAIN)
        size = c_uint32()
        self._check(self._size(number, byref(address), 0, None, byref(size)))
        values = (c_uint32 * (size.value // 4))()
        if self._tells_used:
            used = c_uint32()
            self._check(self._data(number, byref(address), 0, None, size.value, byref(used), byref(values)))
            size = used
        else:
            self._check(self._data(number, byref(address), 0, None, byref(size), byref(values)))
        return tuple(values[: size.value // 4])

    @staticmethod
    def _check(status: int) -> None:
        if status:
            raise OSError(f"status {status}")


class Microphones(Asked):
    """The probe of Sign.MICROPHONE."""

    signs = frozenset({Sign.MICROPHONE})

    def __init__(self, audio: Any = None, name_of: Callable[[int], str] | None = None) -> None:
        """`audio` is the CoreAudio framework, `name_of` gives a program's name for its process number."""
        self._audio, self._name_of = audio, name_of or _program

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        try:
            library = self._audio or ctypes.CDLL(f"{_FRAMEWORKS}/CoreAudio.framework/CoreAudio")
            objects = Objects(library, "Audio", tells_used=False)
            captures = [self._capture(pid) for pid in _listening(objects)]
        except (AttributeError, OSError):
            return Reading(seen={Sign.MICROPHONE: None})
        own = os.getpid()
        counted = [capture for capture in captures if counts(capture, own)]
        there = any(not is_ignored(capture.names, ignored) for capture in counted)
        names = tuple(capture.names[0] for capture in counted if capture.names)
        return Reading(seen={Sign.MICROPHONE: there}, programs=names)

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        told = self.read((), fresh=True).seen[Sign.MICROPHONE] is not None
        return (True, "Core Audio tells") if told else (None, "only macOS 14.2 and later tells")

    def _capture(self, pid: int) -> Capture:
        name = self._name_of(pid)
        return Capture(names=(name,) if name else (), pid=pid)


class Cameras(Asked):
    """The probe of Sign.CAMERA. macOS does not tell which program it is, so none can be ignored."""

    signs = frozenset({Sign.CAMERA})

    def __init__(self, media: Any = None) -> None:
        """`media` is the CoreMediaIO framework."""
        self._media = media

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        try:
            library = self._media or ctypes.CDLL(f"{_FRAMEWORKS}/CoreMediaIO.framework/CoreMediaIO")
            objects = Objects(library, "CMIO", tells_used=True)
            there = any(_is_on(objects, one, _RUNS) for one in objects.numbers(_SYSTEM_OBJECT, _CAMERAS))
        except (AttributeError, OSError):
            return Reading(seen={Sign.CAMERA: None})
        return Reading(seen={Sign.CAMERA: there})

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        told = self.read((), fresh=True).seen[Sign.CAMERA] is not None
        return (True, "CoreMediaIO tells") if told else (None, "CoreMediaIO does not tell")


def _listening(objects: Objects) -> list[int]:
    """The process numbers of those that take sound in; one that ends meanwhile is left out."""
    found = []
    for one in objects.numbers(_SYSTEM_OBJECT, _PROCESSES):
        try:
            if _is_on(objects, one, _LISTENS):
                found.append(objects.numbers(one, _PID)[0])
        except (OSError, IndexError):
            continue
    return found


def _is_on(objects: Objects, number: int, selector: str) -> bool:
    return any(objects.numbers(number, selector))


def _program(pid: int) -> str:
    """What a process is called, "" when it is gone (libproc)."""
    name = ctypes.create_string_buffer(_NAME_LENGTH)
    try:
        length = ctypes.CDLL("libSystem.dylib").proc_name(pid, name, _NAME_LENGTH)
    except (AttributeError, OSError):
        return ""
    return name.value.decode(errors="replace") if length > 0 else ""
