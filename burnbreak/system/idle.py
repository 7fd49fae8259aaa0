"""How long the person has touched neither keyboard nor mouse: the protocol and its null version."""

from collections.abc import Sequence
from typing import Protocol


class IdleSource(Protocol):
    """One way to ask; asked seldom, never polled by itself."""

    @property
    def name(self) -> str:
        """What answers, for the doctor: "X11 screen saver extension"."""
        ...

    def seconds(self) -> float | None:
        """Seconds since the last input, or None when it cannot be known; never raises."""
        ...

    def close(self) -> None:
        """Give connections back; a later question makes them anew."""
        ...


class UnknownIdle:
    """Knows nothing; whoever asks must take the person to be active."""

    name = "none"

    def seconds(self) -> float | None:
        """Always unknown."""
        return None

    def close(self) -> None:
        """There is nothing to give back."""


class FirstIdle:
    """The first of several sources that answers."""

    def __init__(self, sources: Sequence[IdleSource]) -> None:
        self._sources = tuple(sources)
        self._answered: IdleSource = UnknownIdle()

    @property
    def name(self) -> str:
        """The source that answered last."""
        return self._answered.name

    def seconds(self) -> float | None:
        """See IdleSource."""
        for source in self._sources:
            if (seconds := source.seconds()) is not None:
                self._answered = source
                return seconds
        self._answered = UnknownIdle()
        return None

    def close(self) -> None:
        """Close every one of them."""
        for source in self._sources:
            source.close()
