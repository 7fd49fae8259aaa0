"""Keyrings for tests: in memory, which may be shut, and in a file, which outlives a kill."""

import json
from contextlib import closing
from pathlib import Path

from burnbreak.storage.files import write_atomically
from burnbreak.storage.locked import NoKeyringError


def cheap_passphrases(times: int = 1000) -> None:
    """Let SQLCipher make keys of passphrases in no time, in this process from now on; 256,000 is usual."""
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(":memory:")) as db:
        db.execute(f"PRAGMA cipher_default_kdf_iter = {times}")


class MemoryRing:
    """See Ring."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.shut = False
        self.asked = 0

    def get(self, name: str) -> bytes | None:
        self._ask()
        return self.kept.get(name)

    def put(self, name: str, key: bytes) -> None:
        self._ask()
        self.kept[name] = key

    def forget(self, name: str) -> None:
        self._ask()
        self.kept.pop(name, None)

    def _ask(self) -> None:
        self.asked += 1
        if self.shut:
            raise NoKeyringError


class FileRing:
    """See Ring."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, name: str) -> bytes | None:
        found = self._kept().get(name)
        return None if found is None else bytes.fromhex(found)

    def put(self, name: str, key: bytes) -> None:
        self._write(self._kept() | {name: key.hex()})

    def forget(self, name: str) -> None:
        self._write({other: key for other, key in self._kept().items() if other != name})

    def names(self) -> set[str]:
        """Of all that it keeps."""
        return set(self._kept())

    def _kept(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}

    def _write(self, kept: dict[str, str]) -> None:
        write_atomically(self._path, json.dumps(kept).encode())
