"""A desktop portal with global shortcuts that answers as a user of it would."""

from collections.abc import Callable, Sequence
from typing import Any

from dbus_fast import Message, MessageType, Variant

from tests.system.fake_bus import BusPeer

PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"


class FakePortal(BusPeer):
    """`answer` gives the code and the trigger of each key by its id; None leaves the question open."""

    name = "org.freedesktop.portal.Desktop"

    def __init__(self, address: str, *, shortcuts: bool = True) -> None:
        self.shortcuts, self.knows_us = shortcuts, True
        self.sessions: list[str] = []
        self.closed: list[str] = []
        self.apps: list[str] = []
        self.bound: list[dict[str, tuple[str, str]]] = []
        """Description and wished trigger by id, of each call of BindShortcuts."""
        self.answer: Callable[[dict[str, tuple[str, str]]], tuple[int, dict[str, str]] | None] = _as_wished
        super().__init__(address)

    def _handle(self, message: Message) -> Any:
        if message.message_type is not MessageType.METHOD_CALL or not str(message.path).startswith(PATH):
            return False
        with self.changed:
            try:
                return self._answer(message)
            finally:
                self.changed.notify_all()

    def _answer(self, message: Message) -> Message:
        match message.member:
            case "Register":
                self.apps.append(message.body[0])
                return Message.new_method_return(message)
            case "Get" if self.shortcuts and message.body == [SHORTCUTS, "version"]:
                return Message.new_method_return(message, "v", [Variant("u", 1)])
            case "Close":
                self.closed.append(str(message.path))
                return Message.new_method_return(message)
            case "CreateSession" if not self.knows_us:
                return Message.new_error(
                    message, "org.freedesktop.portal.Error.NotAllowed", "An app id is required"
                )
            case "CreateSession" if self.shortcuts:
                (options,) = message.body
                session = self._made(message, "session", options["session_handle_token"].value)
                self.sessions.append(session)
                return self._asked(message, options, 0, {"session_handle": Variant("s", session)})
            case "BindShortcuts" if self.shortcuts:
                _, keys, _, options = message.body
                wished = {
                    id: (about["description"].value, about["preferred_trigger"].value) for id, about in keys
                }
                self.bound.append(wished)
                answer = self.answer(wished)
                if answer is None:
                    return Message.new_method_return(message, "o", [self._made(message, "request", "later")])
                code, triggers = answer
                return self._asked(
                    message, options, code, {"shortcuts": Variant("a(sa{sv})", given(triggers))}
                )
        return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "not here")

    def _asked(self, message: Message, options: dict[str, Variant], code: int, results: Any) -> Message:
        """The handle as the answer of the call, and the user's own answer after it."""
        path = self._made(message, "request", options["handle_token"].value)
        response = Message.new_signal(
            path, "org.freedesktop.portal.Request", "Response", "ua{sv}", [code, results]
        )
        response.destination = message.sender
        self._loop.call_later(0.01, lambda: self._loop.create_task(self._send(response)))
        return Message.new_method_return(message, "o", [path])

    def _made(self, message: Message, kind: str, token: str) -> str:
        sender = str(message.sender).removeprefix(":").replace(".", "_")
        return f"{PATH}/{kind}/{sender}/{token}"

    def press(self, id: str, time: int, *, down: bool = True, session: str = "") -> None:
        """A key is pressed, or released."""
        member = "Activated" if down else "Deactivated"
        body = (session or self.sessions[-1], id, time, {})
        self.emit(PATH, SHORTCUTS, member, "osta{sv}", *body)

    def change(self, triggers: dict[str, str]) -> None:
        """The user has given other keys in the desktop's own settings."""
        self.emit(PATH, SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", self.sessions[-1], given(triggers))

    def end_session(self) -> None:
        """The desktop ends it."""
        self.emit(self.sessions[-1], "org.freedesktop.portal.Session", "Closed", "a{sv}", {})


def given(triggers: dict[str, str]) -> Sequence[Any]:
    """Keys as the portal tells them."""
    return [
        [id, {"description": Variant("s", id), "trigger_description": Variant("s", words)}]
        for id, words in triggers.items()
    ]


def _as_wished(wished: dict[str, tuple[str, str]]) -> tuple[int, dict[str, str]]:
    return 0, {id: f"Press {trigger}" for id, (_, trigger) in wished.items()}
