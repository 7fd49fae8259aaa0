"""What is kept, in the running app: let go of in time, examined after a kill, erased with the Coach told."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from burnbreak.calendar_desk import CalendarDesk
from burnbreak.core.retention import Data
from burnbreak.core.settings import Settings
from burnbreak.core.span import day_of
from burnbreak.data_commands import forget_secrets
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.ports import Clock
from burnbreak.own_data import OwnData
from burnbreak.storage import database
from burnbreak.storage.note import StorageError
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.stores import Stores


class DataDesk:
    """See DataThings."""

    def __init__(
        self,
        stores: Stores,
        coach: Coach,
        clock: Clock,
        calendars: CalendarDesk,
        trouble: Callable[[str], None],
    ) -> None:
        self._stores, self._coach, self._clock = stores, coach, clock
        self._calendars, self._trouble = calendars, trouble
        self._own = OwnData(stores.log, stores.paths, clock, lambda: forget_secrets(stores.paths, stores.log))
        self._day: date | None = None
        self._data = coach.settings.data
        calendars.keeps_times = not self._data.leave_no_trace

    def start(self, work: Callable[[Callable[[], str], Callable[[str], None]], None]) -> None:
        """Later, when nobody waits: after a kill every page of the log is read, in the worker."""
        log = self._stores.log
        if self._stores.unclean and log.locked is None:
            path, key = self._stores.paths.log, log.key
            work(lambda: database.amiss(path, MIGRATIONS, key), log.examine)

    def look(self) -> None:
        """What the disk has refused is tried again; on a new day, and at the start, what is too old goes."""
        with suppress(StorageError):  # It was told when it was first refused.
            self._stores.log.settle()
        today = day_of(self._clock.now(), self._clock.zone())
        if today != self._day and self._free():
            self._day = today
            self._let_go()

    def follow(self, data: Data) -> None:
        """These settings count now."""
        if data == self._data:
            return
        self._data = data
        self._calendars.keeps_times = not data.leave_no_trace
        try:
            self._stores.log.leave_no_trace(data.leave_no_trace)
        except StorageError as fault:
            self._trouble(str(fault))
        self._coach.reread()
        if self._free():
            self._let_go()

    # --- for the page ------------------------------------------------------------------------------------

    def today(self) -> date:
        """See DataThings."""
        return day_of(self._clock.now(), self._clock.zone())

    def counts(self) -> Mapping[str, int]:
        """See DataThings."""
        return self._own.counts()

    def size(self) -> int:
        """See DataThings."""
        return self._own.size()

    def export(self, target: str) -> None:
        """See DataThings."""
        self._own.export(self._coach.settings, Path(target))

    def back_up(self, target: str) -> None:
        """See DataThings."""
        self._own.back_up(Path(target))

    def restore(self, source: str, key: str = "") -> str:
        """See DataThings."""
        aside = self._at_rest(lambda: self._own.restore(Path(source), key))
        return aside.name if aside else ""

    def bring_in(self, source: str) -> int:
        """See DataThings."""
        return int(self._at_rest(lambda: self._own.bring_in(Path(source), self._data)))

    def erase_day(self, day: date) -> None:
        """See DataThings."""
        self._at_rest(lambda: self._own.erase_day(day))

    def erase_kind(self, kind: str) -> None:
        """See DataThings."""
        self._at_rest(lambda: self._own.erase_kind(kind))

    def erase_everything(self) -> None:
        """See DataThings."""
        self._at_rest(self._own.erase_everything)
        self._stores.settings_file.forget()
        self._coach.do(commands.ChangeSettings(Settings()))

    def _at_rest(self, action: Callable[[], Any]) -> Any:
        """A sitting writes each second; what is wiped under it would come back."""
        if self._coach.run is not None:
            raise StorageError("A practice runs; please let it end first.")
        if self._stores.log.exchanging:
            raise StorageError("The history is being written anew just now; please try again in a moment.")
        try:
            return action()
        finally:
            self._coach.reread()

    def _free(self) -> bool:
        """Whether it is open, and not being written anew: then the day is kept for a later look."""
        return self._stores.log.locked is None and not self._stores.log.exchanging

    def _let_go(self) -> None:
        try:
            self._own.keep_only(self._data)
        except StorageError as fault:
            self._trouble(str(fault))
