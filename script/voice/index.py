"""voice.toml: what a narrator is, and the length and words of each of its clips."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from sounds.noise import RATE

from voice.narrators import Narrator

FILE = "voice.toml"
LICENCE = "CC BY 4.0"
_TOP = """\
# Made by script/make_voice.py; what is said stands in assets/practices.
id = {id}
name = {name}
kind = "synthetic"
lang = "en"
made_by = {made_by}
licence = {licence}

[clips]
"""


def write(narrator: Narrator, clips: Mapping[str, tuple[int, str]], folder: Path) -> None:
    """Write voice.toml into `folder`; `clips` has the frames and words of each by its name."""
    top = _TOP.format(
        id=_quoted(narrator.id),
        name=_quoted(narrator.name),
        made_by=_quoted(narrator.made_by),
        licence=_quoted(LICENCE),
    )
    rows = (
        f"{_quoted(name)} = {{ seconds = {frames / RATE!r}, text = {_quoted(text)} }}\n"
        for name, (frames, text) in clips.items()
    )
    (folder / FILE).write_text(top + "".join(rows), encoding="utf-8")


def read(folder: Path) -> dict[str, tuple[int, str]]:
    """The clips of the voice.toml in `folder` as `write` takes them; none where there is no such file."""
    try:
        table = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {name: (round(clip["seconds"] * RATE), clip["text"]) for name, clip in table["clips"].items()}


def _quoted(text: str) -> str:
    """A TOML string; JSON's rules for printable text are the same."""
    return json.dumps(text, ensure_ascii=False)
