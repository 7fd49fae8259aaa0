"""One sitting as it runs: the player's position is its clock, and everything shown follows from it."""

from collections.abc import Callable
from dataclasses import replace

from burnbreak.core.guided import Part
from burnbreak.core.practice import Practice
from burnbreak.core.timeline import Frame, Timeline
from burnbreak.engine.ports import Player


class Run:
    """Guides one timeline on a player."""

    def __init__(
        self,
        *,
        entry_id: str,
        practice: Practice,
        timeline: Timeline,
        player: Player,
        say: Callable[[str], str],
        visual_offset: float = 0.0,
    ) -> None:
        """`say` words a caption for the user; `visual_offset` as the attribute."""
        self.entry_id, self.practice, self.timeline = entry_id, practice, timeline
        self.paused = False
        self.visual_offset = visual_offset
        """How much later the picture runs (seconds), for sound that reaches the ear late."""
        self._player, self._say = player, say

    @property
    def seconds(self) -> float:
        """The length of the whole sitting."""
        return self.timeline.seconds

    def begin(self) -> None:
        """Start the sound and with it the clock."""
        self._player.play(self.timeline.score)

    def heard(self) -> float:
        """Seconds sat so far, without pauses."""
        return min(self._player.position(), self.seconds)

    def over(self) -> bool:
        """Whether it has come to its end."""
        return self.heard() >= self.seconds - 0.001

    def frame(self) -> Frame:
        """What is seen now, its caption worded for the user."""
        frame = self.timeline.frame(self.heard() - self.visual_offset)
        return replace(frame, caption=self._say(frame.caption)) if frame.caption else frame

    def audible(self) -> bool:
        """Whether it can be heard."""
        return self._player.audible()

    def change(self, revise: Callable[[Timeline, float], Timeline]) -> bool:
        """Go on with another timeline from where it is now; False where `revise` leaves it as it is."""
        position = self.heard()
        timeline = revise(self.timeline, position)
        if timeline is self.timeline:
            return False
        self.timeline = timeline
        self._player.play(timeline.score, start_at=position)
        if self.paused:
            self._player.pause()
        return True

    @property
    def part(self) -> Part | None:
        """The part of a guided practice that it is in."""
        heard = self.heard()
        return next((p for p in self.timeline.parts if p.start <= heard < p.end), None)

    def hold(self, on: bool) -> None:
        """Pause it, or let it go on."""
        if on != self.paused:
            self.paused = on
            if on:
                self._player.pause()
            else:
                self._player.resume()

    def set_volume(self, volume: float) -> None:
        """Master volume, 0 to 1."""
        self._player.set_volume(volume)

    def stop(self) -> float:
        """Silence; returns the seconds that were sat."""
        heard = self.heard()
        self._player.stop()
        return heard
