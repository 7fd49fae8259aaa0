"""An encrypted log: switched on and off, locked, unlocked, damaged, copied, on disks that refuse."""

import random
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from burnbreak.log_keys import LogKeys
from burnbreak.own_data import OwnData
from burnbreak.storage import copies, database, recode
from burnbreak.storage.drivers import Key
from burnbreak.storage.key_file import MAGIC, Lock, Way, key_file, read_locks, sealed, write_locks
from burnbreak.storage.key_ring import key_from, new_key, recovery_text
from burnbreak.storage.locked import LockedError, LostKeyError, NoDriverError, NoKeyringError, WrongKeyError
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import find_paths
from burnbreak.storage.schema import MIGRATIONS
from tests.storage.conftest import Clock, Disk
from tests.storage.entries import FULL, MONDAY, entry
from tests.storage.rings import MemoryRing, cheap_passphrases
from tests.storage.test_own_data import FOUND, Now, filled, history, record
from tests.storage.version_one import write_version_one

pytest.importorskip("sqlcipher3")
WORDS = "four words make it"


@pytest.fixture(autouse=True)
def _cheap() -> Iterator[None]:
    cheap_passphrases()
    yield
    cheap_passphrases(256_000)


@pytest.fixture
def ring() -> MemoryRing:
    return MemoryRing()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.sqlite3"


def opened(path: Path, clock: Clock, ring: MemoryRing) -> tuple[Log, LogKeys]:
    log = Log(path, clock)
    return log, LogKeys(log, ring)


def by_keyring(keys: LogKeys) -> None:
    keys.encrypt_by_keyring()


def by_passphrase(keys: LogKeys) -> None:
    keys.encrypt_by_passphrase(WORDS)


def open_again(keys: LogKeys) -> None:
    keys.unlock_with(keys.from_keyring()) if keys.asks_keyring() else keys.unlock(WORDS)


BOTH = pytest.mark.parametrize("encrypt", [by_keyring, by_passphrase])


@BOTH
def test_everything_is_there_on_and_off(
    path: Path, clock: Clock, ring: MemoryRing, encrypt: Callable[[LogKeys], None]
) -> None:
    log = filled(path, clock)
    log.set_state("memory", {"told": ["once"]})
    keys, before, writer = LogKeys(log, ring), log.everything(), log.writer
    encrypt(keys)
    assert log.everything() == before
    assert not path.read_bytes().startswith(MAGIC)
    log.close()
    log, keys = opened(path, clock, ring)
    assert isinstance(log.locked, LockedError)
    open_again(keys)
    assert log.locked is None
    assert log.everything() == before
    assert (log.get_state("memory"), log.writer) == ({"told": ["once"]}, writer)
    keys.decrypt()
    assert path.read_bytes().startswith(MAGIC)
    assert not key_file(path).exists()
    assert ring.kept == {}
    log.close()
    log, _ = opened(path, clock, ring)
    assert log.everything() == before
    assert log.take_notes() == ()
    log.close()


def test_no_raw_file_holds_what_was_written_before(path: Path, clock: Clock, ring: MemoryRing) -> None:
    log = filled(path, clock)
    log.write(entry(40, practice="planted-practice"))
    path.with_name("log.sqlite3.before-v2").write_bytes(b"planted-practice")
    path.with_name("log.sqlite3.bad-20260101-000000").write_bytes(b"planted-practice")
    # Whoever still holds the old file reads zeros.
    with path.open("rb") as old:
        log.close()
        log, keys = opened(path, clock, ring)
        keys.encrypt_by_keyring()
        assert set(old.read()) == {0}
    log.write(entry(41, practice="planted-practice"))
    raw = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    assert [name for name, content in raw.items() if b"planted" in content or MAGIC in content] == []
    assert {"log.sqlite3", "log.key.toml", "log.sqlite3-wal"} <= set(raw)
    assert [e.practice for e in log.between(*FOUND) if "planted" in e.practice] == ["planted-practice"] * 2
    log.close()


