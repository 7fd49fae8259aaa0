"""The assets of a sitting as samples: one-shot sounds and loops, the last used ones in memory.

A missing or broken asset is logged once and is silence from then on.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import numpy as np

from burnbreak.audio.arrays import NDArray
from burnbreak.audio.files import Pcm, Recording, open_recording
from burnbreak.audio.loop import Loop
from burnbreak.audio.warm import Warm

OpenAsset = Callable[[str], Path]
"""From the name of an asset ("bells/open") to its file; may raise when there is none."""

_SILENCE: Pcm = np.zeros((0, 2), dtype=np.int16)
_CACHE_BYTES = 16 * 1024 * 1024
_log = logging.getLogger(__name__)


class Clips:
    """Shared by all mixers of a player; at most `limit` bytes of one-shot sounds stay (80 s of stereo)."""

    def __init__(self, open_asset: OpenAsset, *, limit: int = _CACHE_BYTES) -> None:
        self._open_asset = open_asset
        self._limit = limit
        self._recordings, self._beds = Warm(open_recording), Warm(Loop)
        self._kept: OrderedDict[str, Recording] = OrderedDict()
        self._loops: dict[str, Loop] = {}
        self._lengths: dict[str, int] = {}
        self._broken: set[str] = set()
        self._lock = threading.Lock()

    def length(self, asset: str) -> int:
        """Frames of an asset; 0 if it cannot be read."""
        with self._lock:
            if asset not in self._lengths:
                recording = self._get(asset)
                self._lengths[asset] = 0 if recording is None else recording.frames
            return self._lengths[asset]

    def read(self, asset: str, first: int, count: int) -> Pcm:
        """Frames of an asset, mono or stereo; none if it cannot be read."""
        with self._lock:
            recording = self._get(asset)
            if recording is None:
                return _SILENCE
            try:
                return recording.read(first, count)
            except Exception as error:
                self._give_up(asset, error)
                return _SILENCE

    def read_loop(self, asset: str, first: int, count: int) -> NDArray[np.float32] | None:
        """Frames of an asset that is repeated without end; None if it cannot be read."""
        with self._lock:
            if asset in self._broken:
                return None
            try:
                if asset not in self._loops:
                    self._loops[asset] = self._beds.open(self._open_asset(asset))
                return self._loops[asset].read(first, count)
            except Exception as error:
                self._give_up(asset, error)
                return None

    def size(self) -> int:
        """Bytes of one-shot sounds in memory, at most."""
        return sum(recording.size() for recording in self._kept.values())

    def clear(self) -> None:
        """Close files and give the memory back, but for the beginnings of what sounded first.

        Broken assets may have been mended and are tried again.
        """
        with self._lock:
            for recording in self._kept.values():
                recording.close()
            for loop in self._loops.values():
                loop.close()
            self._recordings.rest()
            self._beds.rest()
            self._kept.clear()
            self._loops.clear()
            self._lengths.clear()
            self._broken.clear()

    def _get(self, asset: str) -> Recording | None:
        if asset in self._broken:
            return None
        if asset not in self._kept:
            try:
                self._kept[asset] = self._recordings.open(self._open_asset(asset))
            except Exception as error:
                self._give_up(asset, error)
                return None
        self._kept.move_to_end(asset)
        while len(self._kept) > 1 and self.size() > self._limit:
            self._kept.popitem(last=False)[1].rest()
        return self._kept[asset]

    # Whatever a damaged file or folder makes the libraries raise, the sitting goes on without it.
    def _give_up(self, asset: str, error: Exception) -> None:
        self._broken.add(asset)
        recording, loop = self._kept.pop(asset, None), self._loops.pop(asset, None)
        if recording is not None:
            recording.close()
        if loop is not None:
            loop.close()
        _log.warning("The sound %s cannot be read and stays silent (%s).", asset, type(error).__name__)
