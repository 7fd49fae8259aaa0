"""Chooses the version of every capability for a platform, in this one place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from burnbreak.engine.ports import Clock
from burnbreak.system.autostart import Autostart, NullAutostart
from burnbreak.system.clock import SystemClock
from burnbreak.system.idle import IdleSource, UnknownIdle
from burnbreak.system.notify import Notifier, NullNotifier
from burnbreak.system.platform import Platform
from burnbreak.system.power import NullPowerWatch, PowerWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The operating system as the app sees it; nothing in it touches the world before it is asked."""

    platform: Platform
    clock: Clock
    autostart: Autostart
    notifier: Notifier
    idle: IdleSource
    power: PowerWatch


def build(platform: Platform, environ: Mapping[str, str]) -> System:
    """The adapters for the platform; what cannot be had is replaced by its null version."""
    make = {Platform.LINUX: _linux, Platform.WINDOWS: _windows, Platform.MACOS: _macos}
    return make[platform](environ)


def _linux(environ: Mapping[str, str]) -> System:
    from burnbreak.system.autostart_xdg import XdgAutostart
    from burnbreak.system.bus import session_address, system_address
    from burnbreak.system.idle_linux import linux_idle
    from burnbreak.system.notify_linux import DBusNotifier
    from burnbreak.system.power_linux import LinuxPowerWatch

    session, system = session_address(environ), system_address(environ)
    return System(
        platform=Platform.LINUX,
        clock=SystemClock(),
        autostart=XdgAutostart(environ),
        notifier=DBusNotifier(session),
        idle=linux_idle(environ),
        power=LinuxPowerWatch(session, system, environ.get("XDG_SESSION_ID", "")),
    )


def _windows(_environ: Mapping[str, str]) -> System:
    return System(
        platform=Platform.WINDOWS,
        clock=SystemClock(),
        autostart=_windows_autostart(),
        notifier=NullNotifier(),
        idle=_windows_idle(),
        power=NullPowerWatch("Sleep on Windows is noticed by the clock."),
    )


def _macos(environ: Mapping[str, str]) -> System:
    from burnbreak.system.autostart_macos import LaunchAgent

    home = Path(environ.get("HOME") or Path.home())
    return System(
        platform=Platform.MACOS,
        clock=SystemClock(),
        autostart=LaunchAgent(home / "Library" / "LaunchAgents", os.getuid()),
        notifier=NullNotifier(),
        idle=_macos_idle(),
        power=NullPowerWatch("Sleep on macOS is noticed by the clock."),
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
