"""What the user takes out of the log stays out."""

from datetime import timedelta
from pathlib import Path

from burnbreak.storage.log import Log
from tests import month


def test_a_removed_entry_is_gone_after_a_restart_too(tmp_path: Path) -> None:
    now = month.local(11, 2, "10:00")
    start, end = now - timedelta(days=60), now + timedelta(days=1)
    log = Log(tmp_path / "log.sqlite3", lambda: now)
    for entry in month.ENTRIES:
        log.write(entry)
    log.remove(["month-a", "no such one"])
    assert len(log.between(start, end)) == len(month.ENTRIES) - 1
    log.close()
    log = Log(tmp_path / "log.sqlite3", lambda: now)
    found = {entry.uuid for entry in log.between(start, end)}
    log.close()
    assert found == {entry.uuid for entry in month.ENTRIES} - {"month-a"}
