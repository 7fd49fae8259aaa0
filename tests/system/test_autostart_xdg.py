"""Starting at login on Linux desktops, in folders of the test's own."""

import json
import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from burnbreak.system.autostart import AutostartError, AutostartKind
from burnbreak.system.autostart_xdg import XdgAutostart

ODD = 'it\'s 100% "odd" $HOME `id` \\n;&ü'
COMMAND = ["/opt/burnbreak/burnbreak", "--autostarted"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Where this user and all users have their entries, under XFCE."""
    return {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CONFIG_DIRS": f"{tmp_path / 'shared'}:relative",
        "XDG_CURRENT_DESKTOP": "ubuntu:XFCE",
    }


@pytest.fixture
def own(environ: dict[str, str]) -> Path:
    """The user's entry."""
    return Path(environ["XDG_CONFIG_HOME"], "autostart", "burnbreak.desktop")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The entry for all users, which exists."""
    file = tmp_path / "shared" / "autostart" / "burnbreak.desktop"
    file.parent.mkdir(parents=True)
    file.write_text("[Desktop Entry]\nType=Application\nName=burnbreak\nExec=burnbreak\n")
    return file


def kind(environ: dict[str, str]) -> AutostartKind:
    """The state as a fresh start of the app would see it."""
    return XdgAutostart(environ).state().kind


def test_on_and_off(environ: dict[str, str], own: Path) -> None:
    """The file is the state; nothing else is left behind."""
    autostart = XdgAutostart(environ)
    assert kind(environ) is AutostartKind.OFF
    autostart.turn_off()
    autostart.turn_on(COMMAND)
    assert kind(environ) is AutostartKind.ON
    assert 'Exec="/opt/burnbreak/burnbreak" --autostarted\n' in own.read_text()
    assert "X-GNOME-Autostart-Delay=5\n" in own.read_text()
    assert stat.S_IMODE(own.stat().st_mode) == 0o644
    assert os.listdir(own.parent) == [own.name]
    autostart.turn_off()
    assert kind(environ) is AutostartKind.OFF
    assert os.listdir(own.parent) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hidden=true", AutostartKind.BLOCKED),
        ("X-GNOME-Autostart-enabled=false", AutostartKind.BLOCKED),
        ("OnlyShowIn=KDE;", AutostartKind.BLOCKED),
        ("NotShowIn=GNOME;XFCE;", AutostartKind.BLOCKED),
        ("OnlyShowIn=GNOME;XFCE;", AutostartKind.ON),
        ("NotShowIn=KDE;", AutostartKind.ON),
        ("Hidden=false", AutostartKind.ON),
    ],
)
def test_what_the_desktop_wrote_is_honoured(
    environ: dict[str, str], own: Path, line: str, expected: AutostartKind
) -> None:
    """As the settings of GNOME, XFCE and KDE write it; and a person's own click wins over it."""
    autostart = XdgAutostart(environ)
    autostart.turn_on(COMMAND)
    name = line.partition("=")[0]
    kept = [text for text in own.read_text().splitlines() if not text.startswith(name)]
    own.write_text("\n".join([*kept, line]))
    state = autostart.state()
    assert state.kind is expected
    assert bool(state.reason) is (expected is AutostartKind.BLOCKED)
    autostart.turn_on(COMMAND)
    assert autostart.state().on


def test_entry_for_all_users(environ: dict[str, str], own: Path, shared: Path) -> None:
    """It counts until the user's own entry says otherwise; off means to hide it."""
    autostart = XdgAutostart(environ)
    assert autostart.state().on
    assert not autostart.refresh(COMMAND)
    assert not own.exists()
    autostart.turn_off()
    assert autostart.state().kind is AutostartKind.OFF
    assert "Hidden=true" in own.read_text()
    assert shared.exists()
    autostart.turn_on(COMMAND)
    assert autostart.state().on


def test_refresh_follows_a_moved_program(environ: dict[str, str], own: Path) -> None:
    """Only an entry that is on, and only when the command differs."""
    autostart = XdgAutostart(environ)
    assert not autostart.refresh(COMMAND)
    autostart.turn_on(COMMAND)
    assert not autostart.refresh(COMMAND)
    assert autostart.refresh(["/new place/burnbreak", "--autostarted"])
    assert '"/new place/burnbreak"' in own.read_text()
    own.write_text(own.read_text() + "Hidden=true\n")
    assert not autostart.refresh(COMMAND)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"just words"])
