"""Keys from a Wayland desktop: org.freedesktop.portal.GlobalShortcuts, where the desktop has the last word.

One session holds one set of keys and is bound once; the desktop may ask the user, and may give other keys.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from burnbreak.core.hotkeys import Chord, KeyAction, KeyAnswer, KeyKind, Wanted
from burnbreak.system.bus import Bus, BusError, answers
from burnbreak.system.hotkeys import Answered, Pressed

_log = logging.getLogger(__name__)

_PORTAL = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
_REQUEST, _SESSION = "org.freedesktop.portal.Request", "org.freedesktop.portal.Session"
_REGISTRY = "org.freedesktop.host.portal.Registry"
_APP = "burnbreak"
"""The name of our desktop entry, by which the desktop remembers what the user allowed."""
_NOT_ALLOWED = "org.freedesktop.portal.Error.NotAllowed"
"""What portals from 1.21 on answer to a program without a desktop entry."""
_RULES = (
    *(f"type='signal',sender='{_PORTAL}',interface='{name}'" for name in (_SHORTCUTS, _REQUEST, _SESSION)),
    "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
    f"member='NameOwnerChanged',arg0='{_PORTAL}'",
)
_WAIT = 0.5
"""Seconds to connect; nothing else is waited for."""
_REPEAT_MS = 1_000
"""A key that is held down may be told again and again; without its release, for so long."""
_MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}
_NAMES = {"Space": "space", "PgUp": "Page_Up", "PgDown": "Page_Down", "Ins": "Insert", "Del": "Delete"}

Given = Sequence[tuple[str, Mapping[str, tuple[str, Any]]]]
"""Keys as the portal tells them: their ids and properties."""


class PortalHotkeys:
    """Asks over a connection of its own, which stands only while a key is wanted."""

    name = "desktop portal"

    def __init__(self, address: str) -> None:
        """The address of the session bus."""
        self._address = address
        self._bus: Bus | None = None
        self._wanted: Wanted = {}
        self._session = ""
        self._calls: dict[int, Callable[[Any], None]] = {}
        self._requests: dict[str, Callable[[int, Mapping[str, Any]], None]] = {}
        self._tokens = 0
        self._triggers: dict[str, str] = {}
        self._down: dict[KeyAction, int] = {}
        """When a key was last told to be down (ms of the desktop's own clock)."""

    def start(self, pressed: Pressed, answered: Answered) -> None:
        """See Hotkeys."""
        self._pressed, self._answered = pressed, answered

    def want(self, wanted: Wanted) -> None:
        """See Hotkeys."""
        self._wanted = wanted
        if not wanted:
            self.close()
            self._answered({})
            return
        self._all(KeyKind.ASKING)
        try:
            if self._bus is None:
                self._bus = self._connect()
            self._ask_session(self._bus)
        except BusError:
            self._lost()
            return
        # What came with the first answers makes the descriptor readable no more.
        self.dispatch()

    def fileno(self) -> int | None:
        """See Hotkeys."""
        return self._bus.fileno() if self._bus else None

    def dispatch(self) -> None:
        """See Hotkeys."""
        try:
            while self._bus is not None and (message := self._bus.receive(0.0)) is not None:
                self._handle(self._bus, message)
        except BusError:
            self._lost()

    def finding(self) -> tuple[bool | None, str]:
        """See Hotkeys."""
        properties = (_PORTAL, _PATH, "org.freedesktop.DBus.Properties")
        try:
            bus = Bus(self._address, timeout=_WAIT)
        except BusError as fault:
            return False, str(fault)
        try:
            ((_, version),) = bus.call(properties, "Get", "ss", (_SHORTCUTS, "version"), timeout=_WAIT)
        except (BusError, ValueError, TypeError):
            return None, "the desktop's portal gives none; its own keyboard settings can"
        finally:
            bus.close()
        return True, f"the desktop's portal gives them (version {version}) and asks before"

    def close(self) -> None:
        """See Hotkeys."""
        # With the connection go session and keys.
        if self._bus is not None:
            self._bus.close()
        self._bus = None
        self._forget()

    # --- asking ------------------------------------------------------------------------------------------

    def _connect(self) -> Bus:
        bus = Bus(self._address, timeout=_WAIT)
        for rule in _RULES:
            bus.match(rule)
        # Without it a program that no desktop entry has started is nobody; older portals do not know it.
        bus.send((_PORTAL, _PATH, _REGISTRY), "Register", "sa{sv}", (_APP, {}))
        return bus

    def _ask_session(self, bus: Bus) -> None:
        if self._session:
            bus.send((_PORTAL, self._session, _SESSION), "Close")
        self._forget()
        token = self._request(self._got_session)
        options = {"handle_token": ("s", token), "session_handle_token": ("s", token)}
        serial = bus.send((_PORTAL, _PATH, _SHORTCUTS), "CreateSession", "a{sv}", (options,))
        self._calls[serial] = self._refused_call

    def _got_session(self, response: int, results: Mapping[str, Any]) -> None:
        handle = str(_value(results, "session_handle"))
        if response or not handle.startswith("/") or self._bus is None:
            self._all(KeyKind.NOT_HERE)
            return
        self._session = handle
        keys = [
            (action.value, {"description": ("s", w.title), "preferred_trigger": ("s", trigger(w.chord))})
            for action, w in self._wanted.items()
        ]
        options = {"handle_token": ("s", self._request(self._bound))}
        body = (handle, keys, "", options)
        serial = self._bus.send((_PORTAL, _PATH, _SHORTCUTS), "BindShortcuts", "oa(sa{sv})sa{sv}", body)
        self._calls[serial] = self._refused_call

    def _bound(self, response: int, results: Mapping[str, Any]) -> None:
        if response:
            self._all(KeyKind.DECLINED)
        else:
            self._triggers.clear()
            self._given(_value(results, "shortcuts") or ())

    def _given(self, given: Given) -> None:
        """What the desktop tells of some keys; one without words for its trigger has none."""
        self._triggers |= {id: str(_value(about, "trigger_description")) for id, about in given}
        triggers = self._triggers
        self._answered(
            {
                action: KeyAnswer(KeyKind.SET, triggers[action])
                if triggers.get(action)
                else KeyAnswer(KeyKind.DECLINED)
                for action in self._wanted
            }
        )

    def _request(self, done: Callable[[int, Mapping[str, Any]], None]) -> str:
        """A token, by which the answer of the user is known."""
        self._tokens += 1
        token = f"{_APP}{self._tokens}"
        self._requests[token] = done
        return token

    # --- what comes --------------------------------------------------------------------------------------

    def _handle(self, bus: Bus, message: Any) -> None:
        from jeepney import HeaderFields, MessageType

        kind, fields = message.header.message_type, message.header.fields
        if kind in (MessageType.error, MessageType.method_return):
            refused = self._calls.pop(answers(message), None)
            if refused is not None and kind is MessageType.error:
                refused(fields.get(HeaderFields.error_name))
        elif kind is MessageType.signal:
            path, member = str(fields.get(HeaderFields.path)), str(fields.get(HeaderFields.member))
            try:
                self._signalled(bus, path, member, message.body)
            except (ValueError, TypeError, IndexError, AttributeError, KeyError):
                _log.warning("The portal told of keys in a way that was not understood: %s", member)

    def _signalled(self, bus: Bus, path: str, member: str, body: Sequence[Any]) -> None:
        match member:
            case "Response":
                done = self._requests.pop(path.rpartition("/")[2], None)
                if done is not None:
                    done(*body)
            case "Activated" | "Deactivated" if body[0] == self._session:
                self._moved(KeyAction(body[1]), int(body[2]), down=member == "Activated")
            case "ShortcutsChanged" if body[0] == self._session:
                self._given(body[1])
            case "Closed" if path == self._session:
                self._forget()
                self._all(KeyKind.DECLINED)
            case "NameOwnerChanged" if body[2] and (self._session or body[1]):
                # The portal has been started anew and knows nothing of us.
                self._session = ""
                self._ask_session(bus)

    def _moved(self, action: KeyAction, time: int, *, down: bool) -> None:
        if not down:
            self._down.pop(action, None)
            return
        before, self._down[action] = self._down.get(action), time
        if action in self._wanted and (before is None or not 0 <= time - before <= _REPEAT_MS):
            self._pressed(action)

    def _refused_call(self, name: object) -> None:
        _log.info("The portal gives no keys: %s", name)
        self._forget()
        self._all(KeyKind.NO_ENTRY if name == _NOT_ALLOWED else KeyKind.NOT_HERE)

    def _lost(self) -> None:
        self.close()
        self._all(KeyKind.NOT_HERE)

    def _forget(self) -> None:
        self._session = ""
        self._calls.clear()
        self._requests.clear()
        self._down.clear()

    def _all(self, kind: KeyKind) -> None:
        self._answered({action: KeyAnswer(kind) for action in self._wanted})


def trigger(chord: Chord) -> str:
    """A chord in the words of the freedesktop shortcuts specification: "CTRL+ALT+5"."""
    key = chord.key
    if len(key) == 1:
        # Any character has such a keysym name; those of digits and Latin letters are themselves.
        key = key.lower() if key.isascii() and key.isalnum() else f"U{ord(key.lower()):04X}"
    words = [_MODIFIERS[name] for name in _MODIFIERS if name in chord.modifiers]
    return "+".join([*words, _NAMES.get(key, key)])


def _value(table: Mapping[str, Any], key: str) -> Any:
    """The value of a variant in a table; empty where there is none."""
    _, value = table.get(key, ("s", ""))
    return value
