"""What is said in a guided practice: the lines of its cues, and what is shown, heard and skipped of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from burnbreak.core.narration import Narration, VoiceKind, clip_name
from burnbreak.core.practice import Cue, Practice, Stage
from burnbreak.core.score import Channel, Sound
from burnbreak.core.sheet import RATE, Line, Placed, samples

WORDS_PER_SECOND = 2.2
"""Unhurried reading; slower than the 3 to 4 of silent reading, because eyes rest elsewhere in between."""
OPENING = 4.0
"""Seconds of the first bell before anything is said, in three minutes or more."""
CLOSING = 16.0
"""Seconds from the last bell to the end, in so long a sitting that it may ring out."""
_STAYS = 8.0


@dataclass(frozen=True, slots=True)
class Caption:
    """A line shown from `start` to `end` (seconds)."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stage on the timeline, from its first cue to that of the next (seconds)."""

    stage_id: str
    start: float
    end: float
    skippable: bool


def reading_seconds(text: str) -> float:
    """How long a cue needs to be read without haste."""
    return 1.0 + len(text.split()) / WORDS_PER_SECOND


def opening_seconds(total: float) -> float:
    """From the first bell to the first cue in a sitting of `total` seconds."""
    return min(OPENING, max(OPENING / 2, total / 45))


def closing_seconds(total: float) -> float:
    """From the last bell to the end of a sitting of `total` seconds."""
    return min(CLOSING, total * 0.15)


def lines(practice: Practice, narration: Narration | None, anchor: str) -> tuple[Line, ...]:
    """Everything that may be said in it, with the lengths of this voice and the words of this anchor."""
    return tuple(
        line_of(practice.id, stage, cue, narration, anchor) for stage in practice.stages for cue in stage.cues
    )


def line_of(folder: str, stage: Stage, cue: Cue, narration: Narration | None, anchor: str) -> Line:
    """One cue as a line; without a fresh clip it takes the time to read it."""
    text, clip = cue.words(anchor), clip_name(folder, cue, anchor)
    seconds = narration.seconds_of(clip, text) if narration else None
    asset = narration.asset(clip) if narration and seconds else ""
    return Line(
        stage=stage, cue=cue, text=text, asset=asset, length=samples(seconds or reading_seconds(text))
    )


def captions(placed: Sequence[Placed], end: float) -> tuple[Caption, ...]:
    """Each line from its first sample until it could be read twice, or the next one begins."""
    starts = [p.start / RATE for p in placed]
    return tuple(
        Caption(start, min(following, start + _stays(p)), p.line.text)
        for p, start, following in zip(placed, starts, [*starts[1:], end], strict=False)
    )


def _stays(placed: Placed) -> float:
    return max(_STAYS, 2.5 * reading_seconds(placed.line.text), placed.line.length / RATE)


def parts(placed: Sequence[Placed], end: float) -> tuple[Part, ...]:
    """The stages that are there, without a gap between them."""
    first = [next(group) for _, group in groupby(placed, key=lambda p: p.line.stage.id)]
    starts = [0.0, *(p.start / RATE for p in first[1:]), end]
    return tuple(
        Part(p.line.stage.id, start, starts[n + 1], p.line.stage.skippable)
        for n, (p, start) in enumerate(zip(first, starts, strict=False))
    )


def sounds(placed: Sequence[Placed]) -> list[Sound]:
    """The voice."""
    return [
        Sound(at=p.start / RATE, asset=p.line.asset, channel=Channel.VOICE) for p in placed if p.line.asset
    ]


def spans(placed: Sequence[Placed]) -> list[tuple[float, float]]:
    """From when to when each line is said or read (seconds)."""
    return [(p.start / RATE, p.end / RATE) for p in placed]


def voiced(placed: Sequence[Placed], narration: Narration | None) -> list[tuple[float, float]]:
    """From when to when a voice is heard (seconds); the system's speaks beside the score."""
    beside = narration is not None and narration.kind is VoiceKind.SYSTEM
    return spans([p for p in placed if p.line.asset or beside])
