"""What a mix must keep to."""

import math
from collections.abc import Iterator

from burnbreak.core.practice import Practice
from burnbreak.core.score import Channel
from burnbreak.core.settings import Ambience
from burnbreak.core.timeline import Timeline
from mixing.measure import Measured

MINUTES = (2, 3, 5, 8)
"""The lengths at which every practice is measured, where it allows them."""
VOICE, BELL, PROGRAMME = -21.0, -26.0, -24.0
"""LUFS."""
BED = -34.0
"""LUFS of a bed while nobody speaks."""
SPOKEN = 1 / 3
"""From this share of spoken time on, every sitting is as loud as PROGRAMME, within 1.5 LU."""
BED_BELOW = {Ambience.WAVES: 20.0, Ambience.RAIN: 22.0, Ambience.PAD: 20.0, Ambience.ROOM: 20.0}
"""How far the bed is below the voice while it speaks (LU)."""
PEAK = -1.0
CLICK = 1.5
"""A step at a join may be so many times the largest one of the second around it."""


def lengths(practice: Practice) -> list[int]:
    """The lengths of MINUTES that a practice allows, in seconds."""
    return [60 * m for m in MINUTES if practice.shortest <= 60 * m <= practice.longest]


def faults(result: Measured, timeline: Timeline, asked: float) -> list[str]:
    """Everything that is not as it should be, in sentences."""
    return [*_of_length(result, timeline, asked), *_of_stages(result, timeline), *_of_mix(result, timeline)]


def least_programme(spoken: float) -> float:
    """How loud a sitting is at least (LUFS): near PROGRAMME with many words.

    With fewer it is what voice and bed add up to; script/mixing/report.py tells why the bed is not louder.
    """
    if spoken >= SPOKEN:
        return PROGRAMME - 1.5
    return VOICE + 10 * math.log10(spoken + (1 - spoken) * 10 ** ((BED - VOICE) / 10)) - 0.5


def _of_length(result: Measured, timeline: Timeline, asked: float) -> Iterator[str]:
    wanted = asked if timeline.practice.stages else timeline.seconds
    if abs(result.seconds - wanted) > 0.1:
        yield f"it is {result.seconds:.2f} s long, not {wanted:.2f} s"


def _of_stages(result: Measured, timeline: Timeline) -> Iterator[str]:
    least = BED_BELOW.get(timeline.sound.ambience, 0.0)
    for stage in result.stages:
        if abs(stage.voice - VOICE) > 1.0:
            yield f"{stage.id}: the voice is at {stage.voice:.1f} LUFS"
        if stage.voice - stage.bed < least:
            yield f"{stage.id}: the bed is only {stage.voice - stage.bed:.1f} LU below the voice"


def _of_mix(result: Measured, timeline: Timeline) -> Iterator[str]:
    bells = [sound for sound in timeline.score.sounds if sound.channel is Channel.BELL]
    for bell, level in list(zip(bells, result.bells, strict=True))[1:]:
        if abs(level - BELL - bell.gain_db) > 1.0:
            yield f"the bell at {bell.at:.0f} s is at {level:.1f} LUFS"
    if result.bells and not BELL - 12.5 < result.bells[0] < BELL - 6.0:
        yield f"the first bell is at {result.bells[0]:.1f} LUFS"
    if result.stages and not least_programme(result.spoken) <= result.programme <= PROGRAMME + 1.5:
        yield f"the whole is at {result.programme:.1f} LUFS"
    if result.peak > PEAK:
        yield f"it peaks at {result.peak:.1f} dBTP"
    if result.click > CLICK:
        yield f"a step at a join is {result.click:.2f} times those around it"
