"""Puts a log that is written anew under another key into the place of the old one, and wipes that."""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from burnbreak.storage import database, drivers
from burnbreak.storage.drivers import Key
from burnbreak.storage.files import identity, sync_folder
from burnbreak.storage.key_file import PAGE, key_file
from burnbreak.storage.note import StorageError

STAYS = "the history stays as it was"
PATIENCE = 2.0
"""Seconds for a copy to notice that it is not wanted any more; of 150,000 entries it takes one at most."""
_PIECE = b"\0" * (1 << 20)


class Exchange:
    """One exchange: `copy`, which takes long and hinders nobody, `finish`, which does not, and `end`.

    Whatever goes wrong or is killed, the file is the old one or the new one, whole. All but `end` and `stop`
    raise StorageError, and then the log is as it was.
    """

    def __init__(self, path: Path, old: Key | None, new: Key | None) -> None:
        self._path, self._old, self._new = path, old, new
        self._anew = path.with_name(f".{path.name}.{os.getpid()}.new")
        self._still = path.with_name(f".{path.name}.{os.getpid()}.still.new")
        self._seen = identity(path)
        self._watch: sqlite3.Connection | None = None
        """Tells whether anybody has written since the copy; of the driver that the log is opened with,
        because of two drivers in one process neither sees what the other one locks."""
        self._version = 0
        self.stopped = False
        """It is not wanted any more."""
        self._copied = False
        self._copying, self._ending = threading.Lock(), threading.Lock()
        self._before = -1

    def copy(self) -> None:
        """Write what is in the log now under the other key; again, only what has changed meanwhile.

        On any thread. Others may go on to read and write the log.
        """
        try:
            with self._copying, self._told():
                self._copy()
        finally:
            if self.stopped:
                self.end()

    def _copy(self) -> None:
        from burnbreak.storage import recode

        if not self._copied:
            remove_unfinished(self._path)
        self._take_still()
        self._go_on()
        with recode.opened(self._still, self._old) as db:
            (recode.bring_up if self._copied else recode.write_anew)(db, self._anew, self._new, self._go_on)
        self._copied = True
        _wipe_away(self._still)

    def is_current(self) -> bool:
        """Whether nobody has written to the log since the copy. StorageError."""
        with self._told():
            self._go_on()
            assert self._watch is not None
            (found,) = self._watch.execute("PRAGMA data_version").fetchone()
            return bool(found == self._version)

    def finish(self, decided: Callable[[], None]) -> bool:
        """Put it into the place of the log; False where that was written to since: it is to be copied again.

        Nobody of this process has the log open, and nobody opens it before this is done. `decided` is called
        just before, when it is certain.
        """
        try:
            with self._told():
                self._go_on()
                return self._put(decided)
        finally:
            self._let_go()

    def stop(self) -> None:
        """It is not wanted any more; on any thread. A copy that runs raises soon, and is wiped.

        That is waited for a little, because the program may be about to end.
        """
        self.stopped = True
        if self._copying.acquire(timeout=PATIENCE):
            self._copying.release()
            self.end()

    def end(self) -> None:
        """Wipe what is not needed any more, after success and failure alike; on any thread."""
        with self._ending:
            self._let_go()
            if self._before >= 0:
                _wipe(self._before)
                os.close(self._before)
                self._before = -1
            with contextlib.suppress(OSError):
                remove_unfinished(self._path)

    def _take_still(self) -> None:
        """A picture of the log that does not move while it is read."""
        self._let_go()
        _wipe_away(self._still)
        os.close(os.open(self._still, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._watch = drivers.connect(self._path, self._old, shared=True)
        self._watch.execute("BEGIN")
        self._watch.execute("SELECT 1 FROM sqlite_master").fetchall()
        (self._version,) = self._watch.execute("PRAGMA data_version").fetchone()
        with contextlib.closing(drivers.connect(self._still, self._old)) as still:
            still.execute("PRAGMA synchronous = OFF")
            self._watch.backup(still)
            still.execute("PRAGMA journal_mode = DELETE")
        self._watch.execute("COMMIT")

    def _put(self, decided: Callable[[], None]) -> bool:
        assert self._watch is not None
        if identity(self._path) != self._seen:
            raise StorageError(f"Another program has exchanged the log; {STAYS}.")
        if not self._alone(self._watch):
            return False
        before = _raw(self._path)
        try:
            decided()
            # While it is still locked, so that nobody writes to what goes.
            moved = _moved(self._anew, self._path)
        except BaseException:
            self._let_go()
            os.close(before)
            raise
        if moved:
            # Whoever waits for the lock finds no log in it, and looks for the new one.
            os.write(before, _PIECE[:PAGE])
            os.lseek(before, 0, os.SEEK_SET)
            self._before = before
        self._let_go()
        if moved:
            sync_folder(self._path.parent)
            return True
        os.close(before)
        os.replace(self._anew, self._path)
        return True

    def _alone(self, db: sqlite3.Connection) -> bool:
        """Close it to every other program, without a journal beside it; False where it is not as copied."""
        try:
            db.execute("PRAGMA busy_timeout = 2000")
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN IMMEDIATE")
            (found,) = db.execute("PRAGMA data_version").fetchone()
            db.execute("COMMIT")  # In this mode the lock stays.
            if found != self._version:
                return False
            (mode,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
        except drivers.operational() as fault:
            if database.primary(fault) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StorageError(f"Another program is using the log; {STAYS}.") from fault
            raise
        if mode != "delete":
            raise StorageError(f"Another program is using the log; {STAYS}.")
        return True

    def _let_go(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _go_on(self) -> None:
        if self.stopped:
            raise StorageError(f"It was stopped; {STAYS}.")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        from burnbreak.storage import recode

        try:
            yield
        except recode.NotWholeError as fault:
            raise StorageError(f"What was written could not be read back whole; {STAYS}.") from fault
        except StorageError:
            raise
        except drivers.faults(OSError) as fault:
            raise StorageError(f"{database.why(fault, self._path)}; {STAYS}.") from fault


def remove_unfinished(path: Path) -> None:
    """Take away what a kill has left of a log that was being written anew. OSError."""
    for file in path.parent.glob(f".{path.name}.*.new*"):
        _wipe_away(file)
    for file in path.parent.glob(f".{key_file(path).name}.*.new"):
        file.unlink(missing_ok=True)


def _wipe_away(file: Path) -> None:
    """What is of a plain log stays readable on the disk otherwise. OSError."""
    if file.exists():
        descriptor = _raw(file)
        try:
            _wipe(descriptor)
        finally:
            os.close(descriptor)
        file.unlink(missing_ok=True)


def _moved(anew: Path, path: Path) -> bool:
    """Windows moves nothing over an open file; there it is done once it is closed."""
    try:
        os.replace(anew, path)
    except PermissionError:
        return False
    return True


def _raw(path: Path) -> int:
    """The file that has this name now, whatever it is called later."""
    return os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))


def _wipe(descriptor: int) -> None:
    """Zeros over the content; a disk that moves what it writes, as SSDs do, may keep old blocks anyway."""
    with contextlib.suppress(OSError):
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= os.write(descriptor, _PIECE[:left])
        os.fsync(descriptor)