def test_damaged_entry_starts_nothing(environ: dict[str, str], own: Path, data: bytes) -> None:
    """And can be written anew, so the switch is not to be dead."""
    own.parent.mkdir(parents=True)
    own.write_bytes(data)
    assert XdgAutostart(environ).state().kind is AutostartKind.BLOCKED
    assert "damaged" in XdgAutostart(environ).state().reason
    XdgAutostart(environ).turn_on(COMMAND)
    assert XdgAutostart(environ).state().on


def test_folder_that_cannot_be_written(environ: dict[str, str], tmp_path: Path) -> None:
    """One sentence, without the path."""
    Path(environ["XDG_CONFIG_HOME"]).write_text("a file in the way")
    with pytest.raises(AutostartError, match=r"^Starting at login could not be changed: .*\.$") as caught:
        XdgAutostart(environ).turn_on(COMMAND)
    assert str(tmp_path) not in str(caught.value)
    XdgAutostart(environ).turn_off()
    assert kind(environ) is AutostartKind.OFF


def test_folder_in_place_of_the_entry(environ: dict[str, str], own: Path) -> None:
    """Unreadable is unknown, and cannot be removed either."""
    own.mkdir(parents=True)
    assert kind(environ) is AutostartKind.UNKNOWN
    with pytest.raises(AutostartError):
        XdgAutostart(environ).turn_off()
    with pytest.raises(AutostartError):
        XdgAutostart(environ).turn_on(COMMAND)
    assert os.listdir(own.parent) == [own.name]


def test_path_that_is_no_text(environ: dict[str, str], own: Path) -> None:
    """A folder named in another encoding."""
    with pytest.raises(AutostartError, match="cannot be written down"):
        XdgAutostart(environ).turn_on([os.fsdecode(b"/opt/\xff/burnbreak")])
    assert not own.exists()


def test_link_stays_a_link(environ: dict[str, str], own: Path, tmp_path: Path) -> None:
    """People keep such files in a folder of their own."""
    own.parent.mkdir(parents=True)
    kept = tmp_path / "dotfiles.desktop"
    own.symlink_to(kept)
    XdgAutostart(environ).turn_on(COMMAND)
    assert own.is_symlink()
    assert "Exec" in kept.read_text()


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not installed")
@pytest.mark.parametrize("program", ["/opt/burnbreak/burnbreak", f"/opt/{ODD}/burnbreak"])
def test_desktop_file_validate_is_content(
    environ: dict[str, str], own: Path, shared: Path, program: str
) -> None:
    """Of the entry, and of the hidden one."""
    autostart = XdgAutostart(environ)
    autostart.turn_on([program, "--autostarted"])
    for _ in range(2):
        done = subprocess.run(["desktop-file-validate", own], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
        autostart.turn_off()


def _has_gio() -> bool:
    question = [
        "/usr/bin/python3",
        "-c",
        "import gi; gi.require_version('Gio', '2.0'); from gi.repository import Gio",
    ]
    return (
        Path(question[0]).exists()
        and not subprocess.run(question, capture_output=True, check=False).returncode
    )


_LAUNCH = (
    "import sys\nfrom gi.repository import Gio\n"
    "sys.exit(not Gio.DesktopAppInfo.new_from_filename(sys.argv[1]).launch([], None))"
)


@pytest.mark.skipif(not _has_gio(), reason="python3-gi is not installed")
def test_glib_starts_exactly_the_command(environ: dict[str, str], own: Path, tmp_path: Path) -> None:
    """GNOME's own reader of the entry runs a program in a folder with every odd character."""
    program, heard = tmp_path / ODD / "burnbreak", tmp_path / "heard"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"open({str(heard)!r} + '.new', 'w').write(json.dumps(sys.argv))\n"
        f"os.rename({str(heard)!r} + '.new', {str(heard)!r})\n"
    )
    program.chmod(0o755)
    command = [str(program), "--autostarted", "a b", "50%", "x\\y", "tab\there"]
    XdgAutostart(environ).turn_on(command)
    subprocess.run(["/usr/bin/python3", "-W", "ignore", "-c", _LAUNCH, own], check=True)
    end = time.monotonic() + 10
    while not heard.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert json.loads(heard.read_text()) == command
