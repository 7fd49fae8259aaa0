"""Records beside the entries: kept, found, removed for good, carried over from older and damaged files."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from burnbreak.core.record import Record, RecordKind, dated_uuid
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.storage.statements import RECORDS
from tests.storage.conftest import Clock, Disk
from tests.storage.entries import MONDAY, entry
from tests.storage.test_log_trouble import aside, overwrite, pages_of
from tests.storage.version_one import write_version_one

WEEK = timedelta(days=7)
LATER = MONDAY + 100 * WEEK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


def record(number: int = 0, kind: RecordKind = RecordKind.CHECK_IN, **values: object) -> Record:
    moment = MONDAY + timedelta(hours=number)
    return Record(uuid=f"record-{number}", kind=kind, moment=moment, values=values or {"tension": number})


def of(log: Log, kind: RecordKind = RecordKind.CHECK_IN) -> tuple[Record, ...]:
    return log.records(kind, MONDAY - WEEK, LATER)


def test_records_are_kept_by_kind_and_moment(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    booked = record(
        5, RecordKind.BOOKED_DAY, day="2026-03-02", spans=[[1, 2, "session"]], name="Zürich", n=None
    )
    for made in (record(2), record(1), booked):
        log.keep(made)
    log.keep(record(2, tension=9))
    log.close()
    log = Log(path, clock)
    assert of(log) == (record(1), record(2, tension=9))
    assert of(log, RecordKind.BOOKED_DAY) == (booked,)
    assert log.records(RecordKind.CHECK_IN, MONDAY, record(2).moment) == (record(1),)
    assert of(log, RecordKind.REVIEW) == ()
    log.close()


def test_records_are_found_by_index(path: Path, clock: Clock) -> None:
    Log(path, clock).close()
    with closing(sqlite3.connect(path)) as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {RECORDS}", ("review", 0, 1)).fetchall()
    assert [row[3] for row in plan] == [
        "SEARCH record USING INDEX record_by_moment (kind=? AND moment>? AND moment<?)"
    ]


def test_a_day_has_one_name_whoever_writes_it() -> None:
    names = {
        dated_uuid(kind, day)
        for kind in RecordKind
        for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 2))
    }
    assert len(names) == 2 * len(RecordKind)


def test_what_is_no_json_fails_at_once_and_blocks_nothing(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    for wrong in (object(), float("nan")):
        with pytest.raises((TypeError, ValueError)):
            log.keep(record(1, tension=wrong))
    log.keep(record(2))
    assert of(log) == (record(2),)
    log.close()


def test_what_was_removed_stays_removed(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    log.write(entry(1))
    log.keep(record(1))
    before = log.everything()
    log.remove([entry(1).uuid, record(1).uuid])
    log.write(entry(1))
    log.keep(record(1))
    log.absorb(before)
    log.close()
    log = Log(path, clock)
    assert (log.recent(MONDAY), of(log)) == ((), ())
    assert set(log.everything().gone) == {entry(1).uuid, record(1).uuid}
    log.close()


def test_a_removal_wins_over_a_later_change_elsewhere(tmp_path: Path, clock: Clock) -> None:
    one, two = Log(tmp_path / "one", clock), Log(tmp_path / "two", clock)
    one.keep(record(1))
    two.absorb(one.everything())
    one.remove([record(1).uuid])
    two.keep(record(1, tension=7))
    one.absorb(two.everything())
    two.absorb(one.everything())
    assert of(one) == of(two) == ()
    assert one.everything() == two.everything()
    one.close()
    two.close()


def test_nothing_of_what_was_removed_is_left_in_the_files(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    for number in range(50):
        log.keep(record(number, note=f"planted-{number}-string"))
    log.write(entry(1, practice="planted-practice-name"))
    log.remove([record(n).uuid for n in range(50)] + [entry(1).uuid])
    for file in path.parent.iterdir():
        assert b"planted" not in file.read_bytes(), file.name
    log.close()
    assert b"planted" not in path.read_bytes()


def test_a_full_disk_loses_no_record_and_no_removal(disk: Disk, clock: Clock) -> None:
    path = disk.folder / "log.sqlite3"
    log = Log(path, clock)
    for number in range(3):
        log.keep(record(number))
        log.write(entry(number))
    disk.fill()
    refused = 0
    for number in range(3, 60):
        try:
            log.keep(record(number, note="x" * 500))
        except StorageError as told:
            refused += str(told).startswith("The disk is full; ")
    assert refused
    with pytest.raises(StorageError, match="The disk is full"):
        log.remove([record(0).uuid, entry(0).uuid, record(3).uuid])
    kept = of(log)
    assert [r.uuid for r in kept] == [f"record-{n}" for n in (1, 2, *range(4, 60))]
    assert log.recent(MONDAY) == (entry(1), entry(2))
    disk.free()
    log.keep(record(1))
    log.close()
    log = Log(path, clock)
    assert of(log) == kept
    assert log.recent(MONDAY) == (entry(1), entry(2))
    assert log.take_notes() == ()
    log.close()


def test_a_file_of_version_one_is_carried_over_with_a_copy_of_it(path: Path, clock: Clock) -> None:
    write_version_one(path, 40)
    log = Log(path, clock)
    assert log.take_notes() == ()
    assert log.recent(MONDAY) == tuple(entry(n) for n in range(40))
    assert log.writer == "cafe"
    assert set(log.everything().gone) == {entry(40).uuid}
    log.keep(record(1))
    log.remove([entry(0).uuid])
    log.close()
    copy = path.with_name(f"log.sqlite3.before-v{len(MIGRATIONS)}")
    for file, version, count in ((path, len(MIGRATIONS), 39), (copy, 1, 41)):
        with closing(sqlite3.connect(file)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (version,)
            assert db.execute("SELECT count(*) FROM entry").fetchone() == (count,)
            assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert copy.stat().st_mode & 0o077 == 0
    log = Log(path, clock)
    assert of(log) == (record(1),)
    assert log.recent(MONDAY)[0] == entry(1)
    log.close()


def test_a_damaged_file_of_version_one_is_carried_over_too(path: Path, clock: Clock) -> None:
    write_version_one(path, 400)
    raw = bytearray(path.read_bytes())
    raw[-4096:] = b"\xa5" * 4096
    path.write_bytes(raw)
    log = Log(path, clock)
    found = log.recent(MONDAY)
    if len(found) == 400 and not log.take_notes():
        log.examine("damaged")
        found = log.recent(MONDAY)
    assert len(found) > 200
    assert set(found) <= {entry(n) for n in range(401)}
    log.close()


def test_records_and_removals_survive_a_damaged_file(path: Path, clock: Clock) -> None:
    log = Log(path, clock)
    for number in range(300):
        log.write(entry(number))
        log.keep(record(number))
    log.remove([record(7).uuid, entry(8).uuid])
    log.close()
    leaves = pages_of(path, "record")
    overwrite(path, leaves[len(leaves) // 2] - 1)
    log = Log(path, clock)
    found = of(log)
    assert 299 - 2 * 300 // len(leaves) <= len(found) < 299
    assert [found[0], found[-1]] == [record(0), record(299)]
    assert len(log.recent(MONDAY)) == 299
    assert log.take_notes()[0].text.endswith(f"{len(found) + 299} entries were copied into a new one.")
    assert len(aside(path)) == 1
    log.absorb(Holdings(rows={}, records={}, gone={}))
    log.write(entry(8))
    log.close()
    log = Log(path, clock)
    assert of(log) == found
    assert len(log.recent(MONDAY)) == 299
    log.close()


def test_a_damaged_file_of_version_one_is_read_too(path: Path, clock: Clock) -> None:
    write_version_one(path, 300)
    overwrite(path, pages_of(path, "entry_by_moment")[-1] - 1)
    log = Log(path, clock)
    everything = tuple(entry(n) for n in range(300))
    assert set(log.recent(MONDAY)) >= set(everything)
    log.close()
