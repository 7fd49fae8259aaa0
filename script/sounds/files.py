"""Writing and reading the sound files."""

from pathlib import Path
from typing import Any

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
    if asset.ending == "flac":
        return put(path, _dithered(sound), format="FLAC", subtype="PCM_16", compression_level=1.0)
    return put_opus(path, sound, compression=asset.compression)


def put_opus(path: Path, sound: Samples, *, compression: float) -> Path:
    """As `store`, for any Opus file."""
    return put(path, sound, format="OGG", subtype="OPUS", compression_level=compression)


def put(path: Path, data: np.ndarray, **kind: Any) -> Path:
    """As `store`, for any kind of file that soundfile writes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    _write(fresh, data, kind)
    if path.exists() and np.array_equal(load(path), load(fresh)):
        fresh.unlink()
    else:
        fresh.replace(path)
    return path


def load(path: Path) -> Samples:
    """The samples of a file, one row per channel; raises soundfile.LibsndfileError on a bad one."""
    samples, _ = soundfile.read(path, dtype="float32", always_2d=True)
    return samples.T


def _write(path: Path, data: np.ndarray, kind: dict[str, Any]) -> None:
    with soundfile.SoundFile(path, "w", samplerate=RATE, channels=data.shape[0], **kind) as out:
        for start in range(0, data.shape[1], _BLOCK):
            out.write(np.ascontiguousarray(data[:, start : start + _BLOCK].T))


def _dithered(sound: Samples) -> np.ndarray:
    """16-bit steps with triangular dither, so that a tail sinks into even hiss and not into buzz."""
    rng = np.random.default_rng(16)
    noise = rng.random(sound.shape) - rng.random(sound.shape)
    return np.clip(np.rint(sound * 32768 + noise), -32768, 32767).astype(np.int16)
