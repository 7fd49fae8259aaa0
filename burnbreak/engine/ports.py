"""The protocols through which the engine touches the world; each has a null or fake version."""

from datetime import datetime, tzinfo
from typing import Protocol

from burnbreak.core.score import Score


class Clock(Protocol):
    """The one reader of the wall clock."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        ...

    def zone(self) -> tzinfo:
        """The zone in which the user lives now; asked anew because people travel."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps; only differences mean anything."""
        ...


class Player(Protocol):
    """Plays one score at a time and tells how far it is; the position is the sitting's clock.

    Every method returns at once and may be called in any state; none raises for a missing device.
    """

    def play(self, score: Score, *, start_at: float = 0.0) -> None:
        """Start the score from `start_at` seconds; what played before is cut off."""
        ...

    def position(self) -> float:
        """Seconds of the score that have been heard: monotone, never past its end, 0 before play."""
        ...

    def pause(self) -> None:
        """Hold the position; the sound fades out at once."""
        ...

    def resume(self) -> None:
        """Go on from the held position."""
        ...

    def stop(self) -> None:
        """Silence within 150 ms and free the device; the position stays readable."""
        ...

    def set_volume(self, volume: float) -> None:
        """Master volume from 0 (silent) to 1, effective at once."""
        ...

    def audible(self) -> bool:
        """Whether sound reaches a device now; False when silent for want of one."""
        ...

    def close(self) -> None:
        """Give back threads and devices; the player is not used again."""
        ...
