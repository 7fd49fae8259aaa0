"""kill -9 while a log is encrypted, given another key and decrypted: it is the old one or the new one, whole.

An ordinary run uses few kills; BURNBREAK_KILLS sets another number.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from burnbreak.log_keys import LogKeys
from burnbreak.storage import database
from burnbreak.storage.key_file import read_locks
from burnbreak.storage.log import Log
from burnbreak.storage.schema import MIGRATIONS
from tests.storage.busy_writer import NOW
from tests.storage.conftest import Clock
from tests.storage.entries import entry
from tests.storage.rings import FileRing, cheap_passphrases
from tests.storage.switcher import PASSPHRASE

pytest.importorskip("sqlcipher3")
KILLS = int(os.environ.get("BURNBREAK_KILLS", "12"))
ROOT = Path(__file__).resolve().parents[2]
DAY = timedelta(days=1)
LEFT = ("-wal", "-shm", "-journal")


def killed(folder: Path, after: float) -> list[list[str]]:
    """The whole lines of a switcher that was killed so many seconds after its first."""
    command = [sys.executable, "-m", "tests.storage.switcher", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as switcher:
        assert switcher.stdout is not None
        first = switcher.stdout.readline()
        time.sleep(after)
        switcher.kill()
        lines = [first, *switcher.stdout]
    return [line.split() for line in lines if line.endswith("\n")]


def opened(folder: Path, clock: Clock) -> Log:
    log = Log(folder / "log.sqlite3", clock)
    keys = LogKeys(log, FileRing(folder / "ring"))
    if log.locked is not None:
        try:
            keys.unlock_with(keys.from_keyring())
        except OSError:
            keys.unlock(PASSPHRASE)
    return log


@pytest.fixture(autouse=True)
def _cheap() -> Iterator[None]:
    cheap_passphrases()
    yield
    cheap_passphrases(256_000)


def test_the_log_is_whole_whenever_a_switch_is_killed(light: Path, clock: Clock) -> None:
    # What a kill does to a file is the same in memory.
    chance = random.Random(7)
    log = Log(light / "log.sqlite3", clock)
    for number in range(200):
        log.write(entry(number, due=None, recorded=NOW, started=NOW))
    there = {entry(number).uuid for number in range(200)}
    log.close()
    ways: Counter[str] = Counter()
    unfinished = 0
    for _ in range(KILLS):
        for what, name in killed(light, chance.uniform(0, 0.6)):
            assert what in ("open", "sat", "now"), (what, name)
            if what == "sat":
                there.add(name)
            else:
                ways[name] += 1
        unfinished += any(light.glob(".log.sqlite3.*"))
        log = opened(light, clock)
        found = Counter(e.uuid for e in log.between(NOW - DAY, NOW + DAY))
        assert log.take_notes() == ()
        assert there <= set(found)
        assert set(found.values()) == {1}
        assert database.amiss(log.path, MIGRATIONS, log.key) == ""
        # One that was written and not told counts from now on.
        there = set(found)
        # What was left is taken away at the next start, keys in the keyring too.
        ring = FileRing(light / "ring")
        LogKeys(log, ring).tidy()
        assert not any(light.glob(".log.sqlite3.*"))
        assert ring.names() == {lock.name for lock in read_locks(log.path)} - {""}
        log.close()
        names = {p.name for p in light.iterdir() if not p.name.endswith(LEFT)}
        assert names <= {"log.sqlite3", "log.key.toml", "ring"}
    if KILLS >= 100:
        assert min(ways[way] for way in ("keyring", "passphrase", "plain")) > KILLS // 20
        assert unfinished > KILLS // 20
