"""One open microphone: its callback copies into memory that is there already, all else only looks on."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from burnbreak.audio import portaudio
from burnbreak.audio.arrays import NDArray
from burnbreak.audio.heard import RATE
from burnbreak.audio.take import BLOCK
from burnbreak.core.recording import Level

LATENCY = 0.35
"""Asked of the device, seconds: what is spoken waits there while the computer is busy."""
_PATIENCE, _FIRST_PATIENCE = 3.0, 4.0
_LAG = 0.15
"""Beside the latency, what a sentence may be on its way for (seconds)."""
_INTRODUCTION = {
    "PULSE_PROP_OVERRIDE": "application.name=burnbreak application.icon_name=burnbreak",
    "PIPEWIRE_ALSA": '{ application.name = "burnbreak" node.name = "burnbreak recorder" }',
}


class Microphone:
    """The default microphone, open from the beginning of a take to its end and closed for good.

    The memory for the whole take is reserved at the start; systems hand it out only as it is filled.
    """

    def __init__(
        self, sounddevice: Any, monotonic: Callable[[], float], seconds: float, on_loss: Callable[[], None]
    ) -> None:
        """Open it for a take of at most so many seconds; raises sounddevice.PortAudioError."""
        self._monotonic, self._on_loss = monotonic, on_loss
        self._sound = np.zeros(round(seconds * RATE), dtype=np.int16)
        self._count = self._seen = 0
        self._called: float | None = None
        self._opened = monotonic()
        self._closing = self._finished = self._overrun = False
        self._sounddevice = sounddevice
        portaudio.hold(sounddevice)
        try:
            self._stream = self._started()
        except BaseException:
            portaudio.release(sounddevice)
            raise
        self._held = True

    def _started(self) -> Any:
        with introduced():
            stream = self._sounddevice.InputStream(
                samplerate=RATE,
                channels=1,
                dtype="int16",
                blocksize=BLOCK,
                latency=LATENCY,
                callback=self._callback,
                finished_callback=self._on_finished,
            )
            try:
                latency = float(stream.latency)
                self.lag = _LAG + (latency if 0.0 < latency < 2.0 else LATENCY)
                stream.start()
            except BaseException:
                stream.close()
                raise
        return stream

    @property
    def seconds(self) -> float:
        """How much has been recorded."""
        return self._count / RATE

    @property
    def full(self) -> bool:
        """Whether no more can be taken."""
        return self._count == len(self._sound)

    @property
    def overrun(self) -> bool:
        """Whether the computer was too busy at some moment, so that pieces are missing."""
        return self._overrun

    def level(self) -> Level:
        """How loud it has been since the last look, over half a second at most."""
        count = self._count
        new = self._sound[max(self._seen, count - RATE // 2) : count].astype(np.float32) / 32768
        self._seen = count
        if not len(new):
            return Level(-120.0, -120.0)
        peak, mean = float(np.max(np.abs(new))), float(np.sqrt(np.mean(new**2)))
        return Level(*(20 * float(np.log10(value + 1e-6)) for value in (peak, mean)))

    def sound(self, first: int = 0) -> NDArray[np.int16]:
        """What has been recorded, from a frame on; the memory is shared, so it is not to be written."""
        return self._sound[first : self._count]

    def deaf(self) -> bool:
        """Whether all of it, for a second or more, is exact silence."""
        return self._count >= RATE and not self._sound[: self._count].any()

    def lost(self) -> bool:
        """Whether the stream ended by itself or has brought nothing for a while."""
        if self._closing:
            return False
        if self._finished:
            return True
        if self._called is None:
            return self._monotonic() - self._opened > _FIRST_PATIENCE
        return self._monotonic() - self._called > _PATIENCE

    def close(self) -> None:
        """Let go of the microphone; what has been recorded stays."""
        self._closing = True
        self._stream.abort()
        self._stream.close()
        if self._held:
            self._held = False
            portaudio.release(self._sounddevice)

    def _on_finished(self) -> None:
        self._finished = True
        if not self._closing:
            self._on_loss()

    # Runs in the device's own thread: no lock, no log, nothing that could wait.
    def _callback(self, block: NDArray[np.int16], frames: int, times: Any, status: Any) -> None:
        first = self._count
        count = min(frames, len(self._sound) - first)
        self._sound[first : first + count] = block[:count, 0]
        self._count = first + count
        if status and status.input_overflow:
            self._overrun = True
        self._called = self._monotonic()


@contextmanager
def introduced() -> Iterator[None]:
    """Meanwhile PulseAudio and PipeWire are told our name, so that a stream can be told from a call.

    Not for longer: what the user opens from here would inherit the name.
    """
    before = {name: os.environ.get(name) for name in _INTRODUCTION}
    os.environ.update({name: value for name, value in _INTRODUCTION.items() if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
