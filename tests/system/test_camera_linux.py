"""Who holds a camera: stand-in devices in a folder of the test's own, held by real processes."""

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from burnbreak.core.calls import Sign
from burnbreak.core.settings import Quiet
from burnbreak.system.camera_linux import Cameras
from burnbreak.system.holds import HoldWatch
from burnbreak.system.pipewire import Video
from tests.system.test_holds import Told

HOLDER = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(15, sys.argv[2].encode())  # PR_SET_NAME
file = os.open(sys.argv[1], os.O_RDONLY)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(device: Path, name: str = "meeting") -> Iterator[subprocess.Popen[str]]:
    """A process of that name that keeps the device open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(device), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


class Dump:
    """What PipeWire would tell, and how often it was asked."""

    def __init__(self) -> None:
        self.video: Video | None = None
        self.asked = 0

    def __call__(self) -> Video | None:
        self.asked += 1
        return self.video


@pytest.fixture
def dump() -> Dump:
    return Dump()


@pytest.fixture
def devices(tmp_path: Path) -> Path:
    """Two cameras and what else lies in such a folder."""
    for name in ("video0", "video1", "video", "video0.txt", "null"):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.fixture
def cameras(devices: Path, dump: Dump) -> Iterator[Cameras]:
    probe = Cameras(dump, devices)
    probe.open(lambda: None)
    assert seen(probe) is False
    yield probe
    probe.close()


def seen(probe: Cameras, *ignored: str) -> bool | None:
    return probe.read(ignored, fresh=False).seen[Sign.CAMERA]


def has_news(probe: Cameras, seconds: float = 2.0) -> bool:
    return bool(select.select(probe.descriptors(), [], [], seconds)[0])


def test_a_held_camera_is_seen_with_its_program_and_its_end(cameras: Cameras, devices: Path) -> None:
    with holding(devices / "video1"):
        assert has_news(cameras)
        reading = cameras.read((), fresh=False)
        assert (reading.seen, reading.programs) == ({Sign.CAMERA: True}, ("meeting",))
        assert seen(cameras, "Meeting") is False
        assert not has_news(cameras, 0.1)
    assert has_news(cameras)
    assert seen(cameras) is False


def test_a_program_that_only_lists_cameras_is_looked_at_once_more(cameras: Cameras, devices: Path) -> None:
    os.close(os.open(devices / "video0", os.O_RDONLY))
    assert has_news(cameras)
    reading = cameras.read((), fresh=False)
    assert (reading.seen, reading.again) == ({Sign.CAMERA: False}, 1.0)
    assert cameras.read((), fresh=False).again is None


def test_other_files_are_no_cameras(cameras: Cameras, devices: Path) -> None:
    with holding(devices / "null"), holding(devices / "video0.txt"), holding(devices / "video"):
        assert seen(cameras) is False


def test_a_camera_that_is_plugged_in_is_watched(cameras: Cameras, devices: Path) -> None:
    (devices / "video7").write_text("")
    assert has_news(cameras)
    seen(cameras)
    with holding(devices / "video7"):
        assert has_news(cameras)
        assert seen(cameras) is True
    seen(cameras)
    (devices / "video7").unlink()
    (devices / "video7").write_text("another device")
    seen(cameras)
    with holding(devices / "video7"):
        assert has_news(cameras)
        assert seen(cameras) is True


def test_a_device_of_another_name_in_a_sandbox_is_the_same(cameras: Cameras, devices: Path) -> None:
    inside = devices / "inside"
    inside.mkdir()
    os.link(devices / "video0", inside / "video3")
    with holding(inside / "video3"):
        assert seen(cameras) is True


def test_our_own_descriptors_do_not_count(cameras: Cameras, devices: Path) -> None:
    with (devices / "video0").open():
        assert seen(cameras) is False


def test_pipewire_holds_cameras_for_others(cameras: Cameras, devices: Path, dump: Dump) -> None:
    """It may keep one open only to know it: then who takes the picture counts, if anyone does."""
    assert dump.asked == 0
    with holding(devices / "video0", "wireplumber"):
        assert seen(cameras) is False
        dump.video = Video(cameras=("Cheese",))
        assert seen(cameras) is True
        assert seen(cameras, "cheese") is False
        dump.video = Video(screens=("obs",))
        assert seen(cameras) is False


def test_without_cameras_and_without_inotify(
    tmp_path: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe = Cameras(dump, tmp_path)
    probe.open(lambda: None)
    assert (seen(probe), probe.finding()) == (False, (True, "none is connected; watched"))
    probe.close()

    def refused(name: str, *_: object) -> int:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("burnbreak.system.camera_linux._call", refused)
    (tmp_path / "video0").write_text("")
    probe.open(lambda: None)
    assert probe.descriptors() == ()
    assert probe.finding()[0] is None
    with holding(tmp_path / "video0"):
        assert seen(probe) is True
    probe.close()
    assert Cameras(dump, tmp_path / "none").finding()[0] is None


def test_the_watch_tells_of_a_camera_after_two_seconds(
    devices: Path, dump: Dump, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("burnbreak.core.calls._LEAVE", {Sign.CAMERA: 1.0})
    told = Told()
    watch = HoldWatch(lambda: [Cameras(dump, devices)])
    watch.start(told, Quiet())
    with holding(devices / "video0"):
        told.until([("call", True, "camera")])
        assert watch.programs() == ("meeting",)
    told.until([("call", True, "camera"), ("call", False, "")])
    watch.close()
