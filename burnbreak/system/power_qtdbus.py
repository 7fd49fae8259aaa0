"""The Qt object behind `LinuxPowerWatch`: D-Bus signals arrive only at slots with exact signatures.

Two things crash PySide6 6.11 here and are avoided: leaving a bus while its thread still works for it, and
deleting a QDBusPendingCallWatcher. So connections are kept, and answers come to slots as well.
"""

import logging
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from burnbreak.system.power import OnLock, OnSuspend

_log = logging.getLogger(__name__)

_ANSWER_MS = 2000
_LOGIN = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_MANAGER_INTERFACE = f"{_LOGIN}.Manager"
_SESSION = f"{_LOGIN}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_CHANGED = "changed(QString,QVariantMap,QStringList)"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)


def _connection(address: str) -> QDBusConnection:
    """A connection to that bus, made once; not connected when there is no address."""
    name = f"burnbreak-power-{address}"
    return QDBusConnection.connectToBus(address, name) if address else QDBusConnection(name)


def _slot(signature: str) -> Any:
    """A slot as `connect` takes it: a str, although its stub says bytes, which raise ValueError."""
    return SLOT(signature)


def _ignore(_: bool) -> None:
    """Takes the place of a callback after the end."""


class Listener(QObject):
    """Turns the signals of several services into two callbacks; the last word on the lock wins."""

    def __init__(self, on_suspend: OnSuspend, on_lock: OnLock) -> None:
        super().__init__()
        self._on_suspend, self._on_lock = on_suspend, on_lock
        self._locked = False
        self._system = QDBusConnection("")
        self._names: list[str] = []
        self._heard: list[tuple[QDBusConnection, tuple[Any, ...]]] = []

    def hear_logind(self, address: str, session_id: str) -> bool:
        """Listen to logind for sleep and this session's lock; False when it is not there."""
        bus = self._system = _connection(address)
        if not bus.isConnected() or not bus.interface().isServiceRegistered(_LOGIN).value():
            return False
        self._names = ["auto", session_id] if session_id else ["auto"]
        self._ask_session()
        return self._hear(bus, _LOGIN, _MANAGER, _MANAGER_INTERFACE, "PrepareForSleep", "suspending(bool)")

    def hear_savers(self, address: str) -> bool:
        """Listen to every known screen saver, running or not; False without a session bus."""
        bus = _connection(address)
        if not bus.isConnected():
            return False
        heard = 0
        for service, path in _SAVERS:
            heard += self._hear(bus, service, path, service, "ActiveChanged", "activated(bool)")
        return heard > 0

    def close(self) -> None:
        """Listen no more."""
        self._on_suspend = self._on_lock = _ignore
        for bus, signal in self._heard:
            bus.disconnect(*signal)
        self._heard.clear()

    def _hear(self, bus: QDBusConnection, *signal: str) -> bool:
        *where, slot = signal
        arguments = (*where, self, _slot(slot))
        self._heard.append((bus, arguments))
        return bool(bus.connect(*arguments))

    def _ask_session(self) -> None:
        """Find the path of our session. Signals carry that path, and never the alias session/auto."""
        question = QDBusMessage.createMethodCall(_LOGIN, _MANAGER, _MANAGER_INTERFACE, "GetSession")
        question.setArguments([self._names.pop(0)])
        found, missing = _slot("found_session(QDBusMessage)"), _slot("no_session()")
        self._system.callWithCallback(question, self, found, missing, _ANSWER_MS)

    @Slot("QDBusMessage")
    def found_session(self, answer: QDBusMessage) -> None:
        """logind gave the path of our session."""
        path = answer.arguments()[0].path()
        self._hear(self._system, _LOGIN, path, _PROPERTIES, "PropertiesChanged", _CHANGED)

    @Slot()
    def no_session(self) -> None:
        """logind does not know it by that name; an old one wants the number."""
        if self._names:
            self._ask_session()
        else:
            _log.debug("logind knows no session of ours")

    @Slot(bool)
    def suspending(self, about_to_sleep: bool) -> None:
        """logind's PrepareForSleep."""
        self._on_suspend(about_to_sleep)

    @Slot(bool)
    def activated(self, active: bool) -> None:
        """A screen saver's ActiveChanged."""
        self._tell(active)

    @Slot("QString", "QVariantMap", "QStringList")
    def changed(self, interface: str, values: dict[str, Any], _invalidated: list[str]) -> None:
        """PropertiesChanged of the session."""
        if interface == _SESSION and "LockedHint" in values:
            self._tell(bool(values["LockedHint"]))

    def _tell(self, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self._on_lock(locked)
