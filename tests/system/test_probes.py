"""What the doctor finds, on buses of the test's own."""

import ctypes
import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from burnbreak.core.calls import Sign
from burnbreak.core.settings import Quiet
from burnbreak.system.holds import Asked, Reading
from burnbreak.system.idle import UnknownIdle
from burnbreak.system.platform import Platform
from burnbreak.system.probes import Finding, findings, hold_findings, tilde
from tests.system.fake_bus import FakeIdleMonitor, FakeLogind, FakeNotifications, FakeTrayWatcher, PrivateBus
from tests.system.test_idle import Fixed


def look(environ: Mapping[str, str], **more: float) -> dict[str, Finding]:
    """The findings by name."""
    return {found.name: found for found in findings(Platform.LINUX, environ, UnknownIdle(), **more)}


@pytest.fixture
def environ(private_bus: PrivateBus) -> dict[str, str]:
    """Both buses, and Wayland."""
    address = private_bus.address
    return {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "DBUS_SYSTEM_BUS_ADDRESS": address,
        "WAYLAND_DISPLAY": "wayland-0",
    }


def test_bare_machine(tmp_path: Path) -> None:
    """No display, no bus: everything is said, quickly, and nothing raises."""
    begun = time.monotonic()
    found = look({"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/none"})
    assert time.monotonic() - begun < 1.0
    assert {name: finding.ok for name, finding in found.items()} == {
        "display": False,
        "session bus": False,
        "tray": False,
        "notifications": False,
        "idle": None,
        "logind": None,
    }
    assert not [finding for finding in found.values() if str(tmp_path) in finding.text or not finding.text]


def test_empty_bus(environ: dict[str, str]) -> None:
    """A bus with nobody on it."""
    found = look(environ)
    assert (found["session bus"].ok, found["tray"].ok, found["notifications"].ok) == (True, False, False)
    assert found["logind"].ok is None
    assert found["display"].text == "Wayland"


def test_full_desktop(environ: dict[str, str], private_bus: PrivateBus) -> None:
    """Everything there is."""
    address = private_bus.address
    with FakeTrayWatcher(address), FakeNotifications(address), FakeLogind(address), FakeIdleMonitor(address):
        found = look(environ)
    assert found["tray"] == Finding(name="tray", ok=True, text="StatusNotifierItem host is there")
    assert found["notifications"].text == "Fake 1.0, with buttons"
    assert found["logind"].ok
    known = findings(Platform.LINUX, environ, Fixed("the source", 3.0))
    assert Finding(name="idle", ok=True, text="the source") in known


def test_watcher_without_a_host(environ: dict[str, str], private_bus: PrivateBus) -> None:
    """It takes icons in and nothing draws them."""
    with FakeTrayWatcher(private_bus.address, hosted=False):
        assert look(environ)["tray"].ok is False


def test_session_unknown_to_logind(environ: dict[str, str], private_bus: PrivateBus) -> None:
    """As over ssh."""
    with FakeLogind(private_bus.address, "other"):
        assert look(environ)["logind"].ok is None


def test_a_hanging_service_costs_no_more_than_the_limit(
    environ: dict[str, str], private_bus: PrivateBus
) -> None:
    """All probes run side by side."""
    with FakeNotifications(private_bus.address) as server, FakeLogind(private_bus.address) as logind:
        server.muted, logind.muted = {"GetServerInformation"}, {"GetSession"}
        begun = time.monotonic()
        found = look(environ, limit=0.3)
        assert time.monotonic() - begun < 1.0
    assert found["notifications"] == Finding(name="notifications", ok=None, text="no answer within 0.3 s")
    assert found["session bus"].ok


class Broken:
    """A source that breaks its promise."""

    name = "broken"

    def seconds(self) -> float | None:
        raise RuntimeError("/home/someone")

    def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("platform", list(Platform))
def test_a_probe_that_fails_is_a_finding(platform: Platform) -> None:
    """With the kind of the error, and not its text."""
    found = {finding.name: finding for finding in findings(platform, {}, Broken())}
    assert found["idle"] == Finding(name="idle", ok=None, text="could not be looked at (RuntimeError)")


@pytest.mark.desktop
def test_x11_without_a_panel() -> None:
    """A bare X server has no tray."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("no X display")
    found = look({"DISPLAY": os.environ["DISPLAY"]})
    assert (found["display"].text, found["tray"].ok) == ("X11", False)
    assert os.environ["DISPLAY"] not in "".join(finding.text for finding in found.values())


@pytest.mark.desktop
def test_x11_with_a_panel() -> None:
    """Someone owns the tray selection, as a panel does."""
    if not os.environ.get("DISPLAY"):
        pytest.skip("no X display")
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XCreateSimpleWindow.restype = x11.XDefaultRootWindow.restype = (
        ctypes.c_ulong
    )
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    black = ctypes.c_ulong(0)
    window = ctypes.c_ulong(x11.XCreateSimpleWindow(display, root, 0, 0, 1, 1, 0, black, black))
    atom = ctypes.c_ulong(x11.XInternAtom(display, b"_NET_SYSTEM_TRAY_S0", 0))
    x11.XSetSelectionOwner(display, atom, window, ctypes.c_ulong(0))
    x11.XSync(display, 0)
    found = look({"DISPLAY": os.environ["DISPLAY"]})["tray"]
    x11.XCloseDisplay(display)
    assert (found.ok, found.text) == (True, "X11 panel with a tray is there")


def test_tilde() -> None:
    """The home folder holds a person's name."""
    assert tilde("/home/ann/.config/x", "/home/ann/") == "~/.config/x"
    assert tilde("/etc", "") == "/etc"
    assert tilde(r"C:\Users\ann\x", r"C:\Users\ann") == r"~\x"


class Seeing(Asked):
    """A hold probe that sees a program, and what was done with it."""

    def __init__(self, *signs: Sign, hangs: bool = False) -> None:
        self.signs, self.hangs = frozenset(signs), hangs
        self.done: list[str] = []

    def open(self, news: object) -> None:
        self.done.append("open")

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        if self.hangs:
            time.sleep(3)
        self.done.append(f"read {fresh}")
        return Reading(seen=dict.fromkeys(self.signs, True), programs=("a-program",))

    def close(self) -> None:
        self.done.append("close")

    def finding(self) -> tuple[bool | None, str]:
        return True, "works"


def test_calls_are_tried_out_and_no_program_is_named_but_those_on_the_list() -> None:
    microphones, cameras = Seeing(Sign.MICROPHONE), Seeing(Sign.CAMERA)
    quiet = Quiet(cameras=False, ignored_programs=("zoom", "OBS"))
    found = hold_findings((microphones, cameras), quiet)
    assert [(f.name, f.ok, f.text) for f in found] == [
        ("microphones", True, "works"),
        ("cameras", None, "switched off in the settings"),
        ("never a call", True, "zoom, OBS"),
    ]
    assert (microphones.done, cameras.done) == (["open", "read True", "close"], [])
    assert hold_findings((), Quiet()) == []


def test_a_hold_probe_that_hangs_does_not_hold_up_the_doctor() -> None:
    begun = time.monotonic()
    (found,) = hold_findings((Seeing(Sign.CAMERA, hangs=True),), Quiet(), limit=0.2)
    assert (found.ok, time.monotonic() - begun < 1.0) == (None, True)
