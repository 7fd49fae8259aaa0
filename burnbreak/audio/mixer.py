"""A score as samples: the same frames for the same question, whatever was asked before."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from burnbreak.audio.arrays import NDArray
from burnbreak.audio.clips import Clips
from burnbreak.audio.ducking import Ducking, smooth
from burnbreak.audio.heard import RATE
from burnbreak.core.score import Bed, Channel, Score, Sound

_KNEE = 0.7
_CEILING = 10 ** (-1.02 / 20)
"""A hair below -1 dBFS, so that rounding cannot pass it."""
_OPENING_GAIN = 10 ** (-12 / 20)
_OPENING_HOLD, _OPENING_END = 1.0, 4.0
"""Seconds: what begins first is so much quieter until the one, and at its own level from the other on."""
_FIRST = 0.5
"""What begins so many seconds after the very first sound startles as much as that one."""
_EDGE = RATE * 5 // 1000
"""Frames at both ends of a voice clip, which may have been cut in mid-breath."""
_CLOSING_FRAMES = RATE // 10
_STEP = np.float32(1 / 32768)

Block = NDArray[np.float32]


def limit(block: Block) -> Block:
    """Bend what is louder than -3 dBFS so that nothing passes -1 dBFS; leave the rest as it is."""
    level = np.abs(block)
    if not level.size or float(level.max()) <= _KNEE:
        return block
    room = _CEILING - _KNEE
    over = np.maximum(level - np.float32(_KNEE), np.float32(0)) / np.float32(room)
    bent = np.float32(_KNEE) + np.float32(room) * (over / (over + np.float32(1)))
    return np.where(level > np.float32(_KNEE), np.copysign(bent, block), block)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sound on its frame."""

    at: int
    asset: str
    weight: np.float32
    edged: bool
    opens: bool


class Mixer:
    """Renders one score; `volumes` (0 to 1) weigh the channels, 1 where none is given."""

    def __init__(self, score: Score, clips: Clips, volumes: Mapping[Channel, float] | None = None) -> None:
        self.frames = max(0, round(score.seconds * RATE))
        """Length of the whole score; every later frame is silent."""
        self._volumes = dict(volumes or {})
        self._clips = clips
        self._opening = _opening(score)
        self._sounds = [self._placed(sound) for sound in sorted(score.sounds, key=lambda each: each.at)]
        self._bed = score.bed
        speaks = self._volumes.get(Channel.VOICE, 1.0) > 0
        self._ducking = Ducking(score.bed.ducks if score.bed and speaks else ())

    def render(self, first_sample: int, n: int) -> Block:
        """Frames `first_sample` to `first_sample + n` as float32 of shape (n, 2), full scale 1."""
        out = np.zeros((n, 2), dtype=np.float32)
        count = min(n, self.frames - first_sample)
        if count > 0:
            part = out[:count]
            self._add_bed(part, first_sample)
            for sound in self._sounds:
                if sound.at >= first_sample + count:
                    break
                self._add(part, first_sample, sound)
            self._close_softly(part, first_sample)
        return limit(out)

    def _placed(self, sound: Sound) -> _Placed:
        return _Placed(
            at=round(sound.at * RATE),
            asset=sound.asset,
            weight=self._weight(sound.channel, sound.gain_db),
            edged=sound.channel is Channel.VOICE,
            opens=sound.at < self._opening + _FIRST,
        )

    def _weight(self, channel: Channel, gain_db: float) -> np.float32:
        return np.float32(10 ** (gain_db / 20)) * np.float32(self._volumes.get(channel, 1.0))

    def _add(self, out: Block, first: int, sound: _Placed) -> None:
        length = self._clips.length(sound.asset)
        start, end = max(sound.at, first), min(sound.at + length, first + len(out))
        if end <= start:
            return
        piece = self._clips.read(sound.asset, start - sound.at, end - start).astype(np.float32)
        end = start + len(piece)
        piece *= sound.weight * _STEP
        if sound.opens:
            piece *= self._opened(start, end)[:, None]
        if sound.edged and (start < sound.at + _EDGE or end > sound.at + length - _EDGE):
            since = np.arange(start, end) - sound.at
            piece *= smooth(np.minimum(since, length - 1 - since) / _EDGE).astype(np.float32)[:, None]
        out[start - first : end - first] += piece

    def _add_bed(self, out: Block, first: int) -> None:
        bed = self._bed
        if bed is None:
            return
        begin = round(bed.start * RATE)
        start, end = max(begin, first), min(round(bed.end * RATE), first + len(out))
        piece = self._clips.read_loop(bed.asset, start - begin, end - start) if start < end else None
        if piece is None:
            return
        piece *= self._weight(Channel.BED, bed.gain_db)
        for gain in (self._faded(bed, start, end), self._ducking.gain(start, end)):
            if gain is not None:
                piece *= gain[:, None]
        out[start - first : end - first] += piece

    def _faded(self, bed: Bed, start: int, end: int) -> Block | None:
        """The fades of the bed, and its quieter first seconds where nothing sounds before it."""
        settled = max(self._opening + _OPENING_END, bed.start + bed.fade_in) * RATE
        if start > settled and end < (bed.end - bed.fade_out) * RATE:
            return None
        seconds = np.arange(start, end) / RATE
        gain = np.ones(end - start)
        if bed.start < self._opening + _FIRST:
            gain *= self._opened(start, end)
        if bed.fade_in > 0:
            gain *= smooth((seconds - bed.start) / bed.fade_in)
        if bed.fade_out > 0 and math.isfinite(bed.end):
            gain *= smooth((bed.end - seconds) / bed.fade_out)
        return gain.astype(np.float32)

    def _opened(self, start: int, end: int) -> Block:
        since = np.arange(start, end) / RATE - self._opening
        share = smooth((since - _OPENING_HOLD) / (_OPENING_END - _OPENING_HOLD))
        return (_OPENING_GAIN + (1.0 - _OPENING_GAIN) * share).astype(np.float32)

    def _close_softly(self, out: Block, first: int) -> None:
        """Take a sound that is still ringing at the very end down without a click."""
        if first + len(out) > self.frames - _CLOSING_FRAMES:
            left = self.frames - np.arange(first, first + len(out))
            out *= smooth(left / _CLOSING_FRAMES).astype(np.float32)[:, None]


def _opening(score: Score) -> float:
    """The second in which anything is heard first, so that nobody is startled by it."""
    starts = [sound.at for sound in score.sounds]
    if score.bed is not None:
        starts.append(score.bed.start)
    return min(starts, default=0.0)
