"""The tone of a quiet room: the low breath of air in it, with nothing in it to listen to."""

import numpy as np

from sounds.noise import Rng, Samples, coloured_pair, drift, through

# About -5 dB per octave through the middle, so that small loudspeakers, deaf below 150 Hz, still play it.
_AIR = through({30: -24, 60: -4, 120: 0, 250: -3, 500: -7, 1000: -12, 2000: -18, 4000: -27, 12000: -48})
# Two broad humps where a furnished room rings a little; too broad to be a tone.
_RING = through({100: -30, 190: 0, 260: 0, 420: -24})
_MURMUR = 0.25
_SWAY_DB = 0.7


def room(rng: Rng, frames: int) -> Samples:
    """A loop of even air that sways by less than a decibel, differently in each ear."""
    air = coloured_pair(rng, frames, _AIR, common=0.55, own=0.8)
    ring = coloured_pair(rng, frames, _RING, common=0.3, own=0.95)
    sway = np.stack([drift(rng, frames, 0.03, 0.25) for _ in range(2)])
    slow = np.stack([drift(rng, frames, 0.02, 0.12) for _ in range(2)])
    return air * 10.0 ** (_SWAY_DB * sway / 20.0) + _MURMUR * ring * (1 + 0.5 * slow)
