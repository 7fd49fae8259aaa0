"""Keys that work in every program: the protocol and its null version; loaded when the first one is set."""

from collections.abc import Callable, Mapping
from typing import Protocol

from burnbreak.core.hotkeys import KeyAction, KeyAnswer, KeyKind, Wanted

Pressed = Callable[[KeyAction], None]
Answered = Callable[[Mapping[KeyAction, KeyAnswer]], None]


class Hotkeys(Protocol):
    """One way to get keys of the system. No method raises."""

    @property
    def name(self) -> str:
        """What gives the keys, for the doctor: "X server"."""
        ...

    def start(self, pressed: Pressed, answered: Answered) -> None:
        """Begin. Both may be called from any thread; `pressed` once for a key that is held down."""
        ...

    def want(self, wanted: Wanted) -> None:
        """These keys, and no others; `answered` tells of each, at once or when the desktop has asked."""
        ...

    def fileno(self) -> int | None:
        """The descriptor to watch for reading, or None; asked again after `want` and `dispatch`."""
        ...

    def dispatch(self) -> None:
        """Handle what has arrived."""
        ...

    def finding(self) -> tuple[bool | None, str]:
        """For the doctor: whether there are keys to be had; waits for half a second at most."""
        ...

    def close(self) -> None:
        """Give every key back."""
        ...


class NoHotkeys:
    """Where programs get no keys."""

    name = "none"

    def start(self, pressed: Pressed, answered: Answered) -> None:
        """See Hotkeys."""
        self._answered = answered

    def want(self, wanted: Wanted) -> None:
        """Says so of each."""
        self._answered({action: KeyAnswer(KeyKind.NOT_HERE) for action in wanted})

    def fileno(self) -> int | None:
        """There is nothing to watch."""
        return None

    def dispatch(self) -> None:
        """Nothing arrives."""

    def finding(self) -> tuple[bool | None, str]:
        """None are to be had."""
        return None, "this desktop does not let programs set keys"

    def close(self) -> None:
        """There is nothing to give back."""
