"""Saves settings once a slider rests, instead of at each of its steps."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from burnbreak.core.settings import Settings
from burnbreak.engine.ports import SettingsStore

RESTS_MS = 300
AGAIN_MS = 60_000
"""After a failure they wait so long, or for the next change, or for the end."""


class SettingsSaver(QObject):
    """A SettingsStore before another one; trouble is told when it shows."""

    def __init__(self, store: SettingsStore, trouble: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._trouble = store, trouble
        self._waiting: Settings | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    def save(self, settings: Settings) -> None:
        """Keep them soon; later ones take their place."""
        self._waiting = settings
        self._timer.start(RESTS_MS)

    def flush(self) -> None:
        """Keep what waits now."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            try:
                self._store.save(waiting)
            except OSError as fault:
                self._waiting = waiting
                self._timer.start(AGAIN_MS)
                self._trouble(str(fault))
