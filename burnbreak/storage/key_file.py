"""Tells how an encrypted log opens: the small file beside it, which holds no secret.

The log says itself whether it is encrypted; this says where its key is. After a change that was cut off two
ways may stand in it, and one of them is right.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from burnbreak.storage.files import write_atomically

MAGIC = b"SQLite format 3\0"
PAGE = 4096
_OFTEN = 60
"""In a page of noise each byte comes about 16 times; one that comes so often is none of SQLCipher's."""
_LARGEST = 10_000


class Way(StrEnum):
    """Where the key is."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


@dataclass(frozen=True, slots=True)
class Lock:
    """One way in; `name` is the key's own in the keyring."""

    way: Way
    name: str = ""


def key_file(log: Path) -> Path:
    """Its place beside the log."""
    return log.with_name(f"{log.stem}.key.toml")


def sealed(log: Path) -> bool:
    """Whether the file is encrypted, or is to be once it is there.

    Only for a file that this process has not open: closing it here would free its locks. A damaged plain
    file is none: what SQLCipher writes is noise from the first byte on, in whole pages.
    """
    try:
        with log.open("rb") as file:
            head = file.read(PAGE)
        size = log.stat().st_size
    except FileNotFoundError:
        head, size = b"", 0
    except OSError:
        return False
    if head.startswith(MAGIC):
        return False
    return key_file(log).exists() or (size > 0 and size % PAGE == 0 and _is_noise(head))


def read_locks(log: Path) -> tuple[Lock, ...]:
    """The ways in; none where the file is missing or cannot be read."""
    if not key_file(log).exists():
        return ()
    from burnbreak.core.reading import TableError
    from burnbreak.storage.tables import read_table

    try:
        found = read_table(key_file(log), _LARGEST).get("lock", [])
    except TableError:
        return ()
    ways = set(Way)
    return tuple(
        Lock(Way(item["way"]), str(item.get("name", "")))
        for item in (found if isinstance(found, list) else [])
        if isinstance(item, dict) and item.get("way") in ways
    )


def write_locks(log: Path, locks: tuple[Lock, ...]) -> None:
    """Note the ways in, or take the file away for none. OSError."""
    if not locks:
        key_file(log).unlink(missing_ok=True)
        return
    lines = ["# How burnbreak opens its encrypted log. There is no secret in here.", "v = 1"]
    for lock in locks:
        lines += ["", "[[lock]]", f'way = "{lock.way}"', *([f'name = "{lock.name}"'] if lock.name else [])]
    write_atomically(key_file(log), ("\n".join(lines) + "\n").encode(), what="keys of the log")


def _is_noise(page: bytes) -> bool:
    return len(page) == PAGE and max(Counter(page).values()) < _OFTEN
