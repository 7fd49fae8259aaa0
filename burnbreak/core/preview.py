"""Twenty seconds of a practice, to hear and see it before it is chosen."""

from dataclasses import dataclass

from burnbreak.core import breath, guided
from burnbreak.core.breath import Stretch
from burnbreak.core.guided import Caption
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.score import Bed, Channel, Score, Sound
from burnbreak.core.scoring import OPEN, Span, bed_under
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.sheet import Line, Placed, samples
from burnbreak.core.timeline import Timeline
from burnbreak.core.tones import tone

SECONDS = 20.0
BEGIN, LAST = 3.0, 18.5
"""After the bell has been struck; before the bed has faded."""
_PAUSE = 1.8
_FADE_IN, _FADE_OUT = 2.0, 4.0


def preview(
    practice: Practice, sound: SoundSettings, *, narration: Narration | None = None, anchor: str = "hands"
) -> Timeline:
    """How it begins: the bell, and as many cues or whole breaths as fit, on the bed that is set."""
    if practice.recording:
        content = _recording(practice)
    elif practice.pacing is not None:
        content = _breaths(practice, sound)
    else:
        content = _cues(guided.lines(practice, narration, anchor), narration)
    bells = [Sound(at=0.0, asset=OPEN, channel=Channel.BELL)] if sound.bells else []
    return Timeline(
        practice=practice,
        seconds=SECONDS,
        bell=SECONDS,
        captions=content.captions,
        score=Score(seconds=SECONDS, sounds=(*bells, *content.sounds), bed=_bed(content.voiced, sound)),
        sound=sound,
        stretches=content.stretches,
        placed=content.placed,
        narration=narration,
        anchor=anchor,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    sounds: tuple[Sound, ...] = ()
    voiced: tuple[Span, ...] = ()
    captions: tuple[Caption, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    placed: tuple[Placed, ...] = ()


def _cues(lines: tuple[Line, ...], narration: Narration | None) -> _Content:
    """The first cues one after the other, closer than in the practice itself and without the third tier."""
    placed: list[Placed] = []
    at = samples(BEGIN)
    for line in lines:
        if line.cue.tier == 3:
            continue
        if at + line.length > samples(LAST):
            break
        placed.append(Placed(line, at))
        at += line.length + samples(_PAUSE)
    return _Content(
        sounds=tuple(guided.sounds(placed)),
        voiced=tuple(guided.voiced(placed, narration)),
        captions=guided.captions(placed, SECONDS),
        placed=tuple(placed),
    )


def _breaths(practice: Practice, sound: SoundSettings) -> _Content:
    pacing = practice.pacing
    if pacing is None:
        return _Content()
    count = max(1, int((SECONDS - BEGIN) / pacing.cycle))
    stretches = tuple(breath.stretches(pacing, count, ramp=1.0))
    tones = [found for s in stretches if (found := tone(s)) and found.at < SECONDS]
    return _Content(sounds=tuple(tones) if sound.breath_tones else (), stretches=stretches)


def _recording(practice: Practice) -> _Content:
    voice = Sound(at=BEGIN, asset=f"own/{practice.id}/recording", channel=Channel.VOICE)
    return _Content(sounds=(voice,), voiced=((BEGIN, min(SECONDS, BEGIN + practice.recording)),))


def _bed(voiced: tuple[Span, ...], sound: SoundSettings) -> Bed | None:
    return bed_under(voiced, sound.ambience, total=SECONDS, fade_in=_FADE_IN, fade_out=_FADE_OUT)
