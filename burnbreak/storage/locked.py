"""Why the log does not open, each reason with its one sentence; in all of them the file stays as it is."""

from burnbreak.storage.note import StorageError

_MEANWHILE = "Until it is open, pauses are offered as ever, and what happens is kept in memory only."


class LockedError(StorageError):
    """The log is encrypted and has not been opened; one sentence or two."""

    reason = "locked"

    def __init__(self) -> None:
        super().__init__(f"{self.text()} {_MEANWHILE}")

    def text(self) -> str:
        """The first sentence."""
        return "The history is locked."


class WrongKeyError(LockedError):
    """A key was given, and it is not the one; or the beginning of the file is damaged."""

    reason = "wrong"

    def text(self) -> str:
        return "This does not open the history; it stays as it is."


class NoKeyringError(LockedError):
    """The keyring is not there, or stays shut."""

    reason = "no-keyring"

    def text(self) -> str:
        return "The history is encrypted, and the keyring with its key cannot be opened."


class LostKeyError(LockedError):
    """The keyring is open and has no key, or none that is right."""

    reason = "lost"

    def text(self) -> str:
        return "The keyring has no key that opens the history; the recovery key does."


class NoDriverError(LockedError):
    """The package for encrypted logs is not installed."""

    reason = "no-driver"

    def text(self) -> str:
        return "The history is encrypted, and sqlcipher3, the package that opens it, is not installed here."
