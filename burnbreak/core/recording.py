"""What a narrator is asked to say, and what can be told of a recording, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from burnbreak.core.narration import COMMON, COMMON_CUES, Clip, clip_name, common_cue
from burnbreak.core.practice import Cue, Practice
from burnbreak.core.wording import ANCHORS

LONGEST_SENTENCE, LONGEST_TAKE = 45.0, 20 * 60.0
"""Seconds of one cue, and of all cues in one take."""


class MicTrouble(StrEnum):
    """Why there is no recording, or no whole one."""

    NO_LIBRARY = "no-library"
    NO_MICROPHONE = "no-microphone"
    """None is there, or this program may not use it."""
    LOST = "lost"
    """It went away while recording; what was said until then is there."""
    STUCK = "stuck"
    DEAF = "deaf"
    """It gives exact silence: switched off, or not allowed to listen."""
    FULL = "full"
    """The take was as long as one can be."""
    UNWRITTEN = "unwritten"
    """It could not be written to the disk."""


class Remark(StrEnum):
    """What may be amiss with a recorded cue."""

    NOTHING = "nothing"
    """Nobody can be heard in it; there is no clip."""
    CLIPPED = "clipped"
    QUIET = "quiet"
    NOISY = "noisy"
    CUT_START = "cut-start"
    CUT_END = "cut-end"
    GAPS = "gaps"
    """The computer was too busy and lost pieces of it."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud it has been since the last look, in dBFS."""

    peak: float
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One recorded cue as it would be heard."""

    asset: str
    """Its name for the player; empty where nobody can be heard."""
    start: float
    end: float
    """Where it lies in its take (seconds)."""
    seconds: float
    remarks: tuple[Remark, ...] = ()


class Stage(StrEnum):
    """What the recorder does."""

    IDLE = "idle"
    OPENING = "opening"
    RECORDING = "recording"
    WORKING = "working"
    """The take is being made into clips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What is to be seen of the recorder now."""

    stage: Stage
    level: Level = Level(-120.0, -120.0)
    seconds: float = 0.0
    said: int = 0
    """Cues that have been said to their end, as far as pauses tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of a take; with a trouble the pieces are what could be saved."""

    pieces: tuple[Piece, ...] = ()
    trouble: MicTrouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVoice:
    """A narrator of the user's own."""

    id: str
    name: str
    clips: Mapping[str, Clip]

    def has(self, prompt: "Prompt") -> bool:
        """Whether this is recorded, with the words that are said now."""
        found = self.clips.get(prompt.clip)
        return found is not None and found.text == prompt.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing to say."""

    clip: str
    text: str
    part: int
    """Number of its stage, from 1."""
    anchor: str = ""
    """Key of the anchor whose words these are; empty where they are the same for all."""


def prompts(practice: Practice, anchors: tuple[str, ...]) -> tuple[Prompt, ...]:
    """Everything said in a practice, in order; what depends on the anchor once for each of these."""
    return tuple(
        prompt
        for number, stage in enumerate(practice.stages, start=1)
        for cue in stage.cues
        for prompt in _of(practice.id, cue, anchors, number)
    )


def common_prompts(anchors: tuple[str, ...]) -> tuple[Prompt, ...]:
    """What may be said in every practice when a key is pressed."""
    return tuple(prompt for id in COMMON_CUES for prompt in _of(COMMON, common_cue(id), anchors, 1))


def _of(folder: str, cue: Cue, anchors: tuple[str, ...], part: int) -> tuple[Prompt, ...]:
    if not cue.anchored:
        return (Prompt(clip=clip_name(folder, cue, ""), text=cue.text, part=part),)
    return tuple(
        Prompt(clip=clip_name(folder, cue, anchor), text=cue.words(anchor), part=part, anchor=anchor)
        for anchor in ANCHORS
        if anchor in anchors
    )
