"""Writes all that makes somebody's burnbreak into one file: history, settings, own practices and voices.

It is a zip of files as they are, nothing compressed, whose last one, the manifest, has the size and SHA-256
of each other. Passwords, secret addresses and keys lie in the keyring and are in no backup.
"""

import contextlib
import glob
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

from burnbreak import __version__
from burnbreak.core.own import PackError
from burnbreak.storage.database import discard
from burnbreak.storage.files import write_with
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.own_folder import KINDS, OwnFolder
from burnbreak.storage.pack_names import check_name, is_clutter
from burnbreak.storage.paths import Paths
from burnbreak.storage.settings_file import usable_bytes

FORMAT, VERSION = "burnbreak-backup", 1
MANIFEST, LOG, SETTINGS = "manifest.json", "log.sqlite3", "settings.toml"
MOST_FILES = 50_000
MOST_BYTES = 2_000_000_000
"""What every zip reader can read; more than forty hours of own recordings."""
_PIECE = 1 << 18
_WRITTEN = "nothing was written"


def write_backup(log: Log, paths: Paths, target: Path, now: datetime) -> None:
    """Write it, whole or not at all, for its owner alone. StorageError with one sentence."""
    copy = target.with_name(f".{target.name}.{os.getpid()}.log.new")
    try:
        _remove_unfinished(target)
        copy.touch(mode=0o600)
        log.copy_to(copy, _WRITTEN)
        with OwnFolder(paths).still():
            files = {LOG: copy, **own_files(paths.data)}
            settings = usable_bytes(paths.settings)
            _check_size(files)
            write_with(
                target,
                lambda file: _pour(file, files, settings, now, encrypted=log.key is not None),
                otherwise=_WRITTEN,
            )
    except StorageError:
        raise
    except OSError as fault:
        raise StorageError(f"{cause(fault)}; {_WRITTEN}.") from fault
    finally:
        discard(copy)


def own_files(root: Path) -> dict[str, Path]:
    """What is the user's own below the data folder, by name; what burnbreak could not use is left out."""
    found: dict[str, Path] = {}
    for kind in KINDS:
        for path in sorted((root / kind).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not path.is_symlink() and not is_clutter(name) and _is_sound(name):
                found[name] = path
    return found


def _is_sound(name: str) -> bool:
    try:
        return check_name(name) == name
    except PackError:
        return False


def _check_size(files: Mapping[str, Path]) -> None:
    if sum(path.stat().st_size for path in files.values()) > MOST_BYTES or len(files) > MOST_FILES:
        raise StorageError(f"It would be larger than {MOST_BYTES // 10**9} GB; {_WRITTEN}.")


def _pour(
    file: BinaryIO, files: Mapping[str, Path], settings: bytes, now: datetime, *, encrypted: bool
) -> None:
    members = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=False) as packed:
        if settings:
            members.append(_add(packed, SETTINGS, iter([settings]), now))
        for name, path in files.items():
            with path.open("rb") as content:
                members.append(_add(packed, name, _pieces(content), now))
        head = {
            "format": FORMAT,
            "v": VERSION,
            "app": __version__,
            "made": now.isoformat(),
            "log": "encrypted" if encrypted else "plain",
            "members": members,
        }
        _add(packed, MANIFEST, iter([json.dumps(head, ensure_ascii=False, indent=1).encode()]), now)


def _add(packed: zipfile.ZipFile, name: str, content: Iterator[bytes], now: datetime) -> dict[str, object]:
    """Write one member; what the manifest says of it."""
    info = zipfile.ZipInfo(name, now.timetuple()[:6])
    info.create_system, info.external_attr = 3, 0o100600 << 16
    digest, size = hashlib.sha256(), 0
    with packed.open(info, "w") as member:
        for piece in content:
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return {"name": name, "bytes": size, "sha256": digest.hexdigest()}


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece


def _remove_unfinished(target: Path) -> None:
    """Take away what a kill has left of an earlier attempt at the same file."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.new*"):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
