"""What the open device plays: which wish, as which take, and how loud each channel is in it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from burnbreak.audio.wish import Wish
from burnbreak.core.score import Channel

if TYPE_CHECKING:
    from burnbreak.audio.desk import Desk
    from burnbreak.audio.device import DevicePlayer
    from burnbreak.audio.take import Take

_SEEK_FADE = 0.08
_RETURN_FADE = 0.3
_LEAD = 0.15
"""How far ahead of the running position a returning device begins, seconds."""


class Programme:
    """Belongs to the player's worker; loads numpy with its first take."""

    def __init__(self, open_asset: Callable[[str], Path]) -> None:
        self.wish: Wish | None = None
        self._open_asset = open_asset
        self._desk: Desk | None = None
        self._take: Take | None = None
        self._gains: Mapping[Channel, float] = {}

    def take(self, wish: Wish, gains: Mapping[Channel, float], *, at: float, waiting: bool) -> "Take":
        """The wish from `at` seconds, or a little later where the sitting runs already."""
        if self._desk is None:
            from burnbreak.audio.desk import Desk

            self._desk = Desk(self._open_asset)
        fade_in = _RETURN_FADE if not waiting else _SEEK_FADE if at > 0 else 0.0
        take = self._desk.take(wish.score, gains, at=at if waiting else at + _LEAD, fade_in=fade_in)
        self.wish, self._gains, self._take = wish, gains, take
        return take

    def update(self, output: "DevicePlayer", wish: Wish, gains: Mapping[Channel, float]) -> None:
        """Bring the take that is playing to a new score or new gains, without a gap."""
        if self._desk is None or self._take is None or (self.wish is wish and self._gains is gains):
            return
        self.wish, self._gains = wish, gains
        mixer = self._desk.mixer(wish.score, gains)
        output.revise(self._take, mixer.render, mixer.frames)

    def end(self) -> None:
        """Nothing plays any more."""
        self.wish = self._take = None

    def clear(self) -> None:
        """Close files and give the memory back."""
        if self._desk is not None:
            self._desk.clear()
