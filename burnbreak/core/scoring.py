"""The score of a sitting: its sounds in order, bells, and the bed that makes room for the voice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from burnbreak.core.score import Bed, Channel, Duck, Score, Sound
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings

DUCKS = {Ambience.WAVES: -12.0, Ambience.ROOM: -8.0, Ambience.RAIN: -11.0, Ambience.PAD: -9.0}
"""How much lower a bed is under the voice (dB): so that it stays 20 LU below, rain 22, even as it swells."""
MERGED = 2.0
"""Between two cues nearer than this the bed stays down (seconds)."""
FADE_IN, FADE_OUT = 4.0, 6.0
OPEN, CLOSE, CHIME = "bells/open", "bells/close", "bells/chime"
CHIME_GAIN = -4.0
CLEAR = 4.0
"""Seconds between an interval bell and anything that is said, or another bell."""
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a score is made of, in seconds."""

    total: float
    bell: float
    """When the last bell rings."""
    sounds: Sequence[Sound]
    """The voice, or the tones of the breath."""
    said: Sequence[Span] = ()
    """From when to when anything is said or has to be read."""
    voiced: Sequence[Span] = ()
    """From when to when the voice is heard."""
    chimes: Sequence[float] = ()
    """Interval bells that have rung already."""
    since: float = 0.0
    """No other interval bell rings before this."""
    only_at: Sequence[float] | None = None
    """The moments at which one may ring; None for any."""


def make_score(sheet: Sheet, sound: SoundSettings) -> Score:
    """Everything heard: the sounds with the bells and the bed that are switched on."""
    bells = _bells(sheet, sound.interval_bell_minutes * 60.0) if sound.bells else []
    everything = sorted([*sheet.sounds, *bells], key=lambda s: s.at)
    bed = bed_under(sheet.voiced, sound.ambience, total=sheet.total)
    return Score(seconds=sheet.total, sounds=tuple(everything), bed=bed)


def bed_under(
    voiced: Sequence[Span],
    ambience: Ambience,
    *,
    total: float,
    fade_in: float = FADE_IN,
    fade_out: float = FADE_OUT,
) -> Bed | None:
    """The bed from the beginning to `total`, lower where a voice is heard; None for none."""
    if ambience is Ambience.NONE:
        return None
    return Bed(
        asset=f"beds/{ambience}",
        start=0.0,
        end=total,
        fade_in=min(fade_in, total / 4),
        fade_out=min(fade_out, total / 4),
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


def _bells(sheet: Sheet, every: float) -> list[Sound]:
    chimes = [*sheet.chimes, *(_intervals(sheet, every) if every > 0 else ())]
    return [
        Sound(at=0.0, asset=OPEN, channel=Channel.BELL),
        *(Sound(at=at, asset=CHIME, channel=Channel.BELL, gain_db=CHIME_GAIN) for at in chimes),
        Sound(at=sheet.bell, asset=CLOSE, channel=Channel.BELL),
    ]


def _intervals(sheet: Sheet, every: float) -> list[float]:
    """Moments of the interval bells, each moved to where it disturbs nothing, or left out."""
    free = _quiet(sheet)
    found = list(sheet.chimes)
    for number in range(1, int(sheet.bell / every) + 1):
        wanted = number * every
        apart = found[-1] + every / 2 if found else 0.0
        moments = [at for a, b in free if (at := _nearest(sheet, wanted, max(a, apart), b)) is not None]
        nearest = min(moments, key=lambda at: abs(at - wanted), default=None)
        if nearest is not None and abs(nearest - wanted) <= every / 3:
            found.append(nearest)
    return found[len(sheet.chimes) :]


def _quiet(sheet: Sheet) -> list[Span]:
    """Where a bell is clear of all that is said and of the first and the last bell."""
    taken = [(0.0, 0.0), *sorted(sheet.said), (sheet.bell, sheet.bell)]
    return [(max(a + CLEAR, sheet.since), b - CLEAR) for (_, a), (b, _) in pairwise(taken)]


def _nearest(sheet: Sheet, wanted: float, start: float, end: float) -> float | None:
    """The moment nearest to `wanted` from `start` to `end` at which a bell may ring."""
    if start > end:
        return None
    if sheet.only_at is None:
        return min(max(wanted, start), end)
    return min(
        (at for at in sheet.only_at if start <= at <= end), key=lambda at: abs(at - wanted), default=None
    )
