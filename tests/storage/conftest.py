"""Disks that are small or read-only, and a clock that steps when told."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest


class Clock:
    """Every reading is a millisecond after the one before, unless it is set."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment


class Disk:
    """A file system of one megabyte, mounted for one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._run("mount", "-t", "tmpfs", "-o", "size=1M,mode=0700", "tmpfs", str(folder))

    def fill(self) -> None:
        """Leave no byte free."""
        block = b"x" * 4096
        try:
            with (self.folder / "ballast").open("ab", buffering=0) as file:
                while file.write(block):
                    pass
        except OSError:
            return

    def free(self) -> None:
        """Take the ballast off again."""
        (self.folder / "ballast").unlink()

    def read_only(self, on: bool = True) -> None:
        """Let nothing be written, not even by root."""
        self._run("mount", "-o", "remount,ro" if on else "remount,rw", str(self.folder))

    def close(self) -> None:
        self._run("umount", "-l", str(self.folder))

    def _run(self, *words: str) -> None:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(done.stderr.strip())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs root")
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        made = Disk(folder)
    except OSError as fault:
        pytest.skip(f"mounting is not permitted here: {fault}")
    yield made
    made.close()


@pytest.fixture
def light(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is room for one: what is made durable a thousand times costs nothing."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < 200_000_000:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="burnbreak-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def link() -> Callable[[Path, Path], None]:
    def make(at: Path, target: Path) -> None:
        try:
            at.symlink_to(target)
        except OSError as fault:
            pytest.skip(f"symbolic links are not permitted here: {fault}")

    return make
