"""Who holds a camera on Linux: inotify tells of opening and closing, a look through /proc who it is.

Programs open every camera for a moment to list them: an open is only a reason to look for one that is held.
No camera is ever opened here.
"""

import contextlib
import ctypes
import os
import re
import stat
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from burnbreak.core.calls import Sign, is_ignored
from burnbreak.system.holds import Reading
from burnbreak.system.pipewire import SERVERS, Video

_DEVICE = re.compile(r"video\d+")
_OPEN, _CLOSE, _CREATE, _DELETE = 0x20, 0x08 | 0x10, 0x100, 0x200
_NONBLOCK, _CLOEXEC = os.O_NONBLOCK, os.O_CLOEXEC
_HEADER = struct.Struct("iIII")
_LOOK_AGAIN = 1.0
"""Seconds: the kernel tells of an open an instant before the descriptor is there to be found."""

Identity = tuple[int, int]


class Cameras:
    """The probe of Sign.CAMERA."""

    signs = frozenset({Sign.CAMERA})
    events = True

    def __init__(
        self, video: Callable[[], Video | None], devices: Path = Path("/dev"), processes: Path = Path("/proc")
    ) -> None:
        """`video` asks PipeWire, through which sandboxed programs get their pictures."""
        self._video, self._devices, self._processes = video, devices, processes
        self._inotify: int | None = None
        self._watched: set[str] = set()

    def open(self, news: Callable[[], None]) -> None:
        """See Probe. Where inotify cannot be had, cameras are looked for only when a break is near."""
        with contextlib.suppress(OSError):
            self._inotify = _call("inotify_init1", _NONBLOCK | _CLOEXEC)
            self._add(self._devices, _CREATE | _DELETE)

    def descriptors(self) -> Sequence[int]:
        """See Probe."""
        return () if self._inotify is None else (self._inotify,)

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        opened = self._drain()
        devices = self._follow()
        names = set(self._holders(devices)) if devices else set()
        through = names & SERVERS
        names -= SERVERS
        if through and (found := self._video()) is not None:
            names |= set(found.cameras)
        seen = any(not is_ignored((name,), ignored) for name in names)
        again = _LOOK_AGAIN if opened and not seen else None
        return Reading(seen={Sign.CAMERA: seen}, programs=tuple(sorted(names)), again=again)

    def close(self) -> None:
        """See Probe."""
        if self._inotify is not None:
            os.close(self._inotify)
        self._inotify = None
        self._watched.clear()

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        count = len(self._found())
        if self._inotify is None:
            return None, "inotify cannot be had; cameras are looked for when a pause is near"
        return True, "none is connected; watched" if not count else f"{count} camera devices, watched"

    # --- what is there -----------------------------------------------------------------------------------

    def _found(self) -> list[Path]:
        try:
            return [entry for entry in self._devices.iterdir() if _DEVICE.fullmatch(entry.name)]
        except OSError:
            return []

    def _follow(self) -> Mapping[Identity, str]:
        """Watch the devices there are; each by what it is, whatever it is called elsewhere."""
        devices: dict[Identity, str] = {}
        for device in self._found():
            with contextlib.suppress(OSError):
                identity = _identity(device.stat())
                devices[identity] = device.name
                if self._inotify is not None and device.name not in self._watched:
                    self._add(device, _OPEN | _CLOSE)
                    self._watched.add(device.name)
        return devices

    def _add(self, path: Path, events: int) -> None:
        _call("inotify_add_watch", self._inotify, os.fsencode(path), ctypes.c_uint32(events))

    def _drain(self) -> bool:
        """Take in the events that came; whether anything was opened."""
        opened = False
        while self._inotify is not None:
            try:
                data = os.read(self._inotify, 65536)
            except BlockingIOError:
                break
            at = 0
            while at < len(data):
                _, mask, _, length = _HEADER.unpack_from(data, at)
                opened = opened or bool(mask & _OPEN)
                if mask & (_CREATE | _DELETE):
                    # All are watched anew; for one that is watched already this changes nothing.
                    self._watched.clear()
                at += _HEADER.size + length
        return opened

    def _holders(self, devices: Mapping[Identity, str]) -> Iterator[str]:
        """The names of the programs that hold one of the devices open; other users' cannot be seen."""
        own = os.getpid()
        for number in os.listdir(self._processes):
            if number.isdecimal() and int(number) != own:
                with contextlib.suppress(OSError):
                    if _holds(f"{self._processes}/{number}/fd", devices):
                        yield Path(self._processes, number, "comm").read_text(errors="replace").strip()


def _holds(folder: str, devices: Mapping[Identity, str]) -> bool:
    for descriptor in os.listdir(folder):
        path = f"{folder}/{descriptor}"
        with contextlib.suppress(OSError):
            # The name first: asking what a file is can hang where it lies on a dead network drive.
            name = os.readlink(path).rpartition("/")[2]
            if _DEVICE.fullmatch(name) and _identity(os.stat(path)) in devices:
                return True
    return False


def _identity(found: os.stat_result) -> Identity:
    """What makes two paths one device; in a sandbox it may lie in another folder."""
    return (-1, found.st_rdev) if stat.S_ISCHR(found.st_mode) else (found.st_dev, found.st_ino)


def _call(name: str, *arguments: Any) -> int:
    """A function of the C library that gives -1 for trouble; raises OSError then, or where there is none."""
    library = ctypes.CDLL(None, use_errno=True)
    try:
        result = int(getattr(library, name)(*arguments))
    except AttributeError as error:
        raise OSError(f"there is no {name}") from error
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
