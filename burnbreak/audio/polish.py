"""One recorded cue made into a clip: rumble and noise lowered, trimmed, faded, brought to its loudness."""

from dataclasses import dataclass

import numpy as np

from burnbreak.audio.heard import RATE
from burnbreak.audio.loudness import SPOKEN, Leveller, Meter
from burnbreak.audio.speech import HOP, Levels, Mono, Room, high_passed, levels, room, stretches
from burnbreak.core.recording import Remark

BEFORE, AFTER = RATE * 30 // 1000, RATE * 40 // 1000
"""Frames kept around what is said; the fades lie in them."""
CEILING_DBTP = -3.0
_QUIET_DB = -46.0
_NOISY_DB = 20.0
"""Speech that stands out less from the noise than this is told to be noisy."""
_FULL_SCALE = 0.985
_MOST_LOWERED = 12.0
"""dB by which pauses are lowered where there is hardly any noise."""
_SAFE_OVER = 18.0
"""dB between noise and speech below which nothing is lowered: soft sounds would go with it."""
_KNEE = 9.0
"""dB over the noise up to which a sound is lowered."""
_EDGE = 4
"""Hops at the ends of a take in which nobody should speak yet, or any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polished:
    """A clip, and what is to be said of it."""

    sound: Mono
    start: int
    end: int
    """Where it lies in the recording (frames)."""
    remarks: tuple[Remark, ...]


def polish(raw: Mono, *, about: Room | None = None, cut: bool = True) -> Polished | None:
    """The clip of one cue; None where nobody can be heard in it.

    `about` are noise and speech of the whole take it is from; `cut`: its ends are those of the take.
    """
    passed = high_passed(raw)
    found = levels(passed)
    about = about or room(found)
    said = stretches(found, about)
    if not said:
        return None
    start, end = said[0][0], said[-1][1]
    first, last = max(0, start * HOP - BEFORE), min(len(raw), end * HOP + AFTER)
    lowered = passed * _lowering(found, about, len(passed))
    sound = _levelled(_faded(lowered[first:last], start * HOP - first, last - end * HOP))
    remarks = [*_remarks(raw[first:last], about)]
    if cut:
        remarks += [Remark.CUT_START] if start <= _EDGE else []
        remarks += [Remark.CUT_END] if end >= found.shape[1] - _EDGE else []
    return Polished(sound=sound, start=first, end=last, remarks=tuple(remarks))


def true_peak(sound: Mono) -> float:
    """The highest level between the samples too, in dBTP, by fourfold oversampling."""
    size = 1 << (max(len(sound), 2) - 1).bit_length()
    dense = np.fft.irfft(4 * np.fft.rfft(sound, size), 4 * size)
    return float(20 * np.log10(np.max(np.abs(dense)) + 1e-6))


def loudness(sound: Mono) -> float:
    """LUFS of a clip heard from two loudspeakers; one under half a second counts with silence after it."""
    meter = Meter(1)
    meter.hear(np.pad(sound, (0, max(0, RATE // 2 - len(sound))))[:, None])
    return meter.loudness()


def _lowering(found: Levels, about: Room, frames: int) -> Mono:
    """A gain that lowers what is hardly over the noise, opens before speech and closes after it."""
    most = float(np.clip((about.over - _SAFE_OVER) / 2, 0.0, _MOST_LOWERED))
    below = np.clip(_KNEE - about.excess(found), 0.0, most)
    reach = 4
    padded = np.pad(below, reach, mode="edge")
    open_wide = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * reach + 3)[1:-1]
    smooth = np.convolve(np.pad(open_wide, reach, mode="edge"), window / window.sum(), "valid")
    at = (np.arange(frames) + 0.5) / HOP - 0.5
    gain: Mono = (10 ** (-np.interp(at, np.arange(len(smooth)), smooth) / 20)).astype(np.float32)
    return gain


def _faded(sound: Mono, rise: int, fall: int) -> Mono:
    rise, fall = max(rise, HOP // 2), max(fall, HOP // 2)
    faded = sound.copy()
    faded[:rise] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(rise) / rise)).astype(np.float32)[: len(faded)]
    faded[-fall:] *= (0.5 + 0.5 * np.cos(np.pi * np.arange(1, fall + 1) / fall)).astype(np.float32)
    return faded


def _levelled(sound: Mono) -> Mono:
    # The leveller raises by 24 dB at most; a quiet microphone needs more.
    sound = sound * np.float32(0.5 / max(float(np.max(np.abs(sound))), 1e-4))
    for _ in range(3):
        meter = Meter(1)
        meter.hear(np.pad(sound, (0, max(0, RATE // 2 - len(sound))))[:, None])
        if abs(meter.loudness() - SPOKEN) < 0.1:
            break
        sound = Leveller(meter, SPOKEN).level(sound[:, None])[:, 0]
    return sound


def _remarks(raw: Mono, about: Room) -> list[Remark]:
    full = np.abs(raw) >= _FULL_SCALE
    flat = np.count_nonzero(full[:-2] & full[1:-1] & full[2:])
    found = [Remark.CLIPPED] if flat >= 3 else []
    found += [Remark.QUIET] if about.speech < _QUIET_DB else []
    found += [Remark.NOISY] if about.over < _NOISY_DB else []
    return found
