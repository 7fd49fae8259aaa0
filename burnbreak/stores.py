"""Opens all that is kept on this computer: settings, log and practices, and tells what was amiss."""

import contextlib
from dataclasses import dataclass

from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Settings
from burnbreak.engine.ports import Clock
from burnbreak.resources import asset_folder
from burnbreak.storage.database import ended_badly
from burnbreak.storage.log import Log
from burnbreak.storage.narrators import load_narrators
from burnbreak.storage.note import Note, StorageError
from burnbreak.storage.paths import READY, Paths
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
    unclean: bool = False
    """Whether the log was open when burnbreak or the computer went down."""


def open_stores(paths: Paths, clock: Clock) -> Stores:
    """Open them; the folders are there (`Paths.make`)."""
    restored = _finish_restore(paths)
    first_time = not paths.settings.exists()
    settings_file = SettingsFile(paths.settings)
    loaded = settings_file.load(clock.now())
    practices, practice_notes = open_practices(paths)
    unclean = ended_badly(paths.log)
    log = Log(paths.log, clock.now)
    if loaded.settings.data.leave_no_trace:
        with contextlib.suppress(StorageError):
            log.leave_no_trace(True)
    return Stores(
        paths=paths,
        settings=loaded.settings,
        settings_file=settings_file,
        log=log,
        practices=practices,
        notes=(*restored, *loaded.notes, *log.take_notes(), *practice_notes),
        first_time=first_time,
        unclean=unclean,
    )


def _finish_restore(paths: Paths) -> tuple[Note, ...]:
    """A restore that was cut off after it counted goes on before anything is read."""
    if not (paths.data / READY).exists():
        return ()
    from burnbreak.storage.restoring import finish

    try:
        finish(paths)
    except StorageError as fault:
        return (Note(key="restore-unfinished", text=str(fault)),)
    return (Note(key="restore-finished", text="The restore that was cut off has been finished."),)


def open_practices(paths: Paths | None = None) -> tuple[tuple[Practice, ...], tuple[Note, ...]]:
    """The practices that come with burnbreak, then the user's own if `paths` are given.

    There is a note for each file that cannot be used.
    """
    found, notes = load_practices(asset_folder("practices"))
    # Most people have none, and what reads them takes a while to load.
    if paths is None or not any((paths.data / name).exists() for name in ("practices", ".commit")):
        return found, notes
    own, own_notes = _own_practices(paths, [practice.id for practice in found])
    return found + own, notes + own_notes


def _own_practices(paths: Paths, taken: list[str]) -> tuple[tuple[Practice, ...], tuple[Note, ...]]:
    from burnbreak.storage.own_files import OwnFiles
    from burnbreak.storage.own_folder import OwnFolder

    notes: tuple[Note, ...] = ()
    try:
        OwnFolder(paths).settle()
    except StorageError as fault:
        notes = (Note(key="own-not-settled", text=str(fault)),)
    practices, more = OwnFiles(paths.data).practices(taken)
    return practices, notes + more


def open_narrators(paths: Paths) -> tuple[tuple[Narration, ...], tuple[Note, ...]]:
    """The voices that come with burnbreak, then the user's own; a note for each that cannot be used."""
    folders = [paths.data / "voices"]
    with contextlib.suppress(FileNotFoundError):
        folders.insert(0, asset_folder("audio/voice"))
    return load_narrators(*folders)
