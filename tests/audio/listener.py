"""Records one take from the microphone of its environment: python -m tests.audio.listener HOME CUES.

Says "recording", waits for a line (or for the take to end by itself), then tells in JSON what came of it.
"""

import json
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path

from burnbreak.core.recording import Stage
from burnbreak.voice_studio import VoiceStudio
from tests.own.made import home


def main() -> None:
    studio = VoiceStudio(home(Path(sys.argv[1])), time.monotonic)
    studio.begin(int(sys.argv[2]))
    while studio.look().stage is Stage.OPENING:
        time.sleep(0.01)
    print("recording", flush=True)

    def end() -> None:
        sys.stdin.readline()
        studio.end()

    threading.Thread(target=end, daemon=True).start()
    while (found := studio.recorded()) is None:
        time.sleep(0.02)
    pieces = [asdict(piece) for piece in found.pieces]
    print(json.dumps({"trouble": found.trouble, "pieces": pieces}), flush=True)
    # The clips are looked at before they go.
    sys.stdin.readline()
    studio.close()


if __name__ == "__main__":
    main()
