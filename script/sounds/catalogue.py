"""Every sound of burnbreak: its name, length, loudness and how it is made."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from burnbreak.core.tones import LENGTHS
from sounds.bells import bowl, chime
from sounds.breath import IN, OUT, SIP, Way, breath
from sounds.loudness import integrated
from sounds.noise import RATE, Rng, Samples, amplitude
from sounds.pad import pad
from sounds.rain import rain
from sounds.room import room
from sounds.waves import waves

IN_MS, OUT_MS, SIP_MS = (LENGTHS[kind] for kind in ("in", "out", "sip"))
"""Lengths of the breathing phases that the pacers use, in milliseconds."""

STRIKE = 3.0
"""A bell is as loud as its first seconds; the tail would only blur the measure."""

WAVES, RAIN, PAD, ROOM = 2_885_376, 3_459_456, 3_841_600, 3_096_576
"""Frames of the loops: about 60, 72, 80 and 64 s, so that they do not fall into step.

Each leaves 540 to 648 frames over whole Opus packets of 960. With 312 frames of look-ahead the last packet is
then all but full; else the encoder makes up the last 2 ms and the seam clicks. All have small prime
factors, for quick transforms.
"""


Synthesis = Callable[[Rng, int], Samples]
"""Makes so many frames, one row per channel, at any level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One sound file."""

    name: str
    """Path below assets/audio without its ending, as the app names it."""
    ending: str
    frames: int
    lufs: float
    """Integrated loudness as stored."""
    method: str
    synthesis: Synthesis
    heard: float | None = None
    """Seconds from the start over which the loudness is meant; None for the whole."""
    compression: float = 0.9
    """libsndfile's scale for Opus: 0 is 256 and 1 is 6 kbit/s per channel."""

    @property
    def file(self) -> str:
        """Path below assets/audio."""
        return f"{self.name}.{self.ending}"

    def loudness(self, sound: Samples) -> float:
        """The integrated loudness of `sound` over the part that counts, in LUFS."""
        return integrated(sound if self.heard is None else sound[:, : round(self.heard * RATE)])

    def rendered(self) -> Samples:
        """The finished sound, one row per channel: the same samples at each call."""
        sound = self.synthesis(np.random.default_rng(zlib.crc32(self.name.encode())), self.frames)
        return sound * amplitude(self.lufs - self.loudness(sound))


def catalogue() -> tuple[Asset, ...]:
    """All assets in the order of their names' groups."""
    return (*_bells(), *_breaths(), *_beds())


def _bells() -> tuple[Asset, ...]:
    def bell(name: str, length: int, synthesis: Synthesis, method: str) -> Asset:
        return Asset(
            name=f"bells/{name}",
            ending="flac",
            frames=length * RATE,
            lufs=-26.0,
            heard=STRIKE,
            method=method,
            synthesis=synthesis,
        )

    bowl_method = "additive synthesis of a bowl's beating modes at {} Hz"
    return (
        bell("open", 16, partial(bowl, pitch=174.6, ring=28.0), bowl_method.format(174.6)),
        bell("close", 15, partial(bowl, pitch=396.0, ring=16.0), bowl_method.format(396)),
        bell("chime", 8, partial(chime, pitch=880.0), "additive synthesis of a free bar at 880 Hz"),
    )


def _breaths() -> tuple[Asset, ...]:
    return (
        *(_breath("in", ms, IN, -32.0, "pink noise through rising bands") for ms in IN_MS),
        *(_breath("out", ms, OUT, -32.0, "pink noise through falling bands") for ms in OUT_MS),
        *(_breath("sip", ms, SIP, -33.5, "pink noise through high rising bands") for ms in SIP_MS),
    )


def _breath(kind: str, ms: int, way: Way, lufs: float, method: str) -> Asset:
    return Asset(
        name=f"breath/{kind}-{ms}",
        ending="opus",
        frames=ms * RATE // 1000,
        lufs=lufs,
        method=method,
        synthesis=partial(breath, way=way),
    )


def _beds() -> tuple[Asset, ...]:
    def bed(name: str, frames: int, synthesis: Synthesis, method: str, c: float) -> Asset:
        return Asset(
            name=f"beds/{name}",
            ending="opus",
            frames=frames,
            lufs=-34.0,
            method=method,
            synthesis=synthesis,
            compression=c,
        )

    return (
        bed("waves", WAVES, waves, "three layers of shaped noise with swells of their own", 0.9),
        bed("rain", RAIN, rain, "random drops of noise and tone over shaped noise", 0.9),
        bed("pad", PAD, pad, "additive synthesis of a slow chord on 110 Hz", 0.75),
        bed("room", ROOM, room, "soft low noise that sways by less than a decibel", 0.9),
    )
