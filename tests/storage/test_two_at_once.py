"""Two processes that begin the same log at the same moment both keep everything."""

import subprocess
from pathlib import Path

from burnbreak.storage.log import Log
from tests.storage.conftest import Clock
from tests.storage.entries import MONDAY
from tests.storage.test_log_killed import ROOT, WRITER

ENOUGH = 30


def test_two_that_start_at_once_lose_nothing(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "log.sqlite3"
    writers = [
        subprocess.Popen([*WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)
    ]
    kept = []
    for writer in writers:
        with writer:
            assert writer.stdout is not None
            kept += [writer.stdout.readline().split() for _ in range(ENOUGH)]
            writer.kill()
    assert {line[0] for line in kept} == {"kept"}
    log = Log(path, clock)
    assert {uuid for _, uuid in kept} <= {entry.uuid for entry in log.recent(MONDAY.replace(hour=0))}
    assert log.take_notes() == ()
    log.close()
