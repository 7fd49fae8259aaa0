"""Recordings of any usual kind as 48 kHz Opus, read and written piece by piece.

Loads numpy, soundfile and soxr when it is imported, so it is imported late.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from burnbreak.audio.heard import RATE
from burnbreak.audio.loudness import SILENCE, Frames, Leveller, Meter

KINDS = ("WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3")
"""What libsndfile calls the formats that are taken."""
LOWEST_RATE, HIGHEST_RATE = 8_000, 192_000
MOST_CHANNELS = 8
BLOCK = 1 << 16
"""Frames read and written at once; libsndfile has crashed on much longer ones."""
_QUALITY = {1: 0.85, 2: 0.8}
"""libsndfile's compression for mono and stereo: about 44 and 100 kbit/s."""
_FULL = 1 << 16


class SoundError(ValueError):
    """A recording cannot be used; the message ends a sentence that begins with its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the head of a file says."""

    seconds: float
    rate: int
    channels: int
    ready: bool
    """Already 48 kHz Opus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a recording is to be stored."""

    channels: int
    """1, or 2 for mono or stereo as it is; more channels become one."""
    longest: float
    """Seconds; a longer one is refused."""
    loudness: float | None = None
    """LUFS to bring it to; None leaves it as it is."""


Progress = Callable[[float], None]
"""Told how much is done, 0 to 1; may raise to end the work."""


def look(path: Path) -> Kind:
    """What kind of recording it is, without decoding it. SoundError if it is none that can be used."""
    with _opened(path) as file:
        return _kind(file)


def convert(path: Path, target: Path, wanted: Wanted, progress: Progress = lambda done: None) -> float:
    """Store a recording as 48 kHz Opus and return its exact seconds.

    One that is stored like that already is copied byte for byte, after all of it has been decoded.
    SoundError when it cannot be used, OSError when it cannot be written.
    """
    kind = look(path)
    _check_length(kind.seconds, wanted)
    keep = kind.ready and kind.channels <= wanted.channels and wanted.loudness is None
    passes = 1 if keep or wanted.loudness is None else 2
    meter = Meter(_channels(kind.channels, wanted))
    if passes == 2 or keep:
        heard = _measure(path, wanted, meter, _part(progress, 0, passes))
    if keep:
        shutil.copyfile(path, target)
        return heard / RATE
    leveller = None if wanted.loudness is None else Leveller(meter, wanted.loudness)
    written = _write(path, target, wanted, leveller, _part(progress, passes - 1, passes))
    check_written(target, written)
    return written / RATE


def _measure(path: Path, wanted: Wanted, meter: Meter, progress: Progress) -> int:
    count = 0
    for frames in _frames(path, wanted, progress):
        meter.hear(frames)
        count += len(frames)
    if meter.loudness() <= SILENCE:
        raise SoundError("holds nothing that can be heard")
    return count


def _write(path: Path, target: Path, wanted: Wanted, leveller: Leveller | None, progress: Progress) -> int:
    source = _frames(path, wanted, progress)
    first = next(source, None)
    if first is None:
        raise SoundError("holds no sound")
    pieces = (piece if leveller is None else leveller.level(piece) for piece in chain((first,), source))
    return write_opus(target, pieces, first.shape[1])


def write_opus(target: Path, pieces: Iterable[Frames], channels: int) -> int:
    """Store frames of 48 kHz as Opus and tell how many; OSError when they cannot be written."""
    count = 0
    with _created(target, channels) as file:
        for frames in pieces:
            for at in range(0, len(frames), BLOCK):
                _put(file, np.clip(frames[at : at + BLOCK], -1.0, 1.0), target)
            count += len(frames)
    return count


def _created(target: Path, channels: int) -> Any:
    # First by Python, whose errors name their cause.
    target.touch()
    try:
        return soundfile.SoundFile(
            target, "w", RATE, channels, format="OGG", subtype="OPUS", compression_level=_QUALITY[channels]
        )
    except soundfile.LibsndfileError as fault:
        raise _not_written(target) from fault


def _put(file: Any, frames: Frames, target: Path) -> None:
    try:
        file.write(frames)
    except (soundfile.SoundFileError, AssertionError) as fault:
        raise _not_written(target) from fault


