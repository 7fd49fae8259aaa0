"""The five folders: where they are, who may look in, what happens when they cannot be made."""

import os
import stat
import sys
from pathlib import Path

import pytest

from burnbreak.storage.note import StorageError, shown
from burnbreak.storage.paths import find_paths, make
from tests.storage.conftest import Disk


def test_a_root_holds_all_five(tmp_path: Path) -> None:
    paths = find_paths(tmp_path)
    folders = {paths.config, paths.data, paths.state, paths.cache, paths.runtime}
    assert len(folders) == 5
    assert {folder.parent for folder in folders} == {tmp_path}
    assert paths.settings.name == "settings.toml"
    assert paths.log.name == "log.sqlite3"


def test_the_environment_moves_everything(tmp_path: Path) -> None:
    assert find_paths(environ={"BURNBREAK_HOME": str(tmp_path)}) == find_paths(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="the XDG variables count elsewhere")
def test_the_platform_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    paths = find_paths(environ={})
    assert all(tmp_path in p.parents for p in (paths.config, paths.data, paths.state, paths.cache))
    assert {p.name for p in (paths.config, paths.data, paths.state, paths.cache)} == {"burnbreak"}
    if sys.platform.startswith("linux"):
        assert paths.runtime == run / "burnbreak"


@pytest.mark.skipif(not hasattr(os, "chown"), reason="needs owners")
def test_a_runtime_folder_in_someone_elses_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("giving a folder away needs root")
    run = tmp_path / "run"
    run.mkdir()
    os.chown(run, 12345, -1)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    paths = find_paths(environ={})
    assert run not in paths.runtime.parents


@pytest.mark.skipif(os.name == "nt", reason="no permission bits")
def test_folders_are_closed_to_others(tmp_path: Path) -> None:
    folder = make(tmp_path / "a" / "burnbreak")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    make(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == []


def test_a_file_in_the_way_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("I was here first")
    with pytest.raises(StorageError) as told:
        make(find_paths(tmp_path).config)
    assert str(told.value).count(".") == 1
    assert "cannot write to its folder" in str(told.value)


def test_a_read_only_home_is_told_in_one_sentence(disk: Disk) -> None:
    make(disk.folder / "config")
    disk.read_only()
    for name in ("config", "data"):
        with pytest.raises(StorageError, match="cannot write to its folder"):
            make(disk.folder / name)


def test_the_home_folder_is_not_spelled_out() -> None:
    assert shown(Path.home() / "notes") == str(Path("~/notes"))
    assert shown(Path("/srv/x")) == str(Path("/srv/x"))
