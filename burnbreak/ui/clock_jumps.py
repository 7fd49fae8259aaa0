"""A jump of the wall clock is acted on at once; where jumps are told, beats may be rarer."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QSocketNotifier

from burnbreak.engine.ports import ClockWatch


class ClockJumps:
    """Stands between the watch and the scheduler."""

    def __init__(self, watch: ClockWatch, rests_at: Callable[[datetime], bool]) -> None:
        """`rests_at` tells of a moment (UTC) whether a beat then would find nothing."""
        self._watch, self._rests_at = watch, rests_at
        self._notifier: QSocketNotifier | None = None

    def start(self, jumped: Callable[[], None], parent: QObject) -> None:
        """Listen from now on; `jumped` is called on this thread at each jump, and after a sleep."""
        descriptor = self._watch.open()
        if descriptor is None:
            return

        def heard() -> None:
            self._watch.heard()
            jumped()

        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, parent)
        self._notifier.activated.connect(heard)

    def spares(self, moment: datetime) -> bool:
        """Whether the beat at a moment (UTC) may be left out; never where a jump is found by beats alone."""
        return self._notifier is not None and self._rests_at(moment)

    def close(self) -> None:
        """Listen no more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        self._watch.close()
