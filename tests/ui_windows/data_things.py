"""What is kept, as the page about the data is told of it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from burnbreak.ui.data_things import BackupTold, RestoreTold


class Kept:
    """What is kept, and what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fault = ""
        self.backup = BackupTold(datetime(2026, 11, 20, 9, 5, tzinfo=UTC), whole=True)
        self.came = RestoreTold("log.before")
        self.sealed = False

    def today(self) -> date:
        return date(2026, 11, 28)

    def counts(self) -> Mapping[str, int]:
        return {"entry": 12, "check-in": 1}

    def size(self) -> int:
        return 4096

    def _note(self, what: str) -> None:
        if self.fault:
            raise OSError(self.fault)
        self.asked.append(what)

    def export(self, target: str) -> None:
        self._note(f"export {target}")

    def back_up(self, target: str) -> None:
        self._note(f"back up {target}")

    def look_into(self, source: str) -> BackupTold:
        self._note(f"look into {source}")
        return self.backup

    def restore(self, source: str, key: str = "", *, whole: bool = True) -> RestoreTold:
        self._note(f"restore {'all of ' * whole}{source}{key and f' by {key}'}")
        if self.sealed and not key:
            fault = OSError("it is encrypted")
            fault.needs_key = True  # type: ignore[attr-defined]
            raise fault
        return self.came

    def bring_in(self, source: str) -> int:
        self._note(f"import {source}")
        return 3

    def erase_day(self, day: date) -> None:
        self._note(f"erase {day}")

    def erase_kind(self, kind: str) -> None:
        self._note(f"erase {kind}")

    def erase_everything(self) -> None:
        self._note("erase everything")
