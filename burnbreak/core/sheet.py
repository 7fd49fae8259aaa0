"""Fits a sheet of cues into a stretch of time: cues keep their length, the silences between them stretch.

Everything is counted in whole samples, so that sound and captions agree to the sample.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby

from burnbreak.core.practice import Cue, Stage

RATE = 48_000
"""Samples in a second, as the player mixes."""
MOST_SPEECH = 0.4
"""Optional cues drop out until no more than this share of the time is spoken."""
ENOUGH_SPEECH = 0.3
"""Where whole tiers leave less than this share of the time spoken, single cues of the next one come back."""
_STEPS = 60
"""Halvings until the silences add up to less than a sample beside the room there is."""


def samples(seconds: float) -> int:
    """A length in whole samples, the nearest."""
    return round(seconds * RATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cue as it will be said or read."""

    stage: Stage
    cue: Cue
    text: str
    asset: str
    """Its recording as the score names it; empty where it is only read."""
    length: int
    """Samples that it takes."""
    gap: tuple[float, float] | None = None
    """Least and most silence after it (seconds) where that is not its stage's own."""
    aside: bool = False
    """Said on request, not a cue of the stage."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its first sample on the timeline."""

    line: Line
    start: int

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.line.length


@dataclass(frozen=True, slots=True)
class Fit:
    """Lines in their places, the last silence reaching to `end` (samples)."""

    placed: tuple[Placed, ...]
    end: int


def fit(
    lines: Sequence[Line],
    begin: int,
    end: int,
    *,
    shares: Mapping[str, float] | None = None,
    keep_end: bool = True,
) -> Fit:
    """The lines from sample `begin` on, each followed by silence, the last silence reaching to `end`.

    `shares`: how much of a stage's own seconds is still to come, by stage id (1 where it is not named).
    Where all silences have reached their limit, the rest goes to the stage with the highest, or, without
    `keep_end`, it ends earlier.
    """
    span = max(0, end - begin)
    chosen = _squeezed(_chosen(lines, span, shares or {}), span)
    if not chosen:
        return Fit((), end)
    gaps = _gaps(chosen, span, shares or {})
    spare = span - _speech(chosen) - sum(gaps)
    if spare > 0 and keep_end:
        _give(gaps, chosen, spare)
    placed, at = [], begin
    for line, gap in zip(chosen, gaps, strict=True):
        placed.append(Placed(line, at))
        at += line.length + gap
    return Fit(tuple(placed), at)


def _speech(lines: Sequence[Line]) -> int:
    return sum(line.length for line in lines)


def limits(line: Line) -> tuple[int, int]:
    """Least and most samples of silence after it."""
    least, most = line.gap or line.stage.gap
    return samples(least), samples(most)


def _fits(lines: Sequence[Line], span: int) -> bool:
    speech = _speech(lines)
    return speech <= MOST_SPEECH * span and speech + sum(limits(line)[0] for line in lines) <= span


def _fills(lines: Sequence[Line], span: int) -> bool:
    return _speech(lines) + sum(limits(line)[1] for line in lines) >= span


def _chosen(lines: Sequence[Line], span: int, shares: Mapping[str, float]) -> list[Line]:
    """Whole tiers drop out until the rest fits; where that leaves too much silence, single cues come back."""
    tiers = sorted({line.cue.tier for line in lines})
    most = next((tier for tier in reversed(tiers) if _fits(_up_to(lines, tier), span)), 1)
    kept = _up_to(lines, most)
    more = [tier for tier in tiers if tier > most]
    if not more or not _fits(kept, span):
        return kept
    back = {n for n, line in enumerate(lines) if line.cue.tier <= most}
    spare = [n for n, line in enumerate(lines) if line.cue.tier == more[0]]
    while spare and (_speech(kept) < ENOUGH_SPEECH * span or not _fills(kept, span)):
        stage = _quietest(lines, {lines[n].stage.id for n in spare}, kept, span, shares)
        number = next(n for n in spare if lines[n].stage.id == stage)
        richer = [line for n, line in enumerate(lines) if n in back or n == number]
        if _fits(richer, span):
            back.add(number)
            spare.remove(number)
            kept = richer
        else:
            # What comes later in its stage may refer to it.
            spare = [n for n in spare if lines[n].stage.id != stage]
    return kept


