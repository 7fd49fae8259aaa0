"""Files are replaced whole or not at all, and broken ones get a name of their own."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from burnbreak.storage.files import set_aside, write_atomically
from burnbreak.storage.note import StorageError
from tests.storage.conftest import Disk

MOMENT = datetime(2026, 3, 2, 9, 5, 7, tzinfo=UTC)


def test_content_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for content in (b"one", b"two"):
        write_atomically(file, content)
        assert file.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("open to all")
    file.chmod(0o644)
    write_atomically(file, b"mine")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_symbolic_link_stays_one(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    real, name = tmp_path / "dotfiles.toml", tmp_path / "settings.toml"
    real.write_bytes(b"old")
    link(name, real)
    write_atomically(name, b"new")
    assert name.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_temporary_file_from_a_crash_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f".settings.toml.{os.getpid()}.new").write_bytes(b"half")
    write_atomically(tmp_path / "settings.toml", b"whole")
    assert [p.name for p in tmp_path.iterdir()] == ["settings.toml"]


def test_a_full_disk_leaves_the_old_file(disk: Disk) -> None:
    file = disk.folder / "settings.toml"
    write_atomically(file, b"old")
    disk.fill()
    with pytest.raises(StorageError) as told:
        write_atomically(file, b"new" * 10_000)
    assert str(told.value) == "The disk is full; the settings from before are kept."
    assert file.read_bytes() == b"old"
    assert {p.name for p in disk.folder.iterdir()} == {"settings.toml", "ballast"}
    disk.free()
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_read_only_disk_leaves_the_old_file(disk: Disk) -> None:
    file = disk.folder / "settings.toml"
    write_atomically(file, b"old")
    disk.read_only()
    with pytest.raises(
        StorageError, match=r"^Writing is not allowed there; the settings from before are kept\.$"
    ):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        with pytest.raises(StorageError, match=r"^pipe is no file that can be replaced; the .* are kept"):
            write_atomically(path, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(tmp_path.iterdir()) == [link, pipe]


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="the settings from before are kept"):
        write_atomically(tmp_path / "gone" / "settings.toml", b"new")


def test_broken_files_are_set_aside_and_never_overwritten(tmp_path: Path) -> None:
    names = []
    for content in ("first", "second", "third"):
        file = tmp_path / "settings.toml"
        file.write_text(content)
        names.append(set_aside(file, MOMENT))
        assert not file.exists()
    assert [n.name for n in names] == [
        "settings.toml.bad-20260302-090507",
        "settings.toml.bad-20260302-090507-2",
        "settings.toml.bad-20260302-090507-3",
    ]
    assert [n.read_text() for n in names] == ["first", "second", "third"]


def test_what_cannot_be_set_aside_stays(disk: Disk) -> None:
    file = disk.folder / "settings.toml"
    file.write_text("broken")
    disk.read_only()
    with pytest.raises(StorageError, match=r"settings\.toml stays where it is"):
        set_aside(file, MOMENT)
    assert file.read_text() == "broken"
