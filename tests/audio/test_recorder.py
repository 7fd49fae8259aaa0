"""The recorder with a microphone of paper: takes, levels, and every way a microphone fails."""

import os
import threading
import time
from typing import Any

import numpy as np
import pytest

import burnbreak.audio.recorder as module
from burnbreak.audio.recorder import MicrophoneError, Recorder
from burnbreak.core.recording import MicTrouble
from tests.audio.fake_microphone import FakeMicrophones

RATE = 48_000
TONE = (8000 * np.sin(np.arange(RATE) * 0.05)).astype(np.int16)


def recorder(microphones: FakeMicrophones, **more: Any) -> Recorder:
    return Recorder(time.monotonic, importer=microphones.importer, **more)


def test_what_is_said_between_begin_and_end_is_there_sample_for_sample() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    take.begin(10.0)
    microphones.streams[0].speak(TONE)
    assert take.recording
    assert take.seconds() == 1.0
    raw = take.end()
    assert raw.trouble is None
    assert np.array_equal(raw.sound, TONE)
    assert not take.recording


def test_the_microphone_is_open_only_while_recording() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    assert microphones.streams == []
    take.begin(10.0)
    assert microphones.streams[0].open
    microphones.streams[0].speak(TONE)
    take.end()
    assert not microphones.streams[0].open


def test_what_is_said_while_the_button_is_pressed_still_comes_in() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    take.begin(10.0)
    microphones.streams[0].speak(TONE)
    late = threading.Timer(0.08, lambda: microphones.streams[0].speak(TONE[:4800]))
    late.start()
    assert len(take.end().sound) == len(TONE) + 4800


def test_the_level_is_that_since_the_last_look() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    assert take.level().peak == -120.0
    take.begin(10.0)
    microphones.streams[0].speak(TONE)
    loud = take.level()
    assert loud.peak == pytest.approx(-12.2, abs=0.1)
    assert loud.mean == pytest.approx(-15.3, abs=0.1)
    microphones.streams[0].speak(np.full(4800, 33, dtype=np.int16))
    assert take.level().peak == pytest.approx(-59.9, abs=0.2)
    take.end()


def test_a_take_that_is_full_ends_and_is_whole() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    take.begin(0.5)
    microphones.streams[0].speak(TONE)
    assert take.over()
    raw = take.end()
    assert raw.trouble is MicTrouble.FULL
    assert np.array_equal(raw.sound, TONE[: RATE // 2])


def test_a_microphone_that_goes_away_leaves_what_was_said() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    told: list[bool] = []
    take.begin(10.0, lambda: told.append(True))
    microphones.streams[0].speak(TONE)
    microphones.streams[0].vanish()
    assert told == [True]
    assert take.over()
    raw = take.end()
    assert raw.trouble is MicTrouble.LOST
    assert np.array_equal(raw.sound, TONE)


def test_one_that_stalls_without_a_word_is_noticed() -> None:
    microphones, now = FakeMicrophones(), [0.0]
    take = Recorder(lambda: now[0], importer=microphones.importer)
    take.begin(10.0)
    microphones.streams[0].speak(TONE)
    assert not take.over()
    now[0] = 3.1
    assert take.over()
    assert take.end().trouble is MicTrouble.LOST


def test_one_that_gives_exact_silence_is_told_to_be_deaf() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    take.begin(10.0)
    microphones.streams[0].speak(np.zeros(2 * RATE, dtype=np.int16))
    assert take.end().trouble is MicTrouble.DEAF


def test_lost_pieces_are_noticed() -> None:
    microphones = FakeMicrophones()
    take = recorder(microphones)
    take.begin(10.0)
    microphones.streams[0].speak(TONE, overflow=True)
    assert take.end().overrun


def test_no_microphone_is_said_and_one_plugged_in_later_is_found() -> None:
    microphones = FakeMicrophones(refusals=1)
    take = recorder(microphones)
    with pytest.raises(MicrophoneError) as told:
        take.begin(10.0)
    assert told.value.trouble is MicTrouble.NO_MICROPHONE
    assert not take.recording
    microphones.refusals = 1
    fresh = recorder(microphones, may_rescan=lambda: True)
    fresh.begin(10.0)
    assert microphones.rescans == 1
    fresh.end()


def test_a_missing_library_is_said() -> None:
    def importer(name: str) -> Any:
        if name == "sounddevice":
            raise OSError("PortAudio library not found")
        return object()

    with pytest.raises(MicrophoneError) as told:
        Recorder(time.monotonic, importer=importer).begin(10.0)
    assert told.value.trouble is MicTrouble.NO_LIBRARY


def test_a_driver_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_OPENING_LIMIT", 0.05)
    monkeypatch.setattr(module, "_CLOSING_LIMIT", 0.05)
    microphones = FakeMicrophones()
    microphones.hang_on_open = threading.Event()
    take = recorder(microphones)
    with pytest.raises(MicrophoneError) as told:
        take.begin(10.0)
    assert told.value.trouble is MicTrouble.STUCK
    microphones.hang_on_open.set()
    deadline = time.monotonic() + 5
    while not (microphones.streams and not microphones.streams[0].open):
        assert time.monotonic() < deadline, "the late one is to be closed again"
        time.sleep(0.01)
    microphones.hang_on_open, microphones.hang_on_close = None, threading.Event()
    take.begin(10.0)
    microphones.streams[-1].speak(TONE)
    assert np.array_equal(take.end().sound, TONE)
    with pytest.raises(MicrophoneError):
        take.begin(10.0)
    microphones.hang_on_close.set()


def test_our_name_is_known_to_the_sound_server_only_while_it_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_PROP_OVERRIDE", raising=False)
    seen: list[str | None] = []

    class Watching(FakeMicrophones):
        def InputStream(self, **settings: Any) -> Any:
            seen.append(os.environ.get("PULSE_PROP_OVERRIDE"))
            return super().InputStream(**settings)

    microphones = Watching()
    take = recorder(microphones)
    take.begin(1.0)
    assert seen[0] is not None
    assert "application.name=burnbreak" in seen[0]
    assert "PULSE_PROP_OVERRIDE" not in os.environ
    take.end()
