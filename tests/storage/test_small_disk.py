"""Every act on the data while the disk fills up or is read-only: told, whole, and the day goes on."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from burnbreak.core.retention import Data
from burnbreak.core.settings import Settings
from burnbreak.own_data import OwnData
from burnbreak.storage import copies
from burnbreak.storage.export import export
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.storage.rows import Row
from tests.storage.conftest import Clock, Disk
from tests.storage.entries import MONDAY, entry
from tests.storage.test_own_data import Now, history, record

PAGE = 4096
NOW = MONDAY + timedelta(days=3)
ROOM = (0, 6, 14, 29, 38, 56, 79, 86, 120, 150, 190)
"""Free pages at the beginning: each act fails at another of its steps."""


def filled(path: Path, clock: Clock, count: int) -> Log:
    log = Log(path, clock)
    rows = {entry(n).uuid: Row(entry(n, practice="planted-practice"), Stamp(n, 0, "a")) for n in range(count)}
    log.absorb(Holdings(rows))
    for number in range(4):
        log.keep(record(number, words="planted-practice"))
    return log


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with backups and an export of a longer history, with settings and own practices."""
    folder = tmp_path_factory.mktemp("elsewhere")
    log = filled(folder / "log.sqlite3", Clock(), 600)
    paths = find_paths(folder)
    paths.make()
    paths.settings.write_text("[sound]\nvolume = 3\n")
    for name in ("practices/lake.toml", "own/lake/recording.opus", "voices/anna/voice.toml"):
        (paths.data / name).parent.mkdir(parents=True)
        (paths.data / name).write_bytes(b"planted" * 1500)
    OwnData(log, paths, Now(NOW)).back_up(folder / "backup.zip")
    copies.back_up(log, folder / "backup")
    export(log, Settings(), folder / "all.json", NOW)
    log.close()
    return folder


Act = Callable[[OwnData, Paths, Path], object]
ACTS: dict[str, tuple[Act, str]] = {
    "export": (lambda own, paths, _: own.export(Settings(), paths.data / "new.zip"), "from before are kept."),
    "backup": (lambda own, paths, _: own.back_up(paths.data / "new.backup"), "nothing was written."),
    "restore": (lambda own, _, there: own.restore(there / "backup.zip"), "everything stays as it is."),
    "restore history": (
        lambda own, _, there: own.restore(there / "backup.zip", whole=False),
        "everything stays as it is.",
    ),
    "restore old": (lambda own, _, there: own.restore(there / "backup"), "the log stays as it is."),
    "import": (lambda own, _, there: own.bring_in(there / "all.json", Data()), "nothing was taken in."),
    "import old": (
        lambda own, _, there: own.bring_in(there / "all.json", Data(answers_months=0)),
        "nothing was taken in.",
    ),
    "day": (lambda own, *_: own.erase_day((MONDAY + timedelta(days=1)).date()), "nothing was erased."),
    "kind": (lambda own, *_: own.erase_kind("history"), "nothing was erased."),
    "everything": (lambda own, *_: own.erase_everything(), "not everything was erased."),
    "retention": (lambda own, *_: own.keep_only(Data(answers_months=0)), "nothing was wiped."),
}
OWN = {"practices", "own", "voices"}
LATER = "it is erased, and leaves the file for good once there is room."


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def told(act: Callable[..., object], *things: object) -> str:
    """The sentence that an act ends in; empty where it was done."""
    try:
        act(*things)
    except StorageError as fault:
        return str(fault)
    return ""


def leave(disk: Disk, pages: int) -> None:
    disk.fill()
    ballast = disk.folder / "ballast"
    os.truncate(ballast, max(0, ballast.stat().st_size - pages * PAGE))


