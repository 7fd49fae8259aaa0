"""The log under kill -9: whatever was acknowledged is there, once."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from burnbreak.storage.log import Log
from tests.storage.conftest import Clock
from tests.storage.entries import MONDAY

KILLS = 20
WRITER = [sys.executable, "-S", "-m", "tests.storage.writer"]
ROOT = Path(__file__).resolve().parents[2]


def killed(path: Path, after: float) -> list[str]:
    """The lines of a writer that was killed so many seconds after its first acknowledgement."""
    with subprocess.Popen([*WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after)
        writer.kill()
        lines = [first, *writer.stdout]
    return [line for line in lines if line.endswith("\n")]


def test_every_acknowledged_entry_is_there_once(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "log.sqlite3"
    chance = random.Random(4)
    lines = [line for _ in range(KILLS) for line in killed(path, chance.uniform(0, 0.06))]
    assert {line.split()[0] for line in lines} == {"kept"}
    kept = [line.split()[1] for line in lines]
    assert len(kept) >= KILLS
    log = Log(path, clock)
    found = Counter(entry.uuid for entry in log.recent(MONDAY.replace(hour=0)))
    assert log.take_notes() == ()
    assert set(kept) <= set(found)
    assert set(found.values()) == {1}
    # A kill between the write and its acknowledgement may leave one more each time.
    assert len(found) <= len(kept) + KILLS
    assert log.get_state("memory") in found
    log.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["log.sqlite3"]
