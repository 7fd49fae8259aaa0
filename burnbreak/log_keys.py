"""Encrypts the log and opens it: with a key in the keyring, or with a passphrase; for window and terminal."""

import contextlib
import importlib.util
import os

from burnbreak.key_switch import KeySwitch
from burnbreak.storage import drivers
from burnbreak.storage.drivers import Key
from burnbreak.storage.exchange import remove_unfinished
from burnbreak.storage.key_file import Lock, Way, read_locks, write_locks
from burnbreak.storage.key_ring import Ring, SystemRing, key_from, new_key, new_passphrase, recovery_text
from burnbreak.storage.locked import LockedError, LostKeyError, NoKeyringError
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError

NO_PACKAGE = "Encryption needs the package sqlcipher3, which is not installed here; the README tells how."


def available() -> bool:
    """Whether the package for encrypted logs is here; it is not loaded for that."""
    return importlib.util.find_spec("sqlcipher3") is not None


class LogKeys:
    """All that is kept of keys. Raises StorageError with a sentence, and then the log is as it was."""

    def __init__(self, log: Log, ring: Ring | None = None) -> None:
        self._log, self._ring = log, ring or SystemRing()

    def way(self) -> Way | None:
        """How the log opens; None while it is not encrypted."""
        if self._log.locked is None and self._log.key is None:
            return None
        if self._log.key is not None:
            return Way.KEYRING if isinstance(self._log.key.secret, bytes) else Way.PASSPHRASE
        locks = read_locks(self._log.path)
        return locks[0].way if locks else Way.PASSPHRASE

    def asks_keyring(self) -> bool:
        """Whether the keyring may have the key."""
        return any(lock.way is Way.KEYRING for lock in read_locks(self._log.path))

    def from_keyring(self) -> tuple[Key, ...]:
        """What the keyring has; on any thread, for it may ask its user first. NoKeyringError."""
        names = [lock.name for lock in read_locks(self._log.path) if lock.way is Way.KEYRING]
        found = [self._ring.get(name) for name in names]
        return tuple(Key(key) for key in found if key is not None)

    def unlock_with(self, keys: tuple[Key, ...]) -> None:
        """Try what the keyring had. LockedError."""
        for key in keys:
            with contextlib.suppress(LockedError):
                self._log.unlock(key)
                return
        by_words = any(lock.way is Way.PASSPHRASE for lock in read_locks(self._log.path))
        raise self._log.note_locked(LockedError() if by_words else LostKeyError())

    def unlock(self, text: str) -> None:
        """Open it with a passphrase or a recovery key; one that the keyring had lost goes back there."""
        key = key_from(text)
        self._log.unlock(key)
        locks = read_locks(self._log.path)
        if isinstance(key.secret, str):
            if not any(lock.way is Way.PASSPHRASE for lock in locks):
                write_locks(self._log.path, (Lock(Way.PASSPHRASE),))
            return
        name = next((lock.name for lock in locks if lock.way is Way.KEYRING), "") or os.urandom(8).hex()
        with contextlib.suppress(NoKeyringError):
            if self._ring.get(name) != key.secret:
                self._ring.put(name, key.secret)
        write_locks(self._log.path, (Lock(Way.KEYRING, name),))

    def to_keyring(self) -> KeySwitch:
        """Begin to encrypt with a new key, which the keyring keeps."""
        return self._switch(Key(new_key()), Lock(Way.KEYRING, os.urandom(8).hex()))

    def to_passphrase(self, text: str) -> KeySwitch:
        """Begin to encrypt with a passphrase, in place of what opened it before."""
        return self._switch(new_passphrase(text), Lock(Way.PASSPHRASE))

    def to_plain(self) -> KeySwitch:
        """Begin to make it a plain file again."""
        return self._switch(None, None)

    def encrypt_by_keyring(self) -> str:
        """Do all of `to_keyring`; the recovery key, which opens it as well."""
        switch = self.to_keyring()
        switch.run()
        return switch.recovery

    def encrypt_by_passphrase(self, text: str) -> None:
        """Do all of `to_passphrase`."""
        self.to_passphrase(text).run()

    def decrypt(self) -> None:
        """Do all of `to_plain`."""
        self.to_plain().run()

    def recovery(self) -> str:
        """The recovery key of a log whose key is in the keyring."""
        key = self._log.key
        if key is None or isinstance(key.secret, str):
            raise StorageError("Only a key in the keyring has a recovery key; a passphrase is its own.")
        return recovery_text(key.secret)

    def give_up(self) -> str:
        """Keep a log aside that nobody can open, and begin a new one; its name."""
        return self._log.give_up().name

    def forget(self) -> None:
        """Take the keys of the log out of the keyring; without them it can no longer be read."""
        try:
            for lock in read_locks(self._log.path):
                if lock.way is Way.KEYRING:
                    self._ring.forget(lock.name)
        except NoKeyringError as fault:
            raise StorageError("The keyring cannot be opened, so nothing was erased yet.") from fault

    def tidy(self) -> None:
        """Take away what a switch that was cut off has left: half a file, a key of a log that is plain.

        Only for the one process that may change the log; on any thread. Nothing is raised.
        """
        if self._log.exchanging:
            return
        with contextlib.suppress(OSError):
            remove_unfinished(self._log.path)
            locks = read_locks(self._log.path)
            if self._log.locked is not None or len(locks) < 2 - (self._log.key is None):
                return
            if (right := self._right(locks)) is not None:
                write_locks(self._log.path, right)
                for lock in locks:
                    if lock not in right:
                        self._forget(lock)

    def _right(self, locks: tuple[Lock, ...]) -> tuple[Lock, ...] | None:
        """Those that open the log as it is; None where the keyring that knows is shut."""
        key = self._log.key
        if key is None:
            return ()
        if isinstance(key.secret, str):
            return (Lock(Way.PASSPHRASE),)
        names = [lock for lock in locks if lock.way is Way.KEYRING]
        return tuple(lock for lock in names if self._ring.get(lock.name) == key.secret)[:1] or None

    def _switch(self, key: Key | None, lock: Lock | None) -> KeySwitch:
        if not available():
            raise StorageError(NO_PACKAGE)
        if self._log.locked is not None:
            raise self._log.locked
        drivers.cipher_driver()
        return KeySwitch(self._log, self._ring, key, lock)

    def _forget(self, lock: Lock) -> None:
        if lock.way is Way.KEYRING:
            with contextlib.suppress(NoKeyringError):
                self._ring.forget(lock.name)
