"""Opens and closes the sound device without ever waiting for a driver that hangs."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from burnbreak.audio import portaudio
from burnbreak.audio.errand import Errand
from burnbreak.audio.libraries import Importer, UnavailableError, load_sounddevice
from burnbreak.audio.trouble import Trouble

if TYPE_CHECKING:
    from burnbreak.audio.device import DevicePlayer
    from burnbreak.audio.take import Take

T = TypeVar("T")

_OPENING_LIMIT = 5.0
_CLOSING_LIMIT = 2.0


class Outlet:
    """Used by one worker thread; at most one stream is open at a time."""

    def __init__(
        self, monotonic: Callable[[], float], importer: Importer, *, rescan: bool, rested: Callable[[], None]
    ) -> None:
        self._monotonic = monotonic
        self._importer = importer
        self._rescan, self._rested = rescan, rested
        self._stale = False
        self._sounddevice: Any = None
        self._left_behind: list[Errand[Any]] = []

    def load(self) -> Trouble | None:
        """Import all that plays and start PortAudio; returns what is in the way."""
        try:
            self._fetch(Errand(self._load), _OPENING_LIMIT)
        except UnavailableError as error:
            return error.trouble
        return None

    def open(
        self, first_take: "Callable[[], Take | None]", *, volume: float, on_loss: Callable[[], None]
    ) -> "tuple[DevicePlayer, Take] | None":
        """Open the default device; raises UnavailableError.

        `first_take` is asked when the libraries are there; if it answers None, nothing is opened.
        """
        self._left_behind = [errand for errand in self._left_behind if errand.pending()]
        if self._left_behind:
            raise UnavailableError(Trouble.STUCK)
        errand = Errand(lambda: self._connect(first_take, volume, on_loss), undo=_close_late)
        return self._fetch(errand, _OPENING_LIMIT)

    def close(self, output: "DevicePlayer") -> None:
        """Silence at once; a device that does not let go is left behind."""
        try:
            self._fetch(Errand(output.close), _CLOSING_LIMIT)
        except UnavailableError:
            self._stale = True

    def rest(self) -> None:
        """End PortAudio until `load` or `open`, which count the devices anew."""
        with suppress(UnavailableError):
            self._fetch(Errand(self._rest), _CLOSING_LIMIT)

    def distrust(self) -> None:
        """Count the devices anew before the next opening."""
        self._stale = True

    def _fetch(self, errand: Errand[T], seconds: float) -> T:
        try:
            return errand.fetch(seconds)
        except TimeoutError as error:
            self._left_behind.append(errand)
            raise UnavailableError(Trouble.STUCK) from error

    def _load(self) -> None:
        sounddevice = load_sounddevice(self._importer)
        self._sounddevice = sounddevice
        import burnbreak.audio.desk
        import burnbreak.audio.device  # noqa: F401

        try:
            portaudio.wake(sounddevice)
        except sounddevice.PortAudioError as error:
            raise UnavailableError(Trouble.NO_DEVICE) from error

    def _rest(self) -> None:
        if self._sounddevice is not None:
            portaudio.rest(self._sounddevice)
        self._rested()

    def _connect(
        self, first_take: "Callable[[], Take | None]", volume: float, on_loss: Callable[[], None]
    ) -> "tuple[DevicePlayer, Take] | None":
        sounddevice = self._sounddevice = load_sounddevice(self._importer)
        from burnbreak.audio.device import DevicePlayer

        try:
            if self._stale:
                portaudio.recount(sounddevice)
            self._stale = self._rescan
            take = first_take()
            if take is None:
                return None
            return DevicePlayer(sounddevice, self._monotonic, take, volume=volume, on_loss=on_loss), take
        except sounddevice.PortAudioError as error:
            self._stale = True
            raise UnavailableError(Trouble.NO_DEVICE) from error


def _close_late(made: "tuple[DevicePlayer, Take] | None") -> None:
    if made is not None:
        made[0].close()
