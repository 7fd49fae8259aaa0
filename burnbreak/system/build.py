"""Chooses the version of every capability for a platform, in this one place."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from burnbreak.engine.ports import Clock, ClockWatch, HoldProbe
from burnbreak.system.autostart import Autostart, NullAutostart
from burnbreak.system.clock import SystemClock
from burnbreak.system.clock_watch import NullClockWatch
from burnbreak.system.holds import HoldWatch, Probe
from burnbreak.system.idle import IdleSource, UnknownIdle
from burnbreak.system.notify import Notifier, NullNotifier
from burnbreak.system.platform import Platform
from burnbreak.system.power import NullPowerWatch, PowerWatch

if TYPE_CHECKING:
    from burnbreak.system.hotkeys import Hotkeys


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The operating system as the app sees it; nothing in it touches the world before it is asked."""

    platform: Platform
    clock: Clock
    clock_watch: ClockWatch
    autostart: Autostart
    notifier: Notifier
    idle: IdleSource
    power: PowerWatch
    holds: HoldProbe


def build(platform: Platform, environ: Mapping[str, str]) -> System:
    """The adapters for the platform; what cannot be had is replaced by its null version."""
    make = {Platform.LINUX: _linux, Platform.WINDOWS: _windows, Platform.MACOS: _macos}
    return make[platform](environ)


def _linux(environ: Mapping[str, str]) -> System:
    from burnbreak.system.autostart_xdg import XdgAutostart
    from burnbreak.system.bus import session_address, system_address
    from burnbreak.system.clock_watch_linux import TimerWatch
    from burnbreak.system.idle_linux import linux_idle
    from burnbreak.system.notify_linux import DBusNotifier
    from burnbreak.system.power_linux import LinuxPowerWatch

    session, system = session_address(environ), system_address(environ)
    return System(
        platform=Platform.LINUX,
        clock=SystemClock(),
        clock_watch=TimerWatch(),
        autostart=XdgAutostart(environ),
        notifier=DBusNotifier(session),
        idle=linux_idle(environ),
        power=LinuxPowerWatch(session, system, environ.get("XDG_SESSION_ID", "")),
        holds=HoldWatch(partial(hold_probes, Platform.LINUX, environ)),
    )


def _windows(environ: Mapping[str, str]) -> System:
    return System(
        platform=Platform.WINDOWS,
        clock=SystemClock(),
        clock_watch=NullClockWatch(),
        autostart=_windows_autostart(),
        notifier=NullNotifier(),
        idle=_windows_idle(),
        power=NullPowerWatch("Sleep on Windows is noticed by the clock."),
        holds=HoldWatch(partial(hold_probes, Platform.WINDOWS, environ)),
    )


def _macos(environ: Mapping[str, str]) -> System:
    from burnbreak.system.autostart_macos import LaunchAgent

    home = Path(environ.get("HOME") or Path.home())
    return System(
        platform=Platform.MACOS,
        clock=SystemClock(),
        clock_watch=NullClockWatch(),
        autostart=LaunchAgent(home / "Library" / "LaunchAgents", os.getuid()),
        notifier=NullNotifier(),
        idle=_macos_idle(),
        power=NullPowerWatch("Sleep on macOS is noticed by the clock."),
        holds=HoldWatch(partial(hold_probes, Platform.MACOS, environ)),
    )


def hotkeys(platform: Platform, environ: Mapping[str, str]) -> "Hotkeys":
    """What gives keys that work in every program; nothing is opened before one is wanted."""
    from burnbreak.system.hotkeys import NoHotkeys

    if platform is Platform.LINUX and on_wayland(environ):
        from burnbreak.system.bus import session_address
        from burnbreak.system.hotkeys_portal import PortalHotkeys

        return PortalHotkeys(session_address(environ))
    if platform is Platform.LINUX and environ.get("DISPLAY"):
        from burnbreak.system.hotkeys_x11 import X11Hotkeys

        return X11Hotkeys(environ["DISPLAY"])
    try:
        if platform is Platform.WINDOWS:
            from burnbreak.system.hotkeys_windows import WindowsHotkeys

            return WindowsHotkeys()
        if platform is Platform.MACOS:
            from burnbreak.system.hotkeys_macos import MacosHotkeys

            return MacosHotkeys()
    except (AttributeError, OSError):
        # The library is missing.
        return NoHotkeys()
    return NoHotkeys()


def on_wayland(environ: Mapping[str, str]) -> bool:
    """Whether the session is one of Wayland, where an X server knows its own windows alone."""
    return bool(environ.get("WAYLAND_DISPLAY")) or environ.get("XDG_SESSION_TYPE") == "wayland"


def hold_probes(platform: Platform, environ: Mapping[str, str]) -> Sequence[Probe]:
    """Those that see what holds offers back on the platform; nothing is opened yet."""
    if platform is Platform.LINUX:
        return _linux_probes(environ)
    if platform is Platform.WINDOWS:
        from burnbreak.system import calls_windows as windows

        return (windows.Microphones(), windows.Cameras(), windows.FullScreen())
    from burnbreak.system import calls_macos as macos

    return (macos.Microphones(), macos.Cameras())


def _linux_probes(environ: Mapping[str, str]) -> Sequence[Probe]:
    from burnbreak.system import presenting_linux as presenting
    from burnbreak.system.bus import session_address
    from burnbreak.system.calls_linux import Microphones
    from burnbreak.system.camera_linux import Cameras
    from burnbreak.system.pipewire import video
    from burnbreak.system.silence_linux import DoNotDisturb

    session, ask_pipewire = session_address(environ), partial(video, environ)
    return (
        Microphones(),
        Cameras(ask_pipewire),
        presenting.FullScreen(environ),
        presenting.SharedScreen(ask_pipewire),
        presenting.KeptAwake(session),
        DoNotDisturb(environ, session),
    )


def _windows_autostart() -> Autostart:
    from burnbreak.system.autostart_windows import UserRegistry, WindowsAutostart

    try:
        return WindowsAutostart(UserRegistry())
    except ImportError:
        return NullAutostart("The Windows registry cannot be reached.")


def _windows_idle() -> IdleSource:
    from burnbreak.system.idle_windows import WindowsIdle

    try:
        return WindowsIdle()
    except AttributeError:
        return UnknownIdle()


def _macos_idle() -> IdleSource:
    from burnbreak.system.idle_macos import MacosIdle

    try:
        return MacosIdle()
    except OSError:
        return UnknownIdle()