@pytest.mark.parametrize("what", ACTS)
def test_a_disk_that_fills_up_is_told_and_leaves_no_half_thing(
    disk: Disk, elsewhere: Path, clock: Clock, what: str
) -> None:
    act, end = ACTS[what]
    failed = done = 0
    for round_, room in enumerate(ROOM):
        paths = find_paths(disk.folder / str(round_))
        paths.make()
        log = filled(paths.log, clock, 120)
        leave(disk, room)
        before, there = history(log), names(paths.data)
        said = told(act, OwnData(log, paths, Now(NOW)), paths, elsewhere)
        failed, done = failed + bool(said), done + (not said)
        if said:
            assert said.startswith("The disk is full; ")
            assert said.endswith((end, LATER))
            assert names(paths.data) - there == set()
            assert (history(log) == before) == said.endswith(end)
        else:
            assert len(names(paths.data) - there - OWN) <= 1
            assert names(paths.data) >= OWN if what == "restore" else not OWN & names(paths.data)
            assert paths.settings.exists() == (what == "restore")
        disk.free()
        after = history(log)
        log.write(entry(9999))
        log.close()
        log = Log(paths.log, clock)
        assert log.take_notes() == ()
        assert len(history(log)[0]) == len(after[0]) + 1
        log.close()
        with closing(sqlite3.connect(paths.log)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        if what == "kind" and not after[0]:
            assert paths.log.read_bytes().count(b"planted-practice") == 4  # the records
        shutil.rmtree(paths.data)
    assert done
    assert failed or what == "everything"  # which needs no room at all


@pytest.mark.parametrize("what", ACTS)
def test_a_read_only_disk_is_told_and_changes_nothing(
    disk: Disk, elsewhere: Path, clock: Clock, what: str
) -> None:
    act, end = ACTS[what]
    paths = find_paths(disk.folder)
    paths.make()
    log = filled(paths.log, clock, 120)
    before, there = history(log), names(paths.data) - {"log.sqlite3-wal", "log.sqlite3-shm"}
    log.close()
    disk.read_only()
    log = Log(paths.log, clock)
    said = told(act, OwnData(log, paths, Now(NOW)), paths, elsewhere)
    assert said.startswith(("The log cannot be written where it is; ", "Writing is not allowed there; "))
    assert said.endswith(end)
    assert history(log) == before
    disk.read_only(False)
    assert names(paths.data) == there
    log.write(entry(9999))
    log.close()
    log = Log(paths.log, clock)
    assert len(history(log)[0]) == 121
    log.close()


def test_what_a_full_disk_refused_is_written_by_itself_later(disk: Disk, clock: Clock) -> None:
    log = Log(disk.folder / "log.sqlite3", clock)
    log.write(entry(1))
    disk.fill()
    said = {told(log.write, entry(n, practice="x" * 90)) for n in range(2, 200)}
    assert "The disk is full; what happens is kept in memory and written when that works again." in said
    waiting = len(log.between(MONDAY, NOW + timedelta(days=30)))
    with pytest.raises(StorageError):
        log.settle()
    disk.free()
    log.settle()
    with closing(sqlite3.connect(log.path)) as db:
        assert db.execute("SELECT count(*) FROM entry").fetchone() == (waiting,)
    log.close()


def test_a_log_opened_on_a_full_disk_is_read_and_goes_on_later(disk: Disk, clock: Clock) -> None:
    log = Log(disk.folder / "log.sqlite3", clock)
    log.write(entry(1))
    log.close()
    disk.fill()
    log = Log(log.path, clock)
    assert log.take_notes() == ()
    assert log.between(MONDAY, NOW) == (entry(1),)
    said = told(log.write, entry(2))
    assert said == "The disk is full; what happens is kept in memory and written when that works again."
    other = Log(log.path, clock)
    disk.free()
    other.write(entry(3))
    assert log.between(MONDAY, NOW) == (entry(1), entry(2), entry(3))
    log.settle()
    assert other.between(MONDAY, NOW) == (entry(1), entry(2), entry(3))
    for one in (log, other):
        one.close()


def test_after_a_kill_a_read_only_disk_shows_what_its_journal_holds(
    disk: Disk, tmp_path: Path, clock: Clock
) -> None:
    paths = find_paths(disk.folder)
    paths.make()
    log = filled(paths.log, clock, 20)
    # What a kill leaves: the file, its journal and the shared memory of whoever had it open.
    kept = {file.name: file.read_bytes() for file in paths.data.iterdir()}
    log.close()
    for name, raw in kept.items():
        (paths.data / name).write_bytes(raw)
    disk.read_only()
    log = Log(paths.log, clock)
    assert len(history(log)[0]) == 20
    OwnData(log, paths, Now(NOW)).export(Settings(), tmp_path / "all.json")
    log.close()
    there = Log(tmp_path / "there", clock)
    OwnData(there, find_paths(tmp_path), Now(NOW)).bring_in(tmp_path / "all.json", Data())
    assert len(history(there)[0]) == 20
    there.close()
