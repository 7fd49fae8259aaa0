"""Every platform gets a whole set of adapters, also where its libraries are missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from burnbreak.core.calls import Sign
from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, WantedKey, chord_from
from burnbreak.system.autostart import AutostartError, NullAutostart
from burnbreak.system.build import build, hold_probes, hotkeys
from burnbreak.system.notify import NullNotifier
from burnbreak.system.platform import Platform


@pytest.mark.parametrize("platform", list(Platform))
def test_every_adapter_can_be_asked(platform: Platform, tmp_path: Path) -> None:
    """In an environment that has nothing."""
    system = build(platform, {"HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path / "none")})
    assert system.platform is platform
    assert system.autostart.state().kind.value in {"off", "unknown"}
    assert not system.notifier.show("A pause", "", [], print)
    assert system.idle.seconds() is None
    assert system.clock.now() <= system.clock.now()
    assert isinstance(system.power.reason, str)
    assert system.holds.programs() == ()
    system.holds.close()
    system.power.close()
    system.notifier.close()


@pytest.mark.parametrize("platform", list(Platform))
def test_each_platform_has_probes_for_calls(platform: Platform) -> None:
    """And each sign has one probe; elsewhere than on Linux some have none."""
    signs = [sign for probe in hold_probes(platform, {}) for sign in probe.signs]
    assert len(signs) == len(set(signs))
    expected = set(Sign) if platform is Platform.LINUX else {Sign.MICROPHONE, Sign.CAMERA}
    assert expected <= set(signs)


def test_only_linux_notifies_by_itself() -> None:
    """Elsewhere the tray icon does it."""
    assert isinstance(build(Platform.WINDOWS, {}).notifier, NullNotifier)
    assert not isinstance(build(Platform.LINUX, {}).notifier, NullNotifier)


def test_building_loads_neither_qt_nor_jeepney() -> None:
    """They are loaded when first needed, as the tray must be up soon."""
    question = (
        "import sys; from burnbreak.system.build import build; "
        "from burnbreak.system.platform import Platform; build(Platform.LINUX, {}); "
        "late = ('PySide6', 'jeepney', 'ctypes', 'pulsectl', 'subprocess');"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_null_autostart() -> None:
    """Is honest about it."""
    autostart = NullAutostart("Not here.")
    assert autostart.state().reason == "Not here."
    assert not autostart.refresh(["x"])
    autostart.turn_off()
    with pytest.raises(AutostartError, match="Not here"):
        autostart.turn_on(["x"])


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"DISPLAY": ":0"}, "X server"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "desktop portal"),
        ({"XDG_SESSION_TYPE": "wayland", "DBUS_SESSION_BUS_ADDRESS": ""}, "desktop portal"),
        ({}, "none"),
    ],
)
def test_where_keys_come_from_on_linux(environ: dict[str, str], name: str) -> None:
    """An X server beside Wayland knows its own windows alone."""
    assert hotkeys(Platform.LINUX, environ).name == name


@pytest.mark.parametrize("platform", list(Platform))
def test_keys_that_nobody_gives_are_told(platform: Platform) -> None:
    """In an environment that has nothing."""
    keys, told = hotkeys(platform, {}), list[object]()
    keys.start(lambda _: None, told.append)
    keys.want({KeyAction.MORE: WantedKey(chord_from("F9"))})
    assert told == [{KeyAction.MORE: KeyAnswer(KeyKind.NOT_HERE)}]
    assert keys.fileno() is None
    keys.dispatch()
    keys.want({})
    assert told[-1] == {}
    keys.close()
