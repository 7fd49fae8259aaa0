"""A backup brings a whole burnbreak back: history, settings, own practices and voices; all or nothing."""

import hashlib
import json
import os
import shutil
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from burnbreak.log_keys import LogKeys
from burnbreak.storage import copies
from burnbreak.storage.backup_reader import STAYS
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import READY
from burnbreak.storage.restoring import finish, tidy
from burnbreak.storage.settings_file import glance
from burnbreak.stores import open_stores
from tests.storage.conftest import Clock, Disk
from tests.storage.entries import entry
from tests.storage.homes import NOW, OWN, Home
from tests.storage.rings import MemoryRing
from tests.storage.test_own_data import Now, history

STEP = int(os.environ.get("BURNBREAK_STEP", "23"))
"""Touches of the disk between two kills; 1 for every one of them, which takes a minute."""
OTHERS = {"practices/by-the-lake.toml": b"other", "practices/mine.toml": b"mine", "support/FR.json": b"[]"}


@pytest.fixture
def one(tmp_path: Path, clock: Clock) -> Iterator[Home]:
    home = Home(tmp_path / "one", clock, pauses=30).fill(volume=3)
    yield home
    home.log.close()


@pytest.fixture
def two(tmp_path: Path, clock: Clock) -> Iterator[Home]:
    home = Home(tmp_path / "two", clock, pauses=4).fill(volume=80, files=OTHERS)
    yield home
    home.log.close()


