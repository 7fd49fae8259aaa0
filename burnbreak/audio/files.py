"""Sound files as 16-bit samples: short ones stay once they are decoded, of long ones a few seconds do."""

from collections import OrderedDict
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile

from burnbreak.audio.arrays import NDArray
from burnbreak.audio.heard import RATE

Pcm = NDArray[np.int16]
"""Frames as 16-bit samples, shape (n, 1) or (n, 2)."""

SHORT = 30 * RATE
"""Longest sound that is kept whole, frames."""

_SEGMENT = RATE // 4
"""Frames decoded at once: the first sound waits for no more than it needs."""
_SEGMENTS_KEPT = 20
_HEAD_KEPT = 8
HEAD = _HEAD_KEPT * _SEGMENT
"""Frames at the beginning of a long sound that stay in memory."""
_RESTING = 4
RESTING = _RESTING * _SEGMENT
"""Frames that stay of a sound at rest: those that are mixed before the device starts."""


class Recording(Protocol):
    """A sound file that is open as far as need be."""

    frames: int

    def read(self, first: int, count: int) -> Pcm:
        """Frames `first` to `first + count`, fewer if the file is shorter."""
        ...

    def size(self) -> int:
        """Bytes of samples in memory, at most."""
        ...

    def rest(self) -> None:
        """Close the file and forget all but the beginning; it may be read again."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


def open_recording(path: Path) -> Recording:
    """The file in the way that suits its length; raises what a bad file makes soundfile raise."""
    file = opened(path)
    if file.frames <= SHORT:
        return Clip(file, path)
    file.close()
    return Stream(path)


class Clip:
    """One sound, decoded as far as it has been asked for."""

    def __init__(self, file: soundfile.SoundFile, path: Path) -> None:
        self._path = path
        self._begin(file)

    def _begin(self, file: soundfile.SoundFile) -> None:
        self._file: soundfile.SoundFile | None = file
        self.frames = int(file.frames)
        self._pcm: Pcm = np.empty((self.frames, min(2, int(file.channels))), dtype=np.int16)
        self._decoded = 0
        self._rests = False

    def read(self, first: int, count: int) -> Pcm:
        """Frames `first` to `first + count`, fewer if the file is shorter."""
        end = min(first + count, self.frames)
        if self._rests and self._decoded < end:
            self._begin(opened(self._path))
            end = min(end, self.frames)
        while self._file is not None and self._decoded < end:
            piece = _pcm(self._file.read(_SEGMENT, dtype="float32", always_2d=True))
            self._pcm[self._decoded : self._decoded + len(piece)] = piece
            self._decoded += len(piece)
            if not len(piece) or self._decoded >= self.frames:
                self.close()
        return self._pcm[first : min(end, self._decoded)]

    def size(self) -> int:
        """Bytes of samples in memory once all is decoded."""
        return self._pcm.nbytes

    def rest(self) -> None:
        """Close the file and forget all but the beginning; the next read of more decodes it anew."""
        self.close()
        self._pcm = self._pcm[: min(self._decoded, RESTING)].copy()
        self._decoded, self._rests = len(self._pcm), True

    def close(self) -> None:
        """Close the file; what is not decoded yet stays unread."""
        if self._file is not None:
            self._file.close()
        self._file = None


class Stream:
    """A long sound, of which a few seconds are kept: the first two and those last read.

    Decoded strictly from the start, piece by piece: a seek inside a lossy file would
    give slightly other samples, and then the same second would not always sound the same.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: soundfile.SoundFile | None = opened(path)
        self.frames = int(self._file.frames)
        self._next = 0
        self._head: dict[int, Pcm] = {}
        self._segments: OrderedDict[int, Pcm] = OrderedDict()

    def read(self, first: int, count: int) -> Pcm:
        """Frames `first` to `first + count`, fewer if the file is shorter."""
        parts = []
        while count > 0:
            index, offset = divmod(first, _SEGMENT)
            part = self._segment(index)[offset : offset + count]
            if not len(part):
                break
            parts.append(part)
            first += len(part)
            count -= len(part)
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else np.zeros((0, 2), dtype=np.int16)

    def approach(self, first: int) -> None:
        """Decode at most a piece of what lies before frame `first`, so that reading there is soon quick."""
        index = first // _SEGMENT
        if first < self.frames and index not in self._segments and index not in self._head:
            self._advance(self._towards(index))

    def size(self) -> int:
        """Bytes of samples in memory."""
        kept = (*self._head.values(), *self._segments.values())
        return sum(segment.nbytes for segment in kept)

    def rest(self) -> None:
        """Close the file and forget all but the beginning."""
        self.close()
        self._segments.clear()
        self._head = {index: piece for index, piece in self._head.items() if index < _RESTING}

    def close(self) -> None:
        """Close the file; the next read opens it again."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def _segment(self, index: int) -> Pcm:
        if index in self._head:
            return self._head[index]
        if index in self._segments:
            self._segments.move_to_end(index)
            return self._segments[index]
        file = self._towards(index)
        piece = self._advance(file)
        while self._next <= index:
            piece = self._advance(file)
        return piece

    def _towards(self, index: int) -> soundfile.SoundFile:
        """The file, at or before the segment."""
        if self._file is None or self._next > index:
            self.close()
            self._file, self._next = opened(self._path), 0
        return self._file

    def _advance(self, file: soundfile.SoundFile) -> Pcm:
        piece = _pcm(file.read(_SEGMENT, dtype="float32", always_2d=True))
        self._keep(self._next, piece)
        self._next += 1
        return piece

    def _keep(self, index: int, piece: Pcm) -> None:
        if index < _HEAD_KEPT:
            self._head[index] = piece
            return
        self._segments[index] = piece
        self._segments.move_to_end(index)
        if len(self._segments) > _SEGMENTS_KEPT:
            self._segments.popitem(last=False)


def opened(path: Path) -> soundfile.SoundFile:
    """The file of 48 kHz; raises ValueError for another rate, for nothing is resampled."""
    file = soundfile.SoundFile(path)
    if file.samplerate != RATE:
        file.close()
        raise ValueError(f"{file.samplerate} Hz")
    return file


def _pcm(frames: NDArray[np.float32]) -> Pcm:
    scaled = frames[:, :2] * np.float32(32768)
    np.rint(scaled, out=scaled)
    np.clip(scaled, -32768, 32767, out=scaled)
    return scaled.astype(np.int16)
