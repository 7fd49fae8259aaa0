"""Reads a backup: its names, sizes and manifest are checked at once, its content as it is unpacked."""

import errno
import hashlib
import json
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from burnbreak.core.own import PackError
from burnbreak.storage.backup import FORMAT, LOG, MANIFEST, MOST_BYTES, MOST_FILES, SETTINGS, VERSION
from burnbreak.storage.export import JSON_NAME
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.own_folder import KINDS
from burnbreak.storage.pack_names import check_distinct, check_name, is_clutter, printable

STAYS = "everything stays as it is"
_LARGEST_MANIFEST = 16_000_000
_LARGEST_SETTINGS = 1_000_000
_PIECE = 1 << 18
_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, TypeError,
    KeyError, AttributeError, struct.error, OverflowError, IndexError, RecursionError,
)  # fmt: skip
"""What files that are damaged or made to hurt raise in the standard library, and in the reading below."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    made: datetime
    app: str
    """The version of burnbreak that wrote it."""
    encrypted: bool
    """Whether the history in it is."""
    members: Mapping[str, tuple[int, str]]
    """Bytes and SHA-256 of each file."""


class Backup:
    """An open one, found to be whole as far as its table of contents tells."""

    def __init__(self, name: str, archive: zipfile.ZipFile, size: int) -> None:
        self._name, self._archive = name, archive
        infos = archive.infolist()
        if not any(info.filename == MANIFEST for info in infos):
            self._refuse(
                "is an export, which Import takes in" if JSON_NAME in archive.namelist() else "is no backup"
            )
        for info in infos:
            self._check(info)
        if sum(info.file_size for info in infos) > min(size, MOST_BYTES + _LARGEST_MANIFEST):
            self._refuse("is larger inside than outside")
        self._infos = {info.filename: info for info in infos}
        check_distinct(info.filename for info in infos)
        self.manifest = self._read_manifest()
        sizes = {info.filename: info.file_size for info in infos if info.filename != MANIFEST}
        if sizes != {name: count for name, (count, _) in self.manifest.members.items()} or LOG not in sizes:
            self._refuse("is damaged")

    def unpack(self, name: str, target: Path) -> None:
        """Write one file, for its owner alone. StorageError where it is not what was put in."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        digest = hashlib.sha256()
        with os.fdopen(os.open(target, flags, 0o600), "wb") as file:
            with self._archive.open(self._infos[name]) as member:
                # Never longer than its entry says, and that was checked.
                while piece := member.read(_PIECE):
                    digest.update(piece)
                    file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != self.manifest.members[name][1]:
            self._refuse("is damaged")

    def _check(self, info: zipfile.ZipInfo) -> None:
        """Refuse whatever no backup of ours holds: paths that lead elsewhere, links, compression."""
        name, mode = info.orig_filename, info.external_attr >> 16
        try:
            sound = check_name(name) == info.filename and not is_clutter(name)
        except PackError:
            sound = False
        top, _, rest = name.partition("/")
        known = name in (MANIFEST, LOG, SETTINGS) or (top in KINDS and bool(rest))
        plain = stat.S_IFMT(mode) in (0, stat.S_IFREG) and not info.flag_bits & 0x1
        stored = info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size
        largest = {MANIFEST: _LARGEST_MANIFEST, SETTINGS: _LARGEST_SETTINGS}.get(name, MOST_BYTES)
        if not (sound and known and plain and stored and info.file_size <= largest):
            self._refuse(f"holds '{printable(name)}', which no backup of burnbreak has in this way")

    def _read_manifest(self) -> Manifest:
        found: Any = json.loads(self._archive.read(self._infos[MANIFEST]))
        if found["format"] != FORMAT:
            self._refuse("is no backup")
        if type(found["v"]) is int and found["v"] > VERSION:
            self._refuse("was written by a newer burnbreak")
        made = datetime.fromisoformat(found["made"])
        if made.tzinfo is None or found["v"] != VERSION:
            raise ValueError
        members = {str(m["name"]): (int(m["bytes"]), str(m["sha256"])) for m in found["members"]}
        return Manifest(made, printable(str(found["app"])), found["log"] == "encrypted", members)

    def _refuse(self, why: str) -> NoReturn:
        raise StorageError(f"{self._name} {why}; {STAYS}.")


def is_backup(source: Path) -> bool:
    """Whether it is one of these, or another zip; older backups are a bare log."""
    try:
        with source.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


@contextmanager
def opened(source: Path) -> Iterator[Backup]:
    """A backup whose contents have been checked, as far as can be before unpacking. StorageError."""
    name = printable(source.name)
    try:
        with source.open("rb") as file:
            size = _size(file)
            _check_contents(file, size)
            with zipfile.ZipFile(file) as archive:
                yield Backup(name, archive, size)
    except StorageError:
        raise
    except (PackError, *_FAULTS) as fault:
        raise StorageError(f"{name} is damaged; {STAYS}.") from fault
    except OSError as fault:
        # A place before the file's beginning; anything else is the disk's own trouble.
        why = f"{name} is damaged" if fault.errno == errno.EINVAL else cause(fault)
        raise StorageError(f"{why}; {STAYS}.") from fault


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _check_contents(file: BinaryIO, size: int) -> None:
    """Refuse a table of contents that would fill the memory, before the standard library reads it."""
    file.seek(max(0, size - 22))
    tail = file.read()
    # Ours has neither a comment nor the larger tables of ZIP64.
    if len(tail) != 22 or tail[:4] != b"PK\5\6":
        raise zipfile.BadZipFile
    count, length = struct.unpack("<HI", tail[10:16])
    if count > MOST_FILES + 3 or length > _LARGEST_MANIFEST:
        raise zipfile.BadZipFile
    file.seek(0)
