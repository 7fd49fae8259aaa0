"""What `burnbreak doctor` finds of the desktop: without Qt, without a display, without private data."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from burnbreak.core.calls import Sign, wanted
from burnbreak.core.hotkeys import Keys
from burnbreak.core.settings import Quiet
from burnbreak.system.bus import DBUS, Address, Bus, BusError, owned, session_address, system_address
from burnbreak.system.holds import Probe as HoldProbe
from burnbreak.system.hotkeys import Hotkeys
from burnbreak.system.idle import IdleSource
from burnbreak.system.platform import Platform

LIMIT = 2.0
"""Seconds each probe may take."""

_TRAY = "org.kde.StatusNotifierWatcher"
_NOTES = "org.freedesktop.Notifications"
_LOGIN = "org.freedesktop.login1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: fine, amiss, or (None) not to be known."""

    name: str
    ok: bool | None
    text: str


Answer = tuple[bool | None, str]
Probe = Callable[[], Answer]


def findings(
    platform: Platform, environ: Mapping[str, str], idle: IdleSource, *, limit: float = LIMIT
) -> list[Finding]:
    """Look at everything at once; no probe holds up the answer for more than `limit` seconds."""
    probes: dict[str, Probe] = {"idle": lambda: _idle(idle)}
    if platform is Platform.LINUX:
        session, system = session_address(environ), system_address(environ)
        probes = {
            "display": lambda: _display(environ),
            "session bus": lambda: _session_bus(session),
            "tray": lambda: _tray(session, environ.get("DISPLAY", "")),
            "notifications": lambda: _notifications(session),
            "idle": lambda: _idle(idle),
            "logind": lambda: _logind(system),
        }
    return _within(limit, probes)


_SIGNS = {
    Sign.MICROPHONE: "microphones",
    Sign.CAMERA: "cameras",
    Sign.SCREEN: "full screen",
    Sign.SHARED: "shared screen",
    Sign.AWAKE: "kept awake",
    Sign.SILENCED: "do not disturb",
}


def hold_findings(probes: Sequence[HoldProbe], quiet: Quiet, *, limit: float = LIMIT) -> list[Finding]:
    """Whether calls and the like can be seen here; only programs on the user's own list are named."""
    signs = wanted(quiet)
    looks = {
        _SIGNS[sign]: partial(_try_out, probe, sign in signs) for probe in probes for sign in probe.signs
    }
    found = _within(limit, looks)
    if quiet.ignored_programs:
        found.append(Finding(name="never a call", ok=True, text=", ".join(quiet.ignored_programs)))
    return found


def key_findings(hotkeys: Hotkeys, keys: Keys, *, limit: float = LIMIT) -> list[Finding]:
    """Whether keys that work in every program are to be had, and how many are set; not which."""

    def look() -> Answer:
        ok, text = hotkeys.finding()
        count = len(keys.chords())
        return ok, f"{text}; {count or 'none'} set"

    return _within(limit, {"keys": look})


def _try_out(probe: HoldProbe, wanted_at_all: bool) -> Answer:
    if not wanted_at_all:
        return None, "switched off in the settings"
    probe.open(lambda: None)
    try:
        probe.read((), fresh=True)
        return probe.finding()
    finally:
        probe.close()


def tilde(text: str, home: str) -> str:
    """The text with the home folder, whose name is a person's, shown as "~"."""
    return text.replace(home.rstrip("/\\"), "~") if home.rstrip("/\\") else text


def _within(limit: float, probes: Mapping[str, Probe]) -> list[Finding]:
    answers: dict[str, Answer] = {}

    def work(name: str, probe: Probe) -> None:
        try:
            answers[name] = probe()
        except Exception as error:  # a doctor that dies of what it finds helps nobody
            answers[name] = (None, f"could not be looked at ({type(error).__name__})")

    done = [threading.Thread(target=work, args=pair, daemon=True) for pair in probes.items()]
    for thread in done:
        thread.start()
    for thread in done:
        thread.join(limit)
    late: Answer = (None, f"no answer within {limit:g} s")
    return [Finding(name=name, ok=ok, text=text) for name in probes for ok, text in [answers.get(name, late)]]


def _display(environ: Mapping[str, str]) -> Answer:
    if environ.get("WAYLAND_DISPLAY"):
        return True, "Wayland, with X11 beside it" if environ.get("DISPLAY") else "Wayland"
    return (True, "X11") if environ.get("DISPLAY") else (False, "none: no window and no tray here")


def _session_bus(address: str) -> Answer:
    if not address:
        return False, "none: no notifications, and the tray needs an X11 panel"
    try:
        Bus(address, timeout=LIMIT).close()
    except BusError as error:
        return False, str(error)
    return True, "answers"


def _tray(address: str, display: str) -> Answer:
    hosted = _hosted(address)
    if hosted:
        return True, "StatusNotifierItem host is there"
    if display and _xembed(display):
        return True, "X11 panel with a tray is there"
    if hosted is False:
        return False, "a StatusNotifierWatcher runs, but nothing shows the icons"
    return False, "none: a small window takes its place"


def _hosted(address: str) -> bool | None:
    """Whether a watcher has a host; None when there is no watcher."""
    try:
        bus = Bus(address, timeout=LIMIT)
    except BusError:
        return None
    try:
        if not owned(bus, _TRAY, timeout=LIMIT):
            return None
        watcher = (_TRAY, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties")
        question = (_TRAY, "IsStatusNotifierHostRegistered")
        ((_, value),) = bus.call(watcher, "Get", "ss", question, timeout=LIMIT)
        return bool(value)
    except BusError:
        return None
    finally:
        bus.close()


def _xembed(name: str) -> bool:
    from burnbreak.system.x11 import Display

    try:
        display = Display(name)
    except OSError:
        return False
    try:
        return display.has_tray()
    finally:
        display.close()


def _notifications(address: str) -> Answer:
    try:
        bus = Bus(address, timeout=LIMIT)
    except BusError:
        return False, "none without a session bus"
    try:
        if not owned(bus, _NOTES, timeout=LIMIT):
            (names,) = bus.call(DBUS, "ListActivatableNames", timeout=LIMIT)
            return (True, "server starts when needed") if _NOTES in names else (False, "no server runs")
        server: Address = (_NOTES, "/org/freedesktop/Notifications", _NOTES)
        name, _, version, _ = bus.call(server, "GetServerInformation", timeout=LIMIT)
        (abilities,) = bus.call(server, "GetCapabilities", timeout=LIMIT)
    except BusError as error:
        return False, str(error)
    finally:
        bus.close()
    return True, f"{name} {version}, {'with' if 'actions' in abilities else 'without'} buttons"


def _idle(idle: IdleSource) -> Answer:
    if idle.seconds() is None:
        return None, "not known here; you are taken to be active"
    return True, idle.name


def _logind(address: str) -> Answer:
    try:
        bus = Bus(address, timeout=LIMIT)
    except BusError as error:
        return None, f"{error}; sleep is noticed by the clock"
    try:
        if not owned(bus, _LOGIN, timeout=LIMIT):
            return None, "not running; sleep is noticed by the clock"
        manager: Address = (_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager")
        bus.call(manager, "GetSession", "s", ("auto",), timeout=LIMIT)
    except BusError:
        return None, "runs, but knows no session of yours; sleep is announced, the lock may not be"
    finally:
        bus.close()
    return True, "announces sleep and the locked screen"
