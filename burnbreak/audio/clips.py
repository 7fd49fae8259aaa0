"""Assets as samples: short clips kept decoded, loops read as they are needed.

A missing or broken asset is logged once and is silence from then on.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from burnbreak.audio.heard import RATE

Pcm = NDArray[np.int16]
"""Frames as 16-bit samples, shape (n, 1) or (n, 2)."""

OpenAsset = Callable[[str], Path]
"""From the name of an asset ("bells/open") to its file; may raise when there is none."""

_SILENCE: Pcm = np.zeros((0, 2), dtype=np.int16)
_CACHE_BYTES = 16 * 1024 * 1024
_SEGMENT = RATE
_SEGMENTS_KEPT = 4
_log = logging.getLogger(__name__)


class Clip:
    """One sound, decoded a second at a time as far as it has been asked for."""

    def __init__(self, path: Path) -> None:
        self._file: soundfile.SoundFile | None = _opened(path)
        self.pcm: Pcm = np.empty((int(self._file.frames), min(2, int(self._file.channels))), dtype=np.int16)
        self._decoded = 0

    def read(self, first: int, count: int) -> Pcm:
        """Frames `first` to `first + count`, fewer if the file is shorter."""
        end = min(first + count, len(self.pcm))
        while self._file is not None and self._decoded < end:
            piece = _pcm(self._file.read(_SEGMENT, dtype="float32", always_2d=True))
            self.pcm[self._decoded : self._decoded + len(piece)] = piece
            self._decoded += len(piece)
            if not len(piece) or self._decoded >= len(self.pcm):
                self.close()
        return self.pcm[first : min(end, self._decoded)]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        self._file = None


class Clips:
    """One-shot sounds as 16-bit samples, the last used ones in memory (16 MB: 80 s of stereo)."""

    def __init__(self, open_asset: OpenAsset, *, limit: int = _CACHE_BYTES) -> None:
        self._open_asset = open_asset
        self._limit = limit
        self._kept: OrderedDict[str, Clip] = OrderedDict()
        self._lengths: dict[str, int] = {}
        self._broken: set[str] = set()
        self._lock = threading.Lock()

    def length(self, asset: str) -> int:
        """Frames of an asset; 0 if it cannot be read."""
        with self._lock:
            if asset not in self._lengths:
                clip = self._get(asset)
                self._lengths[asset] = 0 if clip is None else len(clip.pcm)
            return self._lengths[asset]

    def read(self, asset: str, first: int, count: int) -> Pcm:
        """Frames of an asset, mono or stereo; none if it cannot be read."""
        with self._lock:
            clip = self._get(asset)
            if clip is None:
                return _SILENCE
            try:
                return clip.read(first, count)
            except Exception as error:
                self._give_up(asset, error)
                return _SILENCE

    def loop(self, asset: str) -> "Loop | None":
        """An asset to be repeated; None if it cannot be read."""
        with self._lock:
            if asset in self._broken:
                return None
            try:
                return Loop(self._open_asset(asset))
            except Exception as error:
                self._give_up(asset, error)
                return None

    def size(self) -> int:
        """Bytes of sound in memory, at most."""
        return sum(clip.pcm.nbytes for clip in self._kept.values())

    def clear(self) -> None:
        """Give the memory back; broken assets may have been mended, so they are tried again."""
        with self._lock:
            for clip in self._kept.values():
                clip.close()
            self._kept.clear()
            self._lengths.clear()
            self._broken.clear()

    def _get(self, asset: str) -> Clip | None:
        if asset in self._broken:
            return None
        if asset not in self._kept:
            try:
                self._kept[asset] = Clip(self._open_asset(asset))
            except Exception as error:
                self._give_up(asset, error)
                return None
        self._kept.move_to_end(asset)
        while len(self._kept) > 1 and self.size() > self._limit:
            self._kept.popitem(last=False)[1].close()
        return self._kept[asset]

    # Whatever a damaged file or folder makes the libraries raise, the sitting goes on without it.
    def _give_up(self, asset: str, error: Exception) -> None:
        self._broken.add(asset)
        clip = self._kept.pop(asset, None)
        if clip is not None:
            clip.close()
        _log.warning("The sound %s cannot be read and stays silent (%s).", asset, type(error).__name__)


class Loop:
    """A file repeated without end, its last second faded over into its first.

    Decoded strictly from the start in pieces of one second: a seek inside a lossy file would
    give slightly other samples, and then the same second would not always sound the same.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _opened(path) as file:
            self._frames = int(file.frames)
        if self._frames < 4:
            raise ValueError("too short to be repeated")
        self._seam = min(RATE, self._frames // 4)
        self._period = self._frames - self._seam
        turn = (np.arange(self._seam) + 0.5) * (np.pi / 2 / self._seam)
        self._rise = np.sin(turn).astype(np.float32)[:, None]
        self._fall = np.cos(turn).astype(np.float32)[:, None]
        self._file: soundfile.SoundFile | None = None
        self._next = 0
        self._segments: OrderedDict[int, Pcm] = OrderedDict()

    def read(self, first: int, count: int) -> NDArray[np.float32]:
        """Frames `first` to `first + count` of the endless sound, the same for any cutting."""
        out = np.empty((count, 2), dtype=np.float32)
        done = 0
        while done < count:
            turn, offset = divmod(first + done, self._period)
            seam = turn > 0 and offset < self._seam
            end = self._seam if seam else self._period
            step = min(count - done, end - offset)
            piece = self._raw(offset, step)
            if seam:
                tail = self._raw(self._period + offset, step)
                piece = piece * self._rise[offset : offset + step] + tail * self._fall[offset : offset + step]
            out[done : done + step] = piece
            done += step
        return out

    def close(self) -> None:
        """Close the file; the next read opens it again."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def _raw(self, first: int, count: int) -> NDArray[np.float32]:
        parts = []
        while count > 0:
            index, offset = divmod(first, _SEGMENT)
            part = self._segment(index)[offset : offset + count]
            if not len(part):
                part = np.zeros((count, 2), dtype=np.int16)
            parts.append(part)
            first += len(part)
            count -= len(part)
        joined = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return joined.astype(np.float32) * np.float32(1 / 32768)

    def _segment(self, index: int) -> Pcm:
        if index in self._segments:
            self._segments.move_to_end(index)
            return self._segments[index]
        if self._file is None or self._next > index:
            self.close()
            self._file, self._next = _opened(self._path), 0
        piece = _SILENCE
        while self._next <= index:
            piece = _stereo(self._file.read(_SEGMENT, dtype="float32", always_2d=True))
            self._keep(self._next, piece)
            self._next += 1
        return piece

    def _keep(self, index: int, piece: Pcm) -> None:
        self._segments[index] = piece
        if len(self._segments) > _SEGMENTS_KEPT:
            self._segments.popitem(last=False)


def _opened(path: Path) -> soundfile.SoundFile:
    file = soundfile.SoundFile(path)
    if file.samplerate != RATE:
        file.close()
        raise ValueError(f"{file.samplerate} Hz")
    return file


def _pcm(frames: NDArray[np.float32]) -> Pcm:
    return np.clip(np.rint(frames[:, :2] * 32768), -32768, 32767).astype(np.int16)


def _stereo(frames: NDArray[np.float32]) -> Pcm:
    pcm = _pcm(frames)
    return np.repeat(pcm, 2, axis=1) if pcm.shape[1] == 1 else pcm
