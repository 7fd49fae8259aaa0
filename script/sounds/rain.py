"""Rain behind a window: a soft bed of far drops and tens of thousands of near ones."""

import numpy as np

from sounds.noise import RATE, Rng, Samples, Shape, coloured_pair, drift, filtered, through, unit

_FAR = through({80: -30, 500: 0, 3000: 0, 10000: -13, 20000: -24})
_FAR_LEVEL = 0.035
_RATE_RANGE = (260.0, 700.0)
_LONGEST = int(0.030 * RATE)
_SIZES = 8
_LARGEST = 4.0  # times the smallest; a larger single drop startles
_VARIANTS = 48
_BUBBLES = 0.08  # at 28 % it looked and sounded like birds


def rain(rng: Rng, frames: int) -> Samples:
    """A loop of steady rain whose density and level drift a little."""
    near = _drops(rng, frames)
    far = coloured_pair(rng, frames, _FAR, common=0.3, own=0.95)
    sound = filtered(near + _FAR_LEVEL * far, _window)
    return sound * 10.0 ** (drift(rng, frames, 0.02, 1.0) / 20.0)


def _window(freq: Samples) -> Samples:
    """What glass and air take away."""
    pane = (1 + (freq / 1500) ** 0.8) ** -0.5
    soft = (1 + (freq / 6500) ** 3) ** -0.5
    rumble = 1 / np.sqrt(1 + (90 / freq) ** 4)
    return pane * soft * rumble


def _drops(rng: Rng, frames: int) -> Samples:
    """All near drops on a ring of `frames`; what rings past the end sounds at the beginning."""
    impacts = _impacts(rng)
    sound = np.zeros((2, frames + _LONGEST))
    for at in _moments(rng, frames):
        size = min(1 + rng.pareto(2.8), _LARGEST)
        if rng.random() < _BUBBLES:
            drop = 0.35 * _bubble(rng)
        else:
            kind = min(int(_SIZES * np.log(size) / np.log(_LARGEST)), _SIZES - 1)
            drop = impacts[kind, rng.integers(_VARIANTS)]
        angle = rng.uniform(0.1, 0.9) * np.pi / 2
        level = 0.1 * size * rng.uniform(0.5, 1.0)
        sound[0, at : at + _LONGEST] += level * np.cos(angle) * drop
        sound[1, at : at + _LONGEST] += level * np.sin(angle) * drop
    sound[:, :_LONGEST] += sound[:, frames:]
    return sound[:, :frames]


def _moments(rng: Rng, frames: int) -> list[int]:
    """When drops fall: at random, denser and thinner by turns."""
    low, high = _RATE_RANGE
    count = rng.poisson(high * frames / RATE)
    at = rng.integers(0, frames, count)
    density = low + (high - low) * (0.5 + 0.5 * drift(rng, frames, 0.02, 0.3))
    return [int(moment) for moment in at[rng.random(count) * high < density[at]]]


def _impacts(rng: Rng) -> Samples:
    """Short noise bursts by size: a larger drop is longer and duller."""
    time = np.arange(_LONGEST) / RATE
    bursts = np.zeros((_SIZES, _VARIANTS, _LONGEST))
    for kind in range(_SIZES):
        share = kind / (_SIZES - 1)
        edge = 9000 * (2200 / 9000) ** share
        noise = unit(filtered(rng.standard_normal((_VARIANTS, _LONGEST)), _dull(edge)))
        tau = 0.0009 + 0.0021 * share
        bursts[kind] = noise * np.minimum(time / 0.0003, 1.0) * np.exp(-time / tau)
    return bursts * np.minimum((_LONGEST - np.arange(_LONGEST)) / 240, 1.0)


def _dull(edge: float) -> Shape:
    return lambda freq: 1 / (1 + (freq / edge) ** 2)


def _bubble(rng: Rng) -> Samples:
    """The short falling-off ring of air caught under a drop."""
    time = np.arange(_LONGEST) / RATE
    pitch, tau = 700 * (9000 / 700) ** rng.random(), rng.uniform(0.002, 0.005)
    turns = pitch * (time + 0.03 * time**2 / (2 * tau * 4))
    return np.sin(2 * np.pi * turns) * np.minimum(time / 0.0004, 1.0) * np.exp(-time / tau)
