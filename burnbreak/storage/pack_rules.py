"""What a pack must keep to: lengths, ids, the head of a voice; and what is filled in for a recording."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Protocol

from burnbreak.core.narration import COMMON, VoiceKind
from burnbreak.core.own import PackError
from burnbreak.core.practice import Evidence, Practice, PracticeError, Track, read_practice
from burnbreak.core.reading import Reader
from burnbreak.core.timeline import AFTER_RECORDING, BEFORE_RECORDING
from burnbreak.storage.pack_names import is_reserved, printable

LARGEST_TOML = 200_000
"""Bytes of a practice file."""
LARGEST_VOICE = 2_000_000
"""Bytes of a voice.toml; 5,000 clips of 16 words fit."""
MOST_PRACTICES, MOST_CLIPS = 100, 5_000
LONGEST_RECORDING, LONGEST_CLIP, LONGEST_ALL = 1_800.0, 60.0, 7_200.0
"""Seconds of a recording, of a narrator's clip, and of all sound in a pack."""
SHORTEST_RECORDING, SHORTEST_CLIP = 1.0, 0.2
VOICE_FILE = "voice.toml"
AUDIO_ENDINGS = (".opus", ".ogg", ".flac", ".wav", ".mp3")
RESERVED_PRACTICES, RESERVED_VOICES = frozenset({COMMON}), frozenset({"system", "off"})

ABOUT_OWN: Mapping[str, Any] = {
    "summary": "A recording of your own.",
    "track": str(Track.MEANING),
    "situations": [],
    "evidence": str(Evidence.D),
    "origin": "You brought this recording yourself.",
    "evidence_note": "Nobody has studied this recording. It may help you settle.",
}
"""What the file of a recording need not say."""


class Sounds(Protocol):
    """Decodes recordings; each method raises PackError with a sentence that begins with `name`."""

    def seconds(self, name: str, path: Path) -> float:
        """What the head of the file says of its length."""
        ...

    def recording(self, name: str, path: Path, target: Path, progress: Callable[[float], None]) -> float:
        """Store it as it is played, and return its exact seconds."""
        ...

    def clip(self, name: str, path: Path, target: Path, progress: Callable[[float], None]) -> float:
        """Store one cue of a narrator: mono, otherwise as it is."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Ids that are in use."""

    practices: frozenset[str]
    """Of burnbreak itself; never replaced."""
    voices: frozenset[str]
    own: frozenset[tuple[bool, str]]
    """The user's own: whether a voice, and its id."""


def with_length(table: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    """The table of a recording with its length, and with what it need not say itself."""
    whole = ceil(round(BEFORE_RECORDING + seconds + AFTER_RECORDING, 6))
    rest = {**ABOUT_OWN, **{key: value for key, value in table.items() if key != "recording"}}
    lengths = {"durations": [whole], "shortest": whole, "longest": whole}
    return {**rest, **lengths, "recording": {"seconds": round(seconds, 6)}}


def checked(table: Mapping[str, Any], name: str) -> Practice:
    """The practice of these tables. PackError says what is wrong with them."""
    try:
        return read_practice(table, printable(name))
    except PracticeError as fault:
        raise PackError(f"{fault}.") from fault


def voice_head(table: Mapping[str, Any], name: str) -> dict[str, str]:
    """What voice.toml says beside its clips, in a fixed order. PackError if it cannot be used."""
    reader = Reader(table, printable(name))
    try:
        kind = reader.choice("kind", VoiceKind)
        head = {"id": reader.name("id"), "name": reader.text("name"), "kind": str(kind)}
        head |= {key: reader.text(key) for key in ("lang", "made_by", "licence") if key in table}
        reader.nothing_else()
    except PracticeError as fault:
        raise PackError(f"{fault}.") from fault
    if kind is VoiceKind.SYSTEM:
        raise PackError(f"{printable(name)}: a pack holds recordings, so kind is human or synthetic.")
    return head


def check_id(id: str, place: str, taken: frozenset[str]) -> None:
    if is_reserved(id):
        raise PackError(f"{printable(place)}: the id '{id}' is a name that Windows keeps for itself.")
    if id in taken:
        raise PackError(f"{printable(place)}: the id '{id}' belongs to burnbreak; give yours another one.")


def is_id(text: str) -> bool:
    """Whether it is made of a-z, 0-9 and - and can be a file name everywhere."""
    plain = bool(text) and set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and len(text) <= 80
    return plain and text.strip("-") == text and not is_reserved(text)


def length(seconds: float) -> str:
    """A length in words, as "3.2 minutes long"."""
    if seconds >= 3600:
        return f"{seconds / 3600:.1f} hours long"
    return f"{seconds / 60:.1f} minutes long" if seconds >= 120 else f"{seconds:.1f} seconds long"
