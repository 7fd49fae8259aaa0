"""Writes all that is kept as open files: JSON, or a zip with the same JSON and CSV for spreadsheets."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from burnbreak.core.record import RecordKind
from burnbreak.core.settings import Settings
from burnbreak.core.settings_table import tables
from burnbreak.storage.export_lines import ENTRY, EntryLines
from burnbreak.storage.files import write_with
from burnbreak.storage.log import Log
from burnbreak.storage.rows import moment_of

FORMAT, VERSION = "burnbreak-data", 1
JSON_NAME = "burnbreak.json"
RECORD = ("uuid", "kind", "moment", "values", "stamp")
CHECK_IN_ITEMS = ("set", "tension", "energy", "connection", "burnout", "pleasure", "arousal", "sitting")
_LINES = 2_000

Table = tuple[Sequence[str], Sequence[tuple[Any, ...]]]
"""Names of columns, and rows."""


def export(log: Log, settings: Settings, target: Path, now: datetime) -> None:
    """Write all of it; a name that ends in .json gets JSON alone. StorageError with one sentence."""
    entries = EntryLines(log.raw("entry", ENTRY))
    records = [
        (uuid, kind, _text(moment), json.loads(body), stamp)
        for uuid, kind, moment, body, stamp in log.raw("record", ("uuid", "kind", "moment", "body", "stamp"))
    ]
    head = {"format": FORMAT, "v": VERSION, "written": now.isoformat(), "settings": plain_settings(settings)}
    tables_of: dict[str, Table] = {
        "records": (RECORD, records),
        "removed": (("uuid", "stamp"), log.raw("gone", ("uuid", "stamp"))),
        "brought_back": (("uuid", "stamp"), log.raw("back", ("uuid", "stamp"))),
    }

    def write(file: IO[bytes]) -> None:
        if target.suffix.casefold() == ".json":
            file.writelines(_json(head, entries, tables_of))
            return
        with zipfile.ZipFile(file, "w") as packed:
            with packed.open(JSON_NAME, "w", force_zip64=True) as inner:
                inner.writelines(_json(head, entries, tables_of))
            with packed.open("entries.csv", "w", force_zip64=True) as inner:
                _csv(inner, ENTRY, ())
                inner.writelines(text.encode() for text in entries.csv())
            for name, columns, rows in _sheets(records):
                with packed.open(name, "w", force_zip64=True) as inner:
                    _csv(inner, columns, rows)

    write_with(target, write, what="files")


def write_sheet(target: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as CSV, whole or not at all. StorageError with one sentence."""

    def write(file: IO[bytes]) -> None:
        _csv(file, columns, (tuple(row[name] for name in columns) for row in rows))

    write_with(target, write, what="files")


def plain_settings(settings: Settings) -> dict[str, Any]:
    """The settings without the calendars, whose names and addresses are nobody else's."""
    found = tables(settings)
    found.pop("calendars")
    return json.loads(json.dumps(found, default=str))  # type: ignore[no-any-return]


def _json(head: Mapping[str, Any], entries: EntryLines, tables_of: Mapping[str, Table]) -> Iterator[bytes]:
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode()
    yield from _list("entries", entries.json())
    for name, (columns, rows) in tables_of.items():
        yield from _list(name, _objects(columns, rows))
    yield b"\n}\n"


def _list(name: str, texts: Iterable[str]) -> Iterator[bytes]:
    yield f',\n "{name}": ['.encode()
    before, after = "\n", b"]"
    for text in texts:
        yield (before + text).encode()
        before, after = ",\n", b"\n ]"
    yield after


def _objects(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    for start in range(0, len(rows), _LINES):
        # Many at once: the encoder in C is made anew for each call.
        lines = [dict(zip(columns, row, strict=True)) for row in rows[start : start + _LINES]]
        yield json.dumps(lines, ensure_ascii=False, separators=(",", ":"))[1:-1]


def _sheets(
    records: Iterable[tuple[Any, ...]],
) -> Iterator[tuple[str, Sequence[str], Iterable[tuple[Any, ...]]]]:
    by_kind: dict[str, list[tuple[Any, ...]]] = {str(kind): [] for kind in RecordKind}
    for uuid, kind, moment, values, stamp in records:
        items = CHECK_IN_ITEMS if kind == RecordKind.CHECK_IN else ()
        if kind in by_kind:
            by_kind[kind].append((uuid, moment, *(values.get(i) for i in items), json.dumps(values), stamp))
    for kind, rows in by_kind.items():
        items = CHECK_IN_ITEMS if kind == RecordKind.CHECK_IN else ()
        yield f"{kind}s.csv", ("uuid", "moment", *items, "values", "stamp"), rows


def _csv(file: IO[bytes], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    text.flush()
    text.detach()


def _text(count: int) -> str:
    return moment_of(count).isoformat()
