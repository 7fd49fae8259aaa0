"""Times the log with twenty years of entries; run with `python -m tests.storage.bench_log`."""

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.rows import Row
from tests.storage.entries import FULL, MONDAY, entry

ENTRIES = 150_000
APART = timedelta(minutes=70)


def timed(action: Callable[[], object], times: int = 20) -> str:
    """Median and longest, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(taken):8.2f} {max(taken):8.2f}"


def now() -> datetime:
    return MONDAY + ENTRIES * APART


def open_and_close(path: Path) -> None:
    Log(path, now).close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite3"
        log = Log(path, now)
        rows = (
            Row(entry(n, due=MONDAY + n * APART, practice=FULL.practice), Stamp(n, 0, log.writer))
            for n in range(ENTRIES)
        )
        log.absorb(Holdings({row.entry.uuid: row for row in rows}))
        last = now()
        print(f"{ENTRIES} entries, {path.stat().st_size / 1e6:.0f} MB; milliseconds: median, longest")
        for name, days in (("a week", 7), ("60 days", 60), ("a year", 365)):
            took = timed(lambda days=days: log.between(last - timedelta(days=days), last))  # type: ignore[misc]
            print(f"{name:28}{took}  ({len(log.between(last - timedelta(days=days), last))} entries)")
        print(f"{'write':28}{timed(lambda: log.write(FULL))}")
        log.close()
        print(f"{'open and close':28}{timed(lambda: open_and_close(path))}")
        with closing(sqlite3.connect(path)) as db:
            print(f"{'quick_check':28}{timed(lambda: db.execute('PRAGMA quick_check(1)').fetchone(), 3)}")
        path.write_bytes(path.read_bytes()[:-40_960])
        began = time.perf_counter()
        log = Log(path, now)
        found = len(log.recent(MONDAY))
        took = (time.perf_counter() - began) * 1000
        print(f"{'set aside and copied over':28}{took:8.0f}  ({found} entries, {log.take_notes()[0].text})")
        log.close()


if __name__ == "__main__":
    main()
