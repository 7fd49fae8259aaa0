"""One sitting laid out in seconds: what is heard, shown and said at every position."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from burnbreak.core import breath
from burnbreak.core.breath import Pacing, Phase, Stretch
from burnbreak.core.practice import Cue, Practice
from burnbreak.core.score import Bed, Channel, Score, Sound
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.wording import CLOSING_TEXT, LEAD_IN_TEXT

WORDS_PER_SECOND = 2.2
"""Unhurried reading; slower than the 3 to 4 of silent reading, because eyes rest elsewhere in between."""
SLOW_BREATH = 14.0
"""Seconds of one swell of the circle in a guided practice; slow enough not to be followed."""
_BELL_TAIL = 14.0


@dataclass(frozen=True, slots=True)
class Caption:
    """A line shown from `start` to `end` (seconds)."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What is seen at one position of a sitting."""

    position: float
    level: float
    """How far the circle is open, 0 to 1."""
    phase: Phase | None
    """What the breath does; None outside paced breathing."""
    phase_left: float
    """Seconds until the phase turns; 0 without a phase."""
    caption: str
    """The guide's words; empty in paced breathing, where the phase is the caption."""
    breath: int
    """Number of the breath, from 1; 0 before the first and in guided practices."""
    breaths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A practice at one exact length."""

    practice_id: str
    seconds: float
    stretches: tuple[Stretch, ...]
    captions: tuple[Caption, ...]
    score: Score

    @property
    def breaths(self) -> int:
        """Whole breaths in it; 0 in a guided practice."""
        return self.stretches[-1].number + 1 if self.stretches else 0

    def frame(self, position: float) -> Frame:
        """What is seen at `position` seconds; positions outside are moved to the nearer end."""
        position = min(max(0.0, position), self.seconds)
        caption = self._caption(position)
        if not self.stretches:
            level = (1 - math.cos(2 * math.pi * position / SLOW_BREATH)) / 2
            return Frame(position, level, None, 0.0, caption, 0, 0)
        index = bisect_right(self.stretches, position, key=lambda s: s.start) - 1
        if index < 0:
            return Frame(position, 0.0, None, 0.0, caption, 0, self.breaths)
        now = self.stretches[index]
        if position >= now.end:
            return Frame(position, now.level(now.end), None, 0.0, caption, self.breaths, self.breaths)
        return Frame(
            position, now.level(position), now.phase, now.end - position, "", now.number + 1, self.breaths
        )

    def _caption(self, position: float) -> str:
        index = bisect_right(self.captions, position, key=lambda c: c.start) - 1
        if index < 0 or position >= self.captions[index].end:
            return ""
        return self.captions[index].text


def lay_out(
    practice: Practice,
    seconds: float,
    sound: SoundSettings,
    *,
    gentle: bool = False,
    at_most: float = math.inf,
) -> Timeline:
    """The practice at about `seconds`, never longer than `at_most`; breathing ends on a whole breath.

    A guided practice is exactly as long as asked, within its own shortest and longest.
    """
    if practice.pacing is not None:
        pacing = practice.gentle if gentle and practice.gentle else practice.pacing
        return _paced(practice, pacing, seconds, sound, at_most)
    exact = min(max(seconds, practice.shortest), practice.longest, at_most)
    return _guided(practice, exact, sound)


def _paced(
    practice: Practice, pacing: Pacing, seconds: float, sound: SoundSettings, at_most: float
) -> Timeline:
    count = breath.breaths_for(pacing, seconds, at_most)
    total = breath.run_seconds(pacing, count)
    spans = tuple(breath.stretches(pacing, count))
    tones = [
        Sound(
            at=s.start,
            asset=f"breath/{_TONES[s.phase]}-{round((s.end - s.start) * 1000)}",
            channel=Channel.BREATH,
        )
        for s in spans
        if s.phase in _TONES
    ]
    captions = (
        Caption(0.0, breath.LEAD_IN, LEAD_IN_TEXT),
        Caption(total - breath.FADE_OUT, total, CLOSING_TEXT),
    )
    score = _score(total, spans[-1].end, tones if sound.breath_tones else [], sound)
    return Timeline(practice_id=practice.id, seconds=total, stretches=spans, captions=captions, score=score)


_TONES = {Phase.IN: "in", Phase.TOP_UP: "sip", Phase.OUT: "out"}


def _guided(practice: Practice, total: float, sound: SoundSettings) -> Timeline:
    scale = total / sum(stage.seconds for stage in practice.stages)
    placed: list[tuple[float, Cue]] = []
    begin = 0.0
    for stage in practice.stages:
        placed += [((begin + cue.at) * scale, cue) for cue in stage.cues]
        begin += stage.seconds
    placed = _thinned(placed, total)
    ends = [start for start, _ in placed[1:]] + [total]
    captions = tuple(
        Caption(start, min(end, start + max(8.0, 2.5 * reading_seconds(cue.text))), cue.text)
        for (start, cue), end in zip(placed, ends, strict=True)
    )
    bell = max(total - _BELL_TAIL, total * 0.85)
    return Timeline(
        practice_id=practice.id,
        seconds=total,
        stretches=(),
        captions=captions,
        score=_score(total, bell, [], sound),
    )


def reading_seconds(text: str) -> float:
    """How long a cue needs to be read without haste."""
    return 1.0 + len(text.split()) / WORDS_PER_SECOND


def _thinned(placed: list[tuple[float, Cue]], total: float) -> list[tuple[float, Cue]]:
    """Without the optional cues that leave no time to read the cue before them or themselves."""

    def tight(cues: list[tuple[float, Cue]]) -> list[int]:
        starts = [start for start, _ in cues] + [total]
        short = [n for n, (a, b) in enumerate(pairwise(starts)) if b - a < reading_seconds(cues[n][1].text)]
        near = {m for n in short for m in (n, n + 1) if m < len(cues)}
        return sorted(n for n in near if cues[n][1].optional)

    while drop := tight(placed):
        placed = placed[: drop[-1]] + placed[drop[-1] + 1 :]
    return placed


def _score(total: float, close_at: float, sounds: list[Sound], sound: SoundSettings) -> Score:
    bells = [
        Sound(at=0.0, asset="bells/open", channel=Channel.BELL),
        Sound(at=close_at, asset="bells/close", channel=Channel.BELL),
    ]
    bed = None
    if sound.ambience is not Ambience.NONE:
        fade_out = min(breath.FADE_OUT, total / 4)
        bed = Bed(
            asset=f"beds/{sound.ambience}",
            start=0.0,
            end=total,
            fade_in=min(4.0, total / 4),
            fade_out=fade_out,
        )
    everything = sorted(sounds + (bells if sound.bells else []), key=lambda s: s.at)
    return Score(seconds=total, sounds=tuple(everything), bed=bed)