@BOTH
def test_what_happens_while_it_is_locked_is_written_once_it_is_open(
    path: Path, clock: Clock, ring: MemoryRing, encrypt: Callable[[LogKeys], None]
) -> None:
    log = filled(path, clock)
    log.set_state("memory", {"told": ["once"]})
    encrypt(LogKeys(log, ring))
    before = len(log.between(*FOUND))
    log.close()
    log, keys = opened(path, clock, ring)
    log.write(entry(50))
    log.set_state("memory", {})
    log.set_state("new", "kept")
    assert [e.uuid for e in log.between(*FOUND)] == [entry(50).uuid]
    assert log.take_notes() == ()
    for act in (log.everything, log.squeeze, lambda: log.remove([FULL.uuid]), keys.decrypt):
        with pytest.raises(LockedError):
            act()
    open_again(keys)
    assert len(log.between(*FOUND)) == before + 1
    assert (log.get_state("memory"), log.get_state("new")) == ({"told": ["once"]}, "kept")
    log.close()
    log, keys = opened(path, clock, ring)
    open_again(keys)
    assert len(log.between(*FOUND)) == before + 1
    log.close()


def test_a_wrong_passphrase_changes_nothing(path: Path, clock: Clock, ring: MemoryRing) -> None:
    log = filled(path, clock)
    LogKeys(log, ring).encrypt_by_passphrase(WORDS)
    log.close()
    raw = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    log, keys = opened(path, clock, ring)
    for wrong in ("four words make", recovery_text(new_key()), "x'" + "0" * 64 + "'"):
        with pytest.raises(WrongKeyError, match=r"^This does not open the history; it stays as it is\."):
            keys.unlock(wrong)
    log.write(entry(50))
    log.close()
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == raw


def test_the_recovery_key_opens_what_the_keyring_has_lost(path: Path, clock: Clock, ring: MemoryRing) -> None:
    log = filled(path, clock)
    before = log.everything()
    recovery = LogKeys(log, ring).encrypt_by_keyring()
    log.close()
    ring.kept.clear()
    log, keys = opened(path, clock, ring)
    with pytest.raises(LostKeyError):
        keys.unlock_with(keys.from_keyring())
    keys.unlock(recovery.lower().replace("-", " "))
    assert log.everything() == before
    assert keys.recovery() == recovery
    log.close()
    # It has gone back into the keyring.
    log, keys = opened(path, clock, ring)
    keys.unlock_with(keys.from_keyring())
    log.close()


def test_a_keyring_that_is_shut_leaves_all_as_it_is(path: Path, clock: Clock, ring: MemoryRing) -> None:
    log = filled(path, clock)
    keys = LogKeys(log, ring)
    ring.shut = True
    with pytest.raises(StorageError, match=r"The keyring cannot be opened; the history stays as it was\."):
        keys.encrypt_by_keyring()
    assert keys.way() is None
    assert not key_file(path).exists()
    ring.shut = False
    keys.encrypt_by_keyring()
    log.close()
    ring.shut = True
    log, keys = opened(path, clock, ring)
    with pytest.raises(NoKeyringError):
        keys.from_keyring()
    assert log.locked is not None
    log.close()