def check_written(target: Path, frames: int) -> None:
    """A full disk makes libsndfile write less without a word."""
    try:
        with soundfile.SoundFile(target) as file:
            whole = file.frames == frames and file.samplerate == RATE
    except soundfile.LibsndfileError:
        whole = False
    if not whole:
        raise _not_written(target)


def _not_written(target: Path) -> OSError:
    import errno

    if shutil.disk_usage(target.parent).free < _FULL:
        return OSError(errno.ENOSPC, "No space left on device")
    return OSError(errno.EIO, "the recording could not be written")


def _frames(path: Path, wanted: Wanted, progress: Progress) -> Iterator[Frames]:
    """The recording at 48 kHz with the channels that are wanted."""
    most = wanted.longest * RATE + 1
    count = 0
    for frames in _resampled(path, wanted, progress):
        count += len(frames)
        if count > most:
            raise _too_long(wanted)
        if len(frames):
            yield frames


def _resampled(path: Path, wanted: Wanted, progress: Progress) -> Iterator[Frames]:
    with _opened(path) as file:
        kind = _kind(file)
        channels = _channels(kind.channels, wanted)
        if kind.rate == RATE:
            yield from _decoded(file, channels, progress)
            return
        stream = soxr.ResampleStream(kind.rate, RATE, channels, dtype="float32", quality="HQ")
        for frames in _decoded(file, channels, progress):
            yield stream.resample_chunk(frames)
        yield stream.resample_chunk(np.zeros((0, channels), dtype=np.float32), last=True)


def _decoded(file: Any, channels: int, progress: Progress) -> Iterator[Frames]:
    done, total = 0, max(1, file.frames)
    while True:
        try:
            frames = file.read(BLOCK, dtype="float32", always_2d=True)
        except (soundfile.SoundFileError, RuntimeError) as fault:
            raise SoundError("is damaged; it cannot be decoded to its end") from fault
        if not len(frames):
            break
        done += len(frames)
        if not np.isfinite(frames).all():
            raise SoundError("is damaged; it holds samples that are no numbers")
        yield _mixed(frames, channels)
        progress(min(1.0, done / total))
    if done < total:
        raise SoundError("is damaged; it ends before its end")


def _mixed(frames: Frames, channels: int) -> Frames:
    """Several channels as one is their mean: formats do not agree on which of them is which."""
    if frames.shape[1] == channels:
        return frames
    mono: Frames = frames.mean(axis=1, keepdims=True, dtype=np.float32)
    return mono


def _opened(path: Path) -> Any:
    try:
        file = soundfile.SoundFile(path)
    except (soundfile.SoundFileError, RuntimeError, OSError, TypeError, ValueError) as fault:
        raise SoundError("is not a WAV, FLAC, Ogg, Opus or MP3 recording") from fault
    if file.format not in KINDS:
        file.close()
        raise SoundError("is not a WAV, FLAC, Ogg, Opus or MP3 recording")
    return file


def _kind(file: Any) -> Kind:
    rate, channels = int(file.samplerate), int(file.channels)
    if not LOWEST_RATE <= rate <= HIGHEST_RATE:
        raise SoundError(f"has {rate:,} samples a second; 8,000 to 192,000 can be used")
    if not 1 <= channels <= MOST_CHANNELS:
        raise SoundError(f"has {channels} channels; up to {MOST_CHANNELS} can be used")
    ready = file.format == "OGG" and file.subtype == "OPUS" and rate == RATE
    return Kind(seconds=file.frames / rate, rate=rate, channels=channels, ready=ready)


def _channels(found: int, wanted: Wanted) -> int:
    return found if found <= wanted.channels else 1


def _check_length(seconds: float, wanted: Wanted) -> None:
    if seconds > wanted.longest:
        raise _too_long(wanted)


def _too_long(wanted: Wanted) -> SoundError:
    most = f"{wanted.longest / 60:g} minutes" if wanted.longest > 120 else f"{wanted.longest:g} seconds"
    return SoundError(f"is longer than {most}")


def _part(progress: Progress, number: int, parts: int) -> Progress:
    return lambda done: progress((number + done) / parts)
