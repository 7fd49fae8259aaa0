"""An import that is cut off by a kill, a full disk or a change of mind leaves what was there before."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from burnbreak.core.own import PackError
from burnbreak.own_content import OwnContent
from burnbreak.storage.note import StorageError
from burnbreak.storage.own_folder import OwnFolder
from tests.own.made import folder, guided, home, listing, recording, sound, spoken, voice
from tests.storage.conftest import Disk, disk

__all__ = ["Disk", "disk"]

ROOT = Path(__file__).resolve().parents[2]
IDS = ("a", "b", "c", "d")
KILLS = 24


def pack(at: Path, title: str) -> Path:
    """Four practices and a voice, all marked with a title, to see which import they are from."""
    files = {f"{id}.toml": guided(id, title=title) for id in IDS}
    clips = {f"x/cue-{n}": title for n in range(6)}
    return folder(
        at, {**files, "voice.toml": voice(clips=clips, name=title), **spoken(clips, content=sound(0.4))}
    )


def titles(own: OwnContent) -> set[str]:
    return {item.title for item in own.items()}


@pytest.fixture
def own(tmp_path: Path) -> OwnContent:
    made = OwnContent(home(tmp_path / "home"))
    made.bring(pack(tmp_path / "old", "Old"))
    return made


def test_a_kill_at_any_moment_leaves_all_old_or_all_new(tmp_path: Path, own: OwnContent) -> None:
    new = pack(tmp_path / "new", "New")
    shutil.copytree(tmp_path / "home", tmp_path / "before")
    chance, seen, whole = random.Random(11), set(), 30.0
    for number in range(KILLS):
        shutil.rmtree(tmp_path / "home")
        shutil.copytree(tmp_path / "before", tmp_path / "home")
        words = [sys.executable, "-m", "tests.own.bringer", str(tmp_path / "home"), str(new)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as bringer:
            assert bringer.stdout is not None
            assert bringer.stdout.readline() == "ready\n"
            if number == 0:
                # The first one is left to end: how long it takes here and now.
                began = time.monotonic()
                bringer.wait(whole)
                whole = time.monotonic() - began
            time.sleep(chance.uniform(0.0, 1.2) * whole if number else 0.0)
            bringer.kill()
        found = titles(own)
        assert found in ({"Old"}, {"New"}), number
        seen |= found
        data = tmp_path / "home" / "data"
        assert sorted(path.name for path in data.iterdir()) == ["practices", "voices"]
    assert seen == {"Old", "New"}


@pytest.mark.parametrize("steps", range(12))
def test_a_kill_between_any_two_renames_is_finished_later(
    tmp_path: Path, own: OwnContent, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Nothing in the program may catch this."""

    left = [steps]
    rename = OwnFolder.rename

    def cut_off(self: OwnFolder, old: Path, new: Path) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        rename(self, old, new)

    with monkeypatch.context() as patch:
        patch.setattr(OwnFolder, "rename", cut_off)
        patch.setattr(OwnFolder, "_clear", lambda self: None)
        with pytest.raises(Killed):
            own.bring(pack(tmp_path / "new", "New"), replace=True)
    assert titles(own) == ({"Old"} if steps == 0 else {"New"})
    assert {item.fault for item in own.items()} == {""}
    assert sorted(path.name for path in (tmp_path / "home" / "data").iterdir()) == ["practices", "voices"]


@pytest.mark.parametrize("steps", range(1, 12))
def test_a_rename_that_is_refused_undoes_the_ones_before(
    tmp_path: Path, own: OwnContent, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listing(tmp_path / "home")
    left = [steps]
    rename = OwnFolder.rename

    def refuse_one(self: OwnFolder, old: Path, new: Path) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise PermissionError(13, "Permission denied")
        rename(self, old, new)

    monkeypatch.setattr(OwnFolder, "rename", refuse_one)
    with pytest.raises(StorageError, match="your own practices and voices are as they were"):
        own.bring(pack(tmp_path / "new", "New"), replace=True)
    assert listing(tmp_path / "home") == before


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path, disk: Disk) -> None:
    own = OwnContent(home(disk.folder))
    own.bring(folder(tmp_path / "p", {"a.toml": guided("a"), "r.toml": recording(), "lake.opus": sound()}))
    long = folder(
        tmp_path / "long",
        {
            "r.toml": recording("long", "l.flac"),
            "l.flac": sound(120.0, channels=2, format="FLAC", subtype="PCM_16"),
        },
    )
    before = listing(disk.folder / "data")
    with pytest.raises(
        StorageError, match="The disk is full; your own practices and voices are as they were"
    ):
        own.bring(long)
    assert listing(disk.folder / "data") == before
    disk.fill()
    with pytest.raises(StorageError, match="The disk is full"):
        own.bring(folder(tmp_path / "b", {"b.toml": guided("b")}))
    with pytest.raises(StorageError, match="The disk is full"):
        own.export("a", disk.folder / "a.zip")
    disk.free()
    assert listing(disk.folder / "data") == before
    assert [item.fault for item in own.items()] == ["", ""]


def test_a_disk_that_may_not_be_written_is_told(tmp_path: Path, disk: Disk) -> None:
    own = OwnContent(home(disk.folder))
    own.bring(folder(tmp_path / "p", {"a.toml": guided("a")}))
    disk.read_only()
    for refused in (lambda: own.bring(tmp_path / "p", replace=True), lambda: own.remove("a")):
        with pytest.raises(StorageError, match=r"cannot write|not allowed"):
            refused()
    assert [item.id for item in own.items()] == ["a"]
    disk.read_only(False)


def test_a_change_of_mind_in_mid_import_leaves_nothing(tmp_path: Path, own: OwnContent) -> None:
    class EnoughError(Exception):
        """The user pressed Cancel."""

    def stop(done: float) -> None:
        if done > 0.3:
            raise EnoughError

    before = listing(tmp_path / "home")
    files = {"r.toml": recording("long", "l.flac"), "l.flac": sound(60.0, format="FLAC", subtype="PCM_16")}
    with pytest.raises(EnoughError):
        own.bring(folder(tmp_path / "p", files), progress=stop)
    assert listing(tmp_path / "home") == before


def test_two_imports_at_once_wait_for_each_other(tmp_path: Path, own: OwnContent) -> None:
    new = pack(tmp_path / "new", "New")
    words = [sys.executable, "-m", "tests.own.bringer", str(tmp_path / "home"), str(new)]
    with (
        subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as one,
        subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as two,
    ):
        assert [bringer.communicate()[0].split()[-1] for bringer in (one, two)] == ["done", "done"]
    assert titles(own) == {"New"}


def test_an_import_under_way_is_not_swept_away_by_a_look(tmp_path: Path, own: OwnContent) -> None:
    looked: list[int] = []
    pack_ = pack(tmp_path / "new", "New")
    own.bring(pack_, replace=True, progress=lambda done: looked.append(len(own.items())))
    assert set(looked) == {5}
    assert titles(own) == {"New"}


def test_a_second_import_is_refused_while_the_first_takes_long(
    tmp_path: Path, own: OwnContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("burnbreak.storage.own_folder.PATIENCE", 0.1)
    with OwnFolder(home(tmp_path / "home")).change(), pytest.raises(StorageError, match="Another import"):
        own.remove("a")


def test_what_is_gone_cannot_be_removed_again(own: OwnContent) -> None:
    assert own.remove("a").title == "Old"
    with pytest.raises(PackError, match="no practice or voice of your own called 'a'"):
        own.remove("a")
    assert {item.id for item in own.items()} == {"anna", "b", "c", "d"}
