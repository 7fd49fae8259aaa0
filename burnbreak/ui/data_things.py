"""What the page about the data needs of it, in plain types; the app fills it in."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol


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
        """Copy the log to a file."""
        ...

    def restore(self, source: str, key: str = "") -> str:
        """Put a backup in place of the log; the name of what was there before, empty for nothing.

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
