"""Asking for a week costs the same after twenty years as in the first week: counted, not timed."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from burnbreak.core.record import RecordKind
from burnbreak.storage import database
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.rows import READ, Row
from tests.storage.entries import MONDAY, entry

WEEK = timedelta(days=7)
APART = timedelta(hours=3)


def filled(path: Path, weeks: int) -> None:
    """Entries every three hours of so many weeks, the last one that of MONDAY."""
    log = Log(path, lambda: MONDAY + WEEK)
    first = MONDAY - (weeks - 1) * WEEK
    moments = [first + n * APART for n in range(weeks * WEEK // APART)]
    entries = (entry(n, due=moment, practice="long-exhale") for n, moment in enumerate(moments))
    log.absorb(Holdings({e.uuid: Row(e, Stamp(n, 0, log.writer)) for n, e in enumerate(entries)}))
    log.close()


def steps(path: Path, ask: Callable[[Log], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """Instructions of SQLite's machine that a question took."""
    opened: list[sqlite3.Connection] = []
    connect = database.connect

    def watched(*args: object, **named: object) -> sqlite3.Connection:
        opened.append(connect(*args, **named))  # type: ignore[arg-type]
        return opened[-1]

    with monkeypatch.context() as patch:
        patch.setattr(database, "connect", watched)
        log = Log(path, lambda: MONDAY + WEEK)
        log.between(MONDAY, MONDAY)
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    (db,) = opened
    db.set_progress_handler(step, 1)
    assert ask(log) is not None
    log.close()
    return taken


def week(log: Log) -> object:
    found = log.between(MONDAY, MONDAY + WEEK)
    assert len(found) == WEEK // APART
    return found


def records(log: Log) -> object:
    return [log.records(kind, MONDAY, MONDAY + WEEK) for kind in RecordKind]


def everything(log: Log) -> object:
    return log.between(datetime.min.replace(tzinfo=MONDAY.tzinfo), MONDAY + WEEK)


def test_a_week_costs_the_same_after_twenty_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    young, old = tmp_path / "young.sqlite3", tmp_path / "old.sqlite3"
    filled(young, 1)
    filled(old, 20 * 52)
    for ask in (week, records):
        few, many = steps(young, ask, monkeypatch), steps(old, ask, monkeypatch)
        assert 0 < many <= few + 20, ask.__name__


def test_the_count_would_see_a_look_at_all_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    young, old = tmp_path / "young.sqlite3", tmp_path / "old.sqlite3"
    filled(young, 1)
    filled(old, 52)
    assert steps(old, everything, monkeypatch) > 10 * steps(young, everything, monkeypatch)


def test_an_entry_of_the_week_is_few_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.sqlite3"
    filled(path, 52)
    none = steps(path, lambda log: log.between(MONDAY, MONDAY), monkeypatch)
    # One for each column and a handful to get from row to row: nothing is sorted on the way.
    assert steps(path, week, monkeypatch) - none <= (len(READ) + 7) * (WEEK // APART)


def test_entries_of_one_moment_stand_as_they_were_recorded(tmp_path: Path) -> None:
    log = Log(tmp_path / "log.sqlite3", lambda: MONDAY + WEEK)
    late, early = (entry(n, due=MONDAY, recorded=MONDAY + timedelta(minutes=m)) for n, m in ((1, 9), (2, 3)))
    for one in (late, early):
        log.write(one)
    assert log.between(MONDAY, MONDAY + WEEK) == (early, late)
    log.close()
