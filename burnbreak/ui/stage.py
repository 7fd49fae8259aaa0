"""A sitting on the screen: its window comes after its first sound, and goes when it ends."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from burnbreak.engine.coach import Coach
from burnbreak.engine.ports import Player
from burnbreak.ui.hearing import Hearing
from burnbreak.ui.open_windows import OpenWindows
from burnbreak.ui.sound_first import SoundFirst

PULSE_MS = 200
CHECK_EVERY = 25
"""In a sitting, calls are looked for at every so many pulses."""
_IN_THE_WAY = ("sitting", "closing", "breathe", "library")
"""What closes when a sitting comes up."""


class Stage(QObject):
    """Drives the Coach while a sitting runs, and shows what is to be seen of it."""

    changed = Signal()
    """Something to be seen has changed."""

    def __init__(
        self,
        coach: Coach,
        player: Player,
        hearing: Hearing,
        windows: OpenWindows,
        *,
        open: Callable[[str], None],
        check: Callable[[Callable[[], None] | None], None],
        parent: QObject,
    ) -> None:
        """`open` opens a window by its name; `check` looks for calls anew."""
        super().__init__(parent)
        self._coach, self._player, self._hearing, self._windows = coach, player, hearing, windows
        self._open, self._check = open, check
        self._sound_first = SoundFirst(player.opening, self._sounds, self)
        self._pulses, self._audible = 0, True
        self._pulse = QTimer(self)
        self._pulse.setInterval(PULSE_MS)
        self._pulse.timeout.connect(self._beat)

    @property
    def waits(self) -> bool:
        """Whether a sitting has begun that cannot be heard yet."""
        return self._sound_first.waits

    def near(self) -> None:
        """A sitting may begin soon: the first load of sound and window takes longer than a click waits."""
        self._player.prepare()
        self._windows.get_ready()

    def began(self) -> None:
        """A sitting runs."""
        self._sound_first.wait()
        self._pulse.start()
        self._hearing.sitting_began()

    def ended(self) -> None:
        """It is over."""
        self.stop()
        self._windows.close("sitting")
        QTimer.singleShot(0, self, self._open_closing)

    def stop(self) -> None:
        """Nothing is heard or counted any more."""
        self._pulse.stop()
        self._hearing.silence()

    def _beat(self) -> None:
        self._coach.pulse()
        self._pulses += 1
        if self._pulses % CHECK_EVERY == 0:
            self._check(None)
        run = self._coach.run
        if run is not None and run.audible() != self._audible:
            self._audible = run.audible()
            self.changed.emit()

    def _sounds(self) -> None:
        """The first bell is on its way: now for everything that is seen."""
        if self._coach.run is not None:
            for name in _IN_THE_WAY:
                self._windows.close(name)
            self._open("sitting")
        self.changed.emit()

    def _open_closing(self) -> None:
        if self._coach.view().closing is not None:
            self._windows.close("closing")
            self._open("closing")
