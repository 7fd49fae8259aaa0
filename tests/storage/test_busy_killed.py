"""kill -9 during sittings, answers, settings, imports and removals: nothing acknowledged is lost or doubled.

An ordinary run uses few kills; BURNBREAK_KILLS sets another number.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from burnbreak.core.record import RecordKind
from burnbreak.storage import database
from burnbreak.storage.log import Log
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.storage.settings_file import SettingsFile
from tests.storage.busy_writer import BATCH, NOW
from tests.storage.conftest import Clock

KILLS = int(os.environ.get("BURNBREAK_KILLS", "12"))
ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)


def killed(folder: Path, after: float) -> list[list[str]]:
    """The whole lines of a writer that was killed so many seconds after its first."""
    command = [sys.executable, "-m", "tests.storage.busy_writer", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after)
        writer.kill()
        lines = [first, *writer.stdout]
    return [line.split() for line in lines if line.endswith("\n")]


def test_whatever_was_acknowledged_is_there_once(tmp_path: Path, clock: Clock) -> None:
    chance = random.Random(5)
    path, settings = tmp_path / "log.sqlite3", tmp_path / "settings.toml"
    sat: dict[str, float] = {}
    there: set[str] = set()
    removed: set[str] = set()
    done: Counter[str] = Counter()
    for _ in range(KILLS):
        volume = -1
        for what, name, *more in killed(tmp_path, chance.uniform(0, 0.08)):
            assert what != "note", (name, more)
            done[what] += 1
            match what:
                case "sat":
                    sat[name] = float(more[0])
                case "answered":
                    there.add(name)
                case "removed":
                    removed.add(name)
                case "imported":
                    there |= {f"{name}-{n}" for n in range(BATCH)}
                case _:
                    volume = int(name)
        found = SettingsFile(settings).load(NOW)
        assert found.notes == ()
        if volume >= 0:
            # The next one may have been written and not told.
            assert found.settings.sound.volume in (volume, (volume + 1) % 100)
    assert database.amiss(path, MIGRATIONS) == ""
    log = Log(path, clock)
    entries = Counter(e.uuid for e in log.between(NOW - DAY, NOW + DAY))
    records = Counter(r.uuid for r in log.records(RecordKind.CHECK_IN, NOW - DAY, NOW + DAY))
    seconds = {e.uuid: e.real_seconds for e in log.between(NOW - DAY, NOW + DAY)}
    assert log.take_notes() == ()
    assert there | set(sat) <= set(entries) | set(records)
    assert set((entries + records).values()) == {1}
    assert not removed & set(entries)
    assert all(seconds[name] >= told for name, told in sat.items())
    # An import that was killed is there whole or not at all.
    batches = Counter(name.rpartition("-")[0] for name in entries if len(name.rpartition("-")[0]) == 32)
    assert set(batches.values()) <= {BATCH}
    names = {p.name for p in tmp_path.iterdir() if not p.name.endswith((".new", "-wal", "-shm"))}
    assert names == {"log.sqlite3", "settings.toml", "export.json"}
    log.close()
    if KILLS >= 100:
        assert min(done[what] for what in ("sat", "answered", "removed", "imported", "volume")) > KILLS // 20
