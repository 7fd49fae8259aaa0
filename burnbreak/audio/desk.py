"""Where a score becomes takes: keeps the clips and the mixer of the sitting."""

from collections.abc import Callable, Mapping
from pathlib import Path

from burnbreak.audio.clips import Clips
from burnbreak.audio.device import Take
from burnbreak.audio.heard import RATE
from burnbreak.audio.mixer import Mixer
from burnbreak.core.score import Channel, Score


class Desk:
    """Loads numpy and soundfile when it is imported, so it is imported late."""

    def __init__(self, open_asset: Callable[[str], Path], volumes: Mapping[Channel, float]) -> None:
        self._clips = Clips(open_asset)
        self._volumes = volumes
        self._score: Score | None = None
        self._mixer: Mixer | None = None

    def take(self, score: Score, *, at: float, fade_in: float) -> Take:
        """The score from `at` seconds to its end."""
        if self._mixer is None or self._score is not score:
            self._score, self._mixer = score, Mixer(score, self._clips, self._volumes)
        mixer = self._mixer
        return Take(mixer.render, min(round(at * RATE), mixer.frames), mixer.frames, fade_in)

    def clear(self) -> None:
        """Close files and give the memory back."""
        if self._mixer is not None:
            self._mixer.close()
        self._score = self._mixer = None
        self._clips.clear()
