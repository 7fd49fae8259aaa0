"""Services of a desktop that answer what the test has laid down, by member or by path and member."""

from typing import Any

from dbus_fast import Message, MessageType

from tests.system.fake_bus import BusPeer


class FakeService(BusPeer):
    """Owns a name; `answers` maps "Member" or "/path Member" to a signature and its values."""

    def __init__(self, address: str, name: str, answers: dict[str, tuple[str, list[Any]]]) -> None:
        self.name, self.answers = name, answers
        self.asked: list[str] = []
        super().__init__(address)

    def _handle(self, message: Message) -> Any:
        if message.message_type is not MessageType.METHOD_CALL:
            return False
        keys = (f"{message.path} {message.member}", str(message.member))
        found = next((key for key in keys if key in self.answers), None)
        with self.changed:
            self.asked.append(keys[0])
            self.changed.notify_all()
        if message.member in self.muted:
            return True
        if found is None:
            return Message.new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "not here")
        return Message.new_method_return(message, *self.answers[found])
