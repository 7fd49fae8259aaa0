"""What a real PulseAudio server plays is what was mixed, through every mishap."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from burnbreak.audio.clips import Clips
from burnbreak.audio.mixer import Mixer
from burnbreak.core.score import Channel
from tests.audio.conftest import RATE, SoundFolder, noise, tone
from tests.audio.pulse import PulseRig
from tests.audio.recording import Recording
from tests.audio.sitting import REVISED, SCORE

pytestmark = pytest.mark.desktop


class Sitting:
    """The player in a process of its own."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.audio.sitting", str(folder)],
            env=os.environ | env,
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, words: str) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def quit(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("quit\n")
        self._process.stdin.close()
        assert self._process.wait(timeout=5) == 0
        self._process.stdout.close()


@pytest.fixture
def folder(sounds: SoundFolder) -> Path:
    sounds.add("bells/open", tone(2.5, 523.0) * np.linspace(1, 0, int(2.5 * RATE))[:, None])
    sounds.add("breath/in", noise(1.2, seed=5, channels=1), ending="opus")
    sounds.add("beds/waves", noise(4, level=0.05, seed=6), ending="opus")
    return sounds.folder


@pytest.fixture
def rig() -> Iterator[PulseRig]:
    with PulseRig() as rig:
        yield rig


@pytest.fixture
def sitting(rig: PulseRig, folder: Path) -> Iterator[Sitting]:
    sitting = Sitting(folder, rig.env)
    yield sitting
    sitting.quit()


def heard(path: Path) -> NDArray[np.float32]:
    return np.asarray(soundfile.read(path, dtype="float32", always_2d=True)[0])


def mixed(sounds: SoundFolder, first: int, count: int) -> NDArray[np.float32]:
    return Mixer(SCORE, Clips(sounds.open)).render(first, count)


def place(pattern: NDArray[np.float32], sound: NDArray[np.float32]) -> int:
    """The frame of `sound` at which `pattern` begins, by cross-correlation."""
    size = 1 << (len(sound) + len(pattern)).bit_length()
    product = np.fft.rfft(sound[:, 0], size) * np.conj(np.fft.rfft(pattern[:, 0], size))
    return int(np.argmax(np.fft.irfft(product, size)[: len(sound)]))


def loudest(sound: NDArray[np.float32]) -> float:
    return float(np.max(np.abs(sound))) if len(sound) else 0.0


def assert_smooth(kept: list[list[float]], *, hops: float = 0.1) -> None:
    for (then, before), (now, after) in pairwise(kept):
        assert before <= after <= before + (now - then) * 1.3 + hops


def test_the_sink_plays_what_was_mixed(
    rig: PulseRig, sitting: Sitting, sounds: SoundFolder, tmp_path: Path
) -> None:
    wanted = mixed(sounds, 0, 10 * RATE)
    levels = []
    for turn in range(3):  # a machine under load can starve the server itself, rarely twice
        path = tmp_path / f"heard{turn}.wav"
        with rig.record(path):
            sitting.ask("play")
            time.sleep(11.5)
            sitting.ask("stop")
        sound = heard(path)
        at = place(wanted[: 3 * RATE], sound)
        residual = sound[at : at + len(wanted)] - wanted
        levels.append(20 * np.log10(np.sqrt(np.mean(residual**2)) + 1e-12))
        if levels[-1] < -60 and loudest(residual) < 0.001:
            break
    assert levels[-1] < -60
    assert loudest(residual) < 0.001, "no slip, no drop-out"
    assert loudest(sound[: at - 10]) == 0.0, "nothing before the first sample"


def test_the_position_is_what_the_sink_plays(
    rig: PulseRig, sitting: Sitting, sounds: SoundFolder, tmp_path: Path
) -> None:
    with rig.record(tmp_path / "heard.wav"):
        sitting.ask("play")
        time.sleep(4.0)
        wall, position, _ = sitting.ask("position")
        sitting.ask("stop")
        stopped = time.time()
        time.sleep(1.0)
        ended = time.time()
    sound = heard(tmp_path / "heard.wav")
    begun = place(mixed(sounds, 0, RATE), sound) / RATE
    last = np.flatnonzero(np.abs(sound[:, 0]) > 1e-5)[-1] / RATE
    # What sounded when the position was asked lies between these two, as the recording knows it.
    assert last - begun >= position - 0.03
    assert position == pytest.approx(last - begun - (stopped - wall), abs=0.06)
    assert len(sound) / RATE - last > (ended - stopped) - 0.15, "silent within 150 ms"


def test_stop_is_silent_within_150_ms(rig: PulseRig, sitting: Sitting, tmp_path: Path) -> None:
    for turn in range(3):
        path = tmp_path / f"heard{turn}.wav"
        with rig.record(path):
            sitting.ask("play")
            time.sleep(1.5)
            sitting.ask("stop")
            time.sleep(0.15)
            silent_since = time.time()
            time.sleep(1.0)
            silence = time.time() - silent_since
        sound = heard(path)
        assert loudest(sound) > 0.05
        assert loudest(sound[-int((silence - 0.02) * RATE) :]) == 0.0


def test_pause_and_resume_make_no_click(
    rig: PulseRig, sitting: Sitting, sounds: SoundFolder, tmp_path: Path
) -> None:
    with rig.record(tmp_path / "heard.wav"):
        sitting.ask("play 6")
        time.sleep(1.5)
        sitting.ask("pause")
        time.sleep(1.2)
        held = sitting.ask("position")[1]
        sitting.ask("resume")
        kept = sitting.ask("watch 1.5")
    sound = heard(tmp_path / "heard.wav")
    own = loudest(np.diff(mixed(sounds, 6 * RATE, 4 * RATE), axis=0))
    assert loudest(np.diff(sound, axis=0)) < own * 1.1 + 0.001
    loud = np.array([loudest(part) for part in np.array_split(sound, len(sound) // 480)]) > 1e-4
    assert np.count_nonzero(~loud[np.flatnonzero(loud)[0] : np.flatnonzero(loud)[-1]]) > 40
    assert kept[0][1] == pytest.approx(held, abs=0.02)
    assert_smooth(kept)
    again = place(mixed(sounds, int((held + 0.3) * RATE), RATE), sound)
    assert again > len(sound) / 2, "it went on from the held position"


def agrees(sound: NDArray[np.float32], wanted: NDArray[np.float32]) -> NDArray[np.bool_]:
    """For each tenth of a second, whether what was heard is what was mixed (-60 dB below full scale)."""
    residual = (sound[: len(wanted)] - wanted[: len(sound)]).astype(np.float64)
    tenths = len(residual) // 4800
    return np.sqrt((residual[: tenths * 4800] ** 2).reshape(tenths, -1).mean(axis=1)) < 0.001


@pytest.mark.parametrize("change", ["revise", "bed 0.2"])
def test_a_change_in_mid_sitting_is_heard_soon_without_a_gap(
    rig: PulseRig, sitting: Sitting, sounds: SoundFolder, tmp_path: Path, change: str
) -> None:
    """A part is skipped, or a slider moved: the old mix, a fifth of a second of both, the new mix."""
    with Recording(rig, tmp_path / "heard.raw") as recording:
        sitting.ask("play")
        kept = sitting.ask("watch 5.6")  # a breath tone sounds now, which the revision leaves out
        asked = time.monotonic()
        sitting.ask(change)
        kept += sitting.ask("watch 4.5")
        sitting.ask("stop")
    clips = Clips(sounds.open)
    old = Mixer(SCORE, clips)
    new = Mixer(REVISED, clips) if change == "revise" else Mixer(SCORE, clips, {Channel.BED: 0.04})
    sound = recording.sound()
    begun = place(old.render(0, 2 * RATE), sound)
    as_before = agrees(sound[begun:], old.render(0, 9 * RATE))
    as_after = agrees(sound[begun:], new.render(0, 9 * RATE))
    last, first = (
        int(np.flatnonzero(~as_before)[0]),
        int(np.flatnonzero(~as_after)[-1]) + 1,
    )
    assert np.all(as_before[:last])
    assert np.all(as_after[first:])
    assert first - last <= 4, "one becomes the other within 0.4 s"
    changed = recording.moment(begun + last * 4800) - asked
    assert -0.1 < changed < 0.9
    own = loudest(np.diff(old.render(0, 9 * RATE), axis=0))
    assert loudest(np.diff(sound[begun : begun + 9 * RATE], axis=0)) < own * 1.05
    assert_smooth(kept, hops=0.03)


def test_a_device_that_comes_back_plays_where_the_sitting_is(
    rig: PulseRig, sitting: Sitting, sounds: SoundFolder, tmp_path: Path
) -> None:
    sitting.ask("play")
    sitting.ask("watch 2")
    rig.remove_sink()
    sitting.ask("watch 2")
    rig.add_sink()
    sitting.ask("watch 4")
    assert sitting.ask("trouble") is None
    with Recording(rig, tmp_path / "heard.raw") as recording:
        time.sleep(3.5)
        kept = sitting.ask("watch 2")
    sound = recording.sound()
    whole = mixed(sounds, 0, 14 * RATE)  # after 15 s this music repeats itself
    piece = sound[RATE : 3 * RATE]
    at = place(piece, whole)
    assert np.all(agrees(piece, whole[at : at + 2 * RATE])), "the same samples, without a gap"
    heard_then = (at - RATE) / RATE - recording.moment(0)  # position minus moment, as it was heard
    differences = [position - moment - heard_then for moment, position in monotonic(kept)]
    assert abs(float(np.median(differences))) < 0.06, "picture and sound belong together again"


def monotonic(kept: list[list[float]]) -> list[tuple[float, float]]:
    """Wall clock seconds as seconds of the steady clock."""
    ahead = time.time() - time.monotonic()
    return [(moment - ahead, position) for moment, position in kept]


def test_killing_the_server_does_not_end_the_sitting(
    rig: PulseRig, sitting: Sitting, sounds: SoundFolder, tmp_path: Path
) -> None:
    sitting.ask("play")
    kept = sitting.ask("watch 2")
    rig.kill_server()
    kept += sitting.ask("watch 2")
    assert sitting.ask("trouble") == "lost"
    rig.start_server()
    kept += sitting.ask("watch 5")
    assert sitting.ask("trouble") is None
    with rig.record(tmp_path / "heard.wav"):
        kept += sitting.ask("watch 2")
    assert_smooth(kept)
    assert kept[-1][0] - kept[0][0] - (kept[-1][1] - kept[0][1]) < 0.8
    assert loudest(heard(tmp_path / "heard.wav")) > 0.02


def test_the_only_sink_is_pulled_and_plugged_again(rig: PulseRig, sitting: Sitting, tmp_path: Path) -> None:
    sitting.ask("play")
    kept = sitting.ask("watch 1.5")
    rig.remove_sink()
    kept += sitting.ask("watch 1.5")
    assert sitting.ask("trouble") == "lost"
    rig.add_sink()
    kept += sitting.ask("watch 5")
    assert sitting.ask("trouble") is None
    with rig.record(tmp_path / "heard.wav"):
        kept += sitting.ask("watch 2")
    assert_smooth(kept)
    assert loudest(heard(tmp_path / "heard.wav")) > 0.02


def test_no_device_and_then_a_device(rig: PulseRig, folder: Path, tmp_path: Path) -> None:
    rig.kill_server()
    sitting = Sitting(folder, rig.env)
    sitting.ask("play")
    kept = sitting.ask("watch 2")
    assert sitting.ask("trouble") == "no-device"
    assert kept[-1][1] > 0.3, "without a device the sitting does not wait for one"
    rig.start_server()
    kept += sitting.ask("watch 6")
    assert sitting.ask("trouble") is None
    with rig.record(tmp_path / "heard.wav"):
        kept += sitting.ask("watch 2")
    sitting.quit()
    assert_smooth(kept)
    assert loudest(heard(tmp_path / "heard.wav")) > 0.02


def test_later_sittings_are_heard_at_once(rig: PulseRig, sitting: Sitting, tmp_path: Path) -> None:
    sitting.ask("play")
    time.sleep(1.0)
    sitting.ask("stop")
    time.sleep(0.5)
    with rig.record(tmp_path / "heard.wav"):
        begun = time.time()
        sitting.ask("play")
        time.sleep(1.0)
        ended = time.time()
    sound = heard(tmp_path / "heard.wav")
    first = np.flatnonzero(np.abs(sound[:, 0]) > 1e-4)[0]
    assert (ended - begun) - (len(sound) - first) / RATE < 0.15
