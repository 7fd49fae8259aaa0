"""Typed values out of the tables of a TOML file. Files may come from strangers: nothing is taken on trust."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

_LENGTHS = {"id": 40, "title": 60, "summary": 160, "origin": 600, "evidence_note": 600, "lang": 8}
"""Characters that a text may have; any other 200."""
_MOST_ITEMS = 20
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SPACES = "\u00a0\u202f"
"""No-break spaces are typography, though str.isprintable does not count them in."""
_Choice = TypeVar("_Choice", bound=StrEnum)


class TableError(ValueError):
    """A file cannot be used; the message names the place and the fault in one sentence."""


def unique(names: Sequence[str], what: str) -> None:
    """Raises TableError, beginning with `what`, where a name stands twice."""
    name, count = next(iter(Counter(names).most_common(1)), ("", 0))
    if count > 1:
        raise TableError(f"{what} {name!r} is taken twice")


class Reader:
    """Takes typed values out of a table and says where one is missing, wrong or unknown."""

    def __init__(self, table: Any, place: str) -> None:
        if not isinstance(table, Mapping):
            raise TableError(f"{place}: a table is needed here")
        self.place = place
        self._left = dict(table)

    def _take(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        if key not in self._left:
            if default is None:
                raise TableError(f"{self.place}: {key!r} is missing")
            return default
        value = self._left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise TableError(f"{self.place}: {key} = {_shown(value)} is of the wrong kind")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        return self._plain(key, self._take(key, str, default))

    def _plain(self, key: str, value: str) -> str:
        if len(value) > (most := _LENGTHS.get(key, 200)):
            raise TableError(f"{self.place}: {key} is longer than {most} characters")
        if not value.strip():
            raise TableError(f"{self.place}: {key} is empty")
        if not all(c.isprintable() or c in _SPACES for c in value) or "<" in value or ">" in value:
            raise TableError(f"{self.place}: {key} holds markup or control characters")
        return value

    def name(self, key: str) -> str:
        value = self.text(key)
        if not _NAME.fullmatch(value):
            raise TableError(f"{self.place}: {key} {value!r} has other characters than a-z, 0-9 and -")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        return int(self._take(key, int, default))

    def among(self, key: str, known: Sequence[int], default: int) -> int:
        """One of a few whole numbers."""
        value = self.number(key, default)
        if value not in known:
            named = ", ".join(map(str, known))
            raise TableError(f"{self.place}: {key} {_shown(value)} is not one of {named}")
        return value

    def seconds(self, key: str, *, low: float, high: float, default: float | None = None) -> float:
        return self._within(key, self._take(key, (int, float), default), low, high)

    def span(self, key: str, default: tuple[float, float], *, high: float) -> tuple[float, float]:
        """Two rising numbers from 0 to `high`."""
        found = self._take(key, (list, tuple), default)
        if len(found) != 2 or not all(type(v) in (int, float) for v in found):
            raise TableError(f"{self.place}: {key} must be the least and the most seconds")
        least = self._within(key, found[0], 0.0, high)
        return least, self._within(key, found[1], least, high)

    def _within(self, key: str, value: Any, low: float, high: float) -> float:
        # NaN is within nothing.
        if not low <= value <= high:
            raise TableError(f"{self.place}: {key} {_shown(value)} is not within {low:g} to {high:g}")
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        return bool(self._take(key, bool, default))

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        return tuple(self._plain(key, value) for value in self._items(key, str, default))

    def numbers(self, key: str) -> tuple[int, ...]:
        return self._items(key, int, None)

    def _items(self, key: str, kind: type, default: Sequence[Any] | None) -> tuple[Any, ...]:
        values = self._take(key, (list, tuple), default)
        if not all(type(v) is kind for v in values):
            raise TableError(f"{self.place}: {key} must be a list of {kind.__name__}")
        if len(values) > _MOST_ITEMS:
            raise TableError(f"{self.place}: {key} has more than {_MOST_ITEMS} items")
        return tuple(values)

    def word(self, key: str, known: Sequence[str], default: str) -> str:
        return self._known(key, self.text(key, default), known)

    def words(self, key: str, known: Sequence[str], default: tuple[str, ...]) -> tuple[str, ...]:
        found = tuple(self._known(key, value, known) for value in self.texts(key, default))
        unique(found, f"{self.place}: {key}")
        return found

    def _known(self, key: str, value: str, known: Sequence[str]) -> str:
        if value not in known:
            raise TableError(f"{self.place}: {key} {_shown(value)} is not one of {', '.join(known)}")
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        return kind(self._known(key, self.text(key), tuple(kind)))

    def choices(self, key: str, kind: type[_Choice]) -> tuple[_Choice, ...]:
        return tuple(kind(value) for value in self.words(key, tuple(kind), ()))

    def table(self, key: str) -> dict[str, Any] | None:
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, Mapping):
            raise TableError(f"{self.place}: {key} must be a table")
        return None if value is None else dict(value)

    def keys(self) -> tuple[str, ...]:
        """The keys that have not been taken yet."""
        return tuple(self._left)

    def tables(self, key: str, most: int) -> list[Any]:
        value = self._left.pop(key, [])
        if not isinstance(value, list):
            raise TableError(f"{self.place}: {key} must be a list of tables")
        if len(value) > most:
            raise TableError(f"{self.place}: {key} has more than {most} tables")
        return value

    def nothing_else(self) -> None:
        if self._left:
            raise TableError(f"{self.place}: {_shown(min(map(str, self._left)))} is not known")


def _shown(value: Any) -> str:
    """A value as it stands in a message, however large it is."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**12:
        return "a huge number"
    text = repr(value[:60] if isinstance(value, str | list | tuple) else value)
    return text if len(text) <= 60 else f"{text[:57]}..."
