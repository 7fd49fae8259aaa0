"""The score of a sitting: its sounds in order, bells, and the bed that makes room for the voice."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from burnbreak.core.score import Bed, Channel, Duck, Score, Sound
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings

DUCKS = {Ambience.WAVES: -7.0, Ambience.ROOM: -7.0, Ambience.RAIN: -9.0, Ambience.PAD: -3.0}
"""How much lower a bed is under the voice (dB): so that it stays 20 LU below, rain a little more."""
MERGED = 2.0
"""Between two cues nearer than this the bed stays down (seconds)."""
FADE_IN, FADE_OUT = 4.0, 6.0
INTERVAL_GAIN = -4.0
CLEAR = 4.0
"""Seconds between an interval bell and anything that is said, or another bell."""
Span = tuple[float, float]


def make_score(
    total: float, close_at: float, sounds: Sequence[Sound], said: Sequence[Span], sound: SoundSettings
) -> Score:
    """Everything heard: `sounds` with the bells and the bed that are switched on.

    `said` are the spans of all cues (seconds); the bed goes down under those with a voice.
    """
    bells = _bells(total, close_at, said, sound) if sound.bells else []
    voiced = {s.at for s in sounds if s.channel is Channel.VOICE}
    spans = [span for span in said if span[0] in voiced]
    everything = sorted([*sounds, *bells], key=lambda s: s.at)
    return Score(seconds=total, sounds=tuple(everything), bed=_bed(total, spans, sound.ambience))


def _bed(total: float, voiced: Sequence[Span], ambience: Ambience) -> Bed | None:
    if ambience is Ambience.NONE:
        return None
    return Bed(
        asset=f"beds/{ambience}",
        start=0.0,
        end=total,
        fade_in=min(FADE_IN, total / 4),
        fade_out=min(FADE_OUT, total / 4),
        ducks=tuple(Duck(start, end, DUCKS[ambience]) for start, end in merged(voiced)),
    )


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those with less than MERGED between them as one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start - result[-1][1] < MERGED:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def _bells(total: float, close_at: float, said: Sequence[Span], sound: SoundSettings) -> list[Sound]:
    ends = [
        Sound(at=0.0, asset="bells/open", channel=Channel.BELL),
        Sound(at=close_at, asset="bells/close", channel=Channel.BELL),
    ]
    every = sound.interval_bell_minutes * 60.0
    return ends + [
        Sound(at=at, asset="bells/chime", channel=Channel.BELL, gain_db=INTERVAL_GAIN)
        for at in _intervals(every, close_at, said)
    ]


def _intervals(every: float, close_at: float, said: Sequence[Span]) -> list[float]:
    """Moments of the interval bells, each moved to where it disturbs nothing, or left out."""
    if every <= 0:
        return []
    taken = [(0.0, 0.0), *sorted(said), (close_at, close_at)]
    free = [(a + CLEAR, b - CLEAR) for (_, a), (b, _) in pairwise(taken) if b - a >= 2 * CLEAR]
    found: list[float] = []
    for number in range(1, int(close_at / every) + 1):
        wanted = number * every
        nearest = min(
            (min(max(wanted, a), b) for a, b in free), key=lambda at: abs(at - wanted), default=None
        )
        if nearest is not None and abs(nearest - wanted) <= every / 3:
            found.append(nearest)
    return found
