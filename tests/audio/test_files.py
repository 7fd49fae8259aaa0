"""Long sounds are read a second at a time and are the same samples, wherever one looks."""

import numpy as np
import pytest

from burnbreak.audio import files
from burnbreak.audio.clips import Clips
from burnbreak.audio.files import Clip, Stream, open_recording
from burnbreak.audio.loop import Loop
from burnbreak.audio.mixer import Mixer
from burnbreak.core.score import Channel, Score, Sound
from tests.audio.conftest import RATE, SoundFolder, noise


def test_the_length_decides_how_a_sound_is_kept(sounds: SoundFolder) -> None:
    sounds.add("own/short", noise(2, channels=1), ending="opus")
    sounds.add("own/long", noise(31, channels=1), ending="opus")
    assert isinstance(open_recording(sounds.open("own/short")), Clip)
    assert isinstance(open_recording(sounds.open("own/long")), Stream)


@pytest.mark.parametrize("ending", ["flac", "opus"])
def test_a_long_sound_is_the_same_wherever_one_begins(sounds: SoundFolder, ending: str) -> None:
    sounds.add("own/long", noise(33.3, channels=1), ending=ending)
    path = sounds.open("own/long")
    whole = Stream(path).read(0, 40 * RATE)
    assert len(whole) == round(33.3 * RATE)
    stream = Stream(path)
    for first in (0, 30 * RATE + 7, 5 * RATE, 29 * RATE, 12_345, 33 * RATE):
        assert np.array_equal(stream.read(first, RATE + 11), whole[first : first + RATE + 11])
    assert len(stream.read(60 * RATE, 5)) == 0
    assert stream.size() < 7 * RATE * 2


def test_an_hour_of_voice_takes_no_memory(sounds: SoundFolder) -> None:
    sounds.add("own/hour", np.zeros((120 * RATE, 1)), ending="flac")
    clips = Clips(sounds.open)
    score = Score(seconds=130, sounds=(Sound(at=4, asset="own/hour", channel=Channel.VOICE),))
    mixer = Mixer(score, clips)
    for second in range(0, 130, 10):
        mixer.render(second * RATE, RATE)
    assert clips.size() < 8 * RATE * 2


def test_a_turn_of_the_loop_costs_a_few_seconds_of_decoding(
    sounds: SoundFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is mixed ahead would run out if a seam meant decoding the whole file again."""
    sounds.add("beds/pad", noise(20.3, seed=3), ending="opus")
    decoded = 0
    plain = files._pcm

    def counted(frames: np.ndarray) -> files.Pcm:
        nonlocal decoded
        decoded += len(frames)
        return plain(frames)

    monkeypatch.setattr(files, "_pcm", counted)
    loop = Loop(sounds.open("beds/pad"))
    worst, first = 0, 0
    while first < 60 * RATE:
        before = decoded
        loop.read(first, 4096)
        loop.read(max(0, first - 90_000), 94_000)  # as a change of volume does
        worst, first = max(worst, decoded - before), first + 4096
    assert worst <= 2 * RATE
    assert decoded < (60 + 3 * 8) * RATE


@pytest.mark.parametrize("seconds", [2, 33])
def test_the_next_sitting_finds_the_beginning_of_the_first_bell_decoded(
    sounds: SoundFolder, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """What is mixed before the device starts is there already; all else has gone, and comes back the same."""
    sounds.add("bells/open", noise(seconds, seed=4), ending="flac")
    sounds.add("bells/close", noise(2, seed=5), ending="flac")
    sounds.add("beds/pad", noise(20.3, seed=3), ending="opus")
    clips = Clips(sounds.open)

    def sitting(frames: int) -> list[np.ndarray]:
        bell, bed = clips.read("bells/open", 0, frames), clips.read_loop("beds/pad", 0, frames)
        assert bed is not None
        return [bell, bed]

    whole = sitting(2 * RATE)
    clips.read("bells/close", 0, RATE)
    clips.clear()
    clips.clear()  # the player does so whenever it has nothing to do
    decoded = []
    plain = files._pcm
    monkeypatch.setattr(files, "_pcm", lambda frames: decoded.append(len(frames)) or plain(frames))
    begun = sitting(files.RESTING)
    assert not decoded
    assert all(np.array_equal(a, b[: files.RESTING]) for a, b in zip(begun, whole, strict=True))
    assert clips.size() == files.RESTING * 4
    assert all(np.array_equal(a, b) for a, b in zip(sitting(2 * RATE), whole, strict=True))
    assert decoded


def test_a_bell_that_was_replaced_on_the_disk_is_heard_anew(sounds: SoundFolder) -> None:
    sounds.add("bells/open", noise(2, seed=4), ending="flac")
    clips = Clips(sounds.open)
    before = clips.read("bells/open", 0, RATE)
    clips.clear()
    sounds.add("bells/open", noise(3, seed=6), ending="flac")
    assert clips.length("bells/open") == 3 * RATE
    assert not np.array_equal(clips.read("bells/open", 0, RATE), before)
