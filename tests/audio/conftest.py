"""Small sounds in a temporary folder."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

RATE = 48_000


class SoundFolder:
    """Writes assets and finds them again, as the app's resources do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, frames: NDArray[np.float64], *, ending: str = "flac", rate: int = RATE) -> None:
        path = self.folder / f"{name}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if ending == "opus":
            soundfile.write(path, frames, rate, format="OGG", subtype="OPUS")
        else:
            soundfile.write(path, frames, rate, subtype="PCM_16")

    def open(self, name: str) -> Path:
        for path in self.folder.glob(f"{name}.*"):
            return path
        raise FileNotFoundError(name)


def noise(seconds: float, *, level: float = 0.1, seed: int = 1, channels: int = 2) -> NDArray[np.float64]:
    """Smooth noise, so that a step of the player's making would stand out."""
    count = round(seconds * RATE)
    raw = np.random.default_rng(seed).standard_normal((count + 200, channels))
    kernel = np.hanning(200) / np.sqrt((np.hanning(200) ** 2).sum())
    smooth = np.stack([np.convolve(raw[:, c], kernel, "valid")[:count] for c in range(channels)], axis=1)
    return np.clip(level * smooth, -0.99, 0.99)


def tone(seconds: float, pitch: float = 440.0, *, level: float = 0.3) -> NDArray[np.float64]:
    """A sine that starts and ends at zero."""
    at = np.arange(round(seconds * RATE)) / RATE
    return np.stack([level * np.sin(2 * np.pi * pitch * at)] * 2, axis=1)


@pytest.fixture
def sounds(tmp_path: Path) -> SoundFolder:
    return SoundFolder(tmp_path / "sounds")


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool], float], None]:
    """Waits until a condition holds; fails after some seconds."""
    import time

    def wait(condition: Callable[[], bool], seconds: float = 5.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.005)

    return wait
