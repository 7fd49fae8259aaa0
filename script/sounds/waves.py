"""Sea on a flat shore: a low base, the roar of each wave and the wash that follows it."""

import numpy as np

from sounds.noise import RATE, Rng, Samples, coloured, coloured_pair, drift, panned, through

_BASE = through({20: -30, 40: 0, 250: 0, 1000: -30})
_ROAR = through({35: -24, 90: 0, 600: 0, 4000: -20, 16000: -50})
_WASH = through({400: -36, 1200: -14, 2500: 0, 5000: 0, 9000: -9, 18000: -30})
_GAINS = (0.10, 0.42, 0.12)
_PERIOD = 10.0


def waves(rng: Rng, frames: int) -> Samples:
    """A loop of whole waves about ten seconds apart, each of its own size and place."""
    base = coloured_pair(rng, frames, _BASE, common=0.6, own=0.8)
    roar = coloured_pair(rng, frames, _ROAR, common=0.6, own=0.8)
    wash = coloured_pair(rng, frames, _WASH, common=0.4, own=0.9)
    bubbling = 1 + 0.28 * np.tanh(coloured(rng, frames, lambda f: np.exp(-(((f - 15) / 6) ** 2))))
    roar_swell, wash_swell = _swells(rng, frames)
    breathing = 1 + 0.15 * drift(rng, frames, 0.05, 0.6)
    low, mid, high = _GAINS
    sound = low * base * breathing + mid * roar * roar_swell + high * wash * wash_swell * bubbling
    return np.roll(sound, -_quietest(roar_swell + wash_swell), axis=-1)


def _swells(rng: Rng, frames: int) -> tuple[Samples, Samples]:
    """How loud roar and wash are at each moment, one row per ear."""
    periods = rng.uniform(0.84, 1.16, round(frames / RATE / _PERIOD))
    periods *= frames / RATE / periods.sum()
    roar, wash = np.zeros((2, frames)), np.zeros((2, frames))
    start = 0.0
    for period in periods:
        since = (np.arange(frames) / RATE - start) % (frames / RATE)
        size, place = rng.uniform(0.55, 1.0), rng.uniform(-0.4, 0.4)
        roar += size * panned(_roar(since, period), place)
        wash += size * panned(_wash(since, period), -place / 2)
        start += period
    return roar, wash


def _roar(since: Samples, period: float) -> Samples:
    rise = 0.30 * period
    up = np.sin(np.pi / 2 * np.minimum(since / rise, 1.0)) ** 3
    return up * np.exp(-np.maximum(since - rise, 0.0) / (0.20 * period))


def _wash(since: Samples, period: float) -> Samples:
    after = since - 0.82 * 0.30 * period
    up = np.sin(np.pi / 2 * np.clip(after / 0.9, 0.0, 1.0)) ** 2
    return up * np.exp(-np.maximum(after - 0.9, 0.0) / (0.30 * period))


def _quietest(swell: Samples) -> int:
    """The loop begins between two waves, where a seam is least heard."""
    return int(np.argmin(swell.sum(axis=0)))
