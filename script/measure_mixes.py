#!/usr/bin/env python3
"""Render sittings of the library with its own voices, measure them as the ear weighs them, tell what is off.

Without arguments: every guided practice at 2, 3, 5 and 8 minutes where it allows, over waves, with every
narrator. The exit status is 1 if anything is not as it should be. `--write` writes docs/mix.md, too.
"""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mixing.limits import MINUTES, faults, lengths
from mixing.measure import measured
from mixing.report import DOCUMENT, Sitting, report

from burnbreak.audio.clips import Clips
from burnbreak.core.narration import Narration
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.timeline import lay_out
from burnbreak.resources import asset_folder, audio_asset
from burnbreak.storage.narrators import load_narrators
from burnbreak.stores import open_practices

ROW = (
    "{:18} {:>3} min  {:6} {:5}  whole {:6.1f} LUFS, {:4.0%} spoken  "
    "voice {:6.1f} to {:5.1f}, bed {:4.1f} LU below  peak {:5.1f} dBTP"
)
Job = tuple[str, int, Ambience, str]


def main() -> int:
    """Measure what was asked for; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("practices", nargs="*", help="ids (default: all guided ones)")
    parser.add_argument("--minutes", type=int, nargs="+", choices=MINUTES, default=MINUTES)
    parser.add_argument("--beds", type=Ambience, nargs="+", default=[Ambience.WAVES], help="default: waves")
    parser.add_argument("--narrators", nargs="+", default=sorted(narrators()), help="default: all built in")
    parser.add_argument("--write", action="store_true", help="write docs/mix.md")
    arguments = parser.parse_args()
    jobs = list(wanted(arguments))
    if not jobs:
        parser.error("no practice is so named and so long, or no such voice comes with burnbreak")
    wrong, sittings = 0, []
    with ProcessPoolExecutor() as pool:
        for sitting, found in (pool.map if len(jobs) > 1 else map)(done, jobs):
            print("\n    ".join((told(sitting), *found)), flush=True)
            wrong += bool(found)
            sittings.append(sitting)
    if arguments.write:
        DOCUMENT.write_text(report(sittings), encoding="utf-8")
    print(f"{len(jobs)} sittings, {wrong} of them off")
    return 1 if wrong else 0


def narrators() -> dict[str, Narration]:
    """The voices that come with burnbreak, by id."""
    try:
        found, _ = load_narrators(asset_folder("audio/voice"))
    except FileNotFoundError:
        return {}
    return {narration.id: narration for narration in found}


def wanted(arguments: argparse.Namespace) -> Iterator[Job]:
    """One job for each practice, length, bed and narrator."""
    for practice in open_practices()[0]:
        if practice.card or not practice.stages:
            continue
        if arguments.practices and practice.id not in arguments.practices:
            continue
        for seconds in lengths(practice):
            if seconds // 60 in arguments.minutes:
                for bed in arguments.beds:
                    yield from ((practice.id, seconds, bed, narrator) for narrator in arguments.narrators)


def done(job: Job) -> tuple[Sitting, list[str]]:
    """One sitting, and what is off in it."""
    id, seconds, bed, narrator = job
    practice = next(each for each in open_practices()[0] if each.id == id)
    timeline = lay_out(practice, seconds, SoundSettings(ambience=bed), narration=narrators()[narrator])
    result = measured(timeline, Clips(audio_asset))
    sitting = Sitting(practice=id, seconds=seconds, bed=bed.value, narrator=narrator, result=result)
    return sitting, faults(result, timeline, seconds)


def told(sitting: Sitting) -> str:
    """Its line."""
    result = sitting.result
    voices = [stage.voice for stage in result.stages]
    below = min((stage.voice - stage.bed for stage in result.stages), default=0.0)
    levels = result.programme, result.spoken, min(voices), max(voices), below, result.peak
    return ROW.format(sitting.practice, sitting.seconds // 60, sitting.bed, sitting.narrator, *levels)


if __name__ == "__main__":
    sys.exit(main())
