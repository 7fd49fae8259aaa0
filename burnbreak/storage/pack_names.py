"""Names inside a pack: only those that every system can store, and none twice."""

import re
import unicodedata
from collections.abc import Iterable

from burnbreak.core.own import PackError

LONGEST_PART, LONGEST_NAME, DEEPEST = 100, 200, 8
"""Characters of one part, of a whole name, and parts of a name."""

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*')
_ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".jar", ".cab", ".iso")
_CLUTTER = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


def printable(name: str) -> str:
    """A name as it may be shown: nothing that moves a cursor or turns the writing round, not endless."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:61])
    return f"{shown[:60]}..." if len(shown) > 60 else shown


def check_name(name: str) -> str:
    """The name in Unicode's composed form, with "/" between its parts; PackError if it is not safe.

    A name must stay inside the pack on Linux, macOS and Windows, and must be storable on all of them.
    """
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        raise PackError(f"'{printable(name)}' leads out of the pack.")
    parts = name.split("/")
    if len(name) > LONGEST_NAME or len(parts) > DEEPEST or any(len(part) > LONGEST_PART for part in parts):
        raise PackError(f"The name '{printable(name)}' is too long or lies too deep.")
    if not all(_storable(part) for part in parts):
        raise PackError(f"The name '{printable(name)}' cannot be stored on every system; rename that file.")
    return unicodedata.normalize("NFC", name)


def is_reserved(part: str) -> bool:
    """Whether Windows keeps this name, with any ending, for a device."""
    return _RESERVED.fullmatch(part.partition(".")[0].rstrip(" ")) is not None


def _storable(part: str) -> bool:
    if part in ("", ".") or part[-1] in ". " or part[0] == " " or is_reserved(part):
        return False
    # Control and format characters, surrogates, private and unassigned ones: none belongs into a name.
    return not any(
        c in _FORBIDDEN or c == "\\" or unicodedata.category(c)[0] == "C" or unicodedata.category(c) in _LINES
        for c in part
    )


_LINES = ("Zl", "Zp")


def check_distinct(files: Iterable[str]) -> None:
    """PackError where two of these file names are one on some system, or one is a folder of another."""
    seen: dict[str, str] = {}
    for name in files:
        key = _key(name)
        if key in seen:
            raise PackError(
                f"'{printable(seen[key])}' and '{printable(name)}' are one name on some systems; rename one."
            )
        seen[key] = name
    for key, name in seen.items():
        parts = key.split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in seen:
                raise PackError(f"'{printable(name)}' lies in something that is a file and a folder.")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def is_clutter(name: str) -> bool:
    """Whether file managers left it there; such files are not even mentioned."""
    return any(part.startswith(".") or part.casefold() in _CLUTTER for part in name.split("/"))


def is_archive(name: str) -> bool:
    """Whether it looks like a pack within the pack."""
    return name.casefold().endswith(_ARCHIVES)
