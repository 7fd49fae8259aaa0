"""A sounddevice module whose microphone hears what it is given, by hand or at real speed."""

import threading
import time
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.audio.fake_device import RATE, FakePortAudioError


class FakeInput:
    """An input stream; `speak` gives it sound at once, and with real_time it hears `said` by itself."""

    def __init__(self, owner: "FakeMicrophones", **settings: Any) -> None:
        self.owner, self.settings = owner, settings
        self.callback, self.finished = settings["callback"], settings["finished_callback"]
        self.latency = 0.05
        self.open = self.started = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self.open = self.started = True
        if self.owner.real_time:
            self._thread = threading.Thread(target=self._hear, daemon=True)
            self._thread.start()

    def speak(self, sound: NDArray[np.int16], *, overflow: bool = False) -> None:
        block = self.settings["blocksize"]
        for at in range(0, len(sound), block):
            piece = sound[at : at + block]
            status = SimpleNamespace(input_overflow=True) if overflow and not at else None
            self.callback(piece[:, None], len(piece), None, status)

    def vanish(self) -> None:
        self.open = False
        self.finished()

    def abort(self) -> None:
        if self.open:
            self.open = False
            self.finished()

    def close(self) -> None:
        self.open = False
        if self.owner.hang_on_close is not None:
            self.owner.hang_on_close.wait(30)

    def _hear(self) -> None:
        begun, at, block = time.monotonic(), 0, self.settings["blocksize"]
        while self.open:
            piece = self.owner.said[at : at + block]
            self.speak(np.pad(piece, (0, block - len(piece))).astype(np.int16))
            at += block
            time.sleep(max(0.0, begun + at / RATE - time.monotonic()))


class FakeMicrophones:
    """Stands for the module; `refusals` openings fail before one succeeds."""

    PortAudioError = FakePortAudioError

    def __init__(self, *, real_time: bool = False, refusals: int = 0) -> None:
        self.real_time, self.refusals = real_time, refusals
        self.said: NDArray[np.int16] = np.zeros(0, dtype=np.int16)
        self.hang_on_open: threading.Event | None = None
        self.hang_on_close: threading.Event | None = None
        self.streams: list[FakeInput] = []
        self.rescans = 0

    def InputStream(self, **settings: Any) -> FakeInput:
        if self.hang_on_open is not None:
            self.hang_on_open.wait(30)
        if self.refusals > 0:
            self.refusals -= 1
            raise FakePortAudioError("Error querying device -1")
        self.streams.append(FakeInput(self, **settings))
        return self.streams[-1]

    def _terminate(self) -> None:
        assert not any(stream.open for stream in self.streams), "terminated under an open stream"

    def _initialize(self) -> None:
        self.rescans += 1

    def importer(self, name: str) -> Any:
        return self if name == "sounddevice" else object()
