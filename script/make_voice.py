#!/usr/bin/env python3
"""Speak every cue of the library with the built-in narrators, and measure how well that is understood.

Speaking needs RHVoice (the script says how to get it) and burnbreak's extra "voice":
`.venv/bin/pip install -e '.[voice]'`. A narrator's clips pass only if a speech recogniser follows each of
them well enough.
"""

import argparse
import os
import sys
from pathlib import Path

from sounds.loudness import SILENCE
from voice import index, report
from voice.engine import EngineError
from voice.narrators import NARRATORS, Narrator
from voice.studio import WORST, Judged, clip_path, judged, made
from voice.words import Line, lines

VOICES = Path(__file__).resolve().parent.parent / "assets" / "audio" / "voice"
LOUDEST_PEAK = -3.0


def main() -> None:
    """Make or check the clips of all narrators."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", help='only these clips, by the beginning of their name, as "stop/" (default: all)'
    )
    parser.add_argument(
        "--out", type=Path, default=VOICES, help="folder to write to (default: assets/audio/voice)"
    )
    parser.add_argument("--narrator", choices=[n.id for n in NARRATORS], help="only this one")
    parser.add_argument(
        "--changed", action="store_true", help="only clips whose words are new or have changed"
    )
    parser.add_argument(
        "--check", action="store_true", help="speak nothing: measure the clips that are there"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many at once")
    arguments = parser.parse_args()
    narrators = [n for n in NARRATORS if arguments.narrator in (None, n.id)]
    try:
        passed = check(arguments, narrators) if arguments.check else make(arguments, narrators)
    except (EngineError, OSError, ValueError) as fault:
        sys.exit(str(fault))
    sys.exit(not passed)


def make(arguments: argparse.Namespace, narrators: list[Narrator]) -> bool:
    """Speak what is wanted, write it and the list of clips; True if all of it can be followed."""
    passed = True
    for narrator in narrators:
        folder = arguments.out / narrator.id
        known = index.read(folder)
        wanted = [
            line
            for line in lines()
            if line.name.startswith(tuple(arguments.names) or "")
            and not (arguments.changed and up_to_date(line, known, folder))
        ]
        done = []
        for clip in made(narrator, wanted, folder, workers=arguments.workers):
            tell(narrator, clip)
            done.append(clip)
        known |= {clip.line.name: (clip.frames, clip.line.text) for clip in done}
        keep_only(lines(), known, narrator, folder)
        passed &= followed(narrator, done)
    return passed


def up_to_date(line: Line, known: dict[str, tuple[int, str]], folder: Path) -> bool:
    """Whether the clip is there with the words of today."""
    return known.get(line.name, (0, ""))[1] == line.text and clip_path(folder, line).exists()


def keep_only(
    wanted: tuple[Line, ...], known: dict[str, tuple[int, str]], narrator: Narrator, folder: Path
) -> None:
    """Write voice.toml in the library's order, and delete clips that nothing says any more."""
    index.write(narrator, {line.name: known[line.name] for line in wanted if line.name in known}, folder)
    kept = {clip_path(folder, line) for line in wanted}
    for path in set(folder.rglob("*.opus")) - kept:
        path.unlink()


def check(arguments: argparse.Namespace, narrators: list[Narrator]) -> bool:
    """Measure the clips that are there; with all of them, write docs/narration.md, too."""
    wanted = [line for line in lines() if line.name.startswith(tuple(arguments.names) or "")]
    library: dict[Narrator, list[Judged]] = {}
    for narrator in narrators:
        clips = library[narrator] = []
        for clip in judged(wanted, arguments.out / narrator.id, workers=arguments.workers):
            tell(narrator, clip)
            clips.append(clip)
    if not arguments.names and not arguments.narrator:
        report.DOCUMENT.write_text(report.report(library, arguments.out), encoding="utf-8")
    verdicts = [followed(narrator, clips) for narrator, clips in library.items()]
    return all(verdicts)


def tell(narrator: Narrator, clip: Judged) -> None:
    """One line on one clip; what was heard, where that is not what was said."""
    heard = f"  <- {clip.heard}" if clip.wrong else ""
    print(
        f"{narrator.id:5} {clip.error:4.0%} {clip.lufs:6.1f} {clip.peak:6.1f} {'*' * clip.take:2}"
        f" {clip.line.name}: {clip.line.text}{heard}",
        flush=True,
    )


def followed(narrator: Narrator, clips: list[Judged]) -> bool:
    """Whether the recogniser follows each of the clips and the whole of them; says so."""
    bad = [clip for clip in clips if clip.error > WORST]
    for clip in bad:
        print(
            f"Word this anew ({narrator.id} {clip.error:.0%}): "
            f"{clip.line.name}: {clip.line.text}  <- {clip.heard}"
        )
    whole = report.error(clips) if clips else 0.0
    peak = max((clip.peak for clip in clips), default=SILENCE)
    print(
        f"{narrator.id}: {len(clips)} clips, word error {whole:.1%} (at most {narrator.most_errors:.0%}), "
        f"peak {peak:.1f} dBTP"
    )
    return not bad and whole <= narrator.most_errors and peak < LOUDEST_PEAK


if __name__ == "__main__":
    main()
