"""One sitting rendered offline, and what the ear would make of it in numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sounds import loudness
from sounds.loudness import k_weighted, true_peak

from burnbreak.audio.clips import Clips
from burnbreak.audio.ducking import ATTACK, RELEASE
from burnbreak.audio.mixer import Mixer
from burnbreak.core.score import Channel, Score
from burnbreak.core.timeline import Timeline

RATE = 48_000
STRIKE = 3.0
"""Seconds over which a bell's loudness is meant."""
_PIECE = 30 * RATE
_STEP = RATE // 100
_NEAR, _AROUND = RATE * 5 // 1000, RATE // 2
_FAINT = 2e-4
"""A step that nobody hears (-74 dBFS), whatever is around it."""

Sound = NDArray[np.float32]
Powers = NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The levels while a stage is spoken, in LUFS."""

    id: str
    voice: float
    bed: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A rendered sitting."""

    seconds: float
    programme: float
    """Integrated loudness of the whole, LUFS."""
    spoken: float
    """Share of the time that is spoken, 0 to 1."""
    stages: tuple[Stage, ...]
    bells: tuple[float, ...]
    """Loudness of each bell by itself over its first three seconds, LUFS; the first is the quiet one."""
    peak: float
    """Highest true peak, dBTP."""
    click: float
    """The largest step at a join, as a multiple of the largest one around it."""


def measured(timeline: Timeline, clips: Clips) -> Measured:
    """Render the sitting and its stems, and measure them."""
    score = timeline.score
    whole = rendered(score, clips)
    powers = k_powers(whole)
    return Measured(
        seconds=len(whole) / RATE,
        programme=integrated(powers),
        spoken=sum(b - a for spans in spoken(timeline).values() for a, b in spans) / timeline.seconds,
        stages=tuple(_stages(timeline, clips)),
        bells=tuple(_bells(score, clips)),
        peak=true_peak_of(whole),
        click=max((click_at(whole, join) for join in joins(score, clips)), default=0.0),
    )


def rendered(score: Score, clips: Clips, *only: Channel) -> Sound:
    """All frames of the score, of some channels only if any are named."""
    silent = {channel: 0.0 for channel in Channel if only and channel not in only}
    mixer = Mixer(score, clips, silent)
    starts = range(0, mixer.frames, _PIECE)
    return np.concatenate([mixer.render(at, min(_PIECE, mixer.frames - at)) for at in starts])


def k_powers(sound: Sound) -> Powers:
    """The power as the ear weighs it in each hundredth of a second, both channels added."""
    weighed = k_weighted(sound.T)
    steps = weighed.shape[1] // _STEP
    power: Powers = (weighed[:, : steps * _STEP] ** 2).sum(axis=0).reshape(steps, _STEP).mean(axis=1)
    return power


def integrated(powers: Powers) -> float:
    """Integrated loudness of such powers, LUFS."""
    tenths = len(powers) // 10
    return loudness.gated(powers[: tenths * 10].reshape(tenths, 10).mean(axis=1))


def _stages(timeline: Timeline, clips: Clips) -> Iterator[Stage]:
    said = spoken(timeline)
    if not said:
        return
    voice = k_powers(rendered(timeline.score, clips, Channel.VOICE))
    bed = k_powers(rendered(replace(timeline.score, sounds=()), clips))
    for id, spans in said.items():
        under = loudness.loudness_of(float(within(bed, spans).mean()))
        yield Stage(id=id, voice=integrated(within(voice, spans)), bed=under)


def spoken(timeline: Timeline) -> dict[str, list[tuple[float, float]]]:
    """When each stage is heard to speak (seconds)."""
    said: dict[str, list[tuple[float, float]]] = {}
    for placed in timeline.placed:
        if placed.line.asset:
            said.setdefault(placed.line.stage.id, []).append((placed.start / RATE, placed.end / RATE))
    return said


def within(powers: Powers, spans: Sequence[tuple[float, float]]) -> Powers:
    """The powers of these spans, one after the other."""
    return np.concatenate([powers[round(start * 100) : round(end * 100)] for start, end in spans])


def _bells(score: Score, clips: Clips) -> Iterator[float]:
    bells = [sound for sound in score.sounds if sound.channel is Channel.BELL]
    for number, bell in enumerate(bells):
        # Only the first one of a sitting is quieter than it is stored.
        earlier = (replace(bell, at=-60.0),) if number else ()
        alone = Mixer(replace(score, bed=None, sounds=(*earlier, bell)), clips)
        yield integrated(k_powers(alone.render(round(bell.at * RATE), round(STRIKE * RATE))))


def true_peak_of(sound: Sound) -> float:
    """The highest true peak, looked for around the highest samples."""
    seconds = -(-len(sound) // RATE)
    padded = np.zeros((seconds * RATE, 2), dtype=np.float32)
    padded[: len(sound)] = sound
    peaks = np.abs(padded).reshape(seconds, -1).max(axis=1)
    loudest = np.argsort(peaks)[-5:]
    return max(true_peak(padded[max(0, at - 1) * RATE : (at + 2) * RATE].T) for at in loudest)


def joins(score: Score, clips: Clips) -> set[int]:
    """Every frame at which something begins, ends or changes its course."""
    found: set[int] = set()
    for sound in score.sounds:
        at = round(sound.at * RATE)
        found |= {at, at + clips.length(sound.asset)}
    bed = score.bed
    if bed is not None:
        found |= {round(at * RATE) for at in (bed.start, bed.start + bed.fade_in, bed.end - bed.fade_out)}
        turn = clips.length(bed.asset) - RATE
        for number in range(1, round(bed.end * RATE) // turn + 1):
            found |= {number * turn, number * turn + RATE}
        for duck in bed.ducks:
            start, end = round(duck.start * RATE), round(duck.end * RATE)
            found |= {start - ATTACK, start, end, end + RELEASE}
    end = round(score.seconds * RATE)
    return {at for at in found | {end - RATE // 10, end} if 0 <= at <= end}


def click_at(sound: Sound, join: int) -> float:
    """How much larger the largest step within 5 ms of a join is than those of the second around it."""
    first, last = max(0, join - _AROUND), min(len(sound), join + _AROUND)
    steps = np.abs(np.diff(sound[first:last], axis=0, prepend=sound[first : first + 1])).max(axis=1)
    near = slice(max(0, join - first - _NEAR), join - first + _NEAR)
    at_join = float(steps[near].max(initial=0.0))
    steps[near] = 0.0
    return at_join / max(float(steps.max(initial=0.0)), _FAINT)
