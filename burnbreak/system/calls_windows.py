"""Who captures on Windows: Core Audio's capture sessions, the registry's record of consent, and full screen.

Windows has no event for all of it together, so it is asked when a break is near and while something is there.
"""

import importlib
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from burnbreak.core.calls import Capture, Sign, counts, is_ignored
from burnbreak.system.holds import Asked, Reading

CONSENT = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_ACTIVE = 1
"""AudioSessionStateActive of audiosessiontypes.h."""
_FILLED = {2, 3, 4}
"""QUNS_BUSY, QUNS_RUNNING_D3D_FULL_SCREEN and QUNS_PRESENTATION_MODE of shellapi.h."""


class Microphones(Asked):
    """The probe of Sign.MICROPHONE: capture sessions that run; where they cannot be had, the registry."""

    signs = frozenset({Sign.MICROPHONE})

    def __init__(
        self,
        sessions: Callable[[], Sequence[Any]] | None = None,
        consent: "ConsentStore | None" = None,
    ) -> None:
        """`sessions` lists Core Audio's, by default through pycaw."""
        self._sessions = sessions or recording_sessions
        self._consent = consent or ConsentStore()
        self._by_registry = False

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        try:
            found = [_capture(session) for session in self._sessions() if session.State == _ACTIVE]
            self._by_registry = False
        except Exception:  # COM has errors of many kinds, and the library may be missing
            self._by_registry = True
            return self._consent.reading(Sign.MICROPHONE, ignored)
        own = os.getpid()
        counted = [capture for capture in found if counts(capture, own)]
        there = any(not is_ignored(capture.names, ignored) for capture in counted)
        names = tuple(capture.names[0] for capture in counted if capture.names)
        return Reading(seen={Sign.MICROPHONE: there}, programs=names)

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        reading = self.read((), fresh=True)
        if reading.seen[Sign.MICROPHONE] is None:
            return None, "neither Core Audio nor the registry tells"
        return True, "the registry tells" if self._by_registry else "Core Audio tells"


class Cameras(Asked):
    """The probe of Sign.CAMERA: the registry's record of who uses one now."""

    signs = frozenset({Sign.CAMERA})

    def __init__(self, consent: "ConsentStore | None" = None) -> None:
        self._consent = consent or ConsentStore()

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        return self._consent.reading(Sign.CAMERA, ignored)

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        told = self.read((), fresh=True).seen[Sign.CAMERA] is not None
        return (True, "the registry tells") if told else (None, "the registry does not tell")


class FullScreen(Asked):
    """The probe of Sign.SCREEN: full screen and presentation mode, as the shell tells notifiers."""

    signs = frozenset({Sign.SCREEN})

    def __init__(self, shell32: Any = None) -> None:
        """The library defaults to the real one."""
        self._shell32 = shell32

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        """See Probe."""
        import ctypes

        try:
            libraries: Any = getattr(ctypes, "windll", None)
            shell = self._shell32 or libraries.shell32
            state = ctypes.c_int()
            failed = shell.SHQueryUserNotificationState(ctypes.byref(state))
        except (AttributeError, OSError):
            failed = 1
        return Reading(seen={Sign.SCREEN: None if failed else state.value in _FILLED})

    def finding(self) -> tuple[bool | None, str]:
        """See Probe."""
        told = self.read((), fresh=True).seen[Sign.SCREEN] is not None
        return (True, "full screen is seen") if told else (None, "the shell does not tell")


class ConsentStore:
    """Windows' own record of who used a microphone or camera, and whether it still does.

    It was stale on some builds of 2026; hence it comes second where there is something else.
    """

    def __init__(self, winreg: Any = None) -> None:
        """The module defaults to the standard library's, which exists on Windows only."""
        self._winreg = winreg

    def reading(self, sign: Sign, ignored: tuple[str, ...]) -> Reading:
        """Whether a program uses it now, and which."""
        try:
            names = list(self._users("microphone" if sign is Sign.MICROPHONE else "webcam"))
        except (ImportError, OSError):
            return Reading(seen={sign: None})
        names = [name for name in names if counts(Capture(names=(name,)), os.getpid())]
        there = any(not is_ignored((name,), ignored) for name in names)
        return Reading(seen={sign: there}, programs=tuple(names))

    def _users(self, device: str) -> Iterator[str]:
        registry = self._winreg or importlib.import_module("winreg")
        for root in (registry.HKEY_CURRENT_USER, registry.HKEY_LOCAL_MACHINE):
            for below in ("", r"\NonPackaged"):
                folder = rf"{CONSENT}\{device}{below}"
                for name in _keys(registry, root, folder):
                    if _in_use(registry, root, rf"{folder}\{name}"):
                        # The path of a program that is not from the store has # for every backslash.
                        yield name.rpartition("#")[2]


def _keys(registry: Any, root: Any, folder: str) -> list[str]:
    try:
        with registry.OpenKey(root, folder) as key:
            return [registry.EnumKey(key, number) for number in range(registry.QueryInfoKey(key)[0])]
    except FileNotFoundError:
        return []


def _in_use(registry: Any, root: Any, name: str) -> bool:
    """Whether the last use has begun and not ended."""
    try:
        with registry.OpenKey(root, name) as key:
            began, ended = (
                registry.QueryValueEx(key, f"LastUsedTime{edge}")[0] for edge in ("Start", "Stop")
            )
    except FileNotFoundError:
        return False
    return bool(began) and not ended


def recording_sessions(load: Callable[[str], Any] = importlib.import_module) -> list[Any]:
    """The sessions of every microphone, as pycaw wraps them; raises what COM and the import raise."""
    comtypes, devices_api, policy, constants, utils = (
        load(name)
        for name in (
            "comtypes", "pycaw.api.mmdeviceapi", "pycaw.api.audiopolicy", "pycaw.constants", "pycaw.utils",
        )
    )  # fmt: skip
    # Each thread has to; to do it again does no harm.
    comtypes.CoInitialize()
    enumerator = comtypes.CoCreateInstance(
        constants.CLSID_MMDeviceEnumerator, devices_api.IMMDeviceEnumerator, comtypes.CLSCTX_INPROC_SERVER
    )
    devices = enumerator.EnumAudioEndpoints(
        constants.EDataFlow.eCapture.value, constants.DEVICE_STATE.ACTIVE.value
    )
    found = []
    for number in range(devices.GetCount()):
        manager_type = policy.IAudioSessionManager2
        activated = devices.Item(number).Activate(manager_type._iid_, comtypes.CLSCTX_ALL, None)
        sessions = activated.QueryInterface(manager_type).GetSessionEnumerator()
        controls = [sessions.GetSession(place) for place in range(sessions.GetCount())]
        found += [utils.AudioSession(c.QueryInterface(policy.IAudioSessionControl2)) for c in controls if c]
    return found


def _capture(session: Any) -> Capture:
    process = session.Process
    return Capture(names=(process.name(),) if process is not None else (), pid=session.ProcessId)
