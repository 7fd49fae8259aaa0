"""What is to be heard in one sitting, as data: the player needs nothing else.

Times are seconds on the sitting's own timeline, which starts at 0 with the first sample and stands
still while the sitting is paused. Gains are decibels relative to the asset as stored.
"""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """What a sound is for; each channel has its own volume."""

    VOICE = "voice"
    BED = "bed"
    BELL = "bell"
    BREATH = "breath"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One asset played once, from its first sample, starting at `at` seconds."""

    at: float
    asset: str
    """Path below assets/audio without its ending, as "bells/open"."""
    channel: Channel
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Duck:
    """The bed is `db` decibels lower (a negative number) from `start` to `end` seconds.

    The player leads down to it before the start and back up after the end.
    """

    start: float
    end: float
    db: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A loop under the whole sitting, faded in and out (seconds)."""

    asset: str
    start: float
    end: float
    fade_in: float = 4.0
    fade_out: float = 6.0
    gain_db: float = 0.0
    ducks: tuple[Duck, ...] = ()
    """In order, with two seconds or more between one and the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Everything heard in one sitting of `seconds` length; nothing sounds after that."""

    seconds: float
    sounds: tuple[Sound, ...] = ()
    bed: Bed | None = None
