"""Before a release: is every helpline checked, on its own page and within 180 days? No part of the tests."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from burnbreak.core.support import Country, Seen, Source
from burnbreak.resources import assets
from burnbreak.storage.support_files import load_country

FRESH = timedelta(days=180)


def sources(country: Country) -> list[tuple[str, Source]]:
    """What is to be checked in a country, by name."""
    lines = [(line.name, line.source) for line in country.lines]
    return [(f"emergency {country.emergency}", country.emergency_source), *lines]


def complaints(country: Country, today: date) -> list[str]:
    """A line for each source that somebody has to open again."""
    found = []
    for name, source in sources(country):
        old = today - source.verified_on > FRESH
        if old or source.seen is Seen.COPY:
            why = f"checked on {source.verified_on}" if old else "never opened itself"
            found.append(f"{country.code}  {name}: {why}\n    {source.url}")
    return found


def main() -> int:
    """Print what is to be done; exit status 1 while there is something."""
    today = datetime.now(UTC).date()
    found = [line for path in assets("support") for line in complaints(load_country(path), today)]
    print("\n".join(found) or "All helplines are fresh.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
