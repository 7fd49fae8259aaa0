"""Where a score becomes takes: keeps the clips of the sitting."""

from collections.abc import Callable, Mapping
from pathlib import Path

from burnbreak.audio.clips import Clips
from burnbreak.audio.heard import RATE
from burnbreak.audio.mixer import Mixer
from burnbreak.audio.take import Take
from burnbreak.core.score import Channel, Score


class Desk:
    """Loads numpy and soundfile when it is imported, so it is imported late."""

    def __init__(self, open_asset: Callable[[str], Path]) -> None:
        self._clips = Clips(open_asset)

    def mixer(self, score: Score, gains: Mapping[Channel, float]) -> Mixer:
        """What renders the score with each channel at its gain."""
        return Mixer(score, self._clips, gains)

    def take(self, score: Score, gains: Mapping[Channel, float], *, at: float, fade_in: float) -> Take:
        """The score from `at` seconds to its end."""
        mixer = self.mixer(score, gains)
        return Take(mixer.render, min(round(at * RATE), mixer.frames), mixer.frames, fade_in)

    def clear(self) -> None:
        """Close files and give the memory back."""
        self._clips.clear()
