"""The Qt object behind `LinuxPowerWatch`: D-Bus signals arrive only at slots with exact signatures.

Two things crash PySide6 6.11 here and are avoided: leaving a bus while its thread still works for it, and
deleting a QDBusPendingCallWatcher. So connections are kept, and answers come to slots as well. A third hangs:
what changes a QDBusServiceWatcher that is there already waits for the bus's thread, which waits for Python.
"""

import logging
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServiceWatcher, QDBusUnixFileDescriptor

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
        self._ids: tuple[str, ...] = ()
        self._names: list[str] = []
        self._path = ""
        self._again = False
        self._heard: list[tuple[QDBusConnection, tuple[Any, ...]]] = []
        self._wants_delay = self._asked_delay = False
        self._delay: QDBusUnixFileDescriptor | None = None

    def hear_logind(self, address: str, session_id: str) -> bool:
        """Listen to logind for sleep and this session's lock, now or when it comes; whether it is there."""
        bus = self._system = _connection(address)
        if not bus.isConnected():
            return False
        self._ids = ("auto", session_id) if session_id else ("auto",)
        self._hear(bus, _LOGIN, _MANAGER, _MANAGER_INTERFACE, "PrepareForSleep", "suspending(bool)")
        coming = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
        watcher = QDBusServiceWatcher(_LOGIN, bus, coming, self)
        watcher.serviceRegistered.connect(self._came)
        there = bool(bus.interface().isServiceRegistered(_LOGIN).value())
        if there:
            self._ask_session()
        return there

    def hear_savers(self, address: str) -> bool:
        """Listen to every known screen saver, running or not; False without a session bus."""
        bus = _connection(address)
        if not bus.isConnected():
            return False
        heard = 0
        going = QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration
        for service in {service for service, _ in _SAVERS}:
            QDBusServiceWatcher(service, bus, going, self).serviceUnregistered.connect(self._saver_gone)
        for service, path in _SAVERS:
            heard += self._hear(bus, service, path, service, "ActiveChanged", "activated(bool)")
        return heard > 0

    def delay_sleep(self, on: bool) -> None:
        """Take logind's delay, which holds sleep back for five seconds at most, or give it back."""
        self._wants_delay = on
        if not on:
            self._delay = None  # logind sees the descriptor closed
        elif self._delay is None and not self._asked_delay:
            self._asked_delay = True
            question = QDBusMessage.createMethodCall(_LOGIN, _MANAGER, _MANAGER_INTERFACE, "Inhibit")
            question.setArguments(["sleep", "burnbreak", "A pause ends quietly before sleep", "delay"])
            given, refused = _slot("delayed(QDBusMessage)"), _slot("not_delayed()")
            self._system.callWithCallback(question, self, given, refused, _ANSWER_MS)

    @Slot("QDBusMessage")
    def delayed(self, answer: QDBusMessage) -> None:
        """logind gave the descriptor that stands for the delay."""
        self._asked_delay = False
        self._delay = answer.arguments()[0] if self._wants_delay else None

    @Slot()
    def not_delayed(self) -> None:
        """Sleep comes when it comes; it is noticed all the same."""
        self._asked_delay = False
        _log.debug("logind does not delay sleep")

    def close(self) -> None:
        """Listen no more."""
        self.delay_sleep(False)
        self._on_suspend = self._on_lock = _ignore
        for bus, signal in self._heard:
            bus.disconnect(*signal)
        self._heard.clear()

    def _hear(self, bus: QDBusConnection, *signal: str) -> bool:
        *where, slot = signal
        arguments = (*where, self, _slot(slot))
        self._heard.append((bus, arguments))
        return bool(bus.connect(*arguments))

    def _came(self, _name: str) -> None:
        """logind has begun anew: what it was asked for is gone, a change of the lock may have been missed."""
        self._delay, self._asked_delay = None, False
        self.delay_sleep(self._wants_delay)
        self._again = True
        self._ask_session()

    def _ask_session(self) -> None:
        """Ask by each name in turn."""
        self._names = list(self._ids)
        self._ask_next()

    def _ask_next(self) -> None:
        """Find the path of our session. Signals carry that path, and never the alias session/auto."""
        question = QDBusMessage.createMethodCall(_LOGIN, _MANAGER, _MANAGER_INTERFACE, "GetSession")
        question.setArguments([self._names.pop(0)])
        found, missing = _slot("found_session(QDBusMessage)"), _slot("no_session()")
        self._system.callWithCallback(question, self, found, missing, _ANSWER_MS)

    @Slot("QDBusMessage")
    def found_session(self, answer: QDBusMessage) -> None:
        """logind gave the path of our session."""
        path = answer.arguments()[0].path()
        if path != self._path:
            self._path = path
            self._hear(self._system, _LOGIN, path, _PROPERTIES, "PropertiesChanged", _CHANGED)
        if self._again:
            question = QDBusMessage.createMethodCall(_LOGIN, path, _PROPERTIES, "Get")
            question.setArguments([_SESSION, "LockedHint"])
            told, untold = _slot("hint(QDBusMessage)"), _slot("no_hint()")
            self._system.callWithCallback(question, self, told, untold, _ANSWER_MS)

    @Slot("QDBusMessage")
    def hint(self, answer: QDBusMessage) -> None:
        """Whether the screen is locked, from a logind that has begun anew."""
        self._tell(bool(answer.arguments()[0].variant()))

    @Slot()
    def no_hint(self) -> None:
        """The next change will tell."""

    @Slot()
    def no_session(self) -> None:
        """logind does not know it by that name; an old one wants the number."""
        if self._names:
            self._ask_next()
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

    def _saver_gone(self, _name: str) -> None:
        """One that ends while it blanks the screen, or is ended, leaves it open."""
        self._tell(False)

    def _tell(self, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self._on_lock(locked)
