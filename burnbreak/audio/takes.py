"""What comes of a take: its levels while it goes on, and afterwards its cues as clips on the disk."""

from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from burnbreak.audio import pauses
from burnbreak.audio.convert import check_written, write_opus
from burnbreak.audio.heard import RATE
from burnbreak.audio.polish import CEILING_DBTP, polish, true_peak
from burnbreak.audio.recorder import Raw
from burnbreak.audio.speech import HOP, Levels, Mono, Room, high_passed, levels, room
from burnbreak.core.recording import Piece, Remark

_CHUNK, _CONTEXT = 2 * RATE, RATE // 4
_BESIDE = RATE // 5


class Ear:
    """The levels of a take that goes on, a few seconds at a time."""

    def __init__(self) -> None:
        self._found: list[Levels] = []
        self._heard = 0

    def hear(self, sound: NDArray[np.int16], *, last: bool = False) -> Levels:
        """All levels so far; `sound` is the whole take so far, `last` that there will be no more."""
        while (left := len(sound) - self._heard) > 0:
            count = min(_CHUNK, left if last else left - _CONTEXT) // HOP * HOP
            if count < (HOP if last else _CHUNK // 4):
                break
            first = max(0, self._heard - _CONTEXT)
            passed = high_passed(_float(sound[first : self._heard + count + _CONTEXT]))
            begin = self._heard - first
            self._found.append(levels(passed[begin : begin + count]))
            self._heard += count
        return np.concatenate(self._found, axis=1) if self._found else np.zeros((2, 0))


class Workshop:
    """Makes clips of one take; `folder` is where they are written and `name` what the player calls it."""

    def __init__(self, raw: Raw, folder: Path, name: str) -> None:
        self._raw, self._folder, self._name = raw, folder, name
        self._room: Room | None = None
        self._number = 0

    def one(self) -> tuple[Piece, ...]:
        """The take as one cue."""
        return (self._piece(0, len(self._raw.sound), cut=True),)

    def many(self, wanted: int, ear: Ear) -> tuple[Piece, ...]:
        """The take split at its pauses; `ear` has followed it."""
        found = ear.hear(self._raw.sound, last=True)
        self._room = room(found)
        spans = pauses.around(pauses.split(found, wanted), found.shape[1])
        return tuple(self._piece(start * HOP, end * HOP, cut=False) for start, end in spans)

    def joined(self, first: Piece, last: Piece) -> Piece:
        """From the beginning of one piece to the end of another as one."""
        start, end = round(first.start * RATE) - _BESIDE, round(last.end * RATE) + _BESIDE
        return self._piece(max(0, start), min(len(self._raw.sound), end), cut=False)

    def _piece(self, first: int, last: int, *, cut: bool) -> Piece:
        made = polish(_float(self._raw.sound[first:last]), about=self._room, cut=cut)
        if made is None:
            return Piece(
                asset="", start=first / RATE, end=last / RATE, seconds=0.0, remarks=(Remark.NOTHING,)
            )
        self._number += 1
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_clip(self._folder / f"{self._number}.opus", made.sound)
        return Piece(
            asset=f"{self._name}/{self._number}",
            start=(first + made.start) / RATE,
            end=(first + made.end) / RATE,
            seconds=len(made.sound) / RATE,
            remarks=made.remarks + ((Remark.GAPS,) if self._raw.overrun else ()),
        )


def write_clip(path: Path, sound: Mono) -> None:
    """Store a clip as Opus whose decoded peaks keep below -3 dBTP; OSError when it cannot be written."""
    for _ in range(4):
        path.unlink(missing_ok=True)
        check_written(path, write_opus(path, [sound[:, None]], 1))
        over = true_peak(soundfile.read(path, dtype="float32")[0]) - CEILING_DBTP
        if over <= 0.0:
            return
        sound = sound * np.float32(10 ** (-(over + 0.05) / 20))


def _float(sound: NDArray[np.int16]) -> Mono:
    return sound.astype(np.float32) / np.float32(32768)
