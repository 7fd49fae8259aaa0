"""A few seconds of sound to hear before one chooses: a practice's beginning, a narrator, the bell."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from burnbreak.core.score import Score
from burnbreak.core.timeline import Frame
from burnbreak.engine.ports import Player

STEP_MS = 100


class Preview(QObject):
    """Plays one score at a time on the player of the sittings, while none of those runs."""

    moved = Signal(float)
    """How much of it has passed, 0 to 1."""
    ended = Signal()
    """It is over, whether by itself or stopped."""

    def __init__(self, player: Player, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        """`busy`: a sitting has the player."""
        super().__init__(parent)
        self._player, self._busy = player, busy
        self._score: Score | None = None
        self._frame: Callable[[float], Frame] | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(STEP_MS)
        self._clock.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether it plays."""
        return self._score is not None

    def play(self, score: Score, frame: Callable[[float], Frame] | None = None) -> bool:
        """Begin; what played before ends. False while a sitting runs. `frame` tells what is seen in it."""
        self.stop()
        if self._busy():
            return False
        self._score, self._frame = score, frame
        self._player.play(score)
        self._clock.start()
        self.moved.emit(0.0)
        return True

    def frame(self) -> Frame | None:
        """What is seen now; None when nothing plays, or nothing is to be seen."""
        return self._frame(self._player.position()) if self._frame is not None else None

    def stop(self) -> None:
        """End it, if it plays. A sitting that has begun meanwhile keeps the player."""
        if self._score is None:
            return
        self._score = self._frame = None
        self._clock.stop()
        if not self._busy():
            self._player.stop()
        self.ended.emit()

    def _look(self) -> None:
        if self._score is None or self._busy():
            self.stop()
            return
        share = self._player.position() / self._score.seconds
        self.moved.emit(min(1.0, share))
        if share >= 1.0:
            self.stop()
