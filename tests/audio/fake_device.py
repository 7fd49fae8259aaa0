"""A sounddevice module without hardware: streams are pumped by hand or at real speed."""

import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 48_000


class FakePortAudioError(Exception):
    """Stands for sounddevice.PortAudioError."""


class FakeStream:
    """Calls back like a device that hears each block `latency` seconds after asking for it."""

    def __init__(self, owner: "FakeSounddevice", **settings: Any) -> None:
        self.owner = owner
        self.callback = settings["callback"]
        self.finished = settings["finished_callback"]
        self.blocksize = settings["blocksize"]
        self.latency = settings["latency"]
        self.blocks: list[NDArray[np.float32]] = []
        self.closed = False
        self.aborted = False
        self._pump: threading.Thread | None = None
        self._running = False

    def start(self) -> None:
        self._running = True
        if self.owner.real_time:
            self._pump = threading.Thread(target=self._run, daemon=True)
            self._pump.start()

    def pump(self, count: int = 1, *, jitter: Callable[[], float] = lambda: 0.0) -> None:
        """Ask for that many blocks."""
        for _ in range(count):
            out = np.full((self.blocksize, 2), np.nan, dtype=np.float32)
            times = SimpleNamespace(currentTime=1000.0, outputBufferDacTime=1000.0 + self.latency + jitter())
            self.callback(out, self.blocksize, times, None)
            self.blocks.append(out)

    def sound(self) -> NDArray[np.float32]:
        return np.concatenate(self.blocks)

    def vanish(self) -> None:
        """End as a stream does whose device is unplugged."""
        self._running = False
        self.finished()

    def stall(self) -> None:
        """Stop asking for sound without a word."""
        self._running = False

    def abort(self) -> None:
        self.aborted, self._running = True, False
        self.finished()

    def close(self) -> None:
        self.closed, self._running = True, False
        if self.owner.hang_on_close is not None:
            self.owner.hang_on_close.wait(30)

    def _run(self) -> None:
        begun = time.monotonic()
        while self._running:
            self.pump()
            ahead = begun + len(self.blocks) * self.blocksize / RATE - time.monotonic()
            time.sleep(max(0.0, ahead))


class FakeSounddevice:
    """Stands for the module; `refusals` openings fail before one succeeds."""

    PortAudioError = FakePortAudioError

    def __init__(self, *, real_time: bool = True, refusals: int = 0) -> None:
        self.real_time = real_time
        self.refusals = refusals
        self.hang_on_open: threading.Event | None = None
        self.hang_on_close: threading.Event | None = None
        self.streams: list[FakeStream] = []
        self.rescans = 0

    def OutputStream(self, **settings: Any) -> FakeStream:
        if self.hang_on_open is not None:
            self.hang_on_open.wait(30)
        if self.refusals > 0:
            self.refusals -= 1
            raise FakePortAudioError("Error querying device -1")
        stream = FakeStream(self, **settings)
        self.streams.append(stream)
        return stream

    def _terminate(self) -> None:
        assert all(stream.closed for stream in self.streams), "terminated under an open stream"

    def _initialize(self) -> None:
        self.rescans += 1

    def importer(self, name: str) -> Any:
        return self if name == "sounddevice" else object()
