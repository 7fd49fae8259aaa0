"""The log under lock and key: opened, exchanged and given up."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from burnbreak.storage.drivers import Key
from burnbreak.storage.locked import LockedError
from burnbreak.storage.log_core import WRITER, LogCore

if TYPE_CHECKING:
    from burnbreak.storage.exchange import Exchange


class LogLocking(LogCore):
    """While it is locked, what happens waits in memory."""

    @property
    def locked(self) -> LockedError | None:
        """Why an encrypted log is not open; what happens meanwhile is held in memory, silently."""
        return self._file.locked

    @property
    def key(self) -> Key | None:
        """What the file was opened with; None while it is a plain one."""
        return self._file.key_in_use

    def note_locked(self, why: LockedError) -> LockedError:
        """It is now known better why it is not open."""
        self._file.locked = why
        return why

    def unlock(self, key: Key) -> None:
        """Open an encrypted log and write what has waited; where a state was set twice, the file's counts.

        Raises StorageError, a LockedError where it is not the key; nothing has changed then.
        """
        self._file.key = key
        self._file.run(lambda _: None, "it stays as it is")
        for name in [n for n in self._states if n != WRITER]:
            if self._read("SELECT 1 FROM state WHERE key = ?", (name,)):
                del self._states[name]
        self._flush()

    @property
    def exchanging(self) -> bool:
        """Whether it is being written anew under another key; it may not be moved or replaced meanwhile."""
        return self._file.exchanging

    def begin_exchange(self, new: Key | None) -> "Exchange":
        """Begin to write the file anew under another key, or as a plain one for None. StorageError.

        Its `copy` is called next, on any thread, while the log is used as ever; then `finish_exchange`.
        """
        self.settle()
        return self._file.begin_exchange(new)

    def finish_exchange(
        self, exchange: "Exchange", new: Key | None, decided: Callable[[], None] = lambda: None
    ) -> bool:
        """Go on with what was copied; False where it is to be copied once more, for something has changed.

        `decided` is called just before it takes its place. Whatever goes wrong or is killed, the file is
        the old one or the new one, whole. StorageError.
        """
        self.settle()
        try:
            return self._file.finish_exchange(exchange, new, decided)
        finally:
            self._read("SELECT 1", ())

    def leave_exchange(self) -> None:
        """It is not to be; the log stays as it is."""
        self._file.leave_exchange()

    def give_up(self) -> Path:
        """Move a log aside that nobody can open, and begin a plain one; where it is now. StorageError."""
        aside = self._file.give_up()
        self._flush()
        return aside
