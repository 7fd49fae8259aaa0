"""Watches a descriptor of an adapter on the interface's thread."""

from collections.abc import Callable

from PySide6.QtCore import QSocketNotifier


def watch(descriptor: int, arrived: Callable[[], None]) -> Callable[[], None]:
    """Call `arrived` whenever there is something to read; the answer ends it."""
    notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: arrived())

    def end() -> None:
        notifier.setEnabled(False)
        notifier.deleteLater()

    return end
