"""Each practice as it is usually sat: one length, the low voice, waves."""

import hashlib

from burnbreak.core.practice import Practice
from burnbreak.core.settings import Ambience, Sound
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.resources import asset_folder
from burnbreak.storage.narrators import load_narrators
from burnbreak.stores import open_practices

NARRATOR = "low"
USUAL = 180
"""Seconds; the nearest suggested length of each practice is shown."""


def practices() -> tuple[Practice, ...]:
    """The library in its order."""
    return open_practices()[0]


def typical(practice: Practice) -> Timeline:
    """The practice at its usual length."""
    voices, _ = load_narrators(asset_folder("audio/voice"))
    low = next(voice for voice in voices if voice.id == NARRATOR)
    seconds = min(practice.durations, key=lambda each: (abs(each - USUAL), -each))
    return lay_out(practice, seconds, Sound(ambience=Ambience.WAVES), narration=low)


def stamp(timeline: Timeline) -> str:
    """Changes with whatever is heard, and when."""
    words = tuple((round(caption.start, 3), caption.text) for caption in timeline.captions)
    return hashlib.sha256(repr((timeline.score, words)).encode()).hexdigest()[:16]
