"""Settings as a TOML file: what burnbreak does not know is kept, what it cannot use is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from burnbreak.core.settings import VERSION, Settings
from burnbreak.core.settings_table import Problem, read, tables
from burnbreak.storage.files import free_name, set_aside, write_atomically
from burnbreak.storage.note import Note, StorageError

LARGEST = 1_000_000
"""Bytes; no settings file of ours comes near, so a larger one is something else."""
_UNTIL_QUIT = "changes count until you quit."


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a settings file gave: usable settings, always."""

    settings: Settings
    problems: tuple[Problem, ...] = ()
    """Single values that fell back to their defaults."""
    notes: tuple[Note, ...] = ()
    """What to tell the user, one sentence each; includes a note for every problem."""


class SettingsFile:
    """The one reader and writer of the settings file; call `load` first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._table: dict[str, Any] = {}
        self._kept: Settings | None = None
        self._closed: Note | None = None
        self._rough: tuple[bytes, datetime] | None = None
        """The file's bytes while it holds values that a save would replace, and when they were read."""

    def load(self, now: datetime) -> Loaded:
        """The settings, whatever the file is like; `now` dates the name of a file that is set aside."""
        try:
            raw = self._bytes()
        except FileNotFoundError:
            return Loaded(settings=Settings())
        except OSError:
            return self._closed_with("settings-unreadable", "The settings file cannot be read")
        table = _parsed(raw)
        return self._broken(now) if table is None else self._usable(table, raw, now)

    def save(self, settings: Settings) -> None:
        """Keep changed settings; StorageError says in one sentence why that was not possible."""
        if settings == self._kept:
            return
        if self._closed is not None:
            raise StorageError(self._closed.text)
        table, data = _rendered(self._table, settings)
        if self._rough is not None:
            raw, read_at = self._rough
            write_atomically(free_name(self.path, f"bad-{read_at:%Y%m%d-%H%M%S}"), raw)
            self._rough = None
        write_atomically(self.path, data)
        self._table, self._kept = table, settings

    def forget(self) -> None:
        """The file was erased: nothing of what was read from it comes back with the next save."""
        self._table, self._kept, self._closed, self._rough = {}, None, None, None

    def _bytes(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(LARGEST + 1)

    def _usable(self, table: dict[str, Any], raw: bytes, now: datetime) -> Loaded:
        settings, problems = read(table)
        version = table.get("version", VERSION)
        notes = [_named(problem) for problem in problems]
        if type(version) is not int or version < 1:
            problems += (Problem("version", repr(version)[:40], str(VERSION)),)
            notes.append(_named(problems[-1]))
        elif version > VERSION:
            text = f"The settings were written by a newer burnbreak and stay as they are; {_UNTIL_QUIT}"
            self._closed = Note(key="settings-newer", text=text)
            notes.append(self._closed)
        self._table, self._kept = table, settings
        self._rough = (raw, now) if problems else None
        return Loaded(settings=settings, problems=problems, notes=tuple(notes))

    def _broken(self, now: datetime) -> Loaded:
        try:
            aside = set_aside(self.path, now)
        except StorageError:
            return self._closed_with("settings-broken", "The settings file is damaged and cannot be replaced")
        text = f"The settings file could not be read and is kept as {aside.name}; the defaults are in use."
        return Loaded(settings=Settings(), notes=(Note(key="settings-set-aside", text=text),))

    def _closed_with(self, key: str, what: str) -> Loaded:
        self._closed = Note(key=key, text=f"{what}; the defaults are in use, and {_UNTIL_QUIT}")
        self._kept = Settings()
        return Loaded(settings=self._kept, notes=(self._closed,))


def amiss(path: Path) -> str:
    """What is wrong with the file, as the end of a sentence; "" for nothing. The file stays as it is."""
    try:
        table = _parsed(path.read_bytes())
    except OSError as fault:
        return f"cannot be read ({fault.strerror})"
    if table is None:
        return "damaged; burnbreak will set it aside"
    version = table.get("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        return "written by a newer burnbreak; changes count until you quit"
    return " ".join(_named(problem).text for problem in read(table)[1])


def usable_bytes(path: Path) -> bytes:
    """The file as it is, for a backup; empty where there is none, or none that can be read as settings."""
    try:
        raw = path.read_bytes()
    except OSError:
        return b""
    return b"" if _parsed(raw) is None else raw


def unfit(path: Path) -> str:
    """Why a file from elsewhere cannot take their place, as the end of a sentence; "" if it can.

    Single values that cannot be used fall back alone, as ever. OSError where it cannot be read.
    """
    if not path.exists():
        return ""
    table = _parsed(path.read_bytes())
    if table is None:
        return "are damaged"
    version = table.get("version", VERSION)
    return "were written by a newer burnbreak" if type(version) is int and version > VERSION else ""


def glance(path: Path) -> Settings:
    """The settings as they would count now; unlike `load` this leaves even a broken file where it is."""
    try:
        table = _parsed(path.read_bytes())
    except OSError:
        table = None
    return Settings() if table is None else read(table)[0]


def _named(problem: Problem) -> Note:
    text = f"In the settings, {problem.key} = {problem.found} cannot be used; it counts as {problem.used}."
    return Note(key=f"settings-value:{problem.key}", text=text)


def _parsed(raw: bytes) -> dict[str, Any] | None:
    """The tables of a file; None for what is empty, too large or not TOML."""
    if len(raw) > LARGEST or not raw.strip():
        return None
    import tomllib

    try:
        # An editor's byte order mark is no reason to lose settings.
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _merged(found: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that were read with ours laid over them; keys that only they have stay."""
    result = dict(found)
    for key, value in ours.items():
        there = result.get(key)
        if isinstance(value, Mapping) and isinstance(there, Mapping):
            result[key] = _merged(there, value)
        elif key == "periods" and isinstance(there, list):
            result[key] = [{**_same_period(there, period), **period} for period in value]
        else:
            result[key] = value
    return result


def _same_period(found: list[Any], period: Mapping[str, Any]) -> Mapping[str, Any]:
    """The period that was read at these hours, for the keys that only it has."""
    hours = ("weekday", "start", "end")
    same = (p for p in found if isinstance(p, Mapping) and all(p.get(h) == period[h] for h in hours))
    return next(same, {})


def _rendered(found: Mapping[str, Any], settings: Settings) -> tuple[dict[str, Any], bytes]:
    import tomli_w

    try:
        table = _merged(found, tables(settings))
        return table, tomli_w.dumps(table).encode()
    except (RecursionError, ValueError, TypeError) as fault:
        sentence = f"The settings file holds something that cannot be written again; {_UNTIL_QUIT}"
        raise StorageError(sentence) from fault
