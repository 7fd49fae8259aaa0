"""A narrator's voice as data: which words were recorded, and how long each takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from burnbreak.core.practice import Cue

COMMON = "common"
"""The folder of what may be said in every practice."""
COMMON_CUES: Mapping[str, str] = {
    "anchor-back": "Back to {anchor}, whenever you like.",
    "ease-off": "Lighter from here. Look around the room. Stopping is fine too.",
}
"""Said when a key is pressed, by cue id."""


class VoiceKind(StrEnum):
    """How a voice was made."""

    SYNTHETIC = "synthetic"
    HUMAN = "human"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Clip:
    """One recorded cue."""

    seconds: float
    text: str
    """The words that were recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """One narrator with all that is recorded, by clip name."""

    id: str
    name: str
    kind: VoiceKind
    clips: Mapping[str, Clip]
    lang: str = "en"
    made_by: str = ""
    licence: str = ""

    def seconds_of(self, clip: str, text: str) -> float | None:
        """How long the clip takes; None where it is missing or was recorded with other words."""
        found = self.clips.get(clip)
        return found.seconds if found is not None and found.text == text else None

    def asset(self, clip: str) -> str:
        """The clip's recording as the score names it."""
        return f"voice/{self.id}/{clip}"


SYSTEM = Narration(id="system", name="", kind=VoiceKind.SYSTEM, clips={})
"""The voice of the operating system: it has no clips, it speaks at the times of the cues."""


def chosen(narrators: Sequence[Narration], id: str) -> Narration | None:
    """The narrator that is set, else the first where it is gone; None where no voice is wanted or there."""
    if id == SYSTEM.id:
        return SYSTEM
    if not id:
        return None
    return next((n for n in narrators if n.id == id), next(iter(narrators), None))


def common_cue(id: str) -> Cue:
    """One of COMMON_CUES, to be said like any other."""
    return Cue(id=id, text=COMMON_CUES[id])


def clip_name(practice_id: str, cue: Cue, anchor: str) -> str:
    """Name of a cue's clip within a narrator's folder, as "clear-the-room/stay-hands"."""
    return f"{practice_id}/{cue.id}-{anchor}" if cue.anchored else f"{practice_id}/{cue.id}"
