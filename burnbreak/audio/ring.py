"""A buffer between one writing and one reading thread that never waits for a lock."""

import numpy as np

from burnbreak.audio.arrays import NDArray

Block = NDArray[np.float32]
"""Frames of stereo sound, shape (n, 2), full scale at 1."""


class Ring:
    """Frames in order; each counter is written by one side only, after its data.

    The counters grow for ever, so full and empty cannot be confused.
    """

    def __init__(self, frames: int) -> None:
        self._data: Block = np.zeros((frames, 2), dtype=np.float32)
        self._size = frames
        self._written = 0
        self._read = 0

    def filled(self) -> int:
        """Frames ready to be read."""
        return self._written - self._read

    def space(self) -> int:
        """Frames that can be written."""
        return self._size - self.filled()

    def write(self, block: Block) -> int:
        """Take as much of the block as fits; the number of frames taken."""
        count = min(len(block), self.space())
        start = self._written % self._size
        first = min(count, self._size - start)
        self._data[start : start + first] = block[:first]
        self._data[: count - first] = block[first:count]
        self._written += count
        return count

    def rewrite(self, block: Block) -> None:
        """Put `block` in place of the last frames written; only the writer calls this.

        The caller sees to it that the reader is far from there: at least a block of the device.
        """
        count = min(len(block), self.filled())
        start = (self._written - count) % self._size
        first = min(count, self._size - start)
        self._data[start : start + first] = block[len(block) - count :][:first]
        self._data[: count - first] = block[len(block) - count :][first:]

    def read_into(self, out: Block) -> int:
        """Fill `out` from its start, zeros where nothing is ready; the frames that were read."""
        count = min(len(out), self.filled())
        start = self._read % self._size
        first = min(count, self._size - start)
        out[:first] = self._data[start : start + first]
        out[first:count] = self._data[: count - first]
        out[count:] = 0.0
        self._read += count
        return count