@pytest.fixture
def backup(one: Home, tmp_path: Path) -> Path:
    one.own.back_up(tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_backup_brings_everything_to_another_computer(one: Home, two: Home, backup: Path) -> None:
    writer = one.log.writer
    done = two.own.restore(backup)
    assert two.state() == one.state()
    assert two.files() == OWN
    assert two.log.writer != writer
    assert (done.whole, done.decrypted) == (True, False)
    assert done.aside is not None
    assert two.names() - one.names() == {done.aside.name}
    for path in (path for path in two.paths.data.rglob("*") if path.is_file()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_what_was_there_is_a_backup_that_brings_it_back(two: Home, backup: Path) -> None:
    before = two.state()
    aside = two.own.restore(backup).aside
    assert aside is not None
    assert two.state() != before
    two.own.restore(aside)
    assert two.state() == before


def test_the_history_alone_leaves_the_rest(one: Home, two: Home, backup: Path) -> None:
    _, settings, files = two.state()
    done = two.own.restore(backup, whole=False)
    assert two.state() == (history(one.log), settings, files)
    assert not done.whole
    assert done.aside is not None
    log = Log(done.aside, Clock())
    assert len(history(log)[0]) == 4
    log.close()


def test_a_backup_says_what_is_in_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir() if ".new" in path.name] == []
    with zipfile.ZipFile(backup) as packed:
        head = json.loads(packed.read("manifest.json"))
        assert {m["name"] for m in head["members"]} == {"log.sqlite3", "settings.toml", *OWN}
        for member in head["members"]:
            content = packed.read(member["name"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (member["bytes"], member["sha256"])
    assert (head["format"], head["v"], head["log"]) == ("burnbreak-backup", 1, "plain")
    assert head["made"] == NOW.isoformat()
    assert head["app"]


def test_it_is_looked_into_before_anything_is_done(two: Home, backup: Path, tmp_path: Path) -> None:
    before, names = two.state(), two.names()
    found = two.own.look_into(backup)
    assert found is not None
    assert (found.made, found.encrypted) == (NOW, False)
    copies.back_up(two.log, tmp_path / "old")
    assert two.own.look_into(tmp_path / "old") is None
    for raw in (b"", b"no database" * 900):
        (tmp_path / "none").write_bytes(raw)
        with pytest.raises(StorageError, match="is no backup that can be read"):
            two.own.look_into(tmp_path / "none")
    with pytest.raises(StorageError, match="is no backup that can be read"):
        two.own.look_into(tmp_path / "nowhere")
    assert (two.state(), two.names()) == (before, names)


def test_from_a_read_only_disk_a_backup_can_be_carried_off(disk: Disk, tmp_path: Path, clock: Clock) -> None:
    home = Home(disk.folder / "home", clock, pauses=5).fill(volume=3)
    before = home.state()
    home.log.close()
    disk.read_only()
    home.log = Log(home.paths.log, clock)
    home.own.back_up(tmp_path / "all.zip")
    home.log.close()
    two = Home(tmp_path / "two", clock)
    two.own.restore(tmp_path / "all.zip")
    assert two.state() == before
    two.log.close()


def test_an_encrypted_history_stays_so_in_a_backup(two: Home, tmp_path: Path, clock: Clock) -> None:
    pytest.importorskip("sqlcipher3")
    one = Home(tmp_path / "one", clock, pauses=5).fill(volume=3)
    keys = LogKeys(one.log, MemoryRing())
    keys.encrypt_by_passphrase("four words make it")
    one.own.back_up(tmp_path / "all.zip")
    found = two.own.look_into(tmp_path / "all.zip")
    assert found is not None
    assert found.encrypted
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert not packed.read("log.sqlite3").startswith(b"SQLite")
    before, names = two.state(), two.names()
    for words in ("", "other words"):
        with pytest.raises(copies.NeedsKeyError, match="is encrypted: its passphrase"):
            two.own.restore(tmp_path / "all.zip", words)
        assert (two.state(), two.names()) == (before, names)
    assert two.own.restore(tmp_path / "all.zip", "four words make it").decrypted
    assert two.state() == one.state()
    # Where the history is encrypted, a restored one is, too, by the key from here.
    two.own.back_up(tmp_path / "plain.zip")
    assert not one.own.restore(tmp_path / "plain.zip").decrypted
    assert keys.way() == "passphrase"
    assert not one.paths.log.read_bytes().startswith(b"SQLite")
    one.log.close()


def test_an_older_backup_brings_its_history(one: Home, two: Home, tmp_path: Path) -> None:
    copies.back_up(one.log, tmp_path / "old.sqlite3")
    _, settings, files = two.state()
    assert not two.own.restore(tmp_path / "old.sqlite3").whole
    assert two.state() == (history(one.log), settings, files)


def test_what_a_kill_left_of_an_earlier_backup_goes_with_the_next(one: Home, tmp_path: Path) -> None:
    for name in (".all.zip.77.new", ".all.zip.77.log.new", ".all.zip.77.log.new-journal", ".other.77.new"):
        (tmp_path / name).write_bytes(b"half")
    one.own.back_up(tmp_path / "all.zip")
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"all.zip", ".other.77.new"}


def test_links_and_what_burnbreak_cannot_use_are_left_out(one: Home, two: Home, tmp_path: Path) -> None:
    practices = one.paths.data / "practices"
    (practices / "secret.toml").symlink_to(one.paths.settings)
    (practices / ".DS_Store").write_bytes(b"clutter")
    (practices / "a:b.toml").write_bytes(b"unusable")
    one.own.back_up(tmp_path / "all.zip")
    two.own.restore(tmp_path / "all.zip")
    assert two.files() == OWN


# --- what is refused -------------------------------------------------------------------------------------


Members = dict[str, bytes]
Spoil = Callable[[Members, dict[str, Any]], None]
"""Changes the files of a backup and its manifest."""


def rebuilt(
    backup: Path,
    target: Path,
    spoil: Spoil = lambda members, head: None,
    *,
    honest: bool = True,
    how: int = zipfile.ZIP_STORED,
    mode: int = 0o100600,
) -> Path:
    """The same backup, spoilt; if `honest` the manifest agrees with what is in it."""
    with zipfile.ZipFile(backup) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    head = json.loads(members.pop("manifest.json"))
    spoil(members, head)
    if honest:
        head["members"] = [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        ]
    with zipfile.ZipFile(target, "w", how) as packed:
        for name, content in {**members, "manifest.json": json.dumps(head).encode()}.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (mode if name.startswith("practices/") else 0o100600) << 16
            packed.writestr(info, content, how)
    return target


def put(name: str, content: bytes = b"x") -> Spoil:
    return lambda members, head: members.update({name: content})


def drop(name: str) -> Spoil:
    return lambda members, head: members.pop(name) and None


def say(**values: Any) -> Spoil:
    return lambda members, head: head.update(values)


ODD = "which no backup of burnbreak has in this way"
REFUSED: dict[str, tuple[Spoil, str]] = {
    "out of the folder": (put("practices/../../evil"), ODD),
    "an absolute path": (put("/etc/evil"), ODD),
    "a drive": (put("C:/evil"), ODD),
    "backslashes": (put("practices\\..\\evil"), ODD),
    "hidden": (put("practices/.evil"), ODD),
    "elsewhere": (put("calendars.json"), ODD),
    "a kind alone": (put("practices"), ODD),
    "one name twice": (put("practices/By-The-Lake.toml"), "is damaged"),
    "a file and a folder": (put("practices/by-the-lake.toml/x"), "is damaged"),
    "large settings": (put("settings.toml", b"#" * 1_000_001), ODD),
    "newer settings": (put("settings.toml", b"version = 99\n"), "were written by a newer burnbreak"),
    "damaged settings": (put("settings.toml", b"\xff\xfe["), "are damaged"),
    "no history": (drop("log.sqlite3"), "is damaged"),
    "no database": (put("log.sqlite3", b"noise" * 4000), "is no backup that can be read"),
    "empty history": (put("log.sqlite3", b""), "is no backup that can be read"),
    "a newer one": (say(v=2), "was written by a newer burnbreak"),
    "another format": (say(format="tea"), "is no backup"),
    "no version": (say(v="one"), "is damaged"),
    "no moment": (say(made="yesterday"), "is damaged"),
    "a moment without a zone": (say(made="2026-11-28T10:00:00"), "is damaged"),
}


def refusal(home: Home, source: Path) -> str:
    """The one sentence of a refusal that has changed nothing."""
    before, names = home.state(), home.names()
    with pytest.raises(StorageError) as told:
        home.own.restore(source)
    assert (home.state(), home.names()) == (before, names)
    said = str(told.value)
    assert said.endswith(f"; {STAYS}.")
    assert said.count(". ") == 0
    return said


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_sound_is_refused_whole(two: Home, backup: Path, tmp_path: Path, what: str) -> None:
    spoil, words = REFUSED[what]
    assert words in refusal(two, rebuilt(backup, tmp_path / "bad.zip", spoil))


@pytest.mark.parametrize(
    "spoil",
    [put("settings.toml", b"volume = 1"), put("practices/new.toml"), drop("practices/by-the-lake.toml")],
)
def test_what_is_not_what_was_put_in_is_refused(
    two: Home, backup: Path, tmp_path: Path, spoil: Spoil
) -> None:
    assert "is damaged" in refusal(two, rebuilt(backup, tmp_path / "bad.zip", spoil, honest=False))


def test_of_a_damaged_backup_a_sound_history_can_be_had(
    one: Home, two: Home, backup: Path, tmp_path: Path
) -> None:
    lake = "practices/by-the-lake.toml"
    bad = rebuilt(backup, tmp_path / "bad.zip", put(lake, b"X" * len(OWN[lake])), honest=False)
    assert "is damaged" in refusal(two, bad)
    two.own.restore(bad, whole=False)
    assert history(two.log) == history(one.log)


def test_links_bombs_and_other_zips_are_refused(two: Home, backup: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    assert ODD in refusal(two, rebuilt(backup, bad, mode=0o120777))
    assert ODD in refusal(
        two, rebuilt(backup, bad, put("practices/bomb.toml", bytes(1 << 20)), how=zipfile.ZIP_DEFLATED)
    )
    raw = backup.read_bytes()
    for broken in (raw[:-30], raw[: len(raw) // 2], raw + b"more", b"PK\3\4", b"PK" + bytes(100)):
        bad.write_bytes(broken)
        assert "is damaged" in refusal(two, bad)
    two.own.export(glance(two.paths.settings), bad)
    assert "is an export, which Import takes in" in refusal(two, bad)
    with zipfile.ZipFile(bad, "w") as other:
        other.writestr("song.txt", "la")
    assert "is no backup" in refusal(two, bad)


def test_entries_that_share_their_bytes_are_refused(two: Home, backup: Path, tmp_path: Path) -> None:
    """As a bomb has them that unpacks to far more than it weighs."""
    big = bytes(300_000)
    raw = bytearray(rebuilt(backup, tmp_path / "bad.zip", put("own/a/recording.opus", big)).read_bytes())
    with zipfile.ZipFile(tmp_path / "bad.zip") as packed:
        size = packed.getinfo("practices/by-the-lake.toml").file_size
    # In the table of contents alone a small file now claims the size of the whole zip.
    at = raw.rfind(b"practices/by-the-lake.toml") - 46
    assert raw[at : at + 4] == b"PK\1\2"
    assert int.from_bytes(raw[at + 24 : at + 28], "little") == size
    raw[at + 20 : at + 28] = len(raw).to_bytes(4, "little") * 2
    (tmp_path / "bad.zip").write_bytes(raw)
    assert "is larger inside than outside" in refusal(two, tmp_path / "bad.zip")


# --- cut off ---------------------------------------------------------------------------------------------


def killed(action: Callable[[], object], after: int) -> bool:
    """Whether a copy of this process was killed at its so many-th touch of the disk, before it was done."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    count = 0

    def watch(event: str, _args: object) -> None:
        nonlocal count
        if event.startswith(("os.", "open", "sqlite3.connect", "shutil.")):
            count += 1
            if count > after:
                os._exit(9)

    try:
        sys.addaudithook(watch)
        action()
    except BaseException:
        os._exit(1)
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process is copied to be killed")
def test_a_kill_at_any_step_of_a_restore_leaves_all_of_the_old_or_all_of_the_new(
    one: Home, tmp_path: Path, clock: Clock, backup: Path
) -> None:
    new, seen = one.state(), set()
    two = Home(tmp_path / "two", clock, pauses=4).fill(volume=80, files=OTHERS)
    old, names = two.state(), two.names()
    two.log.close()
    for step in range(0, 10_000, STEP):
        shutil.rmtree(tmp_path / "at", ignore_errors=True)
        shutil.copytree(tmp_path / "two", tmp_path / "at")
        at = Home(tmp_path / "at", clock)
        at.log.close()
        ended = not killed(lambda at=at: at.own.restore(backup), step)  # type: ignore[misc]
        decided = (at.paths.data / READY).exists()
        finish(at.paths)
        found = at.state()
        assert found == (new if decided or ended else old), step
        tidy(at.paths)
        left = at.names() - names - {"own", "voices", ".incoming"}
        assert all("log.sqlite3.before-restore-" in n or n.startswith(".trial-") for n in left), left
        seen.add((decided, found == new))
        at.log.close()
        if ended:
            break
    assert seen == {(False, False), (True, True), (False, True)}


def test_what_was_cut_off_is_finished_at_the_next_start(one: Home, two: Home, backup: Path) -> None:
    cut = StorageError("Another program is using the log; the log stays as it is.")
    two.log.replace_file = Mock(side_effect=cut)  # type: ignore[method-assign]
    with pytest.raises(StorageError, match="log; the rest is restored when burnbreak starts the next time"):
        two.own.restore(backup)
    assert two.files() == OTHERS
    two.log.close()
    stores = open_stores(two.paths, Now(NOW))
    assert "restore-finished" in [note.key for note in stores.notes]
    two.log = stores.log
    assert two.state() == one.state()
    assert stores.settings.sound.volume == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the process is copied to be killed")
def test_a_kill_while_a_backup_is_written_leaves_the_one_from_before(one: Home, tmp_path: Path) -> None:
    target = tmp_path / "kept.zip"
    one.own.back_up(target)
    before = target.read_bytes()
    one.log.write(entry(900))
    one.log.close()
    for step in range(2, 10_000, 12):
        if not killed(lambda: one.own.back_up(target), step):
            break
        assert target.read_bytes() == before or one.own.look_into(target)
    assert target.read_bytes() != before
    one.own.back_up(target)
    assert [path.name for path in tmp_path.iterdir() if ".new" in path.name] == []


def test_all_of_it_is_erased_where_the_older_copies_were(two: Home, backup: Path) -> None:
    aside = two.own.restore(backup).aside
    assert aside is not None
    (two.paths.data / ".restoring").mkdir()
    (two.paths.data / ".restoring" / "raw").write_bytes(b"planted")
    two.own.erase_kind("history")
    assert not aside.exists()
    assert not (two.paths.data / ".restoring").exists()
    (two.paths.data / READY).mkdir()
    (two.paths.data / READY / "log.sqlite3").write_bytes(b"planted")
    two.own.erase_everything()
    assert not (two.paths.data / READY).exists()
    assert glance(two.paths.settings).support.doctor == ""
