"""The narrators there are, read when the first is needed."""

from collections.abc import Callable

from burnbreak.core import narration
from burnbreak.core.narration import Narration
from burnbreak.core.score import Channel
from burnbreak.core.settings import Sound


class Voices:
    """Keeps what `read` returned; it is asked once, and again after `forget`."""

    def __init__(self, read: Callable[[], tuple[Narration, ...]]) -> None:
        self._read = read
        self._all: tuple[Narration, ...] | None = None

    @property
    def all(self) -> tuple[Narration, ...]:
        """Those that come with burnbreak first."""
        if self._all is None:
            self._all = self._read()
        return self._all

    def forget(self) -> None:
        """They have changed on the disk."""
        self._all = None

    def chosen(self, sound: Sound) -> Narration | None:
        """The one that is set; None where no voice is wanted or there."""
        return narration.chosen(self.all if sound.narrator else (), sound.narrator)


def volumes(sound: Sound) -> dict[Channel, float]:
    """The volume of each channel, 0 to 1."""
    return {
        Channel.VOICE: sound.voice_volume / 100,
        Channel.BED: sound.bed_volume / 100,
        Channel.BELL: sound.bell_volume / 100,
        Channel.BREATH: sound.tone_volume / 100,
    }
