"""The last good times of every calendar on disk, so that a start without a network knows the day.

Times and random ids only, in a file that its owner alone can read.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from burnbreak.calendars.reader import Busy
from burnbreak.core.span import Span

LARGEST = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was last read of one calendar."""

    read_at: datetime
    busy: tuple[Busy, ...]


class Cache:
    """One JSON file; a damaged one is as good as none, because the calendars can be read again."""

    def __init__(self, path: Path, keeps: Callable[[], bool] = lambda: True) -> None:
        """`keeps` tells whether anything may be stored now."""
        self._path, self._keeps = path, keeps

    def load(self) -> dict[str, Kept]:
        """Everything kept, by the calendar's id."""
        try:
            with self._path.open("rb") as file:
                found = json.loads(file.read(LARGEST))
            return {str(name): _kept(item) for name, item in found["calendars"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
            return {}

    def save(self, kept: Mapping[str, Kept]) -> None:
        """Keep all of these in place of the earlier ones; raises OSError."""
        if not self._keeps():
            self.erase()
            return
        found = {name: _plain(item) for name, item in kept.items()}
        new = self._path.with_name(self._path.name + ".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"v": 1, "calendars": found}, file)
            new.replace(self._path)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise

    def erase(self) -> None:
        """Remove the file; raises OSError."""
        self._path.unlink(missing_ok=True)


def _plain(kept: Kept) -> dict[str, object]:
    busy = [
        [int(b.span.start.timestamp()), int(b.span.end.timestamp()), int(b.all_day), int(b.tentative)]
        for b in kept.busy
    ]
    return {"read_at": int(kept.read_at.timestamp()), "busy": busy}


def _kept(item: Mapping[str, object]) -> Kept:
    read_at, busy = item["read_at"], item["busy"]
    if not isinstance(read_at, int) or not isinstance(busy, list):
        raise TypeError
    return Kept(
        read_at=datetime.fromtimestamp(read_at, UTC),
        busy=tuple(
            Busy(Span(datetime.fromtimestamp(s, UTC), datetime.fromtimestamp(e, UTC)), bool(d), bool(t))
            for s, e, d, t in busy
        ),
    )
