"""Reading and writing of the one group of a desktop entry, after the freedesktop specification."""

import re
from collections.abc import Mapping, Sequence

_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_GROUP = "[Desktop Entry]"


def exec_line(command: Sequence[str]) -> str:
    """The value of Exec for a command: every word quoted, field codes made harmless; not yet escaped."""
    # GLib looks for the program before it reads "%%" as "%", and drops the whole entry.
    prefix = ["/usr/bin/env"] if "%" in command[0] else []
    return " ".join(_quoted(word) for word in [*prefix, *command])


def _quoted(word: str) -> str:
    inner = re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%")
    # A plain option needs no quotes, and some desktops show the line to people.
    return inner if re.fullmatch(r"--?[\w-]+", word) else f'"{inner}"'


def render(entries: Mapping[str, str]) -> str:
    """The whole text of a file with these keys and values."""
    lines = [_GROUP, *(f"{key}={_escape(value)}" for key, value in entries.items())]
    return "\n".join(lines) + "\n"


def parse(text: str) -> dict[str, str]:
    """Keys and unescaped values of the [Desktop Entry] group; raises ValueError when there is none."""
    entries: dict[str, str] = {}
    inside = found = False
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("["):
            inside = stripped == _GROUP
            found = found or inside
        elif inside and "=" in stripped and not stripped.startswith("#"):
            key, _, value = stripped.partition("=")
            entries.setdefault(key.rstrip(), _unescape(value.lstrip()))
    if not found:
        raise ValueError("no [Desktop Entry] group")
    return entries


def is_true(entries: Mapping[str, str], key: str, default: bool = False) -> bool:
    """A boolean value; anything but "true" and "false" counts as the default."""
    return {"true": True, "1": True, "false": False, "0": False}.get(entries.get(key, "").lower(), default)


def words(value: str) -> list[str]:
    """The parts of a value that is a list, such as OnlyShowIn."""
    return [part for part in value.split(";") if part]


def _escape(value: str) -> str:
    text = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return "\\s" + text[1:] if text.startswith(" ") else text


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), value)
