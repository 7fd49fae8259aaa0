"""Tells when one of some files has changed, also when it was replaced by another of its name."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

SETTLES_MS = 500
"""Programs write in several steps; looked at once they have done."""


class FileWatch(QObject):
    """Follows files by the system's own events; what cannot be watched is simply not told."""

    def __init__(self, changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._paths: tuple[str, ...] = ()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._stir)
        self._watcher.directoryChanged.connect(self._stir)
        self._settled = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._settled.timeout.connect(self._tell)
        self._seen: dict[str, float] = {}
        self._changed = changed

    def watch(self, paths: Iterable[str]) -> None:
        """Follow these files from now on, and no others."""
        self._paths = tuple(dict.fromkeys(paths))
        old = [*self._watcher.files(), *self._watcher.directories()]
        if old:
            self._watcher.removePaths(old)
        self._add()
        self._seen = self._times()

    def _add(self) -> None:
        # A file that is replaced is watched no more, so its folder is watched as well.
        wanted = {*self._paths, *(str(Path(path).parent) for path in self._paths)}
        missing = wanted - {*self._watcher.files(), *self._watcher.directories()}
        there = [path for path in sorted(missing) if Path(path).exists()]
        if there:
            self._watcher.addPaths(there)

    def _stir(self, _path: str) -> None:
        self._settled.start()

    def _tell(self) -> None:
        self._add()
        now = self._times()
        if now != self._seen:
            self._seen = now
            self._changed()

    def _times(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for path in self._paths:
            try:
                found[path] = Path(path).stat().st_mtime_ns
            except OSError:
                found[path] = -1
        return found
