"""A narrator at work: each line spoken, judged, and kept as a clip."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from sounds.files import load, put_opus
from sounds.loudness import true_peak
from sounds.noise import Samples

from voice.chain import finished, loudness
from voice.engine import spoken
from voice.narrators import Narrator, Take
from voice.recogniser import Recogniser, errors, words
from voice.words import Line

COMPRESSION = 0.9
"""On libsndfile's scale: about 32 kbit/s while somebody speaks."""
GOOD_ENOUGH = 0.25
"""Share of words misheard up to which a take is kept without trying another."""
WORST = 0.40
"""Share of words misheard beyond which the words of a clip have to be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One clip as it sounds from its file, and what the recogniser made of it."""

    line: Line
    frames: int
    lufs: float
    """Integrated loudness as heard."""
    peak: float
    """True peak of the file in dBTP."""
    said: int
    """Words in it."""
    wrong: int
    """Words misheard, left out or put in."""
    heard: str
    take: int = 0
    """Which of the narrator's takes it is, if it has just been made."""

    @property
    def error(self) -> float:
        """Share of words wrong."""
        return self.wrong / self.said


def rendered(narrator: Narrator, line: Line, take: Take) -> Samples:
    """One take of a line, one channel at 48 kHz: the same samples at each call. Raises EngineError."""
    return finished(spoken(line.text, profile=narrator.profile, rate=take.rate, pitch=take.pitch))


def made(narrator: Narrator, wanted: Iterable[Line], folder: Path, *, workers: int) -> Iterator[Judged]:
    """Speaks each line into `folder`, and yields them in order. Raises EngineError."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_made, repeat(narrator), wanted, repeat(folder), chunksize=4)


def judged(wanted: Iterable[Line], folder: Path, *, workers: int) -> Iterator[Judged]:
    """The clips that lie in `folder`, in order."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(judged_file, wanted, repeat(folder), chunksize=4)


def judged_file(line: Line, folder: Path) -> Judged:
    """One clip that lies in `folder`."""
    return _judged(line, load(clip_path(folder, line))[0])


def clip_path(folder: Path, line: Line) -> Path:
    """Where a clip lies in its narrator's folder."""
    return folder / f"{line.name}.opus"


def _made(narrator: Narrator, line: Line, folder: Path) -> Judged:
    """The first take that is followed well enough, else the one followed best."""
    tried: list[tuple[Judged, Samples]] = []
    for number, take in enumerate(narrator.takes):
        sound = rendered(narrator, line, take)
        tried.append((_judged(line, coded(sound), number), sound))
        if tried[-1][0].error <= GOOD_ENOUGH:
            break
    best, sound = min(tried, key=lambda pair: pair[0].wrong)
    put_opus(clip_path(folder, line), sound[None], compression=COMPRESSION)
    return best


def coded(sound: Samples) -> Samples:
    """What is left of a clip in its file."""
    with TemporaryDirectory() as folder:
        return load(put_opus(Path(folder) / "take.opus", sound[None], compression=COMPRESSION))[0]


def _judged(line: Line, sound: Samples, take: int = 0) -> Judged:
    said, heard = words(line.text), _recogniser().hear(sound)
    return Judged(
        line=line,
        frames=len(sound),
        lufs=loudness(sound),
        peak=true_peak(sound[None]),
        said=len(said),
        wrong=errors(said, words(heard)),
        heard=heard,
        take=take,
    )


@cache
def _recogniser() -> Recogniser:
    return Recogniser()
