"""Shared screens and cameras in what pw-dump tells: dumps as it writes them, and a real picture."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from burnbreak.core.calls import Sign
from burnbreak.system.pipewire import Video, read, video
from burnbreak.system.presenting_linux import SharedScreen
from tests.system.sound_servers import PipeWireWithMic, capturing, missing

SOURCE = (
    "videotestsrc is-live=true ! {} ! pipewiresink mode=provide stream-properties=p,media.class=Video/Source"
)
PICTURE = "video/x-raw,format=BGRx,width=320,height=240,framerate=5/1"


def node(number: int, state: str, kind: str, **props: str) -> dict[str, Any]:
    named = {key.replace("_", "."): value for key, value in props.items()}
    return {
        "id": number,
        "type": "PipeWire:Interface:Node",
        "info": {"state": state, "props": {"media.class": kind} | named},
    }


def link(output: int, taker: int, state: str = "active") -> dict[str, Any]:
    return {
        "id": 100 + output + taker,
        "type": "PipeWire:Interface:Link",
        "info": {"output-node-id": output, "input-node-id": taker, "state": state},
    }


CORE = {"id": 0, "type": "PipeWire:Interface:Core", "info": None}
SCREEN = node(1, "running", "Stream/Output/Video", node_name="gnome-shell")
CAMERA = node(2, "running", "Video/Source", device_api="v4l2")
TAKER = node(3, "running", "Stream/Input/Video", application_name="Firefox", node_name="firefox")
NAMELESS = node(4, "running", "Stream/Input/Video")


@pytest.mark.parametrize(
    ("objects", "found"),
    [
        ([], Video()),
        ([CORE, SCREEN, CAMERA, TAKER], Video()),
        ([SCREEN, TAKER, link(1, 3)], Video(screens=("Firefox",))),
        ([SCREEN, TAKER, link(1, 3), link(1, 3)], Video(screens=("Firefox",))),
        ([CAMERA, TAKER, link(2, 3)], Video(cameras=("Firefox",))),
        ([SCREEN, NAMELESS, link(1, 4)], Video(screens=("",))),
        ([SCREEN, TAKER, link(1, 3, "error")], Video()),
        ([SCREEN, TAKER, link(1, 3, "paused")], Video()),
        ([node(1, "idle", "Stream/Output/Video"), TAKER, link(1, 3)], Video()),
        ([node(1, "running", "Audio/Source"), TAKER, link(1, 3)], Video()),
        ([SCREEN, link(1, 9)], Video(screens=("",))),
    ],
)
def test_a_running_source_with_a_taker_counts(objects: list[dict[str, Any]], found: Video) -> None:
    assert read(objects) == found


@pytest.mark.parametrize(
    "other", [{}, {"a": 1}, 3, [1], [{"id": 1}], [link(1, 3) | {"info": {"state": "active"}}]]
)
def test_other_json_is_refused(other: Any) -> None:
    if other == {}:
        assert read(other) == Video()
        return
    with pytest.raises(ValueError, match="no dump"):
        read(other)


def with_program(folder: Path, text: str) -> dict[str, str]:
    """An environment with a pw-dump that does that, and a server that seems to run."""
    program = folder / "pw-dump"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    (folder / "pipewire-0").write_text("")
    return {"PATH": f"{folder}:{os.environ['PATH']}", "XDG_RUNTIME_DIR": str(folder)}


@pytest.mark.parametrize("text", ["exit 1", "echo '<html>'", "echo '[1]'", "exec sleep 20"])
def test_whatever_goes_wrong_is_unknown_within_two_seconds(tmp_path: Path, text: str) -> None:
    began = time.monotonic()
    assert video(with_program(tmp_path, text)) is None
    assert time.monotonic() - began < 2.0


def test_without_server_or_program_nothing_is_started(tmp_path: Path) -> None:
    environ = with_program(tmp_path, f"touch {tmp_path}/started; echo '[]'")
    assert video(environ) == Video()
    (tmp_path / "started").unlink()
    assert video({**environ, "XDG_RUNTIME_DIR": ""}) is None
    assert video({**environ, "PATH": str(tmp_path / "none")}) is None
    (tmp_path / "pipewire-0").unlink()
    assert video(environ) is None
    assert not (tmp_path / "started").exists()


def test_the_probe_knows_the_list_of_ignored_programs() -> None:
    said: list[Video | None] = [None, Video(), Video(screens=("obs", "")), Video(screens=("obs",))]
    probe = SharedScreen(lambda: said[0])
    expected: list[tuple[bool | None, bool | None]] = [
        (None, None),
        (False, False),
        (True, True),
        (True, False),
    ]
    for all_of_them, without_obs in expected:
        assert probe.read((), fresh=True).seen == {Sign.SHARED: all_of_them}
        assert probe.read(("OBS",), fresh=True).seen == {Sign.SHARED: without_obs}
        said.append(said.pop(0))
    assert probe.finding() == (None, "shared screens are not seen without PipeWire and its pw-dump")


@pytest.mark.long
def test_a_real_picture_that_is_taken() -> None:
    """Offered alone it is nothing; as soon as a program takes it, it is shared."""
    programs = (*PipeWireWithMic.PROGRAMS, "gst-launch-1.0", "pw-dump")
    if absent := missing(programs):
        pytest.skip(f"not installed: {absent}")
    with PipeWireWithMic() as server:
        environ = os.environ | server.env

        def until(found: Video) -> None:
            deadline = time.monotonic() + 15
            while (now := video(environ)) != found and time.monotonic() < deadline:
                time.sleep(0.1)
            assert now == found

        until(Video())
        offer = SOURCE.format(PICTURE).split()
        offer[-1] += ",node.name=screen"
        with capturing(server, "gst-launch-1.0", *offer):
            time.sleep(2)
            until(Video())
            take = f"pipewiresrc target-object=screen ! {PICTURE} ! fakesink".split()
            with capturing(server, "gst-launch-1.0", *take):
                until(Video(screens=("gst-launch-1.0",)))
            until(Video())
