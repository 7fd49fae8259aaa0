"""A narrator for tests: noise in the rhythm and at the level of speech, one clip for every cue."""

import sys
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from burnbreak.core.narration import Clip, Narration, VoiceKind, clip_name
from burnbreak.core.practice import Practice
from burnbreak.core.wording import ANCHORS
from burnbreak.resources import asset_folder
from burnbreak.storage.narrators import load_narrators

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "script"))

from sounds.loudness import integrated
from sounds.noise import RATE, coloured, through

VOICE = -21.0
"""LUFS of a clip as it is heard, on both loudspeakers."""
_WORD = 0.38
"""Seconds of a word."""
_SPECTRUM = through({60: -40, 110: 0, 500: 0, 1000: -6, 4000: -20, 12000: -50})


def best(practices: Iterable[Practice], data: Path | None) -> Narration:
    """The first voice that comes with burnbreak; where there is none, `narrator`."""
    try:
        built_in, _ = load_narrators(asset_folder("audio/voice"))
    except FileNotFoundError:
        built_in = ()
    return next((each for each in built_in if each.id == "low"), None) or narrator(practices, data)


def seconds_for(text: str) -> float:
    """How long the narrator takes for the text."""
    return 0.3 + _WORD * len(text.split())


def spoken(text: str, level: float = VOICE) -> NDArray[np.float64]:
    """Noise that swells with each word of the text, one channel, silent at both ends."""
    frames = round(seconds_for(text) * RATE)
    rng = np.random.default_rng(zlib.crc32(text.encode()))
    words = np.clip((np.arange(frames) / RATE - 0.15) / _WORD, 0, len(text.split()))
    sound: NDArray[np.float64] = coloured(rng, frames, _SPECTRUM) * np.sin(np.pi * words) ** 2 * 0.1
    return sound * 10 ** ((level - integrated(np.stack([sound, sound]))) / 20)


def narrator(
    practices: Iterable[Practice], data: Path | None, name: str = "tested", *, level: float = VOICE
) -> Narration:
    """A voice for every cue of the practices, as one of the user's own below `data`; None writes nothing."""
    clips = {}
    for practice in practices:
        for cue in (cue for stage in practice.stages for cue in stage.cues):
            for anchor in ANCHORS if cue.anchored else ("hands",):
                clip, text = clip_name(practice.id, cue, anchor), cue.words(anchor)
                clips[clip] = Clip(round(seconds_for(text) * RATE) / RATE, text)
                if data is not None:
                    _write(data / "voices" / name / f"{clip}.opus", spoken(text, level))
    return Narration(id=name, name=name, kind=VoiceKind.SYNTHETIC, clips=clips)


def _write(path: Path, sound: NDArray[np.float64]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, sound, RATE, format="OGG", subtype="OPUS")
