"""Opens all that is kept on this computer: settings, log and practices, and tells what was amiss."""

from dataclasses import dataclass

from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.engine.ports import Clock
from burnbreak.resources import asset_folder
from burnbreak.storage.log import Log
from burnbreak.storage.note import Note
from burnbreak.storage.paths import Paths
from burnbreak.storage.practice_files import load_practices
from burnbreak.storage.settings_file import SettingsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Everything opened, and sentences for the user about what was found amiss."""

    paths: Paths
    settings: Settings
    settings_file: SettingsFile
    log: Log
    practices: tuple[Practice, ...]
    notes: tuple[Note, ...]
    first_time: bool
    """Whether there was no settings file yet."""


def open_stores(paths: Paths, clock: Clock) -> Stores:
    """Open them; the folders are there (`Paths.make`)."""
    first_time = not paths.settings.exists()
    settings_file = SettingsFile(paths.settings)
    loaded = settings_file.load(clock.now())
    practices, practice_notes = open_practices()
    log = Log(paths.log, clock.now)
    return Stores(
        paths=paths,
        settings=loaded.settings,
        settings_file=settings_file,
        log=log,
        practices=practices,
        notes=(*loaded.notes, *log.take_notes(), *practice_notes),
        first_time=first_time,
    )


def open_practices() -> tuple[tuple[Practice, ...], tuple[Note, ...]]:
    """The practices that come with burnbreak, and a note for each file that cannot be used."""
    return load_practices(asset_folder("practices"))
