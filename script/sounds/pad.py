"""A slow chord on 110 Hz that moves without going anywhere, with a little air above it."""

import numpy as np

from sounds.noise import RATE, Rng, Samples, amplitude, coloured_pair, panned, through

_ROOT = 110.0
# Ratio to the root and level in dB; phones and laptops play the second and third, not the lowest.
_PARTIALS = ((0.5, -4), (1.0, 0), (1.5, -5), (2.0, -7), (2.25, -15), (3.0, -12), (4.0, -18))
_VOICES = ((-5.0, 0.5), (0.0, 1.0), (5.0, 0.5))  # cents and weight; equal weights beat down to nothing
_HARMONICS = 8
_TABLE = 16_384  # points of one turn; straight lines between them err by less than -110 dB
_SLOWEST, _FASTEST = 24.0, 9.0
_AIR = through({150: -30, 500: 0, 1500: 0, 5000: -15, 16000: -40})


def pad(rng: Rng, frames: int) -> Samples:
    """A loop in which every tone and every movement makes a whole number of turns."""
    sound = np.zeros((2, frames))
    for ratio, level in _PARTIALS:
        for cents, weight in _VOICES:
            tone = _tone(rng, frames, _ROOT * ratio * 2 ** (cents / 1200))
            loud = weight * (1 + 0.3 * _slow(rng, frames))
            sound += amplitude(level) * panned(tone * loud, 0.5 * _slow(rng, frames))
    sound /= np.sqrt(np.mean(sound**2))
    air = coloured_pair(rng, frames, _AIR, common=0.5, own=0.85)
    return sound + amplitude(-26) * air * (1 + 0.3 * _slow(rng, frames))


def _tone(rng: Rng, frames: int, pitch: float) -> Samples:
    """A mellow tone, its pitch moved by under 0.01 Hz to fit the loop, read from a table of one turn."""
    turn = np.linspace(0.0, 1.0, _TABLE + 1)
    table = sum(
        harmonic**-1.9 * np.sin(2 * np.pi * (harmonic * turn + rng.random()))
        for harmonic in range(1, _HARMONICS + 1)
    )
    turns = round(pitch * frames / RATE)
    return np.interp(turns * np.arange(frames) / frames % 1.0, turn, table)


def _slow(rng: Rng, frames: int) -> Samples:
    """One slow sine, with a whole number of turns in the loop."""
    length = frames / RATE
    turns = rng.integers(round(length / _SLOWEST), round(length / _FASTEST) + 1)
    return np.sin(2 * np.pi * (turns * np.arange(frames) / frames + rng.random()))
