"""What is kept, in the running app: let go of in time, examined after a kill, erased with the Coach told."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from burnbreak.calendar_desk import CalendarDesk
from burnbreak.core.calendar_setting import CalendarKind
from burnbreak.core.retention import Data, cutoffs
from burnbreak.core.settings import Settings
from burnbreak.core.span import day_of
from burnbreak.engine import commands
from burnbreak.engine.coach import Coach
from burnbreak.engine.ports import Clock
from burnbreak.storage import database
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import STAGE
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.stores import Stores
from burnbreak.ui.data_things import BackupTold, RestoreTold

if TYPE_CHECKING:
    from burnbreak.own_data import OwnData


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver:
    """What the app does with what a restore brings."""

    do: Callable[[commands.ChangeSettings], None]
    """Other settings count from now on, in every window."""
    reload: Callable[[], None] = lambda: None
    """Own practices and voices have changed on the disk."""
    flush: Callable[[], None] = lambda: None
    """Settings that wait to be saved are saved."""


class DataDesk:
    """See DataThings."""

    def __init__(
        self,
        stores: Stores,
        coach: Coach,
        clock: Clock,
        calendars: CalendarDesk,
        trouble: Callable[[str], None],
        *,
        take: TakeOver | None = None,
    ) -> None:
        """`take` tells the app what a restore brings; without it the Coach alone is told."""
        self._take = take or TakeOver(do=coach.do)
        self._stores, self._coach, self._clock = stores, coach, clock
        self._calendars, self._trouble = calendars, trouble
        self._made: OwnData | None = None
        self._day: date | None = None
        self._data = coach.settings.data
        calendars.keeps_times = not self._data.leave_no_trace

    def start(self, work: Callable[[Callable[[], str], Callable[[str], None]], None]) -> None:
        """Later, when nobody waits: after a kill every page of the log is read, in the worker."""
        if (self._stores.paths.data / STAGE).exists():
            from burnbreak.storage.restoring import tidy

            tidy(self._stores.paths)
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
        self._take.flush()
        self._own.back_up(Path(target))

    def look_into(self, source: str) -> BackupTold:
        """See DataThings."""
        found = self._own.look_into(Path(source))
        return BackupTold(found.made.astimezone(self._clock.zone()), whole=True) if found else BackupTold()

    def restore(self, source: str, key: str = "", *, whole: bool = True) -> RestoreTold:
        """See DataThings."""
        # A change of a moment ago belongs to what is kept, and must not come after what is restored.
        self._take.flush()
        done = self._at_rest(lambda: self._own.restore(Path(source), key, whole=whole))
        if done.whole:
            self._take_over()
        secrets = any(c.kind is not CalendarKind.FILE for c in self._coach.settings.calendars)
        aside = done.aside.name if done.aside else ""
        return RestoreTold(aside, decrypted=done.decrypted, secrets=done.whole and secrets)

    @property
    def _own(self) -> "OwnData":
        """Made when somebody asks: what exports and backups are made with is not needed at rest."""
        if self._made is None:
            from burnbreak.data_commands import forget_secrets
            from burnbreak.own_data import OwnData

            paths, log = self._stores.paths, self._stores.log
            self._made = OwnData(log, paths, self._clock, lambda: forget_secrets(paths, log))
        return self._made

    def _take_over(self) -> None:
        """The settings file is another one, and own practices and voices may be others."""
        self._stores.settings_file.forget()
        loaded = self._stores.settings_file.load(self._clock.now())
        for note in loaded.notes:
            self._trouble(note.text)
        self._take.do(commands.ChangeSettings(loaded.settings))
        self._take.reload()

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
        self._take.do(commands.ChangeSettings(Settings()))

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
            self._stores.log.forget(cutoffs(self._data, self._clock.now(), self._clock.zone()))
        except StorageError as fault:
            self._trouble(str(fault))
