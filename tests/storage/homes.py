"""A burnbreak with everything in it: history, settings, own practices and voices, own helplines."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.settings import Settings, Sound, Support
from burnbreak.own_data import OwnData
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.log import Log
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.storage.rows import Row
from burnbreak.storage.settings_file import SettingsFile, glance
from tests.storage.conftest import Clock
from tests.storage.entries import MONDAY, entry
from tests.storage.test_own_data import Now, history

NOW = MONDAY + timedelta(days=3)
CLINIC = CalendarSetting(id="clinic-1", name="Clinic", kind=CalendarKind.WEB)
OWN = {
    "practices/by-the-lake.toml": b'id = "by-the-lake"\n',
    "own/by-the-lake/recording.opus": bytes(range(256)) * 40,
    "voices/anna/voice.toml": b'name = "Anna"\n',
    "voices/anna/clear/here.opus": b"OggS here",
    "support/DE.json": b"{}",
}


class Home:
    """One of them, below a folder."""

    def __init__(self, folder: Path, clock: Clock, *, pauses: int = 0) -> None:
        self.paths: Paths = find_paths(folder)
        self.paths.make()
        self.log = Log(self.paths.log, clock)
        rows = {entry(n).uuid: Row(entry(n), Stamp(n, 0, "a")) for n in range(pauses)}
        self.log.absorb(Holdings(rows))

    @property
    def own(self) -> OwnData:
        return OwnData(self.log, self.paths, Now(NOW))

    def fill(self, volume: int, files: dict[str, bytes] | None = None) -> "Home":
        """Settings with this volume, and these files of the user's own."""
        sound, support = Sound(volume=volume), Support(doctor="Dr. Planted, room 4")
        file = SettingsFile(self.paths.settings)
        file.load(NOW)
        file.save(replace(Settings(), sound=sound, support=support, calendars=(CLINIC,)))
        for name, content in (OWN if files is None else files).items():
            path = self.paths.data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return self

    def files(self) -> dict[str, bytes]:
        """The user's own files, by name."""
        data = self.paths.data
        return {
            path.relative_to(data).as_posix(): path.read_bytes()
            for kind in ("practices", "own", "voices", "support")
            for path in (data / kind).rglob("*")
            if path.is_file()
        }

    def state(self) -> tuple[Any, ...]:
        """All that a backup restores."""
        return history(self.log), glance(self.paths.settings), self.files()

    def names(self) -> set[str]:
        """What lies in the data folder."""
        return {path.name for path in self.paths.data.iterdir()} - {"log.sqlite3-wal", "log.sqlite3-shm"}
