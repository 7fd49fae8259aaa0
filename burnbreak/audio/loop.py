"""A sound repeated without end."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

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
        turn = (np.arange(self._seam) + 0.5) * (np.pi / 2 / self._seam)
        self._rise = np.sin(turn).astype(np.float32)[:, None]
        self._fall = np.cos(turn).astype(np.float32)[:, None]

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
                tail = self._raw(self._period + offset, step) * self._fall[offset : offset + step]
                out[done : done + step] = tail + self._raw(offset, step) * self._rise[offset : offset + step]
            else:
                out[done : done + step] = self._raw(offset, step)
                if turn > 0 and offset < HEAD:
                    self._stream.approach(HEAD)  # a little each time, or the turn would be long work
            done += step
        return out

    def size(self) -> int:
        """Bytes of samples in memory."""
        return self._stream.size()

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
