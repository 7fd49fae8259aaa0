"""Narrators from their folders; one that cannot be used is named and left out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from burnbreak.core.narration import Clip, Narration, VoiceKind
from burnbreak.core.reading import Reader, TableError
from burnbreak.storage.note import Note
from burnbreak.storage.tables import read_table

VOICE_FILE = "voice.toml"
LARGEST = 2_000_000
"""Bytes of a voice.toml; ours have about 60,000."""
MOST_CLIPS = 5_000
LONGEST_CLIP = 60.0
"""Seconds of one cue; nobody speaks sixteen words for longer."""


def load_narrators(*folders: Path) -> tuple[tuple[Narration, ...], tuple[Note, ...]]:
    """Every usable narrator, folder by folder in the order of their names; of two with one id the first.

    Each is a folder with a voice.toml; whether its sounds are there is found when they are played.
    """
    found: dict[str, Narration] = {}
    notes: list[Note] = []
    for folder in _voices(folders):
        try:
            narration = _narration(folder)
        except TableError as fault:
            notes.append(Note(key=f"voice-left-out:{folder.name}", text=f"A voice was left out: {fault}."))
        else:
            found.setdefault(narration.id, narration)
    return tuple(found.values()), tuple(notes)


def _voices(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if (path / VOICE_FILE).is_file())


def _narration(folder: Path) -> Narration:
    place = f"{folder.name}/{VOICE_FILE}"
    reader = Reader(read_table(folder / VOICE_FILE, LARGEST), place)
    clips = reader.table("clips")
    if not clips:
        raise TableError(f"{place}: [clips] is missing or empty")
    if len(clips) > MOST_CLIPS:
        raise TableError(f"{place}: it has more than {MOST_CLIPS:,} clips")
    narration = Narration(
        id=reader.name("id"),
        name=reader.text("name"),
        kind=reader.choice("kind", VoiceKind),
        clips={name: _clip(facts, f"{place}, {name}") for name, facts in clips.items()},
        lang=reader.text("lang", "en"),
        made_by=reader.text("made_by", "-"),
        licence=reader.text("licence", "-"),
    )
    reader.nothing_else()
    if narration.id != folder.name:
        raise TableError(f"{place}: its id {narration.id!r} is not the name of its folder")
    if narration.kind is VoiceKind.SYSTEM:
        raise TableError(f"{place}: kind 'system' is the system's own voice, which has no files")
    return narration


def _clip(facts: Mapping[str, Any] | Any, place: str) -> Clip:
    reader = Reader(facts, place)
    clip = Clip(reader.seconds("seconds", low=0.05, high=LONGEST_CLIP), reader.text("text"))
    reader.nothing_else()
    return clip
