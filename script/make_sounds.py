#!/usr/bin/env python3
"""Synthesise every sound of burnbreak, write it below assets/audio and print what was measured."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sounds.catalogue import Asset, catalogue
from sounds.files import load, store
from sounds.loudness import true_peak
from sounds.noise import RATE
from sounds.notice import notice
from voice.narrators import NARRATORS
from voice.notice import narration

AUDIO = Path(__file__).resolve().parent.parent / "assets" / "audio"
ROW = "{:24} {:>8} {:>8} {:>8} {:>9}"


def main() -> None:
    """Make all sounds, or those whose name begins with one of the given words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=AUDIO, help="folder to write to (default: assets/audio)")
    parser.add_argument(
        "names", nargs="*", help='only these, by the beginning of their name, as "beds/" (default: all)'
    )
    arguments = parser.parse_args()
    assets = catalogue()
    chosen = [asset for asset in assets if asset.name.startswith(tuple(arguments.names) or "")]
    if not chosen:
        parser.error("no sound has a name that begins so")
    print(ROW.format("file", "seconds", "LUFS", "dBTP", "bytes"))
    total = sum(made(asset, arguments.out) for asset in chosen)
    (arguments.out / "LICENSE.md").write_text(notice(assets) + narration(NARRATORS), encoding="utf-8")
    print(ROW.format("total", "", "", "", total))


def made(asset: Asset, folder: Path) -> int:
    """Write one sound, print its line as measured from the file, and return its size in bytes."""
    path = store(asset, asset.rendered(), folder)
    sound = load(path)
    size = path.stat().st_size
    print(
        ROW.format(
            asset.file,
            f"{sound.shape[1] / RATE:.2f}",
            f"{asset.loudness(sound):.1f}",
            f"{true_peak(sound):.1f}",
            size,
        ),
        flush=True,
    )
    return size


if __name__ == "__main__":
    main()
