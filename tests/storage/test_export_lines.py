"""The lines of an export are those that Python's own encoders write, for every value a file may hold."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from burnbreak.storage.export_lines import ENTRY, EntryLines
from burnbreak.storage.rows import ticks

Values = tuple[Any, ...]
NOON = datetime(2026, 11, 16, 12, 30, 5, tzinfo=UTC)
WORDS = (
    "",
    None,
    "plain",
    'a "quoted" one',
    "a, b",
    "two\nlines",
    "a\rreturn",
    "Grüße \u2028",
    "\x00\x1f",
    "%s",
)
NUMBERS = (0.0, -0.0, 184.0, 1e300, float("inf"), None, "text", 60.25)
MOMENTS = (NOON, NOON.replace(microsecond=7), datetime(1969, 12, 31, 23, 59, 59, 5, UTC), None)


def row(word: str | None, number: object, moment: datetime | None, *, shown: object = 1) -> Values:
    when = None if moment is None else ticks(moment)
    found: dict[str, object] = dict.fromkeys(ENTRY, word)
    found |= dict.fromkeys(("due", "again_at", "started"), when) | {"recorded": ticks(NOON)}
    found |= {"planned_seconds": number, "real_seconds": 184.0, "offered": shown}
    return tuple((found | {"uuid": word or "", "stamp": word or ""}).values())


def open_values(values: Values) -> Values:
    """As the file documents them."""
    found = dict(zip(ENTRY, values, strict=True))
    for name in ("due", "recorded", "again_at", "started"):
        if found[name] is not None:
            moment = datetime.fromtimestamp(found[name] // 1_000_000, UTC)
            found[name] = moment.replace(microsecond=found[name] % 1_000_000).isoformat()
    return tuple((found | {"offered": bool(found["offered"])}).values())


def as_csv(rows: list[Values]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(open_values(r) for r in rows)
    return text.getvalue()


def as_json(rows: list[Values]) -> str:
    objects = [dict(zip(ENTRY, open_values(r), strict=True)) for r in rows]
    return json.dumps(objects, ensure_ascii=False, separators=(",", ":"))[1:-1]


ODD = [row(*values) for values in product(WORDS, NUMBERS, MOMENTS)]
ODD += [row("plain", 1.0, NOON, shown=shown) for shown in (0, None, 2)]


def test_json_and_csv_are_what_python_writes() -> None:
    lines = EntryLines(ODD)
    assert ",".join(lines.json()) == as_json(ODD)
    assert "".join(lines.csv()) == as_csv(ODD)


@pytest.mark.parametrize("odd", ODD[:: len(MOMENTS) * len(NUMBERS)], ids=repr)
def test_one_odd_value_among_plain_ones(odd: Values) -> None:
    rows = [row("a", 1.0, NOON), odd, row("b", -0.0, None)]
    assert "".join(EntryLines(rows).csv()) == as_csv(rows)


def test_more_than_are_written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(f"n{n}", float(n), NOON) for n in range(4_500)]
    # Nothing in them needs the slow way.
    monkeypatch.delattr(EntryLines, "_by_the_writer")
    lines = EntryLines(rows)
    texts = list(lines.csv())
    assert (len(texts), "".join(texts)) == (3, as_csv(rows))
    assert ",".join(lines.json()) == as_json(rows)
    assert list(EntryLines([]).csv()) == list(EntryLines([]).json()) == []
