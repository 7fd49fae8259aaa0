"""Notifications through org.freedesktop.Notifications, over a descriptor the event loop watches."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from burnbreak.system.bus import Bus, BusError, BusGoneError, answers, signal, unwrap
from burnbreak.system.notify import DEFAULT, Action

_log = logging.getLogger(__name__)

INTERFACE = "org.freedesktop.Notifications"
_SERVER = (INTERFACE, "/org/freedesktop/Notifications", INTERFACE)
_MATCH = f"type='signal',sender='{INTERFACE}',interface='{INTERFACE}',member="
_WAIT = 0.3
"""Seconds a caller is held at most, connecting and all."""

_STANDS_MS = 25_000
_NORMAL = 1


class DBusNotifier:
    """Connects at the first notification; the bus or the server may come and go.

    No answer of the server is relied upon: one in do-not-disturb says nothing.
    """

    def __init__(self, address: str) -> None:
        """`address` is that of the session bus; "" when there is none."""
        self._address = address
        self._bus: Bus | None = None
        self._lost: Bus | None = None
        self._capabilities: frozenset[str] | None = None
        self._id = 0
        self._pending: int | None = None
        self._on_action: Callable[[str], None] | None = None
        self._complained = False

    def show(
        self, title: str, body: str, actions: Sequence[Action], on_action: Callable[[str], None]
    ) -> bool:
        """See Notifier."""
        deadline = time.monotonic() + _WAIT
        self._on_action = None  # a click on the older one that is still under way means nothing now
        try:
            bus = self._connected(_WAIT)
            capabilities = self._ask_capabilities(bus, deadline)
            content = self._content(title, body, actions, capabilities)
            self._pending = bus.send(_SERVER, "Notify", "susssasa{sv}i", content)
            self._wait_for_id(bus, deadline)
        except BusError as error:
            self._pending = None
            self._complain(error)
            return False
        self._on_action, self._complained = on_action, False
        return True

    def close(self) -> None:
        """See Notifier; gives the connection back too."""
        bus, self._bus = self._bus, None
        try:
            if bus and self._pending is not None:
                self._wait_for_id(bus, time.monotonic() + _WAIT)
            if bus and self._id:
                bus.call(_SERVER, "CloseNotification", "u", (self._id,), timeout=_WAIT)
        except BusError as error:
            _log.debug("The notification could not be closed: %s", error)
        self._forget()
        for connection in (bus, self._lost):
            if connection:
                connection.close()
        self._lost = None

    def capabilities(self) -> frozenset[str]:
        """See Notifier."""
        return self._capabilities or frozenset()

    def fileno(self) -> int | None:
        """See Notifier."""
        return self._bus.fileno() if self._bus else None

    def dispatch(self) -> None:
        """See Notifier."""
        try:
            while self._bus and (message := self._bus.receive(0)) is not None:
                self._handle(message)
        except BusError as error:
            self._complain(error)

    def _connected(self, timeout: float) -> Bus:
        if self._bus is None:
            bus = Bus(self._address, timeout=timeout)
            bus.match(f"{_MATCH}'ActionInvoked'")
            bus.match(f"{_MATCH}'NotificationClosed'")
            self._bus = bus
            if self._lost:
                self._lost.close()
                self._lost = None
        return self._bus

    def _ask_capabilities(self, bus: Bus, deadline: float) -> frozenset[str]:
        if self._capabilities is None:
            serial = bus.send(_SERVER, "GetCapabilities")
            while (message := bus.receive(_left(deadline))) is not None:
                if answers(message) == serial:
                    self._capabilities = frozenset(map(str, unwrap(message)[0]))
                    break
                self._handle(message)
        return self.capabilities()

    def _content(
        self, title: str, body: str, actions: Sequence[Action], capabilities: frozenset[str]
    ) -> tuple[Any, ...]:
        if DEFAULT not in {key for key, _ in actions}:  # some servers draw no buttons, only the click
            actions = [(DEFAULT, "Open"), *actions]
        flat = [part for action in actions for part in action]
        import html

        text = html.escape(body, quote=False) if "body-markup" in capabilities else body
        hints = {"urgency": ("y", _NORMAL), "desktop-entry": ("s", "burnbreak")}
        return ("burnbreak", self._id, "burnbreak", title, text, flat, hints, _STANDS_MS)

    def _wait_for_id(self, bus: Bus, deadline: float) -> None:
        while self._pending is not None and (message := bus.receive(_left(deadline))) is not None:
            if answers(message) == self._pending:
                self._pending = None
                self._id = int(unwrap(message)[0])
            else:
                self._handle(message)

    def _handle(self, message: Any) -> None:
        """One message outside of a call: a late answer, or a signal about our notification."""
        if self._pending is not None and answers(message) == self._pending:
            self._pending = None
            self._id = int(unwrap(message)[0])
            return
        match signal(message):
            case (_, "ActionInvoked", (number, key)) if self._ours(number) and self._on_action:
                self._on_action(str(key))
            case (_, "NotificationClosed", (number, *_)) if self._ours(number):
                self._id, self._on_action = 0, None

    def _ours(self, number: object) -> bool:
        """Whether a signal is about what is shown now, and not about what is just being replaced."""
        return number == self._id and self._pending is None

    def _complain(self, error: BusError) -> None:
        """Say once why nothing is shown, and drop a connection that is gone."""
        _log.log(
            logging.DEBUG if self._complained else logging.INFO, "Notifications are not shown: %s", error
        )
        self._complained = True
        if isinstance(error, BusGoneError):
            # Closed later: the event loop still watches the descriptor, and must let go of it first.
            self._bus, self._lost = None, self._bus
            self._forget()

    def _forget(self) -> None:
        self._id, self._pending, self._on_action, self._capabilities = 0, None, None, None


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())
