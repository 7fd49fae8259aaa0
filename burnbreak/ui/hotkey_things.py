"""What the page of the keys needs of the keys that work everywhere, in plain types; the app fills it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from burnbreak.core.hotkeys import KeyAction, KeyAnswer


class PressKind(StrEnum):
    """What came of a press."""

    DONE = "done"
    QUIET = "quiet"
    """Nothing may come up now: in session, in a call, presenting."""
    NOTHING = "nothing"
    """There was nothing it could be about."""


@dataclass(frozen=True, slots=True)
class Press:
    """The last press of a key: the local moment, and what came of it."""

    at: datetime
    kind: PressKind


class HotkeyThings(Protocol):
    """The keys as they stand. Nothing of it is kept."""

    def answers(self) -> Mapping[KeyAction, KeyAnswer]:
        """What the system said to each key that is set."""
        ...

    def presses(self) -> Mapping[KeyAction, Press]:
        """The last press of each since the start."""
        ...

    def tell(self, changed: Callable[[], None] | None) -> None:
        """Call this whenever one of both is another; None for no longer."""
        ...

    def record(self, heard: Callable[[str], None] | None) -> None:
        """Until None comes, a press does nothing and its chord goes here: a field is waiting for one."""
        ...
