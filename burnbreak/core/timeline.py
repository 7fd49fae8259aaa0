"""One sitting laid out in seconds: what is heard, shown and said at every position."""

import math
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from burnbreak.core import breath, guided, scoring
from burnbreak.core.breath import Pacing, Phase, Stretch
from burnbreak.core.guided import Caption, Part
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.score import Channel, Score, Sound
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.sheet import Placed, fit, samples
from burnbreak.core.tones import tone
from burnbreak.core.wording import CLOSING_TEXT, LEAD_IN_TEXT

SLOW_BREATH = 14.0
"""Seconds of one swell of the circle in a guided practice; slow enough not to be followed."""
BEFORE_RECORDING, AFTER_RECORDING = 4.0, 8.0
"""Seconds that leave room for the bells around a recording."""
_BELL_AFTER = 1.0
_START = attrgetter("start")
_SILENT = SoundSettings(bells=False, ambience=Ambience.NONE)


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
    captions: tuple[Caption, ...]
    score: Score
    sound: SoundSettings
    stretches: tuple[Stretch, ...] = ()
    """The phases of every breath, where it is paced."""
    pacing: Pacing | None = None
    eased: float = 1.0
    """How much shorter the breaths have become on request."""
    parts: tuple[Part, ...] = ()
    """The stages of a guided practice, from 0 to the end without a gap between them."""
    placed: tuple[Placed, ...] = ()
    """What is said in it, in order."""
    narration: Narration | None = None
    anchor: str = "hands"
    most_tier: int = 3
    """Cues of a higher tier are not said any more."""

    @property
    def breaths(self) -> int:
        """Whole breaths in it; 0 in a guided practice."""
        return self.stretches[-1].number + 1 if self.stretches else 0

    def frame(self, position: float) -> Frame:
        """What is seen at `position` seconds; positions outside are moved to the nearer end."""
        position = min(max(0.0, position), self.seconds)
        if not self.stretches:
            level = (1 - math.cos(2 * math.pi * position / SLOW_BREATH)) / 2
            return Frame(position, level, None, 0.0, self._caption(position), 0, 0)
        index = bisect_right(self.stretches, position, key=_START) - 1
        if index < 0:
            return Frame(position, 0.0, None, 0.0, self._caption(position), 0, self.breaths)
        now = self.stretches[index]
        if position >= now.end:
            caption = self._caption(position)
            return Frame(position, now.level(now.end), None, 0.0, caption, self.breaths, self.breaths)
        return Frame(
            position, now.level(position), now.phase, now.end - position, "", now.number + 1, self.breaths
        )

    def _caption(self, position: float) -> str:
        index = bisect_right(self.captions, position, key=_START) - 1
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
    has no clip for is only shown. `anchor` is a key of `wording.ANCHORS`. A recording has its own length.
    """
    if practice.pacing is not None:
        pacing = practice.gentle if gentle and practice.gentle else practice.pacing
        count = breath.breaths_for(pacing, seconds, at_most)
        return paced(practice, pacing, tuple(breath.stretches(pacing, count)), sound)
    if practice.recording:
        return _recorded(practice, sound)
    exact = min(max(seconds, practice.shortest), practice.longest, at_most)
    return _guided(practice, exact, sound, narration, anchor)


def paced(
    practice: Practice,
    pacing: Pacing,
    stretches: tuple[Stretch, ...],
    sound: SoundSettings,
    *,
    eased: float = 1.0,
    chimes: tuple[float, ...] = (),
    since: float = 0.0,
) -> Timeline:
    """Whole breaths with their lead-in and fade; `chimes` and `since` as in `scoring.Sheet`."""
    bell = stretches[-1].end
    total = bell + breath.FADE_OUT
    sheet = scoring.Sheet(
        total=total,
        bell=bell,
        sounds=[t for s in stretches if (t := tone(s))] if sound.breath_tones else [],
        chimes=chimes,
        since=since,
        only_at=[s.start for s in stretches if s.phase is Phase.IN],
    )
    return Timeline(
        practice=practice,
        seconds=total,
        bell=bell,
        captions=(Caption(0.0, breath.LEAD_IN, LEAD_IN_TEXT), Caption(bell, total, CLOSING_TEXT)),
        score=scoring.make_score(sheet, sound),
        sound=sound,
        stretches=stretches,
        pacing=pacing,
        eased=eased,
    )


def _recorded(practice: Practice, sound: SoundSettings) -> Timeline:
    """One recording with a bell before and after it; its words are not known, so its title is shown."""
    begin, end = BEFORE_RECORDING, BEFORE_RECORDING + practice.recording
    total = end + AFTER_RECORDING
    asset = f"own/{practice.id}/recording"
    sheet = scoring.Sheet(
        total=total,
        bell=end + _BELL_AFTER,
        sounds=[Sound(at=begin, asset=asset, channel=Channel.VOICE)],
        said=[(begin, end)],
        voiced=[(begin, end)],
    )
    score = scoring.make_score(sheet, sound)
    return Timeline(
        practice=practice,
        seconds=total,
        bell=sheet.bell,
        captions=(Caption(begin, end, practice.title),),
        score=score,
        sound=sound,
    )


def _guided(
    practice: Practice, total: float, sound: SoundSettings, narration: Narration | None, anchor: str
) -> Timeline:
    voice = None if practice.card else narration
    heard = _SILENT if practice.card else sound
    bell = total - guided.closing_seconds(total)
    lines = guided.lines(practice, voice, anchor)
    placed = fit(lines, samples(guided.opening_seconds(total)), samples(bell)).placed
    sheet = scoring.Sheet(
        total=total,
        bell=bell,
        sounds=guided.sounds(placed),
        said=guided.spans(placed),
        voiced=guided.voiced(placed, voice),
    )
    return Timeline(
        practice=practice,
        seconds=total,
        bell=bell,
        captions=guided.captions(placed, bell),
        score=scoring.make_score(sheet, heard),
        sound=heard,
        parts=guided.parts(placed, total),
        placed=placed,
        narration=voice,
        anchor=anchor,
    )
