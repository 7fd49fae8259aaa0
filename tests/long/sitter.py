"""Sits one practice on the real device of its environment, looking at the picture as the window does.

Run as `python -m tests.long.sitter SPEC.json`. What it saw goes to the file the spec names: the moments
before and after each frame was made (monotonic seconds), its position, and whether there was sound.
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from burnbreak.audio import ReliablePlayer
from burnbreak.core.narration import Narration
from burnbreak.core.practice import Practice
from burnbreak.core.settings import Ambience
from burnbreak.core.settings import Sound as SoundSettings
from burnbreak.core.timeline import Timeline, lay_out
from burnbreak.engine.run import Run
from burnbreak.resources import audio_opener
from burnbreak.stores import open_practices
from burnbreak.ui.theme import FRAME_MS
from tests.voices import best


def practice_of(spec: dict[str, Any]) -> Practice:
    """The practice that the spec names."""
    return next(p for p in open_practices()[0] if p.id == spec["practice"])


def timeline_of(spec: dict[str, Any]) -> Timeline:
    """The sitting as it will be, the same in the process that checks it."""
    practice = practice_of(spec)
    sound = SoundSettings(
        ambience=Ambience(spec["ambience"]), interval_bell_minutes=spec.get("interval_bell_minutes", 0)
    )
    return lay_out(
        practice, spec["seconds"], sound, narration=voice(practice, spec), gentle=spec.get("gentle", False)
    )


def voice(practice: Practice, spec: dict[str, Any]) -> Narration | None:
    """The built-in voice, or clips for all its cues in the data folder of the spec."""
    return best([practice], Path(spec["data"])) if practice.stages else None


def turn() -> None:
    """Keep the interpreter's lock as busy as pure Python can."""
    number = 0
    while True:
        number = (number * 1103515245 + 12345) % 2147483648


def main() -> None:
    spec = json.loads(Path(sys.argv[1]).read_text())
    timeline = timeline_of(spec)
    player = ReliablePlayer(audio_opener(Path(spec["data"])), time.monotonic)
    run = Run(
        entry_id="long",
        practice=timeline.practice,
        timeline=timeline,
        player=player,
        say=str,
        visual_offset=spec.get("visual_offset", 0.0),
    )
    for _ in range(spec.get("busy_threads", 0)):
        threading.Thread(target=turn, daemon=True).start()
    seen = []
    run.begin()
    while not run.over():
        before = time.monotonic()
        frame = run.frame()
        seen.append((before, time.monotonic(), frame.position, run.audible()))
        time.sleep(FRAME_MS / 1000)
    player.close()
    Path(spec["seen"]).write_text(json.dumps(seen))


if __name__ == "__main__":
    main()
