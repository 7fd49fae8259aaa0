"""Where a pack comes from: a folder or a zip, whose names and sizes are checked before anything is read."""

import errno
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from burnbreak.core.own import PackError
from burnbreak.storage.note import cause
from burnbreak.storage.pack_names import check_distinct, check_name, is_archive, is_clutter, printable

MOST_FILES = 4_000
MOST_BYTES = 1_000_000_000
"""Of all files of a pack together, unpacked; two hours of sound as plain 48 kHz WAV have 700 MB."""
MOST_RATIO = 100
"""Times a file may grow when it is unpacked; text and sound stay under 20, long silence aside."""
SMALL = 1_000_000
"""Bytes under which the ratio does not matter."""
LARGEST_DIRECTORY = 4_000_000
"""Bytes of a zip's table of contents; with 4,000 names of 200 characters it has one million."""
_PIECE = 1 << 16

_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, struct.error,
    OverflowError, IndexError,
)  # fmt: skip
"""What the standard library raises for archives that are damaged or made to hurt."""


class Source(Protocol):
    """The files of a pack. Every name has passed `check_name`; clutter of file managers is left out."""

    @property
    def files(self) -> Mapping[str, int]:
        """Bytes of each file by its name."""
        ...

    def read(self, name: str) -> bytes:
        """A small file whole. PackError if it cannot be read."""
        ...

    def fetch(self, name: str, work: Path) -> Path:
        """A file as one on the disk, put into `work` if need be. PackError if it cannot be read."""
        ...


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The folder, zip or single practice file at `path`. PackError when there is no safe pack there."""
    if path.is_dir():
        yield _Folder(path)
    elif not path.exists():
        raise PackError(f"There is nothing at '{printable(str(path))}'.")
    elif path.suffix.casefold() == ".toml":
        yield _Folder(path.parent, only=path.name)
    else:
        with _opened(path) as file, _archive(file, path.name) as archive:
            yield _Zip(archive)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as fault:
        raise PackError(f"'{printable(path.name)}' cannot be read ({fault.strerror}).") from fault
    with file:
        yield file


class _Folder:
    """A pack that lies open."""

    def __init__(self, folder: Path, *, only: str = "") -> None:
        self._paths: dict[str, Path] = {}
        self.files: dict[str, int] = {}
        found = self._walk(folder) if not only else [(only, folder / only)]
        for name, path in found:
            safe = check_name(name)
            self._paths[safe], self.files[safe] = path, path.stat().st_size
        check_distinct(name for name, _ in found)
        _within_limits(self.files)
        _no_archives(self.files)

    def _walk(self, folder: Path) -> list[tuple[str, Path]]:
        found: list[tuple[str, Path]] = []
        waiting = [(folder, "")]
        while waiting:
            here, prefix = waiting.pop()
            try:
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except OSError as fault:
                raise PackError(f"'{printable(prefix or here.name)}' cannot be read.") from fault
            for entry in entries:
                name = prefix + entry.name
                if is_clutter(entry.name):
                    continue
                if entry.is_symlink():
                    raise PackError(f"'{printable(name)}' is a link, and a pack may not hold links.")
                if entry.is_dir(follow_symlinks=False):
                    check_name(name)
                    waiting.append((Path(entry.path), f"{name}/"))
                elif entry.is_file(follow_symlinks=False):
                    found.append((name, Path(entry.path)))
                else:
                    raise PackError(f"'{printable(name)}' is neither a file nor a folder.")
                if len(found) + len(waiting) > MOST_FILES:
                    raise _too_many()
        return found

    def read(self, name: str) -> bytes:
        """See Source."""
        try:
            return self._paths[name].read_bytes()
        except OSError as fault:
            raise PackError(f"'{printable(name)}' cannot be read ({fault.strerror}).") from fault

    def fetch(self, name: str, work: Path) -> Path:
        """See Source."""
        return self._paths[name]


class _Zip:
    """A pack in an archive, unpacked file by file as it is needed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._fetched = 0
        names: list[str] = []
        for info in archive.infolist():
            name = _checked(info)
            if not info.is_dir() and not is_clutter(name):
                self._infos[name] = info
                names.append(name)
        self.files = {name: info.file_size for name, info in self._infos.items()}
        check_distinct(names)
        _within_limits(self.files)
        _no_archives(self.files)

    def read(self, name: str) -> bytes:
        """See Source."""
        parts: list[bytes] = []
        self._pour(name, parts.append)
        return b"".join(parts)

    def fetch(self, name: str, work: Path) -> Path:
        """See Source."""
        # Names of a pack never become names on the disk before all of it has been found good.
        self._fetched += 1
        target = work / f"{self._fetched}{Path(name).suffix}"
        with target.open("xb") as file:
            self._pour(name, file.write)
        return target

    def _pour(self, name: str, into: Callable[[bytes], object]) -> None:
        left = self._infos[name].file_size
        with _readable(name), self._archive.open(self._infos[name]) as file:
            while piece := file.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise zipfile.BadZipFile
                into(piece)
            if left:
                raise zipfile.BadZipFile


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except PackError:
        raise
    except OSError as fault:
        # A place before the file's beginning; anything else is the disk's own trouble.
        if fault.errno != errno.EINVAL:
            raise
        raise PackError(f"'{printable(name)}' is damaged in the zip.") from fault
    except _FAULTS as fault:
        raise PackError(f"'{printable(name)}' is damaged in the zip.") from fault


