"""Asking the desktop to show a notification: the protocol and its null version."""

from collections.abc import Callable, Sequence
from typing import Protocol

Action = tuple[str, str]
"""Key and label of a button."""

DEFAULT = "default"
"""The key of a click on the notification itself."""


class Notifier(Protocol):
    """At most one notification of ours stands at a time; a newer one takes its place.

    The owner of the event loop watches `fileno()` for reading and calls `dispatch()` then; it asks for
    `fileno()` again after every `show()` and `dispatch()`, as a connection comes and goes.
    """

    def show(
        self, title: str, body: str, actions: Sequence[Action], on_action: Callable[[str], None]
    ) -> bool:
        """Show plain text with buttons; False when nothing will be shown. Waits at most 300 ms.

        `on_action` gets the key of a button, or `DEFAULT`, from within a later `dispatch()`.
        """
        ...

    def close(self) -> None:
        """Take our notification away, if it still stands. A later `show()` is allowed."""
        ...

    def capabilities(self) -> frozenset[str]:
        """What the server can do, such as "actions"; empty when there is none or it has not been asked."""
        ...

    def fileno(self) -> int | None:
        """The descriptor to watch for reading, or None."""
        ...

    def dispatch(self) -> None:
        """Handle what has arrived; never waits and never raises."""
        ...


class NullNotifier:
    """Shows nothing and says so."""

    def show(
        self, title: str, body: str, actions: Sequence[Action], on_action: Callable[[str], None]
    ) -> bool:
        """Nothing is shown."""
        return False

    def close(self) -> None:
        """Nothing stands."""

    def capabilities(self) -> frozenset[str]:
        """None."""
        return frozenset()

    def fileno(self) -> int | None:
        """There is nothing to watch."""
        return None

    def dispatch(self) -> None:
        """Nothing arrives."""
