"""Why a sitting is silent, in words the interface and the doctor can show."""

from enum import StrEnum


class Trouble(StrEnum):
    """The value is a stable key; `words` is the sentence for people."""

    NO_LIBRARY = "no-library"
    NO_PORTAUDIO = "no-portaudio"
    NO_DEVICE = "no-device"
    LOST = "lost"
    STUCK = "stuck"

    @property
    def words(self) -> str:
        """One plain sentence."""
        return _WORDS[self]


_WORDS = {
    Trouble.NO_LIBRARY: "A Python library for sound is missing, so this goes on in silence.",
    Trouble.NO_PORTAUDIO: "The PortAudio library is missing, so this goes on in silence.",
    Trouble.NO_DEVICE: "No sound device was found, so this goes on in silence.",
    Trouble.LOST: "The sound device went away; sound returns when it does.",
    Trouble.STUCK: "The sound device does not answer, so this goes on in silence.",
}
