"""Helplines by country, from the files that come with burnbreak or an organisation's own beside the log."""

import json
from pathlib import Path

from burnbreak.core.support import Country, SupportError, read_country
from burnbreak.resources import asset_folder

LARGEST = 50_000
"""Bytes of such a file; ours have about 1,000."""


class SupportFiles:
    """Reads a country's file when it is asked for. `own` is a folder whose files count before ours."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self.faults: list[str] = []
        """Of the files that were left out: where and why, for the program's log."""

    def codes(self) -> tuple[str, ...]:
        """The countries there are files for, by their code."""
        return tuple(
            sorted({path.stem for folder in self._folders() for path in folder.glob("[A-Z][A-Z].json")})
        )

    def country(self, code: str) -> Country | None:
        """What is known of a country; None where nothing usable is."""
        if not (len(code) == 2 and code.isascii() and code.isupper()):
            return None
        for folder in self._folders():
            path = folder / f"{code}.json"
            if path.is_file():
                try:
                    return load_country(path)
                except SupportError as fault:
                    self.faults.append(str(fault))
        return None

    def _folders(self) -> tuple[Path, ...]:
        ours = asset_folder("support")
        return (ours,) if self._own is None or not self._own.is_dir() else (self._own, ours)


def load_country(path: Path) -> Country:
    """One file. Raises SupportError with the place of the fault."""
    try:
        size = path.stat().st_size
        table = json.loads(path.read_text(encoding="utf-8")) if size <= LARGEST else None
    except (OSError, ValueError, RecursionError) as fault:
        raise SupportError(f"{path.name}: it cannot be read ({type(fault).__name__})") from None
    if size > LARGEST:
        raise SupportError(f"{path.name}: it is larger than {LARGEST} bytes")
    country = read_country(table, path.name)
    if country.code != path.stem:
        raise SupportError(f"{path.name}: country is {country.code}, which is another file's")
    return country
