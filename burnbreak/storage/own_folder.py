"""Changes the user's own practices and voices all at once or not at all, whatever ends the program.

What is new is written whole into `.incoming`. Renaming that to `.commit` decides; from then on the pieces
are moved into place one by one, and what was there before goes into `.commit/old`. A change that was cut
off before that moment is thrown away by `settle`, one that was cut off after it is finished.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from burnbreak.storage.files import sync_folder
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.paths import Paths, make

KINDS = ("practices", "own", "voices", "support")
"""Practice files, their recordings, narrators, and an organisation's own helplines: what this looks after."""
PATIENCE = 5.0
"""Seconds to wait for another change to end."""

_BUSY = "Another import is under way; try again when it is done."


class OwnFolder:
    """The folders of own things below the data folder."""

    def __init__(self, paths: Paths) -> None:
        self.root = paths.data
        self._lock = paths.runtime / "own.lock"
        self._incoming, self._commit, self._done = (
            self.root / name for name in (".incoming", ".commit", ".done")
        )

    def path(self, unit: str) -> Path:
        """Where a unit lies: "practices/ID.toml", "own/ID" or "voices/ID"."""
        return self.root / unit

    @contextlib.contextmanager
    def change(self) -> Iterator["Change"]:
        """Prepare a change; without its `commit` nothing changes. StorageError when the disk refuses."""
        with self._locked(PATIENCE):
            self._settle()
            try:
                make(self.root)
                for folder in (self._incoming, self._incoming / "new", self._incoming / "work"):
                    folder.mkdir(mode=0o700)
            except OSError as fault:
                self._clear()
                raise _refused(fault) from fault
            try:
                yield Change(self)
            except StorageError:
                raise
            except OSError as fault:
                raise _refused(fault) from fault
            finally:
                self._clear()

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Nothing changes meanwhile; where the disk takes no lock nobody can change it. StorageError."""
        self.settle()
        lock: contextlib.AbstractContextManager[None] = self._locked(PATIENCE)
        try:
            make(self._lock.parent)
        except StorageError:
            lock = contextlib.nullcontext()
        with lock:
            yield

    def settle(self) -> None:
        """Finish or undo what a kill left behind; cheap when there is nothing. StorageError if it cannot."""
        left = [folder for folder in (self._incoming, self._commit, self._done) if folder.exists()]
        if left:
            try:
                # A change that is just being prepared belongs to someone who is alive.
                with self._locked(PATIENCE if self._commit.exists() else 0.0):
                    self._settle()
            except StorageError:
                if self._commit.exists():
                    raise

    def _settle(self) -> None:
        if self._commit.exists():
            try:
                self._finish()
            except OSError as fault:
                raise _refused(fault) from fault
        self._clear()

    def _clear(self) -> None:
        for folder in (self._incoming, self._done):
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def _locked(self, seconds: float) -> Iterator[None]:
        from filelock import FileLock, Timeout

        make(self._lock.parent)
        lock = FileLock(self._lock)
        try:
            lock.acquire(timeout=seconds)
        except Timeout as fault:
            raise StorageError(_BUSY) from fault
        except OSError as fault:
            raise _refused(fault) from fault
        try:
            yield
        finally:
            lock.release()

    # --- the moment that decides -------------------------------------------------------------------------

    def decide(self, gone: tuple[str, ...], patched: frozenset[str] = frozenset()) -> None:
        """Put what is in `.incoming/new` into place and take `gone` away; `Change.commit` calls this.

        Of the units in `patched` only the files that are there are replaced.
        """
        shutil.rmtree(self._incoming / "work", ignore_errors=True)
        units = self._units(self._incoming / "new", patched)
        plan = self._incoming / "plan.json"
        plan.write_text(json.dumps({"new": units, "gone": list(gone)}), encoding="utf-8")
        _sync(self._incoming)
        made = [kind for kind in KINDS if not (self.root / kind).exists()]
        self.rename(self._incoming, self._commit)
        sync_folder(self.root)
        try:
            self._finish()
        except OSError:
            self._undo(units, gone)
            for kind in made:
                with contextlib.suppress(OSError):
                    (self.root / kind).rmdir()
            raise

    def _finish(self) -> None:
        plan = json.loads((self._commit / "plan.json").read_text(encoding="utf-8"))
        for unit in plan["gone"]:
            self._set_aside(unit)
        for unit in plan["new"]:
            new = self._commit / "new" / unit
            if new.exists():
                self._set_aside(unit)
                self.path(unit).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self.rename(new, self.path(unit))
        for folder in {self.root / kind for kind in KINDS} | {self.path(u).parent for u in plan["new"]}:
            sync_folder(folder)
        self.rename(self._commit, self._done)
        sync_folder(self.root)
        self._clear()

    def rename(self, old: Path, new: Path) -> None:
        """The one way by which anything gets into place; tests cut it off."""
        os.rename(old, new)

    def _set_aside(self, unit: str) -> None:
        old = self._commit / "old" / unit
        if os.path.lexists(self.path(unit)) and not old.exists():
            old.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.rename(self.path(unit), old)

    def _undo(self, units: list[str], gone: tuple[str, ...]) -> None:
        for unit in reversed([*gone, *units]):
            new, old = self._commit / "new" / unit, self._commit / "old" / unit
            if unit in units and not new.exists() and self.path(unit).exists():
                self.rename(self.path(unit), new)
            if old.exists():
                self.rename(old, self.path(unit))
        self.rename(self._commit, self._done)

    def _units(self, new: Path, patched: frozenset[str]) -> list[str]:
        units: list[str] = []
        for found in (path for kind in KINDS if (new / kind).exists() for path in (new / kind).iterdir()):
            unit = found.relative_to(new).as_posix()
            files = [path for path in found.rglob("*") if path.is_file()] if unit in patched else [found]
            units += [path.relative_to(new).as_posix() for path in files]
        return sorted(units)


class Change:
    """One change under preparation."""

    def __init__(self, folder: OwnFolder) -> None:
        self._folder = folder
        self._gone: tuple[str, ...] = ()
        self._patched: frozenset[str] = frozenset()
        self.work = folder.root / ".incoming" / "work"
        """For files that are only needed meanwhile."""

    def place(self, unit: str, *below: str) -> Path:
        """Where to write a new unit, or a file below it; the folders for it are made."""
        target = (self._folder.root / ".incoming" / "new" / unit).joinpath(*below)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return target

    def patch(self, unit: str, *below: str) -> Path:
        """Where to write one file of a unit that is there already; its other files stay as they are."""
        self._patched |= {unit}
        return self.place(unit, *below)

    def remove(self, *units: str) -> None:
        """Take these away with the commit, as far as they are there."""
        self._gone += units

    def commit(self) -> None:
        """Make it so."""
        self._folder.decide(self._gone, self._patched)


def _refused(fault: OSError) -> StorageError:
    if isinstance(fault, StorageError):
        return fault
    return StorageError(f"{cause(fault)}; your own practices and voices are as they were.")


def _sync(folder: Path) -> None:
    """All files of a folder closed to others and on the disk."""
    for here, _, files in os.walk(folder):
        Path(here).chmod(0o700)
        for name in files:
            path = Path(here, name)
            path.chmod(0o600)
            # For writing, because Windows flushes nothing else.
            with path.open("r+b") as file:
                os.fsync(file.fileno())
        sync_folder(Path(here))
