"""Hearing of sleep and of the locked screen: the protocol and its null version."""

from collections.abc import Callable
from typing import Protocol

OnSuspend = Callable[[bool], None]
"""True just before the computer sleeps, False after it woke."""

OnLock = Callable[[bool], None]
"""True when the screen is locked or blanked, False when the person is back; only changes are told."""


class PowerWatch(Protocol):
    """Calls back on the thread of the event loop, from `start()` until `close()`."""

    @property
    def reason(self) -> str:
        """Why less than everything is heard, in one sentence; "" when nothing is amiss."""
        ...

    def start(self, on_suspend: OnSuspend, on_lock: OnLock) -> None:
        """Begin to listen; returns at once and never raises."""
        ...

    def delay_sleep(self, on: bool) -> None:
        """Ask that sleep waits until what goes on has been ended, or let it come; only once started."""
        ...

    def close(self) -> None:
        """Stop listening; may be called at any time. Sleep waits no longer."""
        ...


class NullPowerWatch:
    """Hears nothing; a jump between the wall clock and the monotonic clock still tells of a sleep."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def start(self, on_suspend: OnSuspend, on_lock: OnLock) -> None:
        """Nothing will be told."""

    def delay_sleep(self, on: bool) -> None:
        """Nobody can be asked."""

    def close(self) -> None:
        """Nothing was begun."""
