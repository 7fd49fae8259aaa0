"""The tones of the breath: which lengths there are as sounds, and which one goes with a phase."""

from burnbreak.core.breath import Phase, Stretch
from burnbreak.core.score import Channel, Sound

KINDS = {Phase.IN: "in", Phase.TOP_UP: "sip", Phase.OUT: "out"}
LENGTHS = {
    "in": (
        1500, 1600, 1800, 2000, 2250, 2400, 2500, 3000, 3200, 3300, 4000, 4125, 4400, 4800, 5000, 5500, 6000,
    ),
    "out": (
        1800, 2250, 2400, 3000, 3200, 3300, 3600, 4000, 4125, 4400, 4500, 4800, 5000, 5500, 6000, 6400, 8000,
    ),
    "sip": (600, 750, 800, 1000),
}  # fmt: skip
"""Milliseconds of the sounds in assets/audio/breath: those of our pacers, of their ramps and eased off."""


def tone(stretch: Stretch) -> Sound | None:
    """The sound of one phase: of its own length, else the longest that is shorter; None for a hold."""
    kind = KINDS.get(stretch.phase)
    if kind is None:
        return None
    length = round((stretch.end - stretch.start) * 1000)
    fitting = max((ms for ms in LENGTHS[kind] if ms <= length), default=None)
    if fitting is None:
        return None
    return Sound(at=stretch.start, asset=f"breath/{kind}-{fitting}", channel=Channel.BREATH)
