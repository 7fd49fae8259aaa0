"""Paced breathing: the phases of one breath, and a run of whole breaths that fits a length."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LEAD_IN = 3.0
"""Seconds to find a comfortable seat before the first breath."""
FADE_OUT = 5.0
"""Seconds after the last out-breath in which the sound fades."""
RAMP_BREATHS = 2
RAMP = 0.8
"""The first breaths are this much shorter, so that nobody is hurried into a slow one."""
SHORTEST_CYCLE = 6.0
"""No breath is faster than this (seconds)."""


class Phase(StrEnum):
    """What the breath does."""

    IN = "in"
    TOP_UP = "top-up"
    """A second, short in-breath on top."""
    HOLD = "hold"
    OUT = "out"
    REST = "rest"
    """A hold after the out-breath."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """Seconds of each phase of one breath; a zero leaves the phase out. Raises ValueError when unsafe."""

    inhale: float
    exhale: float
    top_up: float = 0.0
    hold: float = 0.0
    rest: float = 0.0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("inhale", 2, 8), ("exhale", 2, 12), ("top_up", 0, 3), ("hold", 0, 7), ("rest", 0, 7),
        ):  # fmt: skip
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} is {getattr(self, name)} s, allowed are {low} to {high} s")
        if self.cycle < SHORTEST_CYCLE:
            raise ValueError(f"one breath takes {self.cycle} s, at least {SHORTEST_CYCLE:g} s are needed")

    @property
    def phases(self) -> tuple[tuple[Phase, float], ...]:
        """The phases of one breath in order with their seconds, without empty ones."""
        every = (
            (Phase.IN, self.inhale),
            (Phase.TOP_UP, self.top_up),
            (Phase.HOLD, self.hold),
            (Phase.OUT, self.exhale),
            (Phase.REST, self.rest),
        )
        return tuple((phase, seconds) for phase, seconds in every if seconds > 0)

    @property
    def cycle(self) -> float:
        """Seconds of one whole breath."""
        return self.inhale + self.top_up + self.hold + self.exhale + self.rest

    @property
    def held(self) -> bool:
        """Whether the breath is held anywhere in it."""
        return self.hold > 0 or self.rest > 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase on a sitting's timeline (seconds)."""

    phase: Phase
    start: float
    end: float
    number: int
    """The breath it belongs to, counted from 0."""

    def level(self, position: float) -> float:
        """How full the lungs are, 0 to 1, eased like a breath: slow at the turns."""
        share = min(1.0, max(0.0, (position - self.start) / (self.end - self.start)))
        eased = (1 - math.cos(math.pi * share)) / 2
        match self.phase:
            case Phase.IN:
                return eased
            case Phase.TOP_UP | Phase.HOLD:
                return 1.0
            case Phase.OUT:
                return 1 - eased
            case Phase.REST:
                return 0.0


def run_seconds(pacing: Pacing, breaths: int) -> float:
    """Length of a whole sitting of so many breaths, with lead-in, ramp and fade."""
    ramped = min(breaths, RAMP_BREATHS)
    return LEAD_IN + pacing.cycle * (breaths - ramped * (1 - RAMP)) + FADE_OUT


def breaths_for(pacing: Pacing, seconds: float, at_most: float = math.inf) -> int:
    """How many whole breaths come nearest to `seconds`, the whole sitting staying within `at_most`.

    At least one breath; the caller does not offer a pacer where not even that fits.
    """
    breaths = max(1, round(seconds / pacing.cycle))
    while breaths > 1 and run_seconds(pacing, breaths) > at_most:
        breaths -= 1
    return breaths


def stretches(pacing: Pacing, breaths: int, *, ramp: float = RAMP) -> Iterator[Stretch]:
    """Every phase of a sitting of so many breaths, from the end of the lead-in on."""
    start = LEAD_IN
    for number in range(breaths):
        scale = ramp if number < RAMP_BREATHS else 1.0
        for stretch in one_breath(pacing, number, start, scale):
            yield stretch
            start = stretch.end


def one_breath(pacing: Pacing, number: int, start: float, scale: float) -> Iterator[Stretch]:
    """The phases of one breath, each `scale` as long as its pace says."""
    for phase, seconds in pacing.phases:
        end = start + seconds * scale
        yield Stretch(phase, start, end, number)
        start = end
