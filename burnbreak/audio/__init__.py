"""Sound without Qt: assets, mixing, and players that never fail the sitting.

Importing this package loads neither numpy nor soundfile nor sounddevice; the first sitting does.
"""

from burnbreak.audio.build import build_player
from burnbreak.audio.reliable import ReliablePlayer
from burnbreak.audio.silent import SilentPlayer
from burnbreak.audio.trouble import Trouble

__all__ = ["ReliablePlayer", "SilentPlayer", "Trouble", "build_player"]
