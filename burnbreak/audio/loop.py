"""A sound repeated without end."""

from functools import cached_property
from pathlib import Path

import numpy as np

from burnbreak.audio.arrays import NDArray
from burnbreak.audio.files import HEAD, Stream
from burnbreak.audio.heard import RATE


class Loop:
    """A file repeated without end, its last second faded over into its first."""

    def __init__(self, path: Path) -> None:
        self._stream = Stream(path)
        frames = self._stream.frames
        if frames < 4:
            raise ValueError("too short to be repeated")
        self._seam = min(RATE, frames // 4)
        self._period = frames - self._seam

    def read(self, first: int, count: int) -> NDArray[np.float32]:
        """Frames `first` to `first + count` of the endless sound, the same for any cutting."""
        out = np.empty((count, 2), dtype=np.float32)
        done = 0
        while done < count:
            turn, offset = divmod(first + done, self._period)
            seam = turn > 0 and offset < self._seam
            end = self._seam if seam else self._period
            step = min(count - done, end - offset)
            if seam:
                # The tail first: it is what the decoder has next, and the head is still in memory.
                rise, fall = (fade[offset : offset + step] for fade in self._fades)
                tail = self._raw(self._period + offset, step) * fall
                out[done : done + step] = tail + self._raw(offset, step) * rise
            else:
                out[done : done + step] = self._raw(offset, step)
                if turn > 0 and offset < HEAD:
                    self._stream.approach(HEAD)  # a little each time, or the turn would be long work
            done += step
        return out

    def size(self) -> int:
        """Bytes of samples in memory."""
        return self._stream.size()

    @cached_property
    def _fades(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Rise and fall of a seam; made for the first one, as the first sound does not wait for it."""
        turn = (np.arange(self._seam) + 0.5) * (np.pi / 2 / self._seam)
        return np.sin(turn).astype(np.float32)[:, None], np.cos(turn).astype(np.float32)[:, None]

    def rest(self) -> None:
        """Close the file and forget all but the beginning."""
        self._stream.rest()

    def close(self) -> None:
        """Close the file; the next read opens it again."""
        self._stream.close()

    def _raw(self, first: int, count: int) -> NDArray[np.float32]:
        piece = self._stream.read(first, count)
        if len(piece) < count:  # the file holds less than its header says
            out = np.zeros((count, piece.shape[1]), dtype=np.int16)
            out[: len(piece)] = piece
            piece = out
        return piece.astype(np.float32) * np.float32(1 / 32768)
