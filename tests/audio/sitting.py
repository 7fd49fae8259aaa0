"""Plays one score through the real device of its environment, steered by lines on standard input.

Run as `python -m tests.audio.sitting FOLDER`. Commands: play [START], pause, resume, stop, volume V,
bed V, revise, position, trouble, watch SECONDS, quit. Each is answered by one line of JSON.
"""

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from burnbreak.audio import ReliablePlayer
from burnbreak.core.score import Bed, Channel, Score, Sound

SCORE = Score(
    seconds=40,
    sounds=(
        Sound(at=0.0, asset="bells/open", channel=Channel.BELL),
        *(Sound(at=3.0 + 2.5 * i, asset="breath/in", channel=Channel.BREATH) for i in range(12)),
        Sound(at=36.0, asset="bells/open", channel=Channel.BELL),
    ),
    bed=Bed(asset="beds/waves", start=0, end=40),
)
REVISED = replace(SCORE, sounds=(SCORE.sounds[0], *SCORE.sounds[-3:]))
"""The same sitting without most of its breath tones."""


def find(folder: Path, name: str) -> Path:
    return next(folder.glob(f"{name}.*"))


def answer(player: ReliablePlayer, words: list[str]) -> object:
    match words:
        case ["play", *start]:
            player.play(SCORE, start_at=float(start[0]) if start else 0.0)
        case ["pause"]:
            player.pause()
        case ["resume"]:
            player.resume()
        case ["stop"]:
            player.stop()
        case ["volume", level]:
            player.set_volume(float(level))
        case ["bed", level]:
            player.set_channel_volumes({Channel.BED: float(level)})
        case ["revise"]:
            player.play(REVISED, start_at=player.position())
        case ["watch", seconds]:
            return watch(player, float(seconds))
        case ["trouble"]:
            trouble = player.trouble()
            return trouble and trouble.value
    return [time.time(), player.position(), player.audible()]


def watch(player: ReliablePlayer, seconds: float) -> list[tuple[float, float]]:
    kept, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        kept.append((time.time(), player.position()))
        time.sleep(0.01)
    return kept


def main() -> None:
    folder = Path(sys.argv[1])
    player = ReliablePlayer(lambda name: find(folder, name), time.monotonic)
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        print(json.dumps(answer(player, line.split())), flush=True)
    player.close()


if __name__ == "__main__":
    main()
