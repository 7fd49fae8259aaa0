"""Entries as lines of JSON and of CSV: what the encoders of Python write, column by column and far sooner."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

from burnbreak.storage.rows import moment_of

ENTRY = (
    "uuid", "due", "recorded", "outcome", "reason", "origin", "offered", "again_at", "started", "practice",
    "planned_seconds", "real_seconds", "ease", "stamp", "situation",
)  # fmt: skip
_MOMENTS = ("due", "recorded", "again_at", "started")
_NUMBERS = ("planned_seconds", "real_seconds")
_ALWAYS_NEW = ("uuid", "stamp")
_AT_ONCE = 2_000
_BEFORE = tuple((",{"[not place]) + f'"{name}":' for place, name in enumerate(ENTRY))
_encode = json.JSONEncoder(ensure_ascii=False).encode

Encoder = Callable[[Any], str]


def _encoders(encode: Encoder, moment: Encoder, *, yes: str, no: str) -> dict[str, Encoder]:
    """What writes each column; texts and numbers that come again are remembered, apart from each other."""
    found = dict.fromkeys(ENTRY, _Known(encode).__getitem__)
    found |= dict.fromkeys(_ALWAYS_NEW, encode)
    found |= dict.fromkeys(_MOMENTS, moment)
    found |= dict.fromkeys(_NUMBERS, _Known(encode).__getitem__)
    found["offered"] = lambda shown: yes if shown else no
    return found


class EntryLines:
    """Entries as they lie in the file, in the order of ENTRY with moments as ticks."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._quoted = _Moments()
        self._moments = _Known(lambda count: self._quoted[count][1:-1])
        self._moments[None] = ""

    def __len__(self) -> int:
        return len(self._rows)

    def json(self) -> Iterator[str]:
        """Objects with commas between them, many at once."""
        encoders = _encoders(_encode, self._quoted.__getitem__, yes="true", no="false")
        for columns, _ in self._columns(encoders):
            pieces = [piece for pair in zip(map(repeat, _BEFORE), columns, strict=True) for piece in pair]
            yield ",".join(map("".join, zip(*pieces, repeat("}"), strict=False)))

    def csv(self) -> Iterator[str]:
        """Lines as a spreadsheet reads them, many at once."""
        encoders = _encoders(_plain, self._moments.__getitem__, yes="True", no="False")
        for columns, rows in self._columns(encoders):
            text = "\r\n".join(map(",".join, zip(*columns, strict=True))) + "\r\n"
            counts = [text.count(mark) for mark in ',"\r\n']
            # Anything else among them means that something has to be quoted.
            if counts == [len(rows) * (len(ENTRY) - 1), 0, len(rows), len(rows)]:
                yield text
            else:
                yield self._by_the_writer(rows)

    def _columns(
        self, encoders: dict[str, Encoder]
    ) -> Iterator[tuple[list[Iterable[str]], Sequence[tuple[Any, ...]]]]:
        """What stands in each column of many rows, and these rows."""
        for start in range(0, len(self._rows), _AT_ONCE):
            rows = self._rows[start : start + _AT_ONCE]
            columns = zip(ENTRY, zip(*rows, strict=True), strict=True)
            yield [map(encoders[name], column) for name, column in columns], rows

    def _by_the_writer(self, rows: Sequence[tuple[Any, ...]]) -> str:
        text = io.StringIO(newline="")
        places = [ENTRY.index(name) for name in _MOMENTS]
        writer = csv.writer(text, lineterminator="\r\n")
        for row in rows:
            fields = list(row)
            for place in places:
                fields[place] = self._moments[row[place]]
            fields[ENTRY.index("offered")] = bool(row[ENTRY.index("offered")])
            writer.writerow(fields)
        return text.getvalue()


def _plain(value: object) -> str:
    return "" if value is None else str(value)


class _Known(dict[Any, str]):
    """Words and lengths, few of which are new."""

    def __init__(self, encode: Encoder) -> None:
        super().__init__()
        self._encode = encode

    def __missing__(self, value: Any) -> str:
        made = self._encode(value)
        if value != 0:  # 0.0 and -0.0 are equal, and written differently.
            self[value] = made
        return made


class _Moments(dict[int | None, str]):
    """The text of each moment in JSON; due, begun and recorded are often the same one."""

    def __init__(self) -> None:
        super().__init__({None: "null"})
        self._days: dict[int, str] = {}
        self._minutes: dict[int, str] = {}

    def __missing__(self, count: int | None) -> str:
        day, rest = divmod(count or 0, 86_400_000_000)
        second, micro = divmod(rest, 1_000_000)
        date = self._days.get(day)
        if date is None:
            date = self._days[day] = moment_of(day * 86_400_000_000).isoformat()[:10]
        minute, second = divmod(second, 60)
        hours = self._minutes.get(minute)
        if hours is None:
            hours = self._minutes[minute] = f"T{minute // 60:02}:{minute % 60:02}:"
        fraction = f".{micro:06}" if micro else ""
        self[count] = made = f'"{date}{hours}{second:02}{fraction}+00:00"'
        return made
