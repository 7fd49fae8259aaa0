"""Something like speech, made of nothing: voiced syllables, hisses, pauses; and a room around it."""

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Sound = NDArray[np.float64]


def sentence(seconds: float, *, seed: int = 1, level: float = 0.12) -> Sound:
    """About so many seconds of syllables, the first and last sample near the first and last sound."""
    dice = np.random.default_rng(seed)
    parts: list[Sound] = []
    length = 0
    while length < seconds * RATE:
        part = _syllable(dice)
        gap = np.zeros(int(dice.uniform(0.01, 0.09) * RATE))
        parts += [part, gap]
        length += len(part) + len(gap)
    sound = np.concatenate(parts[:-1])
    return level * sound / np.sqrt(np.mean(sound**2))


def room(seconds: float, *, level_db: float = -60.0, seed: int = 9) -> Sound:
    """The noise of a quiet room with a fan and a hum, its level in dBFS (RMS) as a microphone hears it."""
    count = round(seconds * RATE)
    whole = -(-count // RATE) * RATE
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(whole))
    pitch = np.maximum(np.fft.rfftfreq(whole, 1 / RATE), 20.0)
    noise = np.fft.irfft(spectrum / pitch**0.4, whole)[:count]
    at = np.arange(count) / RATE
    noise = noise / np.sqrt(np.mean(noise**2)) + 0.5 * np.sin(2 * np.pi * 50 * at)
    return np.asarray(10 ** (level_db / 20) * noise / np.sqrt(np.mean(noise**2)))


def key_press() -> Sound:
    """The clack of a key: two short knocks 70 ms apart."""
    dice = np.random.default_rng(3)
    knock = dice.standard_normal(900) * np.exp(-np.arange(900) / 250)
    sound = np.zeros(int(0.09 * RATE))
    sound[:900] += 0.12 * knock
    sound[3300:4200] += 0.07 * knock
    return sound


def placed(total: float, *pieces: tuple[float, Sound]) -> Sound:
    """Sounds at their seconds in so many seconds of silence."""
    sound = np.zeros(round(total * RATE))
    for at, piece in pieces:
        first = round(at * RATE)
        sound[first : first + len(piece)] += piece[: max(0, len(sound) - first)]
    return sound


def as_recorded(sound: Sound) -> NDArray[np.int16]:
    """What a microphone of 16 bits makes of it."""
    return np.clip(np.rint(sound * 32768), -32768, 32767).astype(np.int16)


def _syllable(dice: np.random.Generator) -> Sound:
    count = int(dice.uniform(0.12, 0.28) * RATE)
    at = np.arange(count) / RATE
    if dice.random() < 0.15:
        hiss = np.diff(dice.standard_normal(count + 1))
        voice = 0.08 * hiss
    else:
        pitch = dice.uniform(95, 140) * (1 + 0.05 * np.sin(2 * np.pi * 3 * at))
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        formants = [(dice.uniform(350, 750), 1.0), (dice.uniform(900, 2000), 0.5), (2600.0, 0.2)]
        voice = np.zeros(count)
        for harmonic in range(1, 26):
            hertz = 118.0 * harmonic
            gain = sum(a / (1 + ((hertz - f) / 180) ** 2) for f, a in formants) + 0.02
            voice += gain * np.sin(harmonic * phase + harmonic)
    return np.asarray(voice * np.sin(np.pi * np.arange(count) / count) ** 0.5)
