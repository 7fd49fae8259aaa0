"""What the player has been asked for, when to try again for a device, and when to let it be."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from burnbreak.audio.trouble import Trouble
from burnbreak.core.score import Channel, Score

_DELAYS = (0.3, 1.0, 3.0, 5.0)
LONGEST_DELAY = _DELAYS[-1]
"""Seconds between two attempts, at most."""
_LINGERS = 5.0
"""Seconds after a sitting in which the next one would find all as it was."""
_STAYS_READY = 60.0
"""The same after a `prepare` that no sitting has followed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wish:
    """What is to sound."""

    score: Score
    paused_at: float | None = None
    stretch: object = field(default_factory=object)
    """The same in all wishes between one start or resumption and the next: the sound goes on under them."""

    def continues(self, other: "Wish | None") -> bool:
        """Whether it goes on where `other` is, perhaps with a new score."""
        return other is not None and other.stretch is self.stretch


class Retry:
    """The moments of the next attempts; each failure in a row waits longer."""

    def __init__(self) -> None:
        self.at = -math.inf
        """Monotonic second of the next attempt."""
        self._failures = 0

    def at_once(self) -> None:
        """Forget the failures."""
        self.at, self._failures = -math.inf, 0

    def lost(self, now: float) -> None:
        """A device that was there has gone; it may be back in a moment."""
        self.at, self._failures = now + _DELAYS[0], 0

    def failed(self, now: float, trouble: Trouble) -> None:
        """Wait longer than before; for a missing library for ever."""
        hopeless = trouble in (Trouble.NO_LIBRARY, Trouble.NO_PORTAUDIO)
        delay = math.inf if hopeless else _DELAYS[min(self._failures, len(_DELAYS) - 1)]
        self.at = now + delay
        self._failures += 1


class Leave:
    """The moment at which what plays nothing is given back."""

    def __init__(self) -> None:
        self._at = math.inf

    def prepared(self, now: float) -> None:
        """A sitting may come soon."""
        self._at = now + _STAYS_READY

    def changed(self, now: float) -> None:
        """Something else is wished: perhaps nothing."""
        self._at = now + _LINGERS

    def patience(self, now: float) -> float | None:
        """Seconds until then; None when there is nothing to give back."""
        return None if self._at == math.inf else max(0.0, self._at - now)

    def due(self, now: float) -> bool:
        """Whether it has come; true once."""
        come = now >= self._at
        if come:
            self._at = math.inf
        return come


def loudness_scale(volume: float) -> float:
    """The gain of a volume from 0 to 1: squared, so that half sounds about half as loud."""
    return min(1.0, max(0.0, volume)) ** 2


def channel_gains(volumes: Mapping[Channel, float] | None) -> dict[Channel, float]:
    """The gain of each channel that is named; the others stay as they are mixed."""
    return {channel: loudness_scale(volume) for channel, volume in (volumes or {}).items()}