def _quietest(
    lines: Sequence[Line], among: Set[str], kept: Sequence[Line], span: int, shares: Mapping[str, float]
) -> str:
    """The stage with the longest silences between what is kept, the first of several; by its id."""
    seconds = {line.stage.id: line.stage.seconds * shares.get(line.stage.id, 1.0) for line in lines}
    whole = sum(seconds.values())

    def silence(id: str) -> float:
        said = [line for line in kept if line.stage.id == id]
        return (span * seconds[id] / whole - _speech(said)) / (len(said) + 0.5)

    return max((id for id in seconds if id in among), key=silence)


def _up_to(lines: Sequence[Line], tier: int) -> list[Line]:
    return [line for line in lines if line.cue.tier <= tier]


def _squeezed(lines: list[Line], span: int) -> list[Line]:
    """What has room at all: only a voice far slower than its practice allows loses its last cues."""
    while len(lines) > 1 and _speech(lines) > span:
        lines = lines[:-1]
    if lines and lines[0].length > span:
        lines = [replace(lines[0], asset="", length=span)]
    return lines


def _gaps(lines: Sequence[Line], span: int, shares: Mapping[str, float]) -> list[int]:
    """Silence after each line: in proportion to what its stage has at its own length, within the limits."""
    room = span - _speech(lines)
    bounds = [limits(line) for line in lines]
    least = sum(low for low, _ in bounds)
    if room <= least:
        # Each low enough, and the samples that rounding left over where there is still room below the least.
        tight = [low * room // least if least else 0 for low, _ in bounds]
        for number, (low, _) in enumerate(bounds):
            tight[number] += min(low - tight[number], room - sum(tight))
        return tight
    wishes = _wishes(lines, span, shares)

    def at(scale: float) -> list[float]:
        return [min(max(scale * wish, low), high) for wish, (low, high) in zip(wishes, bounds, strict=True)]

    scale = _largest(
        lambda tried: sum(at(tried)) <= room, max(h / w for w, (_, h) in zip(wishes, bounds, strict=True))
    )
    gaps = [int(gap) for gap in at(scale)]
    for number, (_, high) in enumerate(bounds):
        more = min(high - gaps[number], room - sum(gaps))
        gaps[number] += more
    return gaps


def _largest(holds: Callable[[float], bool], high: float) -> float:
    """The largest number up to `high` for which it holds, to within a hair; it holds at 0."""
    if holds(high):
        return high
    low = 0.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _wishes(lines: Sequence[Line], span: int, shares: Mapping[str, float]) -> list[float]:
    """What silence each line would have if every stage kept its share of the whole; more than 0."""
    stages = [(stage, list(group)) for stage, group in groupby(lines, key=lambda line: line.stage)]
    seconds = [stage.seconds * shares.get(stage.id, 1.0) for stage, _ in stages]
    whole, wishes = sum(seconds), []
    for (_, group), part in zip(stages, seconds, strict=True):
        silence = max(span * part / whole - _speech(group), 0.02 * span)
        weights = sum(line.cue.weight for line in group)
        wishes += [
            max(silence * (line.cue.weight / weights if weights else 1 / len(group)), 1.0) for line in group
        ]
    return wishes


def _give(gaps: list[int], lines: Sequence[Line], spare: int) -> None:
    """Spread what is left beyond every limit over the stage that may be quiet the longest."""
    widest = max(range(len(lines)), key=lambda n: limits(lines[n])[1])
    there = [n for n, line in enumerate(lines) if line.stage == lines[widest].stage]
    each, odd = divmod(spare, len(there))
    for number in there:
        gaps[number] += each
    gaps[there[-1]] += odd