def test_without_the_package_it_stays_locked_and_untouched(
    path: Path, clock: Clock, ring: MemoryRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = filled(path, clock)
    LogKeys(log, ring).encrypt_by_passphrase(WORDS)
    log.close()
    raw = path.read_bytes()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    log, keys = opened(path, clock, ring)
    assert isinstance(log.locked, NoDriverError)
    with pytest.raises(NoDriverError, match="sqlcipher3"):
        keys.unlock(WORDS)
    log.write(entry(50))
    log.close()
    assert path.read_bytes() == raw
    assert sorted(p.name for p in path.parent.iterdir()) == ["log.key.toml", "log.sqlite3"]


def test_it_opens_without_the_file_that_tells_how(path: Path, clock: Clock, ring: MemoryRing) -> None:
    """A log that was copied alone is not taken for a damaged one."""
    log = filled(path, clock)
    before = log.everything()
    recovery = LogKeys(log, ring).encrypt_by_keyring()
    log.close()
    key_file(path).unlink()
    ring.kept.clear()
    log, keys = opened(path, clock, ring)
    assert log.locked is not None
    assert keys.way() is Way.PASSPHRASE
    keys.unlock(recovery)
    assert log.everything() == before
    assert [lock.way for lock in read_locks(path)] == [Way.KEYRING]
    assert len(ring.kept) == 1
    log.close()


def test_a_plain_log_opens_beside_a_file_that_tells_of_a_key(
    path: Path, clock: Clock, ring: MemoryRing
) -> None:
    """A switch that was cut off leaves one."""
    log = filled(path, clock)
    before = log.everything()
    log.close()
    ring.put("left", new_key())
    write_locks(path, (Lock(Way.KEYRING, "left"),))
    log, keys = opened(path, clock, ring)
    assert (log.locked, keys.way(), log.everything()) == (None, None, before)
    keys.tidy()
    assert not key_file(path).exists()
    assert ring.kept == {}
    log.close()


def test_two_ways_are_tried_where_a_change_of_key_was_cut_off(
    path: Path, clock: Clock, ring: MemoryRing
) -> None:
    log = filled(path, clock)
    before = log.everything()
    keys = LogKeys(log, ring)
    keys.encrypt_by_keyring()
    ring.put("left", new_key())
    for others in ((Lock(Way.KEYRING, "left"),), (Lock(Way.PASSPHRASE),)):
        write_locks(path, (*others, *read_locks(path)))
        log.close()
        log, keys = opened(path, clock, ring)
        keys.unlock_with(keys.from_keyring())
        assert log.everything() == before
    log.close()


@pytest.mark.parametrize("what", ["header", "short", "letter"])
def test_a_damaged_plain_log_is_not_taken_for_an_encrypted_one(
    path: Path, clock: Clock, ring: MemoryRing, what: str
) -> None:
    filled(path, clock).close()
    raw = bytearray(path.read_bytes())
    if what == "header":
        raw[:300] = random.Random(1).randbytes(300)
    else:
        raw = bytearray(random.Random(2).randbytes(5000) if what == "short" else b"A letter. " * 4096)
    path.write_bytes(raw)
    log, _ = opened(path, clock, ring)
    assert log.locked is None
    assert [note.key for note in log.take_notes()] == ["log-set-aside"]
    log.close()


@BOTH
def test_a_damaged_encrypted_log_is_rescued_and_stays_encrypted(
    path: Path, clock: Clock, ring: MemoryRing, encrypt: Callable[[LogKeys], None]
) -> None:
    log = Log(path, clock)
    for number in range(300):
        log.write(entry(number))
    encrypt(LogKeys(log, ring))
    log.close()
    raw = bytearray(path.read_bytes())
    pages = len(raw) // 4096
    for page in range(pages // 2, pages // 2 + 2):
        raw[page * 4096 + 100] ^= 0xFF
    path.write_bytes(raw)
    log, keys = opened(path, clock, ring)
    open_again(keys)
    log.examine(database.amiss(path, MIGRATIONS, log.key))
    assert [note.key for note in log.take_notes()] == ["log-set-aside"]
    assert len(log.between(*FOUND)) > 100
    assert sealed_files(path) == 2
    log.close()


def sealed_files(path: Path) -> int:
    """How many whole encrypted databases lie there; there is to be no plain one."""
    files = [p for p in path.parent.iterdir() if p.name.startswith("log.sqlite3") and "-wal" not in p.name]
    files = [p for p in files if not p.name.endswith("-shm")]
    assert not [p.name for p in files if p.read_bytes().startswith(MAGIC)]
    return len(files)


def test_a_damaged_beginning_is_no_reason_to_begin_anew(path: Path, clock: Clock, ring: MemoryRing) -> None:
    log = filled(path, clock)
    LogKeys(log, ring).encrypt_by_keyring()
    log.close()
    raw = bytearray(path.read_bytes())
    raw[:64] = random.Random(3).randbytes(64)
    path.write_bytes(raw)
    log, keys = opened(path, clock, ring)
    with pytest.raises(LostKeyError):
        keys.unlock_with(keys.from_keyring())
    log.write(entry(50))
    assert path.read_bytes() == raw
    aside = keys.give_up()
    assert path.with_name(aside).read_bytes() == raw
    assert keys.way() is None
    assert [e.uuid for e in log.between(*FOUND)] == [entry(50).uuid]
    log.close()
    log, _ = opened(path, clock, ring)
    assert len(log.between(*FOUND)) == 1
    log.close()


def test_an_older_encrypted_log_is_brought_up_with_an_encrypted_copy(
    path: Path, clock: Clock, ring: MemoryRing
) -> None:
    plain, key = path.with_name("plain"), Key(new_key())
    write_version_one(plain, 5)
    recode.copy(plain, None, path, key)
    plain.unlink()
    log = Log(path, clock)
    log.unlock(key)
    assert [e.uuid for e in log.between(*FOUND)] == [entry(number).uuid for number in range(5)]
    assert sealed_files(path) == 2
    log.close()


def test_a_newer_encrypted_log_is_read_and_not_switched(path: Path, clock: Clock, ring: MemoryRing) -> None:
    log = filled(path, clock)
    LogKeys(log, ring).encrypt_by_keyring()
    before = log.between(*FOUND)
    log.close()
    old = Log(path, clock, migrations=MIGRATIONS[:1])
    keys = LogKeys(old, ring)
    keys.unlock_with(keys.from_keyring())
    assert [note.key for note in old.take_notes()] == ["log-newer"]
    assert len(old.between(*FOUND)) == len(before)
    for act in (keys.decrypt, lambda: keys.encrypt_by_passphrase(WORDS)):
        with pytest.raises(StorageError, match="newer burnbreak; the history stays as it was"):
            act()
    old.close()


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_disk_that_refuses_leaves_the_log_as_it_was(
    disk: Disk, clock: Clock, ring: MemoryRing, on: bool, trouble: str
) -> None:
    path = disk.folder / "log.sqlite3"
    made = Log(disk.folder.parent / "made", clock)
    for number in range(300):
        made.write(entry(number))
    made.close()
    shutil.copy(made.path, path)
    log = Log(path, clock)
    keys = LogKeys(log, ring)
    if not on:
        keys.encrypt_by_keyring()
    kept, way = dict(ring.kept), keys.way()
    if trouble == "full":
        disk.fill()
    else:
        log.close()
        disk.read_only()
    with pytest.raises(StorageError, match="the history stays as it was") as told:
        keys.encrypt_by_keyring() if on else keys.decrypt()
    assert str(told.value).startswith("The disk is full" if trouble == "full" else "Writing is not allowed")
    disk.free() if trouble == "full" else disk.read_only(False)
    assert keys.way() is way
    assert len(log.between(*FOUND)) == 300
    log.write(entry(300))
    log.close()
    log, keys = opened(path, clock, ring)
    if not on:
        keys.unlock_with(keys.from_keyring())
    assert len(log.between(*FOUND)) == 301
    assert ring.kept == kept
    assert {p.name for p in disk.folder.iterdir()} <= {
        "log.sqlite3", "log.sqlite3-wal", "log.sqlite3-shm", "log.key.toml"
    }  # fmt: skip
    keys.encrypt_by_keyring() if on else keys.decrypt()
    assert len(log.between(*FOUND)) == 301
    log.close()


def test_another_program_that_reads_is_waited_for_and_told(
    path: Path, clock: Clock, ring: MemoryRing
) -> None:
    log = filled(path, clock)
    import subprocess

    reader = (
        "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('SELECT * FROM entry').fetchone()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", f"{reader}; print(flush=True); input()", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(StorageError, match="Another program is using the log"):
            LogKeys(log, ring).encrypt_by_keyring()
        other.stdin.write(b"\n")
    assert log.key is None
    LogKeys(log, ring).encrypt_by_keyring()
    log.close()


def test_one_that_has_the_old_file_open_goes_on_with_the_new_one(
    path: Path, clock: Clock, ring: MemoryRing
) -> None:
    one, key = filled(path, clock), Key(new_key())
    other = path.with_name("other")
    backup = Log(path, clock)
    copies.back_up(backup, other)
    backup.close()
    one.write(entry(60))
    two = Log(other, clock)
    exchange = two.begin_exchange(key)
    exchange.copy()
    assert two.finish_exchange(exchange, key)
    exchange.end()
    two.close()
    other.replace(path)
    assert one.locked is None
    with pytest.raises(LockedError):  # Told once.
        one.write(entry(61))
    one.write(entry(62))
    assert one.locked is not None
    one.unlock(key)
    assert {entry(61).uuid, entry(62).uuid} <= {e.uuid for e in one.between(*FOUND)}
    one.close()


@pytest.mark.parametrize("here", ["plain", "keyring"])
@pytest.mark.parametrize("there", ["plain", "same", "passphrase"])
def test_a_backup_comes_back_into_a_log_that_stays_as_it_opens(
    tmp_path: Path, clock: Clock, ring: MemoryRing, here: str, there: str
) -> None:
    path, backup = tmp_path / "log.sqlite3", tmp_path / "backup"
    log = filled(path, clock)
    keys = LogKeys(log, ring)
    before = history(log)
    if there == "passphrase":
        keys.encrypt_by_passphrase(WORDS)
    elif here == "keyring" and there == "same":
        keys.encrypt_by_keyring()
    copies.back_up(log, backup)
    assert sealed(backup) == (keys.way() is not None)
    if here == "keyring" and keys.way() is not Way.KEYRING:
        keys.encrypt_by_keyring()
    elif here == "plain" and keys.way() is not None:
        keys.decrypt()
    log.write(entry(70))
    way = keys.way()
    if there == "passphrase":
        for wrong in (None, Key("something else")):
            with pytest.raises(copies.NeedsKeyError, match="passphrase or recovery key"):
                copies.restore(log, backup, MONDAY, wrong)
        assert len(log.between(*FOUND)) == len(before[0]) + 1
    aside = copies.restore(log, backup, MONDAY, Key(WORDS) if there == "passphrase" else None)
    assert history(log) == before
    assert keys.way() is way
    assert aside is not None
    assert sealed(aside) == (way is not None)
    log.close()
    log, keys = opened(path, clock, ring)
    if way is not None:
        keys.unlock_with(keys.from_keyring())
    assert history(log) == before
    log.close()


def test_a_passphrase_is_long_and_typed_the_same_everywhere(
    path: Path, clock: Clock, ring: MemoryRing
) -> None:
    log = filled(path, clock)
    keys = LogKeys(log, ring)
    for short in ("", "seven77", "        x"):
        with pytest.raises(StorageError, match="at least 8 characters"):
            keys.encrypt_by_passphrase(short)
    with pytest.raises(StorageError, match="one line"):
        keys.encrypt_by_passphrase("two lines\nof words")
    keys.encrypt_by_passphrase("f\u00fcr 'mich' \"allein\"")
    log.close()
    log, keys = opened(path, clock, ring)
    keys.unlock("fu\u0308r 'mich' \"allein\"")
    assert FULL in log.between(*FOUND)
    log.close()


def test_a_slip_in_a_recovery_key_is_noticed() -> None:
    text = recovery_text(bytes(range(32)))
    assert key_from(text) == Key(bytes(range(32)))
    assert len(text.split("-")) == 14
    slip = text[:10] + ("A" if text[10] != "A" else "B") + text[11:]
    assert isinstance(key_from(slip).secret, str)
    assert "0" not in repr(key_from(text))


def test_erasing_goes_through_an_encrypted_log_too(tmp_path: Path, clock: Clock, ring: MemoryRing) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    log = filled(paths.log, clock)
    keys = LogKeys(log, ring)
    keys.encrypt_by_keyring()
    own = OwnData(log, paths, Now(MONDAY), keys.forget)
    assert own.erase_day(MONDAY.date()) > 0
    assert FULL not in log.between(*FOUND)
    log.keep(record(60))
    assert own.erase_kind("check-in") == 1
    own.erase_everything()
    assert ring.kept == {}
    assert [p.name for p in paths.data.iterdir()] == []
    log.write(entry(1))
    assert paths.log.read_bytes().startswith(MAGIC)
    log.close()


def test_a_locked_log_can_be_erased_and_nothing_else_of_it(
    tmp_path: Path, clock: Clock, ring: MemoryRing
) -> None:
    paths = find_paths(tmp_path)
    paths.make()
    log = filled(paths.log, clock)
    LogKeys(log, ring).encrypt_by_keyring()
    log.close()
    log, keys = opened(paths.log, clock, ring)
    own = OwnData(log, paths, Now(MONDAY), keys.forget)
    for act in (
        lambda: own.erase_day(MONDAY.date()),
        lambda: own.erase_kind("history"),
        lambda: own.back_up(tmp_path / "b"),
    ):
        with pytest.raises(LockedError):
            act()
    assert not (tmp_path / "b").exists()
    own.erase_everything()
    assert ring.kept == {}
    assert log.locked is None
    log.write(entry(1))
    assert len(log.between(*FOUND)) == 1
    log.close()


def test_plain_reading_never_loads_the_other_driver(path: Path) -> None:
    import subprocess

    code = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from burnbreak.storage.log import Log; from burnbreak.log_keys import LogKeys;"
        "log = Log(Path(sys.argv[1]), lambda: datetime(2026, 3, 2, tzinfo=UTC)); keys = LogKeys(log);"
        "print(keys.way(), log.count(), keys.tidy());"
        "slow = {'sqlcipher3', 'keyring', 'hashlib', 'tomllib', 'burnbreak.storage.recode'};"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_copy_that_is_stopped_leaves_nothing(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, begun = filled(path, clock), Event()

    def without_end(db: object, target: Path, key: Key | None, go_on: Callable[[], None]) -> None:
        target.write_bytes(b"half a log")
        begun.set()
        while True:
            go_on()

    monkeypatch.setattr(recode, "write_anew", without_end)
    exchange = log.begin_exchange(Key(new_key()))
    with ThreadPoolExecutor(1) as worker:
        copying = worker.submit(exchange.copy)
        assert begun.wait(10)
        exchange.stop()
        # The program may end now: nothing is left, and the log is closed as ever.
        assert not any(path.parent.glob(".*"))
        log.close()
        assert [p.name for p in path.parent.iterdir()] == ["log.sqlite3"]
        with pytest.raises(StorageError, match=r"^It was stopped; the history stays as it was\.$"):
            copying.result()


def test_a_passphrase_is_made_dear_to_guess(path: Path, clock: Clock, ring: MemoryRing) -> None:
    cheap_passphrases(256_000)
    log = filled(path, clock)
    LogKeys(log, ring).encrypt_by_passphrase(WORDS)
    assert log._file.run(lambda db: db.execute("PRAGMA kdf_iter").fetchone(), "") == ("256000",)
    log.close()
