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
"""Frames of stereo sound as stored, shape (n, 2)."""

OpenAsset = Callable[[str], Path]
"""From the name of an asset ("bells/open") to its file; may raise when there is none."""

_SILENCE: Pcm = np.zeros((0, 2), dtype=np.int16)
_CACHE_BYTES = 16 * 1024 * 1024
_SEGMENT = RATE
_SEGMENTS_KEPT = 4
_log = logging.getLogger(__name__)


class Clips:
    """One-shot sounds as 16-bit stereo, the last used ones in memory (16 MB: some 80 s)."""

    def __init__(self, open_asset: OpenAsset, *, limit: int = _CACHE_BYTES) -> None:
        self._open_asset = open_asset
        self._limit = limit
        self._kept: OrderedDict[str, Pcm] = OrderedDict()
        self._broken: set[str] = set()
        self._lock = threading.Lock()

    def get(self, asset: str) -> Pcm:
        """All frames of an asset; none if it cannot be read."""
        with self._lock:
            return self._get(asset)

    def _get(self, asset: str) -> Pcm:
        if asset in self._kept:
            self._kept.move_to_end(asset)
            return self._kept[asset]
        if asset in self._broken:
            return _SILENCE
        clip = self._decode(asset)
        self._kept[asset] = clip
        while len(self._kept) > 1 and self.size() > self._limit:
            self._kept.popitem(last=False)
        return clip

    def loop(self, asset: str) -> "Loop | None":
        """An asset to be repeated; None if it cannot be read."""
        if asset in self._broken:
            return None
        try:
            return Loop(self._open_asset(asset))
        except Exception as error:
            self._give_up(asset, error)
            return None

    def size(self) -> int:
        """Bytes of sound in memory."""
        return sum(clip.nbytes for clip in self._kept.values())

    def clear(self) -> None:
        """Give the memory back; broken assets may have been mended, so they are tried again."""
        with self._lock:
            self._kept.clear()
            self._broken.clear()

    def _decode(self, asset: str) -> Pcm:
        try:
            with _opened(self._open_asset(asset)) as file:
                return _stereo(file.read(dtype="float32", always_2d=True))
        except Exception as error:
            self._give_up(asset, error)
            return _SILENCE

    # Whatever a damaged file or folder makes the libraries raise, the sitting goes on without it.
    def _give_up(self, asset: str, error: Exception) -> None:
        self._broken.add(asset)
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


def _stereo(frames: NDArray[np.float32]) -> Pcm:
    pcm = np.clip(np.rint(frames * 32768), -32768, 32767).astype(np.int16)
    return np.repeat(pcm, 2, axis=1) if pcm.shape[1] == 1 else np.ascontiguousarray(pcm[:, :2])
