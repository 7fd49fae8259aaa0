"""Starting at login on Windows, against a registry made of dictionaries."""

from types import TracebackType
from typing import Any, Self

import pytest

from burnbreak.system.autostart import AutostartError, AutostartKind
from burnbreak.system.autostart_windows import APPROVED_KEY, RUN_KEY, UserRegistry, WindowsAutostart

COMMAND = [r"C:\Program Files\burnbreak\burnbreak.exe", "--autostarted"]
LINE = r'"C:\Program Files\burnbreak\burnbreak.exe" --autostarted'


class FakeKey:
    """An open key."""

    def __init__(self, values: dict[str, Any], writable: bool) -> None:
        self.values, self.writable = values, writable

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.writable = False


class FakeWinreg:
    """The part of the standard library's winreg that is used, with its rules on access."""

    HKEY_CURRENT_USER, REG_SZ, KEY_READ, KEY_SET_VALUE = 1, 1, 0x20019, 0x0002

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, Any]] = {}
        self.refuses = False

    def OpenKey(self, root: int, name: str, reserved: int = 0, access: int = KEY_READ) -> FakeKey:
        self._check(root)
        if name not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return FakeKey(self.keys[name], bool(access & self.KEY_SET_VALUE))

    def CreateKey(self, root: int, name: str) -> FakeKey:
        self._check(root)
        return FakeKey(self.keys.setdefault(name, {}), True)

    def QueryValueEx(self, key: FakeKey, name: str) -> tuple[Any, int]:
        if name not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return key.values[name], self.REG_SZ

    def SetValueEx(self, key: FakeKey, name: str, reserved: int, kind: int, value: Any) -> None:
        assert key.writable
        assert kind == self.REG_SZ
        key.values[name] = value

    def DeleteValue(self, key: FakeKey, name: str) -> None:
        assert key.writable
        if name not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del key.values[name]

    def _check(self, root: int) -> None:
        assert root == self.HKEY_CURRENT_USER
        if self.refuses:
            raise PermissionError(5, "Access is denied")


@pytest.fixture
def winreg() -> FakeWinreg:
    """An empty registry."""
    return FakeWinreg()


@pytest.fixture
def autostart(winreg: FakeWinreg) -> WindowsAutostart:
    """The adapter upon it."""
    return WindowsAutostart(UserRegistry(winreg))


def test_on_and_off(winreg: FakeWinreg, autostart: WindowsAutostart) -> None:
    """A quoted command in the Run key."""
    assert autostart.state().kind is AutostartKind.OFF
    autostart.turn_off()
    autostart.turn_on(COMMAND)
    assert winreg.keys[RUN_KEY] == {"burnbreak": LINE}
    assert autostart.state().on
    autostart.turn_off()
    autostart.turn_off()
    assert winreg.keys[RUN_KEY] == {}
    assert autostart.state().kind is AutostartKind.OFF


@pytest.mark.parametrize(("first", "kind"), [(2, "on"), (3, "blocked"), (6, "on"), (7, "blocked")])
def test_task_manager_has_the_last_word(
    winreg: FakeWinreg, autostart: WindowsAutostart, first: int, kind: str
) -> None:
    """Its choice is shown, and not overwritten."""
    approved = {"burnbreak": bytes([first]) + bytes(11)}
    winreg.keys[APPROVED_KEY] = dict(approved)
    autostart.turn_on(COMMAND)
    assert autostart.state().kind.value == kind
    assert winreg.keys[APPROVED_KEY] == approved


def test_refresh(winreg: FakeWinreg, autostart: WindowsAutostart) -> None:
    """A moved program is written down again."""
    assert not autostart.refresh(COMMAND)
    autostart.turn_on([r"C:\old\burnbreak.exe"])
    assert autostart.refresh(COMMAND)
    assert winreg.keys[RUN_KEY]["burnbreak"] == LINE
    assert not autostart.refresh(COMMAND)


def test_refusal_is_one_sentence(winreg: FakeWinreg, autostart: WindowsAutostart) -> None:
    """Reading says unknown, writing raises."""
    winreg.refuses = True
    assert autostart.state().kind is AutostartKind.UNKNOWN
    with pytest.raises(AutostartError, match=r"Access is denied\.$"):
        autostart.turn_on(COMMAND)
    with pytest.raises(AutostartError, match=r"Access is denied\.$"):
        autostart.turn_off()


def test_too_long_for_windows(autostart: WindowsAutostart) -> None:
    """Windows would cut it without a word."""
    with pytest.raises(AutostartError, match="too long"):
        autostart.turn_on(["C:\\" + "x" * 300])
