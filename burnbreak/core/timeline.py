"""One sitting laid out in seconds: what is heard, shown and said at every position."""

import math
from bisect import bisect_right
from dataclasses import dataclass

from burnbreak.core import breath, scoring
from burnbreak.core.breath import Pacing, Phase, Stretch
from burnbreak.core.guided import (
    Caption,
    Part,
    captions,
    closing_seconds,
    lines,
    opening_seconds,
    parts,
    sounds,
    spans,
)
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.score import Channel, Score, Sound
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.sheet import Placed, fit, samples
from burnbreak.core.wording import CLOSING_TEXT, LEAD_IN_TEXT

SLOW_BREATH = 14.0
"""Seconds of one swell of the circle in a guided practice; slow enough not to be followed."""


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

    practice: Practice
    seconds: float
    bell: float
    """When the last bell rings (seconds)."""
    stretches: tuple[Stretch, ...]
    captions: tuple[Caption, ...]
    score: Score
    parts: tuple[Part, ...] = ()
    """The stages of a guided practice, from 0 to the end without a gap between them."""
    placed: tuple[Placed, ...] = ()
    """What is said in it, in order."""
    sound: SoundSettings
    narration: Narration | None = None
    anchor: str = "hands"
    pacing: Pacing | None = None
    """The pace of a breath, where it is paced."""

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
    narration: Narration | None = None,
    anchor: str = "hands",
    gentle: bool = False,
    at_most: float = math.inf,
) -> Timeline:
    """The practice at about `seconds`, never longer than `at_most`; breathing ends on a whole breath.

    A guided practice is exactly as long as asked, within its own shortest and longest; what `narration`
    has no clip for is only shown. `anchor` is a key of `wording.ANCHORS`.
    """
    if practice.pacing is not None:
        pacing = practice.gentle if gentle and practice.gentle else practice.pacing
        return _paced(practice, pacing, seconds, sound, at_most)
    exact = min(max(seconds, practice.shortest), practice.longest, at_most)
    return _guided(practice, exact, sound, narration, anchor)


def _paced(
    practice: Practice, pacing: Pacing, seconds: float, sound: SoundSettings, at_most: float
) -> Timeline:
    count = breath.breaths_for(pacing, seconds, at_most)
    total = breath.run_seconds(pacing, count)
    stretches = tuple(breath.stretches(pacing, count))
    tones = [
        Sound(
            at=s.start,
            asset=f"breath/{_TONES[s.phase]}-{round((s.end - s.start) * 1000)}",
            channel=Channel.BREATH,
        )
        for s in stretches
        if s.phase in _TONES
    ]
    shown = (
        Caption(0.0, breath.LEAD_IN, LEAD_IN_TEXT),
        Caption(total - breath.FADE_OUT, total, CLOSING_TEXT),
    )
    return Timeline(
        practice=practice,
        seconds=total,
        bell=stretches[-1].end,
        stretches=stretches,
        captions=shown,
        score=scoring.make_score(total, stretches[-1].end, tones if sound.breath_tones else [], (), sound),
        sound=sound,
        pacing=pacing,
    )


_TONES = {Phase.IN: "in", Phase.TOP_UP: "sip", Phase.OUT: "out"}


def _guided(
    practice: Practice, total: float, sound: SoundSettings, narration: Narration | None, anchor: str
) -> Timeline:
    bell = total - closing_seconds(total)
    found = fit(lines(practice, narration, anchor), samples(opening_seconds(total)), samples(bell))
    return guided_timeline(
        found.placed, bell, total, practice=practice, sound=sound, narration=narration, anchor=anchor
    )


def guided_timeline(
    placed: tuple[Placed, ...],
    bell: float,
    total: float,
    *,
    practice: Practice,
    sound: SoundSettings,
    narration: Narration | None,
    anchor: str,
) -> Timeline:
    """The timeline of lines in their places, with the last bell at `bell` seconds."""
    heard = _SILENT if practice.card else sound
    return Timeline(
        practice=practice,
        seconds=total,
        bell=bell,
        stretches=(),
        captions=captions(placed, bell),
        score=scoring.make_score(total, bell, sounds(placed), spans(placed), heard),
        parts=parts(placed, total),
        placed=placed,
        sound=sound,
        narration=narration,
        anchor=anchor,
    )


_SILENT = SoundSettings(bells=False, ambience=Ambience.NONE)
