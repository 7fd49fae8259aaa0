"""Writing and reading the sound files."""

from pathlib import Path

import numpy as np
import soundfile

from sounds.catalogue import Asset
from sounds.noise import RATE, Samples

_BLOCK = 65_536
"""Frames per write: libsndfile overflows its stack on a long Ogg write in one call."""


def store(asset: Asset, sound: Samples, folder: Path) -> Path:
    """Write `sound` below `folder`; a file that already holds the same samples is left untouched.

    An Ogg stream carries a random serial number, so equal sounds would else show up as changed files.
    """
    path = folder / asset.file
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    _write(asset, sound, fresh)
    if path.exists() and np.array_equal(load(path), load(fresh)):
        fresh.unlink()
    else:
        fresh.replace(path)
    return path


def load(path: Path) -> Samples:
    """The samples of a file, one row per channel; raises soundfile.LibsndfileError on a bad one."""
    samples, _ = soundfile.read(path, dtype="float32", always_2d=True)
    return samples.T


def _write(asset: Asset, sound: Samples, path: Path) -> None:
    if asset.ending == "flac":
        kind = {"format": "FLAC", "subtype": "PCM_16", "compression_level": 1.0}
        data = _dithered(sound)
    else:
        kind = {"format": "OGG", "subtype": "OPUS", "compression_level": asset.compression}
        data = sound
    with soundfile.SoundFile(path, "w", samplerate=RATE, channels=sound.shape[0], **kind) as out:
        for start in range(0, data.shape[1], _BLOCK):
            out.write(np.ascontiguousarray(data[:, start : start + _BLOCK].T))


def _dithered(sound: Samples) -> np.ndarray:
    """16-bit steps with triangular dither, so that a tail sinks into even hiss and not into buzz."""
    rng = np.random.default_rng(16)
    noise = rng.random(sound.shape) - rng.random(sound.shape)
    return np.clip(np.rint(sound * 32768 + noise), -32768, 32767).astype(np.int16)
