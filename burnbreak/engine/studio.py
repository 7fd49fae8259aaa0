"""What the prompter needs of the rest: a recorder it can look at, and a place for voices."""

from collections.abc import Mapping
from typing import Protocol

from burnbreak.core.recording import Moment, OwnVoice, Piece, Prompt, Recorded


class Studio(Protocol):
    """Records one take at a time and keeps clips. Every method but `keep` and `join` returns at once."""

    def voices(self) -> tuple[OwnVoice, ...]:
        """The human voices of the user's own."""
        ...

    def begin(self, cues: int) -> None:
        """Open the microphone for a take of so many cues; what was recorded and not kept is thrown away."""
        ...

    def look(self) -> Moment:
        """What the recorder does now; the level is that since the last look."""
        ...

    def end(self) -> None:
        """The take is over: close the microphone and make clips of it."""
        ...

    def recorded(self) -> Recorded | None:
        """What came of the take, once, when the recorder is idle again; None before."""
        ...

    def join(self, first: Piece, last: Piece) -> Piece:
        """Two neighbours of the last take of several cues, as one. OSError of one sentence."""
        ...

    def keep(self, voice: str, name: str, clips: Mapping[Prompt, Piece]) -> OwnVoice:
        """Put clips into a voice, all or none of them; `voice` is its id, empty for a new one called `name`.

        OSError of one sentence when that is impossible; then everything is as it was.
        """
        ...

    def close(self) -> None:
        """Let go of the microphone and throw away what was not kept."""
        ...
