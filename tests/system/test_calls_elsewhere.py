"""Calls on Windows and macOS, against stand-ins of their system calls."""

import os
import struct
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from burnbreak.core.calls import Sign
from burnbreak.system import calls_macos, calls_windows
from burnbreak.system.calls_windows import CONSENT, ConsentStore

MIC, CAMERA, SCREEN = Sign.MICROPHONE, Sign.CAMERA, Sign.SCREEN


def session(state: int, name: str | None, pid: int = 7) -> Any:
    """A capture session as pycaw gives it."""
    process = SimpleNamespace(name=lambda: name) if name else None
    return SimpleNamespace(State=state, Process=process, ProcessId=pid)


class FakeRegistry:
    """The part of winreg that reads keys below two roots."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = 1, 2

    def __init__(self, uses: dict[tuple[int, str], dict[str, int]]) -> None:
        self.uses = {(root, rf"{CONSENT}\{path}"): values for (root, path), values in uses.items()}

    def OpenKey(self, root: int, path: str) -> Any:
        below = [key for key in self.uses if key[0] == root and (key[1] + "\\").startswith(path + "\\")]
        if not below:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return nullcontext((root, path))

    def _children(self, key: tuple[int, str]) -> list[str]:
        start = key[1] + "\\"
        found = [path for root, path in self.uses if root == key[0] and path.startswith(start)]
        return list(dict.fromkeys(path.removeprefix(start).split("\\")[0] for path in found))

    def QueryInfoKey(self, key: tuple[int, str]) -> tuple[int, int, int]:
        return len(self._children(key)), 0, 0

    def EnumKey(self, key: tuple[int, str], number: int) -> str:
        return self._children(key)[number]

    def QueryValueEx(self, key: tuple[int, str], name: str) -> tuple[int, int]:
        if name not in self.uses.get(key, {}):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.uses[key][name], 11


NOW = {"LastUsedTimeStart": 133, "LastUsedTimeStop": 0}
OVER = {"LastUsedTimeStart": 133, "LastUsedTimeStop": 134}
ZOOM = r"NonPackaged\C:#Program Files#Zoom#bin#Zoom.exe"


def no_sessions() -> Any:
    raise ImportError("pycaw")


@pytest.mark.parametrize(
    ("sessions", "there", "names"),
    [
        ([], False, ()),
        ([session(1, "Teams.exe")], True, ("Teams.exe",)),
        ([session(0, "Teams.exe"), session(2, "x.exe")], False, ()),
        ([session(1, "burnbreak.exe")], False, ()),
        ([session(1, "python.exe", os.getpid())], False, ()),
        ([session(1, None, 0)], True, ()),
    ],
)
def test_windows_core_audio(sessions: list[Any], there: bool, names: tuple[str, ...]) -> None:
    """Sessions that run, of other programs."""
    probe = calls_windows.Microphones(
        lambda: sessions, ConsentStore(FakeRegistry({(1, r"microphone\x"): NOW}))
    )
    reading = probe.read((), fresh=True)
    assert (reading.seen, reading.programs) == ({MIC: there}, names)
    assert probe.read(("teams",), fresh=True).seen == {MIC: there and names == ()}
    assert probe.finding() == (True, "Core Audio tells")


class Com:
    """Any COM object: what is asked of it comes from a table, and it can be every interface."""

    def __init__(self, **answers: Any) -> None:
        self.__dict__.update({name: self._answering(answer) for name, answer in answers.items()})

    @staticmethod
    def _answering(answer: Any) -> Any:
        return lambda *arguments: answer[arguments[0]] if isinstance(answer, list) else answer

    def QueryInterface(self, interface: Any) -> Any:
        assert interface._iid_
        return self


def test_windows_sessions_of_every_microphone() -> None:
    """The walk through COM, with stand-ins of comtypes and pycaw of the shape of their release 20260927."""
    made: list[str] = []
    manager = SimpleNamespace(_iid_="manager")

    def device(*controls: Any) -> Com:
        return Com(Activate=Com(GetSessionEnumerator=Com(GetCount=len(controls), GetSession=list(controls))))

    devices = [device(Com(name="a"), None), device(), device(Com(name="b"))]
    endpoints = Com(GetCount=len(devices), Item=devices)

    def enumerate_endpoints(flow: int, state: int) -> Com:
        assert (flow, state) == (1, 1)
        return endpoints

    modules = {
        "comtypes": SimpleNamespace(
            CoInitialize=lambda: made.append("initialized"),
            CoCreateInstance=lambda *_: SimpleNamespace(EnumAudioEndpoints=enumerate_endpoints),
            CLSCTX_INPROC_SERVER=1,
            CLSCTX_ALL=23,
        ),
        "pycaw.api.mmdeviceapi": SimpleNamespace(IMMDeviceEnumerator="enumerator"),
        "pycaw.api.audiopolicy": SimpleNamespace(
            IAudioSessionManager2=manager, IAudioSessionControl2=SimpleNamespace(_iid_="control")
        ),
        "pycaw.constants": SimpleNamespace(
            CLSID_MMDeviceEnumerator="id",
            EDataFlow=SimpleNamespace(eCapture=SimpleNamespace(value=1)),
            DEVICE_STATE=SimpleNamespace(ACTIVE=SimpleNamespace(value=1)),
        ),
        "pycaw.utils": SimpleNamespace(AudioSession=lambda control: control.name()),
    }
    assert calls_windows.recording_sessions(modules.__getitem__) == ["a", "b"]
    assert made == ["initialized"]


@pytest.mark.parametrize(
    ("uses", "there", "names"),
    [
        ({}, False, ()),
        ({(1, rf"microphone\{ZOOM}"): NOW}, True, ("Zoom.exe",)),
        ({(2, r"microphone\MSTeams_8wekyb3d8bbwe"): NOW}, True, ("MSTeams_8wekyb3d8bbwe",)),
        ({(1, rf"microphone\{ZOOM}"): OVER}, False, ()),
        ({(1, rf"microphone\{ZOOM}"): {}}, False, ()),
        ({(1, r"microphone\NonPackaged\C:#x#burnbreak.exe"): NOW}, False, ()),
        ({(1, rf"webcam\{ZOOM}"): NOW}, False, ()),
    ],
)
def test_windows_registry_where_core_audio_cannot_be_had(
    uses: dict[tuple[int, str], dict[str, int]], there: bool, names: tuple[str, ...]
) -> None:
    probe = calls_windows.Microphones(no_sessions, ConsentStore(FakeRegistry(uses)))
    reading = probe.read((), fresh=True)
    assert (reading.seen, reading.programs) == ({MIC: there}, names)
    assert probe.finding() == (True, "the registry tells")
    camera = calls_windows.Cameras(ConsentStore(FakeRegistry(uses)))
    assert camera.read((), fresh=True).seen == {CAMERA: any("webcam" in path for _, path in uses)}
    assert camera.read(("zoom",), fresh=True).seen == {CAMERA: False}


def test_windows_that_tells_nothing_is_unknown() -> None:
    """As on this computer, which has neither."""
    microphones, cameras, screen = (
        calls_windows.Microphones(), calls_windows.Cameras(), calls_windows.FullScreen(),
    )  # fmt: skip
    assert microphones.read((), fresh=True).seen == {MIC: None}
    assert cameras.read((), fresh=True).seen == {CAMERA: None}
    assert screen.read((), fresh=True).seen == {SCREEN: None}
    assert [probe.finding()[0] for probe in (microphones, cameras, screen)] == [None] * 3


@pytest.mark.parametrize(
    ("state", "there"), [(1, False), (2, True), (3, True), (4, True), (5, False), (6, False), (7, False)]
)
def test_windows_full_screen(state: int, there: bool) -> None:
    """Quiet time and "accepts notifications" are no presentation."""

    def query(pointer: Any) -> int:
        pointer._obj.value = state
        return 0

    shell = SimpleNamespace(SHQueryUserNotificationState=query)
    assert calls_windows.FullScreen(shell).read((), fresh=True).seen == {SCREEN: there}
    refused = SimpleNamespace(SHQueryUserNotificationState=lambda pointer: -1)
    assert calls_windows.FullScreen(refused).read((), fresh=True).seen == {SCREEN: None}


class FakeObjects:
    """Objects by number, each with properties by their four letters; the calls of either framework."""

    def __init__(self, prefix: str, objects: dict[tuple[int, str], list[int]]) -> None:
        self.objects = objects
        self.media = prefix == "CMIO"
        setattr(self, f"{prefix}ObjectGetPropertyDataSize", SimpleCall(self._size))
        setattr(self, f"{prefix}ObjectGetPropertyData", SimpleCall(self._data))

    def _found(self, number: int, address: Any) -> list[int] | None:
        assert (address._obj.scope, address._obj.element) == (int.from_bytes(b"glob", "big"), 0)
        return self.objects.get((number, address._obj.selector.to_bytes(4, "big").decode()))

    def _size(self, number: int, address: Any, _length: int, _qualifier: None, size: Any) -> int:
        found = self._found(number, address)
        size._obj.value = 4 * len(found or [])
        return 0 if found is not None else 2003332927  # 'who?'

    def _data(self, number: int, address: Any, _length: int, _qualifier: None, *rest: Any) -> int:
        found = self._found(number, address)
        if found is None:
            return 2003332927
        *sizes, data = rest
        if self.media:
            assert sizes[0] == 4 * len(found)
        sizes[-1]._obj.value = 4 * len(found)
        data._obj[:] = found
        return 0


class SimpleCall:
    """A function of a library, which takes the types that ctypes is told."""

    argtypes: Any = ()
    restype: Any = None

    def __init__(self, function: Any) -> None:
        self._function = function

    def __call__(self, *arguments: Any) -> int:
        return int(self._function(*arguments))


PROCESSES = {
    (1, "prs#"): [31, 32, 33, 34],
    (31, "piri"): [1],
    (31, "ppid"): [501],
    (32, "piri"): [0],
    (32, "ppid"): [502],
    (33, "piri"): [1],
    (33, "ppid"): [os.getpid()],
    # 34 has ended since the list was made.
}
NAMES = {501: "zoom.us", 502: "Music", os.getpid(): "python"}


def test_macos_processes_that_take_sound_in() -> None:
    """Playing alone, and we ourselves, do not count."""
    probe = calls_macos.Microphones(FakeObjects("Audio", PROCESSES), lambda pid: NAMES[pid])
    reading = probe.read((), fresh=True)
    assert (reading.seen, reading.programs) == ({MIC: True}, ("zoom.us",))
    assert probe.read(("Zoom.US",), fresh=True).seen == {MIC: False}
    assert probe.finding() == (True, "Core Audio tells")
    quiet = FakeObjects("Audio", {**PROCESSES, (31, "piri"): [0]})
    assert calls_macos.Microphones(quiet, lambda pid: "").read((), fresh=True).seen == {MIC: False}


def test_macos_before_14_2_is_unknown() -> None:
    probe = calls_macos.Microphones(FakeObjects("Audio", {}), lambda pid: "")
    assert probe.read((), fresh=True).seen == {MIC: None}
    assert probe.finding() == (None, "only macOS 14.2 and later tells")


@pytest.mark.parametrize(("running", "there"), [([0, 0], False), ([0, 1], True)])
def test_macos_cameras(running: list[int], there: bool) -> None:
    objects = {(1, "dev#"): [8, 9], (8, "gone"): running[:1], (9, "gone"): running[1:]}
    probe = calls_macos.Cameras(FakeObjects("CMIO", objects))
    assert probe.read((), fresh=True).seen == {CAMERA: there}
    assert probe.finding() == (True, "CoreMediaIO tells")


def test_macos_that_is_not_there_is_unknown() -> None:
    """As on this computer."""
    assert calls_macos.Microphones().read((), fresh=True).seen == {MIC: None}
    assert calls_macos.Cameras().read((), fresh=True).seen == {CAMERA: None}
    assert calls_macos._program(1) == ""


def test_the_four_letters_are_numbers_as_apple_writes_them() -> None:
    assert calls_macos._code("gone") == struct.unpack(">I", b"gone")[0] == 0x676F6E65
