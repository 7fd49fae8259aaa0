#!/usr/bin/env python3
"""Write docs/practices: a page for each practice, with its words, their times, and a picture of its sound.

Only pictures of what has changed are drawn anew; --all draws every one. --check writes nothing and tells what
is not as it should be. Needs no display.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from mixing.measure import rendered
from pages.page import index, page
from pages.picture import Heard, drawn
from pages.typical import practices, stamp, typical
from PySide6.QtGui import QGuiApplication

from burnbreak.audio.clips import Clips
from burnbreak.core.timeline import Timeline
from burnbreak.resources import audio_asset
from burnbreak.ui.tokens import DARK, LIGHT

FOLDER = ROOT / "docs" / "practices"
STAMPS = "pictures.json"
"""Tells which sound each picture was drawn from."""
LOOKS = {"light": LIGHT, "dark": DARK}
QUALITY = 72


def main() -> int:
    """Write the pages; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="draw every picture")
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    sittings = {practice.id: typical(practice) for practice in practices()}
    if arguments.check:
        wrong = stale(sittings)
        print("\n".join(wrong) or "All pages are as they should be.")
        return 1 if wrong else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.iterdir():
        if path.name not in expected(sittings):
            path.unlink()
    for name, text in texts(sittings).items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    draw(sittings, {} if arguments.all else stamps())
    return 0


def texts(sittings: Mapping[str, Timeline]) -> dict[str, str]:
    """Every page by the name of its file."""
    pages = {f"{id}.md": page(timeline.practice, timeline) for id, timeline in sittings.items()}
    return {"README.md": index([timeline.practice for timeline in sittings.values()])} | pages


def pictures(id: str) -> tuple[str, ...]:
    """The files with the pictures of a practice."""
    return tuple(f"{id}-{look}.webp" for look in LOOKS)


def expected(sittings: Mapping[str, Timeline]) -> set[str]:
    """Every file there is to be."""
    drawings = {name for id, each in sittings.items() if not each.practice.card for name in pictures(id)}
    return {STAMPS, *texts(sittings), *drawings}


def stamps() -> dict[str, str]:
    """What each practice sounded like when it was drawn."""
    try:
        found: dict[str, str] = json.loads((FOLDER / STAMPS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def stale(sittings: Mapping[str, Timeline]) -> list[str]:
    """What is missing, left over, or not from the practices as they are now."""
    there = {path.name for path in FOLDER.iterdir()} if FOLDER.is_dir() else set()
    wrong = [f"{name} is missing" for name in sorted(expected(sittings) - there)]
    wrong += [f"{name} belongs to nothing" for name in sorted(there - expected(sittings))]
    for name, text in texts(sittings).items():
        if name in there and (FOLDER / name).read_text(encoding="utf-8") != text:
            wrong.append(f"{name} is not as the practice is now")
    known = stamps()
    for id, timeline in sittings.items():
        if not timeline.practice.card and known.get(id) != stamp(timeline):
            wrong.append(f"the picture of {id} shows another sound")
    return wrong


def draw(sittings: Mapping[str, Timeline], known: dict[str, str]) -> None:
    """The pictures of what sounds otherwise than when it was drawn, and the list of what they show."""
    app = QGuiApplication.instance() or QGuiApplication([])
    clips, now = Clips(audio_asset), {}
    for id, timeline in sittings.items():
        if timeline.practice.card:
            continue
        now[id] = stamp(timeline)
        if known.get(id) == now[id] and all((FOLDER / name).exists() for name in pictures(id)):
            continue
        score = timeline.score
        heard = Heard(rendered(score, clips), rendered(replace(score, sounds=()), clips))
        for name, tokens in zip(pictures(id), LOOKS.values(), strict=True):
            if not drawn(timeline, heard, tokens).save(str(FOLDER / name), "webp", QUALITY):
                raise OSError(f"{name} could not be written")
        print(id, flush=True)
    (FOLDER / STAMPS).write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    del app


if __name__ == "__main__":
    sys.exit(main())
