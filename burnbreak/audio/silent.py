"""A player without a device: the sitting runs on the monotonic clock."""

from collections.abc import Callable, Mapping

from burnbreak.audio.playhead import Playhead
from burnbreak.core.score import Channel, Score


class SilentPlayer:
    """Keeps the position of a sitting that nobody hears."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._playhead = Playhead(monotonic)
        self._going = False

    def prepare(self) -> None:
        """Silence needs nothing."""

    def play(self, score: Score, *, start_at: float = 0.0) -> None:
        """Start the score from `start_at` seconds."""
        self._playhead.place(start_at, score.seconds)
        self._playhead.run()
        self._going = True

    def opening(self) -> bool:
        """Never."""
        return False

    def position(self) -> float:
        """Seconds since the start without the pauses, at most the score's length."""
        return self._playhead.position()

    def pause(self) -> None:
        """Hold the position."""
        self._playhead.stand()

    def resume(self) -> None:
        """Go on; nothing happens after `stop` or while it runs."""
        if self._going and self._playhead.waiting():
            self._playhead.run()

    def stop(self) -> None:
        """End; the position stays readable."""
        self._playhead.stand()
        self._going = False

    def set_volume(self, volume: float) -> None:
        """Nothing is heard at any volume."""

    def set_channel_volumes(self, volumes: Mapping[Channel, float]) -> None:
        """Nor of any channel."""

    def audible(self) -> bool:
        """Never."""
        return False

    def close(self) -> None:
        """Nothing to give back."""
        self.stop()
