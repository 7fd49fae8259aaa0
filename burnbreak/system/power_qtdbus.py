"""The Qt object behind `LinuxPowerWatch`: D-Bus signals arrive only at slots with exact signatures."""

import logging
from itertools import count
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from burnbreak.system.power import OnLock, OnSuspend

_log = logging.getLogger(__name__)

_LOGIN = "org.freedesktop.login1"
_MANAGER = "/org/freedesktop/login1"
_MANAGER_INTERFACE = f"{_LOGIN}.Manager"
_SESSION = f"{_LOGIN}.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
    ("org.mate.ScreenSaver", "/"),
    ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
)
_numbers = count(1)


def _slot(signature: str) -> Any:
    """A slot as `connect` takes it: a str, although its stub says bytes, which raise ValueError."""
    return SLOT(signature)


class Listener(QObject):
    """Turns the signals of several services into two callbacks; the last word on the lock wins."""

    def __init__(self, on_suspend: OnSuspend, on_lock: OnLock) -> None:
        super().__init__()
        self._on_suspend, self._on_lock = on_suspend, on_lock
        self._locked = False
        self._names: list[str] = []

    def hear_logind(self, address: str, session_id: str) -> bool:
        """Listen to logind for sleep and this session's lock; False when it is not there."""
        bus = self._connect(address)
        if not bus.isConnected() or not bus.interface().isServiceRegistered(_LOGIN).value():
            return False
        slot = _slot("suspending(bool)")
        heard = bool(bus.connect(_LOGIN, _MANAGER, _MANAGER_INTERFACE, "PrepareForSleep", self, slot))
        self._ask_session(bus, ["auto", session_id] if session_id else ["auto"])
        return heard

    def hear_savers(self, address: str) -> bool:
        """Listen to every known screen saver, running or not; False without a session bus."""
        bus = self._connect(address)
        if not bus.isConnected():
            return False
        slot = _slot("activated(bool)")
        heard = 0
        for service, path in _SAVERS:
            heard += bus.connect(service, path, service, "ActiveChanged", self, slot)
        return heard > 0

    def close(self) -> None:
        """Leave both buses."""
        for name in self._names:
            QDBusConnection.disconnectFromBus(name)
        self._names.clear()

    def _connect(self, address: str) -> QDBusConnection:
        name = f"burnbreak-power-{next(_numbers)}"
        if not address:
            return QDBusConnection(name)
        self._names.append(name)
        return QDBusConnection.connectToBus(address, name)

    def _ask_session(self, bus: QDBusConnection, names: list[str]) -> None:
        """Find the path of our session. Signals carry that path, and never the alias session/auto."""
        question = QDBusMessage.createMethodCall(_LOGIN, _MANAGER, _MANAGER_INTERFACE, "GetSession")
        question.setArguments([names[0]])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(question), self)
        watcher.finished.connect(lambda: self._got_session(bus, watcher, names[1:]))

    def _got_session(self, bus: QDBusConnection, watcher: QDBusPendingCallWatcher, names: list[str]) -> None:
        reply = watcher.reply()
        watcher.deleteLater()
        if reply.type() is QDBusMessage.MessageType.ReplyMessage:
            path = reply.arguments()[0].path()
            slot = _slot("changed(QString,QVariantMap,QStringList)")
            bus.connect(_LOGIN, path, _PROPERTIES, "PropertiesChanged", self, slot)
        elif names:
            self._ask_session(bus, names)
        else:
            _log.debug("logind knows no session of ours: %s", reply.errorName())

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
