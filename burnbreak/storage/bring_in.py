"""Reads an export of burnbreak's own, from this or another computer; what is not sound is refused whole."""

import json
import math
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from burnbreak.core.record import RecordKind
from burnbreak.storage.export import FORMAT, JSON_NAME, VERSION
from burnbreak.storage.export_lines import ENTRY
from burnbreak.storage.hlc import Stamp
from burnbreak.storage.holdings import Holdings
from burnbreak.storage.note import StorageError, cause
from burnbreak.storage.record_rows import read_record_row
from burnbreak.storage.rows import read_row, ticks

LARGEST = 300_000_000
"""Bytes of JSON; a working life has 60 million."""
LARGEST_RECORD = 100_000
_LATEST = 253_402_300_799_999
"""Milliseconds: the end of the year 9999."""
_MOMENTS = ("due", "recorded", "again_at", "started")


class ExportError(StorageError):
    """The file is no sound export; one sentence."""


def read_export(path: Path) -> Holdings:
    """All that an export holds. Raises StorageError with one sentence, and has kept nothing."""
    table = _table(path)
    if table.get("format") != FORMAT:
        raise ExportError(f"{path.name} is no export of burnbreak; nothing was taken in.")
    version = table.get("v")
    if type(version) is not int or version < 1:
        raise ExportError(f"{path.name} is no export that can be read; nothing was taken in.")
    if version > VERSION:
        raise ExportError(f"{path.name} was written by a newer burnbreak; nothing was taken in.")
    found = Holdings()
    _each(path, table, "removed", lambda item: found.remove(_name(item["uuid"]), _stamp(item["stamp"])))
    # Exports of before there was an undo have none.
    back = {"brought_back": [], **table}
    _each(
        path, back, "brought_back", lambda item: found.bring_back(_name(item["uuid"]), _stamp(item["stamp"]))
    )
    _each(path, table, "entries", lambda item: _entry(item, found))
    _each(path, table, "records", lambda item: _record(item, found))
    return found


def _table(path: Path) -> Mapping[str, Any]:
    try:
        table = json.loads(_bytes(path))
    except ExportError:
        raise
    except OSError as fault:
        raise StorageError(f"{path.name} cannot be read ({fault.strerror or cause(fault)}).") from fault
    except (
        ValueError,
        RecursionError,
        zipfile.BadZipFile,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        MemoryError,
    ) as fault:
        raise ExportError(
            f"{path.name} is no export of burnbreak, or damaged; nothing was taken in."
        ) from fault
    except Exception as fault:  # zlib.error and what else a broken zip brings
        raise ExportError(f"{path.name} is damaged; nothing was taken in.") from fault
    return table if isinstance(table, Mapping) else {}


def _bytes(path: Path) -> bytes:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed, packed.open(JSON_NAME) as file:
            raw = file.read(LARGEST + 1)
    else:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ExportError(f"{path.name} is larger than any export; nothing was taken in.")
    return raw


def _each(path: Path, table: Mapping[str, Any], name: str, take: Callable[[Mapping[str, Any]], None]) -> None:
    items = table.get(name)
    if not isinstance(items, list):
        raise ExportError(f"{path.name} is not whole ({name} is missing); nothing was taken in.")
    for number, item in enumerate(items, 1):
        try:
            take(item)
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError) as fault:
            text = f"{path.name} holds something that is not burnbreak's ({name}, number {number}); "
            raise ExportError(f"{text}nothing was taken in.") from fault


def _entry(item: Mapping[str, Any], found: Holdings) -> None:
    # Exports of before it was kept have no situation.
    values = {name: item[name] for name in ENTRY[:-1]} | {"situation": item.get("situation")}
    values |= {name: _ticks(values[name]) for name in _MOMENTS}
    if values["recorded"] is None or type(values["offered"]) is not bool:
        raise ValueError
    for name in ("planned_seconds", "real_seconds"):
        if type(values[name]) not in (int, float) or not math.isfinite(values[name]) or values[name] < 0:
            raise ValueError
    _name(values["uuid"])
    if values["practice"]:
        _name(values["practice"])
    stamp = _stamp(values["stamp"])
    kept = (values[name] for name in ENTRY[1:-2])
    found.add(read_row((values["uuid"], None, *kept, values["situation"], stamp.writer, str(stamp))))


def _record(item: Mapping[str, Any], found: Holdings) -> None:
    body = json.dumps(item["values"], allow_nan=False)
    if len(body) > LARGEST_RECORD or item["kind"] not in list(RecordKind):
        raise ValueError
    moment = _ticks(item["moment"])
    row = (_name(item["uuid"]), item["kind"], moment, body, str(_stamp(item["stamp"])))
    found.add_record(read_record_row(row))


def _ticks(text: Any) -> int | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return ticks(moment)


def _name(text: Any) -> str:
    if not (isinstance(text, str) and 0 < len(text) <= 100 and text.isprintable()):
        raise ValueError
    return text


def _stamp(text: Any) -> Stamp:
    stamp = Stamp.parse(_name(text))
    if not 0 <= stamp.milliseconds <= _LATEST or not 0 <= stamp.counter < 1_000_000 or not stamp.writer:
        raise ValueError
    return stamp
