"""Speech from RHVoice's command-line program."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import soundfile
from sounds.noise import Samples

from voice.chain import resampled

PROGRAM = "RHVoice-test"
HOW = """\
The narration is spoken by RHVoice with its English voices, which Debian has in its section "non-free":

    echo 'deb http://deb.debian.org/debian bookworm non-free' > /etc/apt/sources.list.d/non-free.list
    apt-get update && apt-get install -y --no-install-recommends rhvoice rhvoice-english

It is needed only to make the clips anew; burnbreak itself and its tests use the clips that are there."""


class EngineError(RuntimeError):
    """RHVoice is missing or did not speak; the message says what to do."""


def spoken(text: str, *, profile: str, rate: int, pitch: int) -> Samples:
    """`text` as one channel at 48 kHz; `rate` and `pitch` are in percent of the voice's own.

    Raises EngineError. The same call gives the same samples with the same version of RHVoice.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        _call("-p", profile, "-r", str(rate), "-t", str(pitch), "-q", "max", "-o", str(path), said=text)
        if not path.exists():
            raise EngineError(f"RHVoice has no voice {profile}.\n\n{HOW}")
        samples, found = soundfile.read(path, dtype="float64", always_2d=True)
    return resampled(samples[:, 0], found)


def _call(*arguments: str, said: str) -> None:
    program = shutil.which(PROGRAM)
    if program is None:
        raise EngineError(HOW)
    plain = {**os.environ, "RHVOICECONFIGPATH": os.devnull, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, *arguments], input=said, env=plain, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise EngineError(f"{PROGRAM} failed: {done.stderr.strip()}")
