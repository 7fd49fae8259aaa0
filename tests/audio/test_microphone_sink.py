"""A take from a real PulseAudio source: what is spoken into it comes back trimmed and at its loudness."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from burnbreak.audio.polish import loudness, true_peak
from tests.audio.pulse import PulseRig
from tests.audio.speaking import RATE, Sound, key_press, placed, room, sentence

pytestmark = pytest.mark.desktop
ROOT = Path(__file__).parents[2]
CLIPS = ROOT / "assets" / "audio" / "voice" / "low"


class Listener:
    """The recorder in a process of its own."""

    def __init__(self, home: Path, env: dict[str, str], cues: int) -> None:
        self.home = home
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.audio.listener", str(home), str(cues)],
            env=os.environ | env,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        self.first = self._process.stdout.readline().strip()

    def say(self, line: str = "end") -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def outcome(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())

    def clip(self, piece: Any) -> Any:
        name = piece["asset"].removeprefix("take/")
        return soundfile.read(self.home / "run" / "takes" / f"{name}.opus", dtype="float32")[0]

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def rig() -> Iterator[PulseRig]:
    with PulseRig() as rig:
        yield rig


@pytest.fixture
def listen(rig: PulseRig, tmp_path: Path) -> Iterator[Any]:
    made: list[Listener] = []

    def start(cues: int = 1) -> Listener:
        made.append(Listener(tmp_path / f"home{len(made)}", rig.env, cues))
        assert made[-1].first == "recording"
        return made[-1]

    yield start
    for listener in made:
        listener.close()


def speak(rig: PulseRig, path: Path, sound: Sound) -> None:
    """Play a sound into the sink whose monitor is the default source, to its end."""
    soundfile.write(path, np.stack([sound, sound], axis=1), RATE, subtype="FLOAT", format="WAV")
    subprocess.run(["paplay", str(path)], env=os.environ | rig.env, check=True, timeout=120)


def source_outputs(rig: PulseRig) -> str:
    words = ["pactl", "list", "source-outputs"]
    return subprocess.run(words, env=os.environ | rig.env, capture_output=True, text=True, check=True).stdout


def narration(number: int) -> Sound:
    """A clip of the built-in narrator, or what stands for speech where none is."""
    found = sorted(CLIPS.glob("clear-the-room/*.opus")) if CLIPS.exists() else []
    if len(found) <= number:
        return sentence(1.4 + 0.7 * number, seed=number)
    return np.asarray(soundfile.read(found[number])[0])


def said(sound: Sound) -> tuple[int, int]:
    """From which frame to which a clean clip is louder than 40 dB below its loudest 10 ms."""
    hops = np.sqrt(np.mean(sound[: len(sound) // 480 * 480].reshape(-1, 480) ** 2, axis=1))
    loud = np.flatnonzero(hops > hops.max() / 100)
    return int(loud[0]) * 480, int(loud[-1] + 1) * 480


def test_spoken_words_come_back_trimmed_and_at_their_loudness(
    rig: PulseRig, listen: Any, tmp_path: Path
) -> None:
    clean = narration(1)
    first, last = said(clean)
    noisy = placed(len(clean) / RATE + 3.5, (0.2, key_press()), (1.5, 0.4 * clean))
    noisy += room(len(noisy) / RATE, level_db=-70.0)
    listener = listen()
    speak(rig, tmp_path / "spoken.wav", noisy)
    listener.say()
    found = listener.outcome()
    assert found["trouble"] is None
    (piece,) = found["pieces"]
    assert piece["remarks"] == []
    assert piece["seconds"] == pytest.approx((last - first) / RATE, abs=0.12)
    clip = listener.clip(piece)
    assert loudness(clip) == pytest.approx(-21.0, abs=1.0)
    assert true_peak(clip) <= -3.0
    # The same words at the same place: 60 ms at most before and after them.
    size = 1 << (len(clip) + len(clean)).bit_length()
    product = np.fft.irfft(np.fft.rfft(clip, size) * np.conj(np.fft.rfft(clean, size)))
    lag = int(np.argmax(product))
    lag = lag if lag < size // 2 else lag - size
    assert first + lag == pytest.approx(0, abs=0.06 * RATE)
    assert len(clip) - (last + lag) == pytest.approx(0, abs=0.06 * RATE)


def test_one_take_gives_back_all_cues(rig: PulseRig, listen: Any, tmp_path: Path) -> None:
    dice, at, spoken = np.random.default_rng(8), 1.5, []
    for number in range(6):
        clean = narration(number)
        spoken.append((at, 0.5 * clean))
        at += len(clean) / RATE + dice.uniform(1.1, 2.0)
    listener = listen(6)
    speak(rig, tmp_path / "spoken.wav", placed(at, *spoken) + room(at, level_db=-70.0))
    listener.say()
    found = listener.outcome()
    assert found["trouble"] is None
    assert len(found["pieces"]) == 6
    for piece, (_, clean) in zip(found["pieces"], spoken, strict=True):
        first, last = said(clean)
        assert piece["seconds"] == pytest.approx((last - first) / RATE, abs=0.12)
        assert loudness(listener.clip(piece)) == pytest.approx(-21.0, abs=1.0)


def test_the_microphone_is_open_only_meanwhile_and_under_our_name(rig: PulseRig, listen: Any) -> None:
    assert "burnbreak" not in source_outputs(rig)
    listener = listen()
    time.sleep(0.3)
    shown = source_outputs(rig)
    assert shown.count("Source Output #") == 1
    assert 'application.name = "burnbreak"' in shown
    listener.say()
    listener.outcome()
    assert source_outputs(rig).strip() == ""


@pytest.mark.parametrize("how", ["unplugged", "server killed"])
def test_an_unplugged_microphone_leaves_what_was_said(
    rig: PulseRig, listen: Any, tmp_path: Path, how: str
) -> None:
    clean = sentence(1.5, seed=2)
    listener = listen()
    speak(rig, tmp_path / "spoken.wav", placed(4.0, (1.0, clean)) + room(4.0, level_db=-56.0))
    if how == "unplugged":
        rig.remove_sink()
    else:
        rig.kill_server()
    found = listener.outcome()
    assert found["trouble"] == "lost"
    (piece,) = found["pieces"]
    assert piece["seconds"] == pytest.approx(len(clean) / RATE, abs=0.12)
    assert loudness(listener.clip(piece)) == pytest.approx(-21.0, abs=1.0)


def test_no_microphone_at_all_is_told(rig: PulseRig, listen: Any) -> None:
    rig.kill_server()
    assert listen().outcome() == {"trouble": "no-microphone", "pieces": []}


def test_a_muted_microphone_is_told(rig: PulseRig, listen: Any) -> None:
    subprocess.run(["pactl", "set-source-mute", "bb.monitor", "1"], env=os.environ | rig.env, check=True)
    listener = listen()
    time.sleep(1.6)
    listener.say()
    assert listener.outcome() == {"trouble": "deaf", "pieces": []}
