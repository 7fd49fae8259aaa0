"""Do not disturb as each desktop tells it, with services of the test's own."""

import os
import select
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Variant

from burnbreak.core.calls import Sign
from burnbreak.core.settings import Quiet
from burnbreak.system.holds import HoldWatch
from burnbreak.system.silence_linux import DoNotDisturb
from tests.system.fake_bus import PrivateBus
from tests.system.fake_desktop import FakeService
from tests.system.test_holds import Told

NOTES, XFCONF = "org.freedesktop.Notifications", "org.xfce.Xfconf"
ON, OFF = ("do-not-disturb", True, "desktop"), ("do-not-disturb", False, "")


class Kde(FakeService):
    """Plasma's notification server."""

    desktop = "KDE"

    def __init__(self, address: str, _folder: Path) -> None:
        super().__init__(address, NOTES, {"Get": ("v", [Variant("b", False)])})

    def switch(self, on: bool) -> None:
        self.answers["Get"] = ("v", [Variant("b", on)])
        body = (NOTES, {"Inhibited": Variant("b", on)}, [])
        path, properties = "/org/freedesktop/Notifications", "org.freedesktop.DBus.Properties"
        self.emit(path, properties, "PropertiesChanged", "sa{sv}as", *body)

    @property
    def environ(self) -> dict[str, str]:
        return {"XDG_CURRENT_DESKTOP": "KDE"}


class Xfce(FakeService):
    """Xfce's settings; untouched at first, as after an installation."""

    desktop = "XFCE"

    def __init__(self, address: str, _folder: Path) -> None:
        super().__init__(address, XFCONF, {"PropertyExists": ("b", [False])})

    def switch(self, on: bool) -> None:
        self.answers |= {"PropertyExists": ("b", [True]), "GetProperty": ("v", [Variant("b", on)])}
        for key in ("/log-level", "/do-not-disturb"):
            body = ("xfce4-notifyd", key, Variant("b", on))
            self.emit("/org/xfce/Xfconf", XFCONF, "PropertyChanged", "ssv", *body)

    @property
    def environ(self) -> dict[str, str]:
        return {"XDG_CURRENT_DESKTOP": "XFCE"}


class Dunst(FakeService):
    """The notification server of small desktops, as version 1.9 speaks."""

    desktop = "dunst"

    def __init__(self, address: str, _folder: Path) -> None:
        super().__init__(address, NOTES, {"Get": ("v", [Variant("b", False)])})

    def switch(self, on: bool) -> None:
        self.answers["Get"] = ("v", [Variant("b", on)])
        body = ("org.dunstproject.cmd0", {"paused": Variant("b", on)}, [])
        path, properties = "/org/freedesktop/Notifications", "org.freedesktop.DBus.Properties"
        self.emit(path, properties, "PropertiesChanged", "sa{sv}as", *body)

    @property
    def environ(self) -> dict[str, str]:
        return {"XDG_CURRENT_DESKTOP": "i3"}


class Gnome(FakeService):
    """dconf's announcements, and a gsettings that reads a file."""

    desktop = "GNOME"

    def __init__(self, address: str, folder: Path) -> None:
        self._folder = folder
        (folder / "value").write_text("true\n")
        program = folder / "gsettings"
        program.write_text(
            f'#!/bin/sh\n[ "$*" = "get org.gnome.desktop.notifications show-banners" ]\ncat {folder}/value\n'
        )
        program.chmod(0o755)
        super().__init__(address, "ca.desrt.dconf", {})

    def switch(self, on: bool) -> None:
        (self._folder / "value").write_text(f"{'false' if on else 'true'}\n")
        body = ("/org/gnome/desktop/notifications/", ["show-banners"], "tag")
        self.emit("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", *body)

    @property
    def environ(self) -> dict[str, str]:
        return {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "PATH": f"{self._folder}:{os.environ['PATH']}"}


def silenced(probe: DoNotDisturb) -> bool | None:
    return probe.read((), fresh=False).seen[Sign.SILENCED]


@contextmanager
def following(desktop: Any, address: str) -> Iterator[DoNotDisturb]:
    probe = DoNotDisturb(desktop.environ, address)
    probe.open(lambda: None)
    try:
        yield probe
    finally:
        probe.close()


