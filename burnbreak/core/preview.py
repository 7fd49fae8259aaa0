"""Twenty seconds of a practice, to hear it before it is chosen."""

from burnbreak.core import breath, guided
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.score import Bed, Channel, Duck, Score, Sound
from burnbreak.core.scoring import DUCKS, OPEN, merged
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.sheet import Line, Placed, samples
from burnbreak.core.tones import tone

SECONDS = 20.0
BEGIN, LAST = 3.0, 18.5
"""After the bell has been struck; before the bed has faded."""
_PAUSE = 1.8
_FADE_IN, _FADE_OUT = 2.0, 4.0


def preview(
    practice: Practice, sound: SoundSettings, *, narration: Narration | None = None, anchor: str = "hands"
) -> Score:
    """How it begins: the bell, and as many cues or whole breaths as fit, on the bed that is set."""
    bells = [Sound(at=0.0, asset=OPEN, channel=Channel.BELL)] if sound.bells else []
    placed: list[Placed] = []
    if practice.recording:
        begins = [Sound(at=BEGIN, asset=f"own/{practice.id}/recording", channel=Channel.VOICE)]
        spans = [(BEGIN, SECONDS)]
    elif practice.pacing is not None:
        begins, spans = _breaths(practice, sound), []
    else:
        placed = _cues(guided.lines(practice, narration, anchor))
        begins, spans = guided.sounds(placed), guided.voiced(placed)
    return Score(seconds=SECONDS, sounds=(*bells, *begins), bed=_bed(spans, sound.ambience))


def _cues(lines: tuple[Line, ...]) -> list[Placed]:
    """The first cues of the first tiers one after the other, closer than in the practice itself."""
    placed: list[Placed] = []
    at = samples(BEGIN)
    for line in lines:
        if line.cue.tier == 3:
            continue
        if at + line.length > samples(LAST):
            break
        placed.append(Placed(line, at))
        at += line.length + samples(_PAUSE)
    return placed


def _breaths(practice: Practice, sound: SoundSettings) -> list[Sound]:
    pacing = practice.pacing
    if pacing is None or not sound.breath_tones:
        return []
    count = max(1, int((SECONDS - BEGIN) / pacing.cycle))
    tones = (tone(stretch) for stretch in breath.stretches(pacing, count, ramp=1.0))
    return [found for found in tones if found is not None and found.at < SECONDS]


def _bed(voiced: list[tuple[float, float]], ambience: Ambience) -> Bed | None:
    if ambience is Ambience.NONE:
        return None
    ducks = tuple(Duck(start, end, DUCKS[ambience]) for start, end in merged(voiced))
    return Bed(
        asset=f"beds/{ambience}", start=0.0, end=SECONDS, fade_in=_FADE_IN, fade_out=_FADE_OUT, ducks=ducks
    )
