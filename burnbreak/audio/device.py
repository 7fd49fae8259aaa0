"""One open sound device: its callback copies what a second thread has mixed ahead."""

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from burnbreak.audio import portaudio, prompt
from burnbreak.audio.heard import RATE, HeardClock, Lateness
from burnbreak.audio.ring import Block
from burnbreak.audio.splice import Render
from burnbreak.audio.take import BLOCK, Take

LATENCY = 0.35
"""Asked of the device, seconds: the least that had no dropout under every load tried."""

_AT_START = RATE * 3 // 4
"""Frames mixed before the device starts; the rest of the ring is filled while it plays."""
_TOP_UP = 0.4
_SETTLES = 0.04
_RAMP = RATE * 80 // 1000
_PATIENCE = 1.0
_FIRST_PATIENCE = 2.0


class DevicePlayer:
    """An open output stream; created playing a take, used by one worker thread, closed for good.

    A new take replaces the old one: the callback fades the old one out and then picks up the new
    one by a single assignment, so no buffer is ever emptied under its reader.
    """

    def __init__(
        self,
        sounddevice: Any,
        monotonic: Callable[[], float],
        take: Take,
        *,
        volume: float = 1.0,
        on_loss: Callable[[], None],
    ) -> None:
        """Open the default device; raises sounddevice.PortAudioError when there is none."""
        self._sounddevice = sounddevice
        self._monotonic = monotonic
        self._on_loss = on_loss
        self._clock = HeardClock()
        self._lateness = Lateness()
        self._next = self._take = take
        self._change: tuple[Take, Render, int] | None = None
        self._volume = volume
        self._gain = 0.0 if take.rise else volume
        self._rise = take.rise
        self._device_frame = 0
        self._steps = np.arange(1, BLOCK + 1, dtype=np.float32)
        self._scratch = np.empty(BLOCK, dtype=np.float32)
        self._closing = False
        self._finished = False
        self._prompt = False
        self._called: float | None = None
        self._opened = monotonic()
        self._wake = threading.Event()
        self._mixing = threading.Thread(target=self._mix, name="burnbreak-mixing", daemon=True)
        portaudio.hold(sounddevice)
        try:
            self._stream = self._started(take)
        except BaseException:
            portaudio.release(sounddevice)
            raise
        self._prompt = True
        prompt.begin()
        self._mixing.start()

    def _started(self, take: Take) -> Any:
        stream = self._sounddevice.OutputStream(
            samplerate=RATE,
            channels=2,
            dtype="float32",
            blocksize=BLOCK,
            latency=LATENCY,
            callback=self._callback,
            finished_callback=self._on_finished,
        )
        try:
            self.latency = float(stream.latency)
            # Mixed before the start: what is queued first is heard at once, not after the latency,
            # and the device asks for half a second in one burst.
            while take.rendered - take.first < _AT_START and take.mix_some():
                pass
            stream.start()
        except BaseException:
            stream.close()
            raise
        return stream

    def begin(self, take: Take) -> None:
        """Change over to this take, 80 ms after the mixing thread has its first part ready."""
        self._next = take
        self._wake.set()

    def revise(self, take: Take, render: Render, end: int) -> None:
        """Go on with `take` as `render` to frame `end`: without a gap, as soon as what is mixed ahead allows.

        That is about 0.13 s before the latency of the device; of two changes at once the later counts.
        """
        self._change = (take, render, end)
        self._wake.set()

    def hold(self) -> None:
        """Fade out and stand; only another take goes on."""
        self._next.held = True

    def set_gain(self, gain: float) -> None:
        """The transport gain from 0 to 1, reached without a step."""
        self._volume = gain

    def heard(self, take: Take) -> float | None:
        """The second of the sitting that is heard now; None before the take is heard."""
        frame = self._clock.frame(take, self._monotonic())
        return None if frame is None else frame / RATE

    def lost(self) -> bool:
        """Whether the stream ended by itself or has not asked for sound for a second."""
        if self._finished and not self._closing:
            return True
        if self._called is None:
            return self._monotonic() - self._opened > _FIRST_PATIENCE
        return self._monotonic() - self._called > _PATIENCE

    def close(self) -> None:
        """Drop what is queued, which is silence at once, and free the device."""
        self._closing = True
        self._wake.set()
        self._stream.abort()
        self._stream.close()
        if self._prompt:
            self._prompt = False
            prompt.end()
            portaudio.release(self._sounddevice)
        self._mixing.join(timeout=1.0)

    def _on_finished(self) -> None:
        self._finished = True
        if not self._closing:
            self._on_loss()

    def _mix(self) -> None:
        changed: object = None
        while not self._closing:
            take, change = self._next, self._change
            if change is not None and change is not changed:
                if change[0] is take and not take.change(change[1], change[2]):
                    continue
                changed = change
                time.sleep(_SETTLES)  # a slider that is dragged changes sixty times a second
            while not self._closing and take is self._next and take.mix_some():
                pass
            busy = not take.held and take.rendered < take.end
            self._wake.wait(_TOP_UP if busy else None)
            self._wake.clear()

    # From here on runs in the device's own thread: no lock, no log, nothing that could wait.
    def _callback(self, out: Block, frames: int, times: Any, status: object) -> None:
        now = self._monotonic()
        late = self._lateness.since(times.currentTime)
        lead = times.outputBufferDacTime - times.currentTime
        if not 0.0 < lead <= 2.0:
            lead = self.latency
        if self._next is not self._take and self._gain == 0.0:
            self._change_over()
        take = self._take
        first, count = take.played, 0
        if not (take.held and self._gain == 0.0):
            count = take.ring.read_into(out)
            take.played = first + count
        target = 0.0 if take.held or self._next is not take else self._volume
        if count:
            self._shape(out, target)
        else:
            out.fill(0.0)
            self._gain = target
        self._clock.note(take, self._device_frame, first, count, now - late + lead)
        self._device_frame += frames
        self._called = now

    def _change_over(self) -> None:
        take = self._next
        if take.ready():
            self._take, self._rise = take, take.rise
            if not take.rise and not take.held:
                self._gain = self._volume

    def _shape(self, out: Block, target: float) -> None:
        gain = self._gain
        if gain == target:
            if gain != 1.0:
                out *= gain
            return
        slope = self._scratch[: len(out)]
        speed = 1.0 / (self._rise or _RAMP) if target > gain else -1.0 / _RAMP
        np.multiply(self._steps[: len(out)], speed, out=slope)
        np.add(slope, gain, out=slope)
        (np.minimum if target > gain else np.maximum)(slope, target, out=slope)
        out *= slope[:, None]
        self._gain = float(slope[-1])
        if abs(self._gain - target) < 1e-6:
            self._gain, self._rise = target, _RAMP
