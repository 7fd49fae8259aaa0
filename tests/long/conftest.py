"""All long sittings at once, each in a process and on a sound server of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.audio.pulse import PulseRig
from tests.audio.recording import Recording

ROOT = Path(__file__).parents[2]
CIRCLES: dict[str, dict[str, Any]] = {
    "box": {"practice": "box", "gentle": True, "seconds": 282, "ambience": "none"},
    "coherent": {"practice": "coherent", "gentle": True, "seconds": 188, "ambience": "none"},
    "sigh": {"practice": "cyclic-sigh", "gentle": True, "seconds": 150, "ambience": "none"},
    "exhale": {"practice": "long-exhale", "gentle": True, "seconds": 172, "ambience": "none"},
    "offset": {"practice": "long-exhale", "seconds": 228, "ambience": "none", "visual_offset": 0.25},
}
WHOLE: dict[str, Any] = {
    "practice": "clear-the-room",
    "seconds": 300,
    "ambience": "waves",
    "interval_bell_minutes": 2,
    "busy_threads": 2,
}
BUSY = """
import os
os.nice(19)
parent = os.getppid()
while os.getppid() == parent:
    sum(range(1_000_000))
"""
_sitters: list[subprocess.Popen[str]] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """What was heard of a sitting, what was seen of it, and what it was meant to be."""

    spec: dict[str, Any]
    recording: Recording
    seen: list[tuple[float, float, float, bool]]


def sit(spec: dict[str, Any], folder: Path) -> Sat:
    folder.mkdir()
    spec = {**spec, "data": str(folder / "data"), "seen": str(folder / "seen.json")}
    (folder / "spec.json").write_text(json.dumps(spec))
    command = [sys.executable, "-m", "tests.long.sitter", str(folder / "spec.json")]
    with PulseRig() as rig, Recording(rig, folder / "heard.raw") as recording:
        sitter = subprocess.Popen(
            command, env=os.environ | rig.env, cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        _sitters.append(sitter)
        _, errors = sitter.communicate(timeout=spec["seconds"] + 90)
    if sitter.returncode:
        raise RuntimeError(errors)
    seen = json.loads((folder / "seen.json").read_text())
    return Sat(spec=spec, recording=recording, seen=seen)


def sit_busy(spec: dict[str, Any], folder: Path) -> Sat:
    """Every core is kept busy meanwhile."""
    hogs = [subprocess.Popen([sys.executable, "-S", "-c", BUSY]) for _ in range(os.cpu_count() or 2)]
    try:
        return sit(spec, folder)
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


@pytest.fixture(scope="session")
def sittings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Sat]]:
    """The sitting of that name, once it is over; "whole again" begins when it is asked for."""
    folder = tmp_path_factory.mktemp("long")
    pool = ThreadPoolExecutor(max_workers=len(CIRCLES) + 1)
    going: dict[str, Future[Sat]] = {"whole": pool.submit(sit_busy, WHOLE, folder / "whole")}
    going |= {name: pool.submit(sit, spec, folder / name) for name, spec in CIRCLES.items()}
    # script/test ends this run so when it is itself cut off: then nothing may be left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def sat(name: str) -> Sat:
        if name == "whole again":
            going[name] = pool.submit(sit_busy, WHOLE, folder / "again")
        return going[name].result()

    yield sat
    for sitter in _sitters:
        sitter.kill()
    pool.shutdown(cancel_futures=True)
