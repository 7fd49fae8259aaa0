"""The log in trouble: damaged, newer, locked, on a full or read-only disk. Nothing acknowledged is lost."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.schema import MIGRATIONS
from tests.storage.conftest import Clock, Disk
from tests.storage.entries import MONDAY, entry

ASIDE = "log.sqlite3.bad-20260302-"
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


def filled(path: Path, clock: Clock, count: int) -> Log:
    log = Log(path, clock)
    log.absorb(Holdings())
    for number in range(count):
        log.write(entry(number))
    return log


def aside(path: Path) -> list[Path]:
    return sorted(p for p in path.parent.iterdir() if p.name.startswith(ASIDE) and p.name[-1].isdigit())


def overwrite(path: Path, page: int, length: int = PAGE) -> None:
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\xa5" * length)


def pages_of(path: Path, name: str) -> list[int]:
    """The numbers, from 1, of the leaf pages of a table or index, in its order."""
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
    with closing(sqlite3.connect(path)) as db:
        if ("ENABLE_DBSTAT_VTAB",) not in db.execute("PRAGMA compile_options").fetchall():
            pytest.skip("this SQLite cannot tell where its pages are")
        return [number for (number,) in db.execute(query, (name,))]


def no_database(path: Path) -> None:
    path.write_bytes(b"This is a letter, not a log.\n" * 400)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * PAGE])


def header_gone(path: Path) -> None:
    overwrite(path, 0, 200)


def schema_gone(path: Path) -> None:
    overwrite(path, 0)


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE entry (song TEXT)")


def never_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = -3")


@pytest.mark.parametrize("damage", [no_database, truncated, header_gone, schema_gone, foreign, never_ours])
def test_a_damaged_file_is_set_aside_and_named(
    path: Path, clock: Clock, damage: Callable[[Path], None]
) -> None:
    filled(path, clock, 300).close()
    damage(path)
    broken = path.read_bytes()
    log = Log(path, clock)
    log.recent(MONDAY)
    notes = log.take_notes()
    assert [n.key for n in notes] == ["log-set-aside"]
    (kept,) = aside(path)
    assert kept.name in notes[0].text
    assert kept.read_bytes() == broken
    log.write(entry(999))
    log.close()
    log = Log(path, clock)
    assert entry(999) in log.recent(MONDAY)
    assert log.take_notes() == ()
    log.close()


def test_what_can_be_read_is_copied_over_and_counted(path: Path, clock: Clock) -> None:
    log = filled(path, clock, 300)
    log.set_state("memory", {"pause": None})
    name = log.writer
    log.close()
    overwrite(path, pages_of(path, "entry_by_moment")[-1] - 1)
    log = Log(path, clock)
    everything = log.recent(MONDAY)
    assert everything == tuple(entry(n) for n in range(300))
    assert log.get_state("memory") == {"pause": None}
    assert log.writer == name
    assert "300 entries were copied" in log.take_notes()[0].text
    log.close()
    log = Log(path, clock)
    assert log.recent(MONDAY) == everything
    assert log.writer == name
    log.close()


def test_of_a_shortened_file_the_rest_is_copied(path: Path, clock: Clock) -> None:
    filled(path, clock, 300).close()
    path.write_bytes(path.read_bytes()[: -2 * PAGE])
    log = Log(path, clock)
    found = log.recent(MONDAY)
    assert 200 <= len(found) < 300
    assert f"{len(found)} entries were copied" in log.take_notes()[0].text
    log.close()


def test_one_bad_page_costs_the_entries_on_it_alone(path: Path, clock: Clock) -> None:
    filled(path, clock, 300).close()
    leaves = pages_of(path, "entry")
    overwrite(path, leaves[len(leaves) // 2] - 1)
    log = Log(path, clock)
    found = log.recent(MONDAY)
    assert 300 - 2 * 300 // len(leaves) <= len(found) < 300
    assert {found[0], found[-1]} == {entry(0), entry(299)}
    assert log.take_notes()[0].text.endswith(f"{len(found)} entries were copied into a new one.")
    log.close()


def test_damage_found_while_running_loses_nothing_written_then(path: Path, clock: Clock) -> None:
    filled(path, clock, 300).close()
    log = Log(path, clock)
    broken = Path(path)
    for page in range(1, broken.stat().st_size // PAGE):
        overwrite(broken, page)
    log.write(entry(500))
    assert entry(500) in log.recent(MONDAY)
    assert [n.key for n in log.take_notes()] == ["log-set-aside"]
    log.close()
    log = Log(path, clock)
    assert entry(500) in log.recent(MONDAY)
    log.close()


def test_an_emptied_file_with_a_journal_keeps_both(path: Path, clock: Clock) -> None:
    log = filled(path, clock, 5)
    journal = path.with_name("log.sqlite3-wal").read_bytes()
    log.close()
    path.write_bytes(b"")
    path.with_name("log.sqlite3-wal").write_bytes(journal)
    log = Log(path, clock)
    assert [n.key for n in log.take_notes()] == ["log-set-aside"]
    (kept,) = aside(path)
    assert kept.with_name(kept.name + "-wal").read_bytes() == journal
    log.write(entry(9))
    assert log.recent(MONDAY) == (entry(9),)
    log.close()


def test_an_empty_file_is_a_new_log(path: Path, clock: Clock) -> None:
    path.touch()
    log = filled(path, clock, 1)
    assert log.take_notes() == ()
    assert log.recent(MONDAY) == (entry(0),)
    log.close()


def test_a_newer_log_is_read_but_never_written(path: Path, clock: Clock) -> None:
    filled(path, clock, 3).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    log = Log(path, clock)
    assert [n.key for n in log.take_notes()] == ["log-newer"]
    log.write(entry(7))
    log.set_state("memory", {"a": 1})
    assert log.recent(MONDAY) == (entry(0), entry(1), entry(2), entry(7))
    assert log.get_state("memory") == {"a": 1}
    log.close()
    assert path.read_bytes() == before
    assert log.take_notes() == ()


def test_a_newer_log_with_other_tables_is_left_alone(path: Path, clock: Clock) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE sittings (id TEXT)")
        db.execute("PRAGMA user_version = 99")
    log = Log(path, clock)
    log.write(entry(7))
    assert log.recent(MONDAY) == (entry(7),)
    assert {n.key for n in log.take_notes()} == {"log-newer", "log-unread"}
    log.close()
    assert aside(path) == []


def test_a_log_in_use_keeps_what_comes_for_later(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("burnbreak.storage.database.PATIENCE", 0.05)
    log = filled(path, clock, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(
            StorageError, match=r"^Another program is using the log; what happens is kept in memory"
        ):
            log.write(entry(1))
        assert log.recent(MONDAY) == (entry(0), entry(1))
        other.execute("ROLLBACK")
    log.write(entry(2))
    log.close()
    log = Log(path, clock)
    assert log.recent(MONDAY) == (entry(0), entry(1), entry(2))
    log.close()


def test_a_full_disk_loses_nothing(disk: Disk, clock: Clock) -> None:
    path = disk.folder / "log.sqlite3"
    log = filled(path, clock, 3)
    disk.fill()
    refused = []
    for number in range(3, 40):
        try:
            log.write(entry(number))
        except StorageError as told:
            refused.append(str(told))
    assert refused
    assert {text.split(";")[0] for text in refused} == {"The disk is full"}
    everything = tuple(entry(n) for n in range(40))
    assert log.recent(MONDAY) == everything
    disk.free()
    log.write(entry(0))
    log.close()
    log = Log(path, clock)
    assert log.recent(MONDAY) == everything
    assert log.take_notes() == ()
    log.close()


def test_a_log_that_cannot_even_begin_waits_for_room(disk: Disk, clock: Clock) -> None:
    disk.fill()
    log = Log(disk.folder / "log.sqlite3", clock)
    assert [n.text.split(";")[0] for n in log.take_notes()] == ["The disk is full"]
    with pytest.raises(StorageError, match="The disk is full"):
        log.write(entry(1))
    assert log.recent(MONDAY) == (entry(1),)
    disk.free()
    log.write(entry(2))
    log.close()
    log = Log(disk.folder / "log.sqlite3", clock)
    assert log.recent(MONDAY) == (entry(1), entry(2))
    log.close()


def test_a_read_only_disk_is_read_and_what_comes_waits(disk: Disk, clock: Clock) -> None:
    path = disk.folder / "log.sqlite3"
    filled(path, clock, 2).close()
    disk.read_only()
    log = Log(path, clock)
    assert log.take_notes() == ()
    assert log.recent(MONDAY) == (entry(0), entry(1))
    with pytest.raises(
        StorageError, match="The log cannot be written where it is; what happens is kept in memory"
    ):
        log.write(entry(2))
    assert log.recent(MONDAY) == (entry(0), entry(1), entry(2))
    disk.read_only(False)
    log.write(entry(3))
    log.close()
    log = Log(path, clock)
    assert log.recent(MONDAY) == tuple(entry(n) for n in range(4))
    log.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
@pytest.mark.parametrize("whole_folder", [False, True])
def test_a_file_without_the_right_to_write_waits_for_it(path: Path, clock: Clock, whole_folder: bool) -> None:
    filled(path, clock, 1).close()
    closed, rights = (path.parent, 0o700) if whole_folder else (path, 0o600)
    closed.chmod(rights & 0o500)
    log = Log(path, clock)
    with pytest.raises(StorageError, match="The log cannot be written where it is"):
        log.write(entry(1))
    assert log.recent(MONDAY) == (entry(0), entry(1))
    closed.chmod(rights)
    log.write(entry(2))
    log.close()
    log = Log(path, clock)
    assert log.recent(MONDAY) == (entry(0), entry(1), entry(2))
    log.close()


def test_closing_with_something_unwritten_says_so(disk: Disk, clock: Clock) -> None:
    path = disk.folder / "log.sqlite3"
    filled(path, clock, 1).close()
    disk.read_only()
    log = Log(path, clock)
    with pytest.raises(StorageError):
        log.write(entry(1))
    with pytest.raises(StorageError):
        log.close()
    Log(path, clock).close()


def test_a_missing_folder_is_told_and_the_day_goes_on(tmp_path: Path, clock: Clock) -> None:
    log = Log(tmp_path / "gone" / "log.sqlite3", clock)
    assert [n.key for n in log.take_notes()] == ["log-unread"]
    with pytest.raises(StorageError):
        log.write(entry(1))
    assert log.recent(MONDAY) == (entry(1),)
    with pytest.raises(StorageError):
        log.close()


def with_place(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE entry ADD COLUMN place TEXT NOT NULL DEFAULT ''")


def failing(db: sqlite3.Connection) -> None:
    with_place(db)
    raise OSError("the power went")


def test_a_migration_keeps_the_entries_and_the_file_from_before(path: Path, clock: Clock) -> None:
    filled(path, clock, 3).close()
    log = Log(path, clock, migrations=(*MIGRATIONS, with_place))
    assert log.recent(MONDAY) == tuple(entry(n) for n in range(3))
    log.write(entry(3))
    log.close()
    ours = len(MIGRATIONS)
    before = path.with_name(f"log.sqlite3.before-v{ours + 1}")
    for file, version, count in ((path, ours + 1, 4), (before, ours, 3)):
        with closing(sqlite3.connect(file)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (version,)
            assert db.execute("SELECT count(*) FROM entry").fetchone() == (count,)
    Log(path, clock, migrations=(*MIGRATIONS, with_place)).close()
    assert not path.with_name(f"{before.name}-2").exists()


def test_a_migration_that_fails_changes_nothing(path: Path, clock: Clock) -> None:
    filled(path, clock, 3).close()
    log = Log(path, clock, migrations=(*MIGRATIONS, failing))
    assert [n.key for n in log.take_notes()] == ["log-unread"]
    log.close()
    log = Log(path, clock)
    assert log.recent(MONDAY + timedelta(0)) == tuple(entry(n) for n in range(3))
    assert log.take_notes() == ()
    log.close()