@pytest.fixture(params=[Kde, Xfce, Gnome, Dunst])
def desktop(request: pytest.FixtureRequest, private_bus: PrivateBus, tmp_path: Path) -> Iterator[Any]:
    with request.param(private_bus.address, tmp_path) as made:
        yield made


def test_switching_it_is_told_at_once(desktop: Any, private_bus: PrivateBus) -> None:
    told = Told()
    probe = DoNotDisturb(desktop.environ, private_bus.address)
    watch = HoldWatch(lambda: [probe])
    watch.start(told, Quiet())
    while not probe.descriptors():
        pass
    desktop.switch(True)
    told.until([ON])
    desktop.switch(False)
    told.until([ON, OFF])
    watch.close()


def test_it_is_known_at_the_start_and_by_the_doctor(desktop: Any, private_bus: PrivateBus) -> None:
    desktop.switch(True)
    with following(desktop, private_bus.address) as probe:
        assert silenced(probe) is True
        assert probe.finding() == (True, f"{desktop.desktop} tells; it is on now")


def test_whoever_ends_in_silence_holds_nothing_any_more(desktop: Any, private_bus: PrivateBus) -> None:
    if desktop.desktop == "GNOME":
        return  # kept in a file, whoever runs
    told = Told()
    desktop.switch(True)
    watch = HoldWatch(lambda: [DoNotDisturb(desktop.environ, private_bus.address)])
    watch.start(told, Quiet())
    told.until([ON])
    desktop.close()
    told.until([ON, OFF])
    watch.close()


def test_other_signals_do_not_wake(desktop: Any, private_bus: PrivateBus) -> None:
    with following(desktop, private_bus.address) as probe:
        assert silenced(probe) is False
        while select.select(probe.descriptors(), [], [], 0.2)[0]:
            silenced(probe)
        for path, interface, member, signature, body in (
            ("/org/xfce/Xfconf", XFCONF, "PropertyChanged", "ssv", ("xfwm4", "/x", Variant("b", True))),
            ("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", ("/org/x", [""], "t")),
            (
                "/x",
                "org.freedesktop.DBus.Properties",
                "PropertiesChanged",
                "sa{sv}as",
                ("org.mpris.MediaPlayer2.Player", {}, []),
            ),
        ):
            desktop.emit(path, interface, member, signature, *body)
        assert not select.select(probe.descriptors(), [], [], 0.5)[0]


def test_a_bus_that_is_lost_is_unknown(desktop: Any, private_bus: PrivateBus) -> None:
    with following(desktop, private_bus.address) as probe:
        assert silenced(probe) is False
        private_bus.stop()
        expected = False if desktop.desktop == "GNOME" else None
        assert silenced(probe) in (None, expected)
        assert probe.descriptors() == ()
        assert probe.read((), fresh=True).seen == {Sign.SILENCED: expected}


@pytest.mark.parametrize("named", ["", "sway", "X-Cinnamon", "KDE", "XFCE"])
def test_elsewhere_it_is_unknown(named: str, private_bus: PrivateBus) -> None:
    """Also where the desktop is named and its service does not run, which is not started for this."""
    for address in ("", private_bus.address):
        probe = DoNotDisturb({"XDG_CURRENT_DESKTOP": named}, address)
        probe.open(lambda: None)
        assert silenced(probe) is None
        assert probe.finding()[0] is None
        assert bool(probe.descriptors()) == (address != "")
        probe.close()


def test_another_notification_server_is_not_taken_for_dunst(private_bus: PrivateBus) -> None:
    probe = DoNotDisturb({}, private_bus.address)
    with FakeService(private_bus.address, NOTES, {}):
        probe.open(lambda: None)
        assert silenced(probe) is None
        assert probe.finding() == (None, "this desktop does not tell; its notifications are held by itself")
    probe.close()


def test_gnome_without_its_program_is_unknown(private_bus: PrivateBus, tmp_path: Path) -> None:
    environ = {"XDG_CURRENT_DESKTOP": "GNOME", "PATH": str(tmp_path)}
    assert silenced(DoNotDisturb(environ, "")) is None
    for text in ("exit 1", "echo maybe", "exec sleep 20"):
        program = tmp_path / "gsettings"
        program.write_text(f"#!/bin/sh\n{text}\n")
        program.chmod(0o755)
        environ["PATH"] = f"{tmp_path}:{os.environ['PATH']}"
        assert silenced(DoNotDisturb(environ, "")) is None
