"""Makes the player of the app."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from burnbreak.audio.reliable import ReliablePlayer
from burnbreak.core.score import Channel

if TYPE_CHECKING:
    from burnbreak.engine.ports import Player


def build_player(
    open_asset: Callable[[str], Path],
    monotonic: Callable[[], float],
    *,
    volumes: Mapping[Channel, float] | None = None,
    rescan: bool = False,
) -> "Player":
    """The player of the app; loads nothing until it is asked to play."""
    return ReliablePlayer(open_asset, monotonic, volumes=volumes, rescan=rescan)
