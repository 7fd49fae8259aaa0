"""One uninterrupted stretch of a sitting on its way to the device."""

import logging

import numpy as np

from burnbreak.audio.heard import RATE
from burnbreak.audio.ring import Block, Ring
from burnbreak.audio.splice import Render, Splice

BLOCK = 2048
"""Frames the device asks for at once."""

_AHEAD = 2 * RATE
"""Frames mixed ahead, so that a machine that is busy with other things is not heard."""
_HEAD_START = 12_000
CHUNK = 4 * BLOCK
"""Frames mixed at once."""
_MARGIN = 3 * BLOCK
"""Frames of the ring that a change leaves alone, because the device may ask for them meanwhile."""
_log = logging.getLogger(__name__)


class Take:
    """Frames from `first` to `end`, mixed ahead by one thread and played by another."""

    def __init__(self, render: Render, first: int, end: int, fade_in: float) -> None:
        self.first = first
        self.end = end
        self.rise = max(1, round(fade_in * RATE)) if fade_in > 0 else 0
        """Frames of the fade-in; 0 lets the first sample through untouched."""
        self.held = False
        self.ring = Ring(_AHEAD)
        self.rendered = first
        self.played = first
        self._render = render
        self._splice: Splice | None = None
        self._stumbled = False

    def mix_some(self) -> bool:
        """Put a sixth of a second into the ring; False when it is full or the end is reached."""
        count = min(CHUNK, self.end - self.rendered)
        if count <= 0 or count > self.ring.space():
            return False
        self.ring.write(self._mixed(self._render, self.rendered, count))
        self.rendered += count
        return True

    def change(self, render: Render, end: int) -> bool:
        """Go on as `render`, faded over without a step from what the device is about to ask for.

        False when the device was faster; then try again.
        """
        begin = min(self.rendered, self.played + _MARGIN)
        old = self._splice.before(begin) if self._splice is not None else self._render
        splice = Splice(old, render, begin)
        block = self._mixed(splice.render, begin, self.rendered - begin)
        if len(block) and self.played + BLOCK > begin:
            return False
        self.ring.rewrite(block)
        self._splice, self._render, self.end = splice, splice.render, end
        return True

    def ready(self) -> bool:
        """Whether enough is mixed to begin."""
        return self.rendered >= min(self.end, self.first + _HEAD_START)

    def _mixed(self, render: Render, first: int, count: int) -> Block:
        # Silence in place of what cannot be made: the position of the sitting goes on.
        try:
            return render(first, count)
        except Exception:
            if not self._stumbled:
                _log.exception("A stretch of sound could not be mixed.")
            self._stumbled = True
            return np.zeros((count, 2), dtype=np.float32)
