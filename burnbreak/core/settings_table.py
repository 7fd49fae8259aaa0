"""Settings as the tables of a file: reading never fails, a bad value falls back alone and is told."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from burnbreak.core.hotkeys import chord_from
from burnbreak.core.load_setting import BOXES
from burnbreak.core.settings import ANCHORS, VERSION, Settings
from burnbreak.core.week_tables import Tell, calendar_tables, read_calendars, read_week, week_table


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that was not usable, and what counts instead."""

    key: str
    found: str
    used: str


_CHOICES: Mapping[str, tuple[str, ...]] = {"anchor": ANCHORS, "box": BOXES}
_OF_THEIR_OWN = frozenset({"week", "calendars"})
"""Lists of tables, read and written by `week_tables`."""
_SECTIONS: Mapping[str, Any] = {
    f.name: getattr(Settings(), f.name) for f in fields(Settings) if f.name not in _OF_THEIR_OWN
}


def read(table: Mapping[str, Any]) -> tuple[Settings, tuple[Problem, ...]]:
    """Settings from the tables of a settings file, and every value that had to fall back to its default."""
    problems: list[Problem] = []
    parts = {
        name: _section(name, default, table.get(name, {}), problems) for name, default in _SECTIONS.items()
    }
    tell: Tell = lambda key, found, used: problems.append(Problem(key, _shown(found), used))  # noqa: E731
    week = read_week(table.get("week", {}), tell)
    calendars = read_calendars(table.get("calendars", []), tell)
    return Settings(week=week, calendars=calendars, **parts), tuple(problems)


def tables(settings: Settings) -> dict[str, Any]:
    """The tables of a settings file, of TOML's own types, in a stable order."""
    result: dict[str, Any] = {"version": VERSION, "week": week_table(settings.week)}
    for name in _SECTIONS:
        section = getattr(settings, name)
        result[name] = {f.name: _plain(getattr(section, f.name)) for f in fields(section)}
    result["calendars"] = calendar_tables(settings.calendars)
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, StrEnum) else value


def _section(name: str, default: Any, found: Any, problems: list[Problem]) -> Any:
    if not isinstance(found, Mapping):
        problems.append(Problem(name, _shown(found), "the defaults"))
        return default
    section = default
    for f in fields(default):
        if f.name not in found:
            continue
        fallback = getattr(default, f.name)
        try:
            section = replace(section, **{f.name: _value(f, fallback, found[f.name])})
        except ValueError:
            there = "what stands there" if "longest" in f.metadata else _shown(found[f.name])
            problems.append(Problem(f"{name}.{f.name}", there, _shown(_plain(fallback))))
    return section


def _value(f: Any, fallback: Any, found: Any) -> Any:
    if isinstance(fallback, StrEnum):
        return type(fallback)(found)
    if isinstance(fallback, tuple):
        return _ids(found)
    if type(found) is not type(fallback):
        raise ValueError
    if "low" in f.metadata and not f.metadata["low"] <= found <= f.metadata["high"]:
        raise ValueError
    if "longest" in f.metadata and not (len(found) <= f.metadata["longest"] and found.isprintable()):
        raise ValueError
    if f.name in _CHOICES and found not in _CHOICES[f.name]:
        raise ValueError
    return chord_from(found).text if found and "chord" in f.metadata else found


def _ids(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(item, str) and item.isprintable() for item in found):
        raise ValueError
    return tuple(dict.fromkeys(found))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
