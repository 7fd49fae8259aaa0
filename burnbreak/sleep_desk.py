"""Sleep and the locked screen, as the system announces them, brought to the Coach."""

from collections.abc import Callable
from typing import Any

from burnbreak.core.holds import HoldKind
from burnbreak.engine.coach import Coach
from burnbreak.engine.view import View
from burnbreak.system.power import PowerWatch

FADES_MS = 300
"""So long after its end a sitting is no longer heard; the computer may sleep from then on."""


class SleepDesk:
    """While a sitting runs, sleep waits until it has been ended: else its sound would go on at waking."""

    def __init__(
        self, power: PowerWatch, coach: Coach, later: Callable[[Callable[[], None], int], Any]
    ) -> None:
        """`later` does something on the interface's thread after milliseconds."""
        self._power, self._coach, self._later = power, coach, later
        self._delayed = False

    def start(self) -> None:
        """Begin to listen."""
        self._power.start(self._suspend, lambda locked: self._coach.set_hold(HoldKind.LOCKED, locked))
        self._delayed = False
        self.follow(self._coach.view())

    def follow(self, view: View) -> None:
        """The moment as it is now."""
        if (view.sitting is not None) == self._delayed:
            return
        self._delayed = not self._delayed
        if self._delayed:
            self._power.delay_sleep(True)
        else:
            self._later(self._let_sleep, FADES_MS)

    def close(self) -> None:
        """Listen no more."""
        self._power.close()

    def _let_sleep(self) -> None:
        if not self._delayed:
            self._power.delay_sleep(False)

    def _suspend(self, about_to: bool) -> None:
        if about_to:
            self._coach.sleeps()
        else:
            self._coach.woke()
