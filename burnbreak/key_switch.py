"""A change of what opens the log, in steps of which the long ones may be done on any thread."""

import contextlib

from burnbreak.storage import copies
from burnbreak.storage.drivers import Key
from burnbreak.storage.exchange import STAYS
from burnbreak.storage.key_file import Lock, Way, read_locks, write_locks
from burnbreak.storage.key_ring import Ring, recovery_text
from burnbreak.storage.locked import NoKeyringError
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError, cause

MOST_COPIES = 12
"""What changed while it was copied is copied again, so often; each time less is left to do."""


class KeySwitch:
    """`prepare`, then `finish`, as often as that asks for; at the end `clean_up` or `undo`.

    Whatever goes wrong or is killed, the log opens by the old way or the new one. The first two raise
    StorageError with a sentence, and then it is the old one, once `undo` has been called.
    """

    def __init__(self, log: Log, ring: Ring, key: Key | None, lock: Lock | None) -> None:
        self._log, self._ring, self._key, self._lock = log, ring, key, lock
        self._was_plain = log.key is None
        self._before = read_locks(log.path)
        self._kept = () if self._was_plain else self._before
        self._after = (lock,) if lock is not None else ()
        self._copies = 0
        self._put = False
        """Whether the keyring has the new key; one that was not opened is not asked to forget it."""
        self._exchange = log.begin_exchange(key)

    @property
    def recovery(self) -> str:
        """The recovery key of the new way; empty where it has none."""
        return recovery_text(self._key.secret) if self._key and isinstance(self._key.secret, bytes) else ""

    def prepare(self) -> None:
        """What takes long, on any thread: the log is used as ever. The keyring may ask its user first."""
        if not self._copies:
            # From before the key is in the keyring, so that none is left there after a kill.
            self._note(*self._kept, *self._after)
            self._keep_key()
        self._copies += 1
        if self._copies > MOST_COPIES:
            raise StorageError(f"The log was written to all the time; {STAYS}.")
        self._exchange.copy()

    def finish(self) -> bool:
        """Take the new way, on the thread of the log; False where it is to be prepared again."""
        return self._log.finish_exchange(self._exchange, self._key, self._decided)

    @property
    def stopped(self) -> bool:
        """Whether it is not wanted any more."""
        return self._exchange.stopped

    def stop(self) -> None:
        """It is not wanted any more: `prepare` raises soon."""
        self._exchange.stop()

    def leave(self) -> None:
        """It is not to be: the log is told, on its thread."""
        self._log.leave_exchange()
        with contextlib.suppress(OSError):
            write_locks(self._log.path, self._kept)

    def clean_up(self) -> None:
        """Wipe what opened the old way, after it has ended well; on any thread. StorageError."""
        self._exchange.end()
        for old in self._before:
            if old not in self._after:
                self._forget(old)
        # Not before, so that a key is not forgotten in the keyring after a kill.
        with contextlib.suppress(OSError):  # Then both ways stay noted, and one of them is right.
            write_locks(self._log.path, self._after)
        if self._was_plain and self._key is not None:
            copies.remove_left_over(self._log.path)

    def undo(self) -> None:
        """Take away what the new way has left; on any thread, after `leave`."""
        self._exchange.end()
        if self._put:
            for new in self._after:
                self._forget(new)

    def run(self) -> None:
        """All of it at once. StorageError."""
        try:
            self.prepare()
            while not self.finish():
                self.prepare()
        except StorageError:
            self.leave()
            self.undo()
            raise
        self.clean_up()

    def _keep_key(self) -> None:
        if self._lock is not None and self._lock.way is Way.KEYRING and self._key is not None:
            assert isinstance(self._key.secret, bytes)
            try:
                self._ring.put(self._lock.name, self._key.secret)
            except NoKeyringError as fault:
                raise StorageError(f"The keyring cannot be opened; {STAYS}.") from fault
            self._put = True

    def _decided(self) -> None:
        self._note(*self._after, *self._kept)

    def _note(self, *locks: Lock) -> None:
        # Until the file is in its place, both ways are noted: one of them is right, whatever happens.
        if self._after:
            try:
                write_locks(self._log.path, locks)
            except StorageError as fault:
                why = cause(fault.__cause__) if isinstance(fault.__cause__, OSError) else str(fault)
                raise StorageError(f"{why}; {STAYS}.") from fault

    def _forget(self, lock: Lock) -> None:
        if lock.way is Way.KEYRING:
            with contextlib.suppress(NoKeyringError):
                self._ring.forget(lock.name)
