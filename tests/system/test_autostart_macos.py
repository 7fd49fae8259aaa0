"""Starting at login on macOS, against a folder and a launchctl of the test's own."""

import os
import plistlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from burnbreak.system.autostart import AutostartError, AutostartKind
from burnbreak.system.autostart_macos import LABEL, LaunchAgent, run

COMMAND = ["/Applications/burnbreak.app/Contents/MacOS/burnbreak", "--autostarted"]


class FakeLaunchctl:
    """Says which agents the person has switched off."""

    def __init__(self) -> None:
        self.disabled = ""
        self.asked: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> str:
        self.asked.append(list(command))
        return f"disabled services = {{\n{self.disabled}\n}}\n"


@pytest.fixture
def launchctl() -> FakeLaunchctl:
    """Nothing is switched off."""
    return FakeLaunchctl()


@pytest.fixture
def agent(tmp_path: Path, launchctl: FakeLaunchctl) -> LaunchAgent:
    """An agent folder that does not exist yet."""
    return LaunchAgent(tmp_path / "LaunchAgents", 501, launchctl)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The agent's file."""
    return tmp_path / "LaunchAgents" / f"{LABEL}.plist"


def test_on_and_off(agent: LaunchAgent, file: Path, launchctl: FakeLaunchctl) -> None:
    """A property list with the command, run at login."""
    assert agent.state().kind is AutostartKind.OFF
    agent.turn_off()
    agent.turn_on(COMMAND)
    written = plistlib.loads(file.read_bytes())
    assert (written["Label"], written["ProgramArguments"], written["RunAtLoad"]) == (LABEL, COMMAND, True)
    assert os.listdir(file.parent) == [file.name]
    assert agent.state().on
    assert launchctl.asked == [["launchctl", "print-disabled", "gui/501"]]
    agent.turn_off()
    assert agent.state().kind is AutostartKind.OFF


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f'\t"{LABEL}" => disabled', "blocked"),
        (f'\t"{LABEL}" => true', "blocked"),
        (f'\t"{LABEL}" => enabled', "on"),
        ('\t"org.other" => disabled', "on"),
    ],
)
def test_login_items_have_the_last_word(
    agent: LaunchAgent, launchctl: FakeLaunchctl, line: str, kind: str
) -> None:
    """In the words of newer and of older systems."""
    agent.turn_on(COMMAND)
    launchctl.disabled = line
    assert agent.state().kind.value == kind


def test_disabled_in_the_file(agent: LaunchAgent, file: Path) -> None:
    """Another tool may have written it there."""
    agent.turn_on(COMMAND)
    file.write_bytes(plistlib.dumps({**plistlib.loads(file.read_bytes()), "Disabled": True}))
    assert agent.state().kind is AutostartKind.BLOCKED


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff", b"<plist><dict>", b"<?xml version='1.0'?><plist><array/></plist>"]
)
def test_damaged_agent(agent: LaunchAgent, file: Path, data: bytes) -> None:
    """Never raises; and can be written anew."""
    file.parent.mkdir()
    file.write_bytes(data)
    assert agent.state().kind in {AutostartKind.BLOCKED, AutostartKind.OFF}
    agent.turn_on(COMMAND)
    assert agent.state().on


def test_refresh(agent: LaunchAgent) -> None:
    """A moved program is written down again."""
    assert not agent.refresh(COMMAND)
    agent.turn_on(["/old/burnbreak"])
    assert agent.refresh(COMMAND)
    assert not agent.refresh(COMMAND)


def test_folder_that_cannot_be_written(agent: LaunchAgent, file: Path) -> None:
    """One sentence."""
    file.parent.write_text("a file in the way")
    with pytest.raises(AutostartError, match="could not be changed"):
        agent.turn_on(COMMAND)


def test_run_never_raises() -> None:
    """A missing launchctl says nothing."""
    assert run(["/does/not/exist"]) == ""
    assert run(["/bin/echo", "hello"]) == "hello\n"
