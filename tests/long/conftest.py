"""All long sittings at once, each in a process and on a sound server of its own."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
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


class Sittings:
    """All of them, each begun once."""

    def __init__(self) -> None:
        self._room = tempfile.TemporaryDirectory(prefix="burnbreak-long.")
        folder = Path(self._room.name)
        self._again = folder / "again"
        self._pool = ThreadPoolExecutor(max_workers=len(CIRCLES) + 1)
        self._going: dict[str, Future[Sat]] = {"whole": self._pool.submit(sit_busy, WHOLE, folder / "whole")}
        self._going |= {name: self._pool.submit(sit, spec, folder / name) for name, spec in CIRCLES.items()}

    def result(self, name: str) -> Sat:
        """The sitting of that name, once it is over; "whole again" begins when it is asked for."""
        if name == "whole again" and name not in self._going:
            self._going[name] = self._pool.submit(sit_busy, WHOLE, self._again)
        return self._going[name].result()

    def end(self) -> None:
        """Leaves nothing behind, whether they are over or not."""
        for sitter in _sitters:
            sitter.kill()
        self._pool.shutdown(cancel_futures=True)
        self._room.cleanup()


_KEY = pytest.StashKey[Sittings]()


def _hears(item: pytest.Item) -> bool:
    # Elsewhere a fixture may have the same name.
    return item.path.parent == Path(__file__).parent and "sittings" in getattr(item, "fixturenames", ())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for minutes of sound comes last: until then they are over."""
    items.sort(key=_hears)


def pytest_runtestloop(session: pytest.Session) -> None:
    """Begins the sittings beside the other tests, where they are wanted."""
    if not session.config.option.collectonly and any(_hears(item) for item in session.items):
        # script/test ends this run so when it is itself cut off: then nothing may be left behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        session.config.stash[_KEY] = Sittings()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Also after an interruption."""
    if _KEY in session.config.stash:
        session.config.stash[_KEY].end()


@pytest.fixture(scope="session")
def sittings(pytestconfig: pytest.Config) -> Callable[[str], Sat]:
    """The sitting of that name, once it is over; "whole again" begins when it is asked for."""
    return pytestconfig.stash[_KEY].result