@contextmanager
def _archive(file: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    _check_directory(file, name)
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as fault:
        raise PackError(f"'{printable(name)}' is damaged; it cannot be opened as a zip.") from fault
    except OSError as fault:
        raise PackError(f"'{printable(name)}' cannot be read: {cause(fault).lower()}.") from fault
    with archive:
        yield archive


def _check_directory(file: BinaryIO, name: str) -> None:
    """Refuse a table of contents that would fill the memory, before the standard library reads it."""
    file.seek(0, os.SEEK_END)
    file.seek(-min(file.tell(), 22 + 65_535), os.SEEK_END)
    tail = file.read()
    # As zipfile looks: at the very end first, then for the last mark within a comment's length.
    at = len(tail) - 22
    if at < 0 or tail[at : at + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
        at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < 22:
        raise PackError(f"'{printable(name)}' is neither a folder, a zip nor a recording.")
    count, size = struct.unpack("<HI", tail[at + 10 : at + 16])
    if count > 2 * MOST_FILES or size > LARGEST_DIRECTORY or tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise _too_many()


def _checked(info: zipfile.ZipInfo) -> str:
    """The safe name of an entry, which is a plain file or folder that unpacks to something near its size."""
    raw = info.orig_filename
    name = check_name(raw.removesuffix("/"))
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise PackError(f"'{printable(raw)}' is a link, and a pack may not hold links.")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackError(f"'{printable(raw)}' is neither a file nor a folder.")
    if info.flag_bits & 0x1:
        raise PackError(f"'{printable(raw)}' is encrypted; make the zip without a password.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackError(f"'{printable(raw)}' is packed in an unusual way; make an ordinary zip.")
    if info.file_size > max(SMALL, MOST_RATIO * info.compress_size):
        raise PackError(f"'{printable(raw)}' would grow more than {MOST_RATIO} times when unpacked.")
    return name


def _within_limits(files: Mapping[str, int]) -> None:
    if len(files) > MOST_FILES:
        raise _too_many()
    if sum(files.values()) > MOST_BYTES:
        raise PackError(f"The pack is too large: more than {MOST_BYTES // 10**9} GB unpacked.")


def _too_many() -> PackError:
    return PackError(f"The pack is too large: more than {MOST_FILES:,} files.")


def _no_archives(files: Mapping[str, int]) -> None:
    for name in files:
        if is_archive(name):
            raise PackError(f"'{printable(name)}' is an archive within the pack; unpack it first.")
