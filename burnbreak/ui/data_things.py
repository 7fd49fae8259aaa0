"""What the page about the data needs of it, in plain types; the app fills it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BackupTold:
    """What a backup holds."""

    made: datetime | None = None
    """When, in the user's zone; None for an older one, which does not say."""
    whole: bool = False
    """Whether it holds more than a history."""


@dataclass(frozen=True, slots=True)
class RestoreTold:
    """What became of a restore."""

    aside: str = ""
    """The name of what was here before; empty for nothing."""
    decrypted: bool = False
    """Whether the history in it was encrypted, and here it is not."""
    secrets: bool = False
    """Whether there are calendars now whose passwords or addresses lie in the keyring, or are missing."""


class DataThings(Protocol):
    """All that can be done with what is kept. Acts raise OSError with one sentence."""

    def today(self) -> date:
        """The day of the log it is now."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many there are of "entry" and of each kind of record."""
        ...

    def size(self) -> int:
        """Bytes of the log with its journal and copies."""
        ...

    def export(self, target: str) -> None:
        """Write all of it; the name says whether as JSON or as a zip with CSV too."""
        ...

    def back_up(self, target: str) -> None:
        """Write history, settings, own practices and voices into one file."""
        ...

    def look_into(self, source: str) -> BackupTold:
        """What is in a backup, before anything is done with it."""
        ...

    def restore(self, source: str, key: str = "", *, whole: bool = True) -> RestoreTold:
        """Put a backup in place of what is here, or its history alone.

        `key` is the passphrase or recovery key of an encrypted one; the OSError of one that lacks it says so
        by its `needs_key`.
        """
        ...

    def bring_in(self, source: str) -> int:
        """Take in an export; how much of it is new."""
        ...

    def erase_day(self, day: date) -> None:
        """Wipe a day for good."""
        ...

    def erase_kind(self, kind: str) -> None:
        """Wipe a kind for good."""
        ...

    def erase_everything(self) -> None:
        """Wipe it all; the app begins as new."""
        ...
