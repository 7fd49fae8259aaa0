"""Idle time from each system, and from none."""

import os
import shutil
import subprocess
import time
from typing import Any

import pytest

from burnbreak.system.idle import FirstIdle, UnknownIdle
from burnbreak.system.idle_linux import MutterIdle, X11Idle, linux_idle
from burnbreak.system.idle_macos import MacosIdle
from burnbreak.system.idle_windows import WindowsIdle
from tests.system.fake_bus import FakeIdleMonitor, PrivateBus


class Fixed:
    """Says one thing."""

    def __init__(self, name: str, answer: float | None) -> None:
        self.name, self.answer = name, answer

    def seconds(self) -> float | None:
        return self.answer

    def close(self) -> None:
        self.answer = None


def test_first_that_answers() -> None:
    """And its name is given; none is none."""
    first, second = Fixed("first", None), Fixed("second", 4.0)
    idle = FirstIdle([first, second])
    assert (idle.seconds(), idle.name) == (4.0, "second")
    first.answer = 0.0
    assert (idle.seconds(), idle.name) == (0.0, "first")
    idle.close()
    assert (idle.seconds(), idle.name) == (None, "none")
    assert UnknownIdle().seconds() is None


def test_mutter(private_bus: PrivateBus) -> None:
    """GNOME's monitor, which may come late and go again."""
    idle = MutterIdle(private_bus.address)
    assert idle.seconds() is None
    with FakeIdleMonitor(private_bus.address) as monitor:
        monitor.idle_ms = 61_500
        assert idle.seconds() == 61.5
        monitor.muted = {"GetIdletime"}
        begun = time.monotonic()
        assert idle.seconds() is None
        assert time.monotonic() - begun < 0.5
        monitor.muted = set()
        assert idle.seconds() == 61.5
    private_bus.stop()
    assert idle.seconds() is None


def test_wayland_does_not_ask_the_x_server(private_bus: PrivateBus) -> None:
    """Xwayland sees the input of X windows only."""
    environ = {
        "DISPLAY": os.environ.get("DISPLAY", ":0"),
        "WAYLAND_DISPLAY": "wayland-0",
        "DBUS_SESSION_BUS_ADDRESS": private_bus.address,
    }
    idle = linux_idle(environ)
    assert (idle.seconds(), idle.name) == (None, "none")
    with FakeIdleMonitor(private_bus.address):
        assert (idle.seconds(), idle.name) == (0.0, "GNOME idle monitor")
        idle.close()


def test_no_display_and_no_bus() -> None:
    """Unknown, and never an exception."""
    assert linux_idle({}).seconds() is None
    assert X11Idle(":987").seconds() is None
    assert X11Idle("").seconds() is None or os.environ.get("DISPLAY")


@pytest.mark.desktop
def test_x11() -> None:
    """Grows by itself, and a moved mouse resets it."""
    if not os.environ.get("DISPLAY") or not shutil.which("xdotool"):
        pytest.skip("no X display, or no xdotool")
    idle = linux_idle({"DISPLAY": os.environ["DISPLAY"]})
    subprocess.run(["xdotool", "mousemove", "10", "10"], check=True)
    time.sleep(1.0)
    waited = idle.seconds()
    assert waited is not None
    assert waited >= 0.9
    assert idle.name == "X11 screen saver extension"
    subprocess.run(["xdotool", "mousemove", "20", "20"], check=True)
    moved = idle.seconds()
    assert moved is not None
    assert moved < 0.5
    idle.close()
    assert idle.seconds() is not None
    idle.close()


class FakeWindows:
    """user32 and kernel32 in one: a tick of the last input, and a tick of now."""

    def __init__(self, last: int, now: int, works: bool = True) -> None:
        self.last, self.now, self.works = last, now, works

    def GetLastInputInfo(self, pointer: Any) -> int:
        info = pointer._obj
        assert info.size == 8
        info.ticks = self.last
        return int(self.works)

    def GetTickCount(self) -> int:
        return self.now


@pytest.mark.parametrize(
    ("last", "now", "seconds"),
    [(1_000, 61_000, 60.0), (0xFFFF_FF00, 0x0000_0F00, 4.096), (5, 5, 0.0)],
)
def test_windows(last: int, now: int, seconds: float) -> None:
    """Also over the day on which the ticks begin again."""
    system = FakeWindows(last, now)
    assert WindowsIdle(system, system).seconds() == seconds


def test_windows_that_refuses() -> None:
    """Is unknown."""
    system = FakeWindows(0, 0, works=False)
    assert WindowsIdle(system, system).seconds() is None


class FakeQuartz:
    """The one function of ApplicationServices, with the types that ctypes is told."""

    class _Function:
        argtypes: tuple[Any, ...] = ()
        restype: Any = None

        def __init__(self, answer: float) -> None:
            self.answer = answer

        def __call__(self, state: int, kind: int) -> float:
            assert (state, kind) == (0, 0xFFFF_FFFF)
            return self.answer

    def __init__(self, answer: float) -> None:
        self.CGEventSourceSecondsSinceLastEventType = self._Function(answer)


def test_macos() -> None:
    """Seconds as they come; a negative answer is none."""
    assert MacosIdle(FakeQuartz(12.5)).seconds() == 12.5
    assert MacosIdle(FakeQuartz(-1.0)).seconds() is None
