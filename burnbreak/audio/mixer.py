"""A score as samples: the same frames for the same question, whatever was asked before."""

import logging
import math
import threading
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from burnbreak.audio.clips import Clips, Loop
from burnbreak.audio.heard import RATE
from burnbreak.core.score import Bed, Channel, Score

_KNEE = 0.7
_CEILING = 10 ** (-1.02 / 20)
"""A hair below -1 dBFS, so that rounding cannot pass it."""
_OPENING_GAIN = 10 ** (-12 / 20)
_OPENING_SECONDS = 4.0
_CLOSING_FRAMES = RATE // 10
_FULL = np.ones(1, dtype=np.float32)
_log = logging.getLogger(__name__)


def _gain(decibels: float) -> np.float32:
    return np.float32(10 ** (decibels / 20))


def _smooth(ratio: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 0 at 0 to 1 at 1 with level ends; only products, so it is exact for any cutting."""
    ratio = np.clip(ratio, 0.0, 1.0)
    return ratio * ratio * (3.0 - 2.0 * ratio)


def limit(block: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bend what is louder than -3 dBFS so that nothing passes -1 dBFS; leave the rest as it is."""
    level = np.abs(block)
    if not level.size or float(level.max()) <= _KNEE:
        return block
    room = _CEILING - _KNEE
    over = np.maximum(level - np.float32(_KNEE), np.float32(0)) / np.float32(room)
    bent = np.float32(_KNEE) + np.float32(room) * (over / (over + np.float32(1)))
    return np.where(level > np.float32(_KNEE), np.copysign(bent, block), block)


class Mixer:
    """Renders one score; `volumes` (0 to 1) weigh the channels, 1 where none is given."""

    def __init__(self, score: Score, clips: Clips, volumes: Mapping[Channel, float] | None = None) -> None:
        self.frames = max(0, round(score.seconds * RATE))
        """Length of the whole score; every later frame is silent."""
        self._volumes = dict(volumes or {})
        self._clips = clips
        self._sounds = [
            (round(sound.at * RATE), sound.asset, self._weight(sound.channel, sound.gain_db))
            for sound in sorted(score.sounds, key=lambda sound: sound.at)
        ]
        self._bed = score.bed
        self._loop: Loop | None = clips.loop(score.bed.asset) if score.bed else None
        self._lock = threading.Lock()

    def render(self, first_sample: int, n: int) -> NDArray[np.float32]:
        """Frames `first_sample` to `first_sample + n` as float32 of shape (n, 2), full scale 1."""
        out = np.zeros((n, 2), dtype=np.float32)
        count = min(n, self.frames - first_sample)
        if count > 0:
            with self._lock:
                self._add_all(out[:count], first_sample)
        return limit(out)

    def close(self) -> None:
        """Close the file of the bed."""
        with self._lock:
            if self._loop is not None:
                self._loop.close()

    def _add_all(self, out: NDArray[np.float32], first: int) -> None:
        self._add_bed(out, first)
        last = first + len(out)
        for at, asset, gain in self._sounds:
            if at >= last:
                break
            end = min(at + self._clips.length(asset), last)
            if end > first:
                start = max(at, first)
                piece = self._clips.read(asset, start - at, end - start).astype(np.float32)
                out[start - first : start - first + len(piece)] += piece * (gain * np.float32(1 / 32768))
        self._close_softly(out, first)

    def _weight(self, channel: Channel, gain_db: float) -> np.float32:
        return _gain(gain_db) * np.float32(self._volumes.get(channel, 1.0))

    def _close_softly(self, out: NDArray[np.float32], first: int) -> None:
        """Take a sound that is still ringing at the very end down without a click."""
        if first + len(out) > self.frames - _CLOSING_FRAMES:
            left = self.frames - np.arange(first, first + len(out))
            out *= _smooth(left / _CLOSING_FRAMES).astype(np.float32)[:, None]

    def _add_bed(self, out: NDArray[np.float32], first: int) -> None:
        bed, loop = self._bed, self._loop
        if bed is None or loop is None:
            return
        begin, finish = round(bed.start * RATE), round(bed.end * RATE)
        start, end = max(begin, first), min(finish, first + len(out))
        if start >= end:
            return
        try:
            piece = loop.read(start - begin, end - start)
        except Exception as error:
            _log.warning("The sound %s broke off (%s).", bed.asset, type(error).__name__)
            self._loop = None
            return
        weight = self._weight(Channel.BED, bed.gain_db)
        out[start - first : end - first] += piece * (_envelope(bed, start, end)[:, None] * weight)


def _envelope(bed: Bed, start: int, end: int) -> NDArray[np.float32]:
    """Fades of the bed, and its quieter first seconds of the sitting, so that nobody is startled."""
    settled = max(_OPENING_SECONDS, bed.start + bed.fade_in) * RATE
    if start > settled and end < (bed.end - bed.fade_out) * RATE:
        return _FULL
    seconds = np.arange(start, end) / RATE
    gain = _OPENING_GAIN + (1.0 - _OPENING_GAIN) * _smooth(seconds / _OPENING_SECONDS)
    if bed.fade_in > 0:
        gain = gain * _smooth((seconds - bed.start) / bed.fade_in)
    if bed.fade_out > 0 and math.isfinite(bed.end):
        gain = gain * _smooth((bed.end - seconds) / bed.fade_out)
    return gain.astype(np.float32)
