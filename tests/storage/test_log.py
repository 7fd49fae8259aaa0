"""The log: what is written is there, in order, once, in every field."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.rows import Row, read_row
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.storage.statements import BETWEEN
from tests.storage.conftest import Clock
from tests.storage.entries import FULL, MONDAY, entry

WEEK = timedelta(days=7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


def reopened(log: Log, clock: Clock) -> Log:
    log.close()
    return Log(log.path, clock)


def test_every_field_survives(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    log.write(FULL)
    log.write(entry())
    log = reopened(log, clock)
    assert set(log.between(MONDAY - WEEK, MONDAY + WEEK)) == {FULL, entry()}
    assert log.take_notes() == ()
    log.close()


moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
seconds = st.floats(0, 1e6)
entries = st.builds(
    Entry,
    uuid=st.uuids().map(str),
    due=st.none() | moments,
    recorded=moments,
    outcome=st.sampled_from(Outcome),
    reason=st.sampled_from(Reason),
    origin=st.sampled_from(Origin),
    offered=st.booleans(),
    again_at=st.none() | moments,
    started=st.none() | moments,
    practice=st.text("abc-", max_size=9),
    planned_seconds=seconds,
    real_seconds=seconds,
    ease=st.none() | st.sampled_from(Ease),
)


@given(entries)
def test_a_row_is_its_entry(kept: Entry) -> None:
    row = Row(kept, Stamp(1, 2, "me"))
    assert read_row(row.values()) == row


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries, max_size=8, unique_by=lambda e: e.uuid), moments, moments)
def test_between_is_what_lies_between(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Entry], one: datetime, other: datetime
) -> None:
    log = Log(tmp_path_factory.mktemp("log") / "log.sqlite3", Clock())
    for item in kept:
        log.write(item)
    start, end = min(one, other), max(one, other)
    inside = sorted((e for e in kept if start <= e.moment < end), key=lambda e: (e.moment, e.recorded))
    assert list(log.between(start, end)) == inside
    assert log.recent(start) == log.between(start, datetime(2200, 1, 1, tzinfo=UTC))
    log.close()


def test_a_second_write_takes_the_place_of_the_first(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    log.write(entry(1))
    later = entry(1, outcome=Outcome.COMPLETED, started=MONDAY + timedelta(hours=5), real_seconds=180.0)
    log.write(later)
    log = reopened(log, clock)
    assert log.between(MONDAY, MONDAY + WEEK) == (later,)
    assert log.between(MONDAY, MONDAY + timedelta(hours=4)) == ()
    log.close()


def test_state_is_kept_and_what_is_unknown_is_none(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    assert log.get_state("memory") is None
    log.set_state("memory", {"pause": None, "sessions": [["a", "b"]]})
    log.set_state("other", "x")
    log.set_state("other", None)
    log = reopened(log, clock)
    assert log.get_state("memory") == {"pause": None, "sessions": [["a", "b"]]}
    assert log.get_state("other") is None
    log.close()


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_only_the_owner_may_read_any_of_its_files(path: Path, clock: Clock) -> None:
    before = os.umask(0)
    try:
        log = Log(path, clock)
        log.write(entry())
    finally:
        os.umask(before)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert modes == {"log.sqlite3": 0o600, "log.sqlite3-wal": 0o600, "log.sqlite3-shm": 0o600}
    log.close()
    path.chmod(0o644)
    Log(path, clock).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_is_as_it_is_described(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    log.write(entry())
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        plan = db.execute(f"EXPLAIN QUERY PLAN {BETWEEN}", (0, 1)).fetchall()
    # Nothing is sorted: the index has the order.
    assert [row[3] for row in plan] == ["SEARCH entry USING INDEX entry_by_moment (moment>? AND moment<?)"]
    log.close()


def test_a_writer_has_one_name_for_ever_and_its_stamps_rise(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    log.write(entry(1))
    name = log.writer
    log = reopened(log, clock)
    clock.moment -= timedelta(days=400)
    log.write(entry(2))
    log.write(entry(1, ease=Ease.SAME))
    rows = log.everything().rows
    assert rows[entry(2).uuid].stamp < rows[entry(1).uuid].stamp
    assert {row.stamp.writer for row in rows.values()} == {name} == {log.writer}
    log.close()


def test_two_logs_come_to_the_same_whoever_tells_first(tmp_path: Path, clock: Clock) -> None:
    one, two = Log(tmp_path / "one", clock), Log(tmp_path / "two", clock)
    assert one.writer != two.writer
    one.write(entry(1))
    two.absorb(one.everything())
    two.write(entry(1, ease=Ease.LIGHTER))
    one.write(entry(2))
    high = Stamp(10**13, 0, "third")
    one.absorb(Holdings(gone={entry(3).uuid: high}))
    one.absorb(two.everything())
    two.absorb(one.everything())
    assert one.everything() == two.everything()
    assert one.between(MONDAY, MONDAY + WEEK) == (entry(1, ease=Ease.LIGHTER), entry(2))
    one.absorb(Holdings({entry(1).uuid: Row(entry(1), Stamp(1, 0, "third"))}))
    assert one.between(MONDAY, MONDAY + WEEK)[0].ease is Ease.LIGHTER
    one.write(entry(4))
    assert one.everything().rows[entry(4).uuid].stamp > high
    one.close()
    two.close()


def test_naive_moments_fail_at_once_and_block_nothing(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    with pytest.raises(TypeError):
        log.write(entry(1, due=datetime(2026, 3, 2)))  # noqa: DTZ001
    log.write(entry(2))
    assert log.recent(MONDAY) == (entry(2),)
    log.close()


def test_a_row_from_a_newer_hand_is_left_out_and_left_alone(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    log.write(entry(1))
    log.write(entry(2))
    log.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE entry SET outcome = 'dreamt' WHERE uuid = ?", (entry(1).uuid,))
    log = Log(path, clock)
    assert log.recent(MONDAY) == (entry(2),)
    log.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM entry WHERE outcome = 'dreamt'").fetchone() == (1,)


def test_reading_alone_writes_no_entry_of_its_own(path: Path, clock: Clock) -> None:
    Log(path, clock).close()
    before = path.read_bytes()
    log = Log(path, clock)
    log.recent(MONDAY)
    log.close()
    assert path.read_bytes() == before


def test_what_was_ever_sat_to_its_end_is_known(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    assert log.completed() == frozenset()
    log.write(entry(1, outcome=Outcome.COMPLETED, practice="box", started=MONDAY - 400 * WEEK))
    log.write(entry(2, outcome=Outcome.PARTIAL, practice="coherent", started=MONDAY))
    log = reopened(log, clock)
    assert log.completed() == {"box"}
    log.remove([entry(1).uuid])
    assert log.completed() == frozenset(), "a removed one is no longer known"
    log.close()


def test_what_waits_for_a_full_disk_counts_as_sat(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OSError, match="Another program is using the log"):
            log.write(entry(1, outcome=Outcome.COMPLETED, practice="box", started=MONDAY))
        other.execute("ROLLBACK")
    assert log.completed() == {"box"}
    log.close()
