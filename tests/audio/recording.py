"""A recording of a sink that knows when each of its samples was heard."""

import os
import subprocess
import threading
import time
from bisect import bisect_left
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tests.audio.pulse import PulseRig

RATE = 48_000
_FRAME_BYTES = 8
_AROUND = 1.0
"""Seconds of arrivals that are compared; more would mix the times before and after a slip of the server."""


class Recording:
    """Context manager: what the sink plays, as float32 in a file, with the moments it arrived.

    Pieces arrive late by chance, never early, so the earliest of two seconds tells the time.
    """

    def __init__(self, rig: PulseRig, path: Path, sink: str = "bb") -> None:
        self._rig, self._path, self._sink = rig, path, sink
        self._stamps: list[tuple[int, float]] = []
        """Frames so far, and the monotonic second at which the last of them was there."""

    def __enter__(self) -> Self:
        # What measures must not be starved by what it measures; without the right to it, it runs as it is.
        command = [
            "nice",
            "-n",
            "-11",
            "parec",
            "-d",
            f"{self._sink}.monitor",
            "--rate=48000",
            "--channels=2",
            "--raw",
        ]
        command += ["--format=float32le", "--latency-msec=10"]
        self._process = subprocess.Popen(
            command, env=os.environ | self._rig.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not self._stamps:
            if time.monotonic() > deadline:
                raise TimeoutError("parec records nothing")
            time.sleep(0.01)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=5)
        self._thread.join(timeout=5)
        np.save(self._path.with_suffix(".npy"), np.array(self._stamps))

    def _take(self) -> None:
        assert self._process.stdout is not None
        taken = 0
        with self._path.open("wb") as file:
            while piece := os.read(self._process.stdout.fileno(), 65_536):
                now = time.monotonic()
                file.write(piece)
                taken += len(piece)
                self._stamps.append((taken // _FRAME_BYTES, now))
        self._process.stdout.close()

    def sound(self) -> NDArray[np.float32]:
        """All frames, read from the file as they are needed."""
        data = np.memmap(self._path, dtype=np.float32, mode="r")
        return data[: len(data) // 2 * 2].reshape(-1, 2)

    def moment(self, frame: float) -> float:
        """The monotonic second at which this frame was heard."""
        frames = [count for count, _ in self._stamps]
        low = bisect_left(frames, frame - _AROUND * RATE)
        high = bisect_left(frames, frame + _AROUND * RATE)
        near = self._stamps[low:high] or self._stamps
        return frame / RATE + min(moment - count / RATE for count, moment in near)


def place(pattern: NDArray[np.float32], sound: NDArray[np.float32]) -> tuple[int, float]:
    """Where one channel of sound holds the pattern best, and how surely (0 to 1)."""
    size = 1 << (len(sound) + len(pattern)).bit_length()
    product = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(pattern, size))
    across = np.fft.irfft(product, size)[: len(sound) - len(pattern) + 1]
    power = np.concatenate([[0.0], np.cumsum(sound.astype(np.float64) ** 2)])
    local = np.sqrt(np.maximum(power[len(pattern) :] - power[: len(across)], 0.0))
    # In silence there is nothing but rounding, which may resemble anything.
    likeness = across / (np.maximum(local, local.max() / 100) * np.linalg.norm(pattern))
    best = int(np.argmax(likeness))
    return best, float(likeness[best])
