"""Records from the default microphone: opened only for a take, never waiting for a driver that hangs.

No Qt and no thread of its own beside those that open and close the device; whoever shows it looks on.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from burnbreak.audio import portaudio
from burnbreak.audio.errand import Errand
from burnbreak.audio.libraries import Importer, UnavailableError, load_sounddevice
from burnbreak.audio.trouble import Trouble
from burnbreak.core.recording import Level, MicTrouble

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from burnbreak.audio.microphone import Microphone

_OPENING_LIMIT = 5.0
_CLOSING_LIMIT = 2.0
_TROUBLES = {Trouble.NO_LIBRARY: MicTrouble.NO_LIBRARY, Trouble.NO_PORTAUDIO: MicTrouble.NO_LIBRARY}


class MicrophoneError(Exception):
    """There is no recording; `trouble` says why."""

    def __init__(self, trouble: MicTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What was recorded, 48 kHz mono, and what was wrong with it."""

    sound: "NDArray[np.int16]"
    trouble: MicTrouble | None = None
    overrun: bool = False


class Recorder:
    """One take at a time. `begin` and `end` take their time and belong on a worker thread."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        importer: Importer = import_module,
        may_rescan: Callable[[], bool] = lambda: False,
    ) -> None:
        """`may_rescan`: no other stream of ours is open, so PortAudio may count the devices anew."""
        self._monotonic, self._importer, self._may_rescan = monotonic, importer, may_rescan
        self._microphone: Microphone | None = None
        self._left_behind: list[Errand[None]] = []

    def begin(self, longest: float, on_loss: Callable[[], None] = lambda: None) -> None:
        """Open the microphone and record, for at most so many seconds. Raises MicrophoneError."""
        if self._microphone is not None:
            raise RuntimeError("a take runs already")
        self._left_behind = [errand for errand in self._left_behind if errand.pending()]
        if self._left_behind:
            raise MicrophoneError(MicTrouble.STUCK)
        errand = Errand(lambda: self._open(longest, on_loss), undo=lambda late: late.close())
        try:
            self._microphone = errand.fetch(_OPENING_LIMIT)
        except TimeoutError as error:
            raise MicrophoneError(MicTrouble.STUCK) from error

    @property
    def recording(self) -> bool:
        """Whether the microphone is open."""
        return self._microphone is not None

    def level(self) -> Level:
        """How loud it has been since the last look."""
        microphone = self._microphone
        return microphone.level() if microphone else Level(-120.0, -120.0)

    def seconds(self) -> float:
        """How much has been recorded."""
        return self._microphone.seconds if self._microphone else 0.0

    def sound(self, first: int = 0) -> "NDArray[np.int16] | None":
        """What has been recorded so far, from a frame on; None while nothing is."""
        return self._microphone.sound(first) if self._microphone else None

    def over(self) -> bool:
        """Whether the take has ended by itself: the microphone is lost, or no more can be taken."""
        microphone = self._microphone
        return microphone is not None and (microphone.full or microphone.lost())

    def end(self, *, whole: bool = True) -> Raw:
        """Close the microphone and hand over the take; `whole`: when what was just said has come through."""
        microphone, self._microphone = self._microphone, None
        if microphone is None:
            raise RuntimeError("no take runs")
        lost = microphone.lost()
        if whole and not lost and not microphone.full:
            lost = not self._wait(microphone)
        closing = Errand(microphone.close)
        try:
            closing.fetch(_CLOSING_LIMIT)
        except TimeoutError:
            self._left_behind.append(closing)
        trouble = MicTrouble.LOST if lost else MicTrouble.FULL if microphone.full else None
        if microphone.deaf() or (trouble is None and not microphone.seconds):
            trouble = MicTrouble.DEAF
        return Raw(sound=microphone.sound(), trouble=trouble, overrun=microphone.overrun)

    def _wait(self, microphone: "Microphone") -> bool:
        """Until the sound of this moment has arrived; False when the microphone is lost meanwhile."""
        until = self._monotonic() + microphone.lag
        while self._monotonic() < until and not microphone.full:
            if microphone.lost():
                return False
            time.sleep(0.02)
        return True

    def _open(self, longest: float, on_loss: Callable[[], None]) -> "Microphone":
        try:
            sounddevice = load_sounddevice(self._importer)
        except UnavailableError as error:
            raise MicrophoneError(_TROUBLES.get(error.trouble, MicTrouble.NO_MICROPHONE)) from error
        from burnbreak.audio.microphone import Microphone

        try:
            return Microphone(sounddevice, self._monotonic, longest, on_loss)
        except (sounddevice.PortAudioError, ValueError) as error:
            if not self._may_rescan():
                raise MicrophoneError(MicTrouble.NO_MICROPHONE) from error
        try:
            # It may have been plugged in after PortAudio counted the devices.
            portaudio.recount(sounddevice)
            return Microphone(sounddevice, self._monotonic, longest, on_loss)
        except (sounddevice.PortAudioError, ValueError) as error:
            raise MicrophoneError(MicTrouble.NO_MICROPHONE) from error
