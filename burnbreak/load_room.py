"""The load of the week in the running app: made when first needed, kept from the booked times."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from burnbreak.calendar_desk import CalendarDesk
from burnbreak.engine.coach import Coach
from burnbreak.engine.ports import Clock

if TYPE_CHECKING:
    from burnbreak.engine.load_desk import LoadDesk
    from burnbreak.ui.load_windows import LoadWatch
    from burnbreak.ui.shell import Shell
    from burnbreak.ui.theme import Theme


class LoadRoom:
    """Where the log keeps no records of days, there is no load, and `desk` answers None."""

    def __init__(
        self,
        log: object,
        clock: Clock,
        coach: Coach,
        calendars: CalendarDesk,
        trouble: Callable[[str], None],
    ) -> None:
        self._log, self._clock, self._coach = log, clock, coach
        self._calendars, self._trouble = calendars, trouble
        self._desk: LoadDesk | None = None
        self._watch: LoadWatch | None = None

    def desk(self) -> "LoadDesk | None":
        """What the windows ask."""
        from burnbreak.engine.load_desk import Keeper, LoadDesk

        if self._desk is None and isinstance(self._log, Keeper):
            self._desk = LoadDesk(
                self._log,
                self._clock,
                settings=lambda: self._coach.settings,
                booked=self._coach.booked,
                calendars=self._calendars,
                trouble=self._trouble,
            )
        return self._desk

    def follow(self, shell: "Shell", theme: "Theme", asked_today: Callable[[], bool]) -> None:
        """Keep the days as they are booked from now on, and offer the review of the week at its time."""
        from burnbreak.ui.load_windows import LoadWatch

        desk = self.desk()
        if desk is not None:
            self._watch = LoadWatch(desk, theme, shell.open, asked_today, shell)
            shell.viewed.connect(self._watch.follow)
            self._watch.follow(self._coach.view())

    def close(self) -> None:
        """Watch no more."""
        if self._watch is not None:
            self._watch.close()
