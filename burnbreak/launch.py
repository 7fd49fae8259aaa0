"""The first moments of the app: nothing is loaded before the icon but what the icon needs.

In this order, after the command line has read its arguments: the folders, the lock that makes it the only
one, the icon. In the first turns of the event loop follows the rest (`burnbreak.app`), in parts, so that
the tray's questions are answered in between. At the end the parts are closed, and the lock goes last.
"""

import builtins
import logging
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.system.memory import one_heap
from burnbreak.system.platform import Platform, current

if TYPE_CHECKING:
    from burnbreak.app import Desktop
    from burnbreak.ui.instance import Instance

ASKED_MS = 30
"""By then a tray has asked for name and picture of its new icon."""
SWITCH = 0.0005
"""Seconds that one thread may keep another waiting for the interpreter, instead of 5 ms: opening the sound
device takes a dozen turns while the window is being made."""
STARTING = 10.0
"""Seconds that another one which is just starting may take until it answers."""


def launch(command: str, request: Mapping[str, Any], *, autostarted: bool) -> int:
    """Run the app on this display until it is quit; `command` is carried out once it is up."""
    app = _application()
    from burnbreak.ui.instance import AlreadyRunning, Instance

    paths = find_paths()
    try:
        paths.make()
        instance = Instance(paths.runtime / "lock")
    except StorageError as fault:
        return _cannot_start(app, str(fault))
    except AlreadyRunning:
        return 0 if autostarted else _hand_over(paths, command, request)
    start = _Start(app, paths, instance)
    status = start.run(command, request, autostarted=autostarted)
    # All is closed and kept by now. At the interpreter's end the objects of Qt and of Python die in no
    # particular order, which has crashed.
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _application() -> Any:
    if current() is Platform.LINUX:
        # The GTK plug-in of the desktop costs a fifth of the start and 20 MB, and gives us nothing we show.
        os.environ.setdefault("QT_QPA_PLATFORMTHEME", "gnome")
    # A desktop without portals is no fault that its user should read about.
    quiet = "qt.qpa.services.warning=false;qt.qpa.theme.gnome.warning=false"
    os.environ.setdefault("QT_LOGGING_RULES", quiet)
    # Qt would share out the painting of a circle among threads, at 500 wake-ups a second and no gain.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    one_heap(os.environ)
    _import_plainly()
    from PySide6.QtWidgets import QApplication

    app = QApplication(["burnbreak"])
    app.setApplicationName("burnbreak")
    app.setApplicationDisplayName("burnbreak")
    app.setDesktopFileName("burnbreak")
    app.setQuitOnLastWindowClosed(False)
    return app


def _import_plainly() -> None:
    """Takes back what PySide6 does to every later import.

    It reads the source of each module, and keeps it, to find out who may want other names for Qt's functions
    (`from __feature__ import snake_case`). Nobody here does, and it costs 6 MiB, with numpy 10 more.
    """
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _cannot_start(app: Any, sentence: str) -> int:
    """Nothing can be kept: say so where it will be seen, and end."""
    from burnbreak.core.settings import Look
    from burnbreak.resources import asset_folder
    from burnbreak.ui.icons import Icons
    from burnbreak.ui.message import Message
    from burnbreak.ui.placing import centre
    from burnbreak.ui.theme import Theme

    print(f"burnbreak: {sentence}", file=sys.stderr, flush=True)
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return 1
    # Ctrl-C in the terminal ends it like the button; there is nothing to close.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    icons = Icons(asset_folder("icons"))
    app.setWindowIcon(icons.app())
    theme = Theme(app, icons, Look())
    window = Message(sentence)
    centre(window)
    window.show()
    window.activateWindow()
    app.setQuitOnLastWindowClosed(True)
    app.exec()
    del theme
    return 1


def _hand_over(paths: Paths, command: str, request: Mapping[str, Any]) -> int:
    """Two were started at once, and the other one was first: let it do what was asked, once it answers."""
    from burnbreak.system.local_socket import NotRunning, ask, control_address

    deadline = time.monotonic() + STARTING
    while True:
        try:
            answer = ask(control_address(paths.runtime), command, request)
            break
        except NotRunning:
            if time.monotonic() > deadline:
                print("burnbreak: it is already starting; try again in a moment.", file=sys.stderr)
                return 1
            time.sleep(0.05)
    if not answer.get("ok"):
        print(f"burnbreak: {answer.get('text', '')}", file=sys.stderr)
    return 0 if answer.get("ok") else 1


class _Start:
    """Shows the icon, then puts the app together part by part."""

    def __init__(self, app: Any, paths: Paths, instance: "Instance") -> None:
        from burnbreak.resources import asset_folder
        from burnbreak.ui.first_icon import FirstIcon
        from burnbreak.ui.icons import Icons

        self._app, self._paths, self._instance = app, paths, instance
        self._desktop: Desktop | None = None
        self._icon = FirstIcon(Icons(asset_folder("icons")), app)

    def run(self, command: str, request: Mapping[str, Any], *, autostarted: bool) -> int:
        """Start, run, close; returns the exit status."""
        sys.setswitchinterval(SWITCH)
        self._parts = self._in_parts(command, request, autostarted)
        # Whoever has asked for something is not kept waiting for the tray.
        self._later(ASKED_MS if command == "show" else 0)
        status = int(self._app.exec())
        if self._desktop is not None:
            self._desktop.close()
        self._instance.close()
        return status

    def _in_parts(self, command: str, request: Mapping[str, Any], autostarted: bool) -> Iterator[None]:
        import burnbreak.engine.coach  # noqa: F401  (half of what `burnbreak.app` takes)

        yield
        from burnbreak.app import Desktop

        yield
        desktop = Desktop(self._app, self._paths)
        yield
        yield from desktop.build(self._instance, self._icon)
        self._desktop = desktop
        desktop.go(command, request, autostarted=autostarted)

    def _next(self) -> None:
        try:
            next(self._parts)
        except StopIteration:
            pass
        except Exception:
            sys.excepthook(*sys.exc_info())
            self._app.exit(1)
        else:
            self._later(0)

    def _later(self, milliseconds: int) -> None:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(milliseconds, self._app, self._next)
