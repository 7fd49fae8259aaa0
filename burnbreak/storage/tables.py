"""Reads a TOML file of ours, of a size that it may have."""

from pathlib import Path
from typing import Any

from burnbreak.core.reading import TableError


def read_table(path: Path, largest: int) -> dict[str, Any]:
    """The tables of one of our files. TableError says what is wrong with it."""
    import tomllib

    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
        if len(raw) > largest:
            raise TableError(f"{path.name}: it is larger than {largest:,} bytes")
        return tomllib.loads(raw.decode("utf-8-sig"))
    except TableError:
        raise
    except OSError as fault:
        raise TableError(f"{path.name}: it cannot be read ({fault.strerror})") from fault
    except (ValueError, RecursionError) as fault:
        raise TableError(f"{path.name}: {fault}") from fault
