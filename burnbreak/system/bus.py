"""A small D-Bus client over jeepney: blocking calls with a limit, and one message at a time."""

import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SYSTEM_BUS = "unix:path=/var/run/dbus/system_bus_socket"
DBUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
"""Service, path and interface of the bus itself."""

Address = tuple[str, str, str]
"""Service, object path, interface."""


class BusError(Exception):
    """No bus, a broken connection, no answer in time, or an error as answer; the text is free of content."""


def session_address(environ: Mapping[str, str]) -> str:
    """The address of the session bus, or "" when the environment names none."""
    address = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if not address and runtime and Path(runtime, "bus").exists():
        return f"unix:path={runtime}/bus"
    return address


def system_address(environ: Mapping[str, str]) -> str:
    """The address of the system bus."""
    return environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS


class BusGoneError(BusError):
    """The connection is lost and must be made anew."""


class Bus:
    """One connection. It reads one message and no byte more, so that a readable descriptor means news."""

    def __init__(self, address: str, *, timeout: float) -> None:
        """Connect within `timeout` seconds; raises BusError."""
        # Imported here because the tray is up long before the first message is needed.
        from jeepney import Parser
        from jeepney.bus import get_bus
        from jeepney.io.blocking import prep_socket

        if not address:
            raise BusError("there is no bus")
        deadline = time.monotonic() + timeout
        try:
            self._socket: socket.socket = prep_socket(get_bus(address), timeout=timeout)
        except Exception as error:  # jeepney lets many kinds through, down to KeyError for a bad address
            raise BusError("the bus does not answer") from error
        self._parser = Parser()
        self._serial = 0
        try:
            self.call(DBUS, "Hello", timeout=max(0.01, deadline - time.monotonic()))
        except BusError:
            self.close()
            raise

    def fileno(self) -> int:
        """The descriptor to watch for reading."""
        return self._socket.fileno()

    def send(self, to: Address, member: str, signature: str = "", body: Sequence[Any] = ()) -> int:
        """Send a method call and give its serial number, by which the answer is known; raises BusError."""
        from jeepney import DBusAddress, new_method_call

        service, path, interface = to
        address = DBusAddress(path, bus_name=service, interface=interface)
        message = new_method_call(address, member, signature or None, tuple(body))
        self._serial += 1
        try:
            self._socket.settimeout(1.0)
            self._socket.sendall(message.serialise(serial=self._serial))
        except OSError as error:
            raise BusGoneError("the bus is gone") from error
        return self._serial

    def call(
        self, to: Address, member: str, signature: str = "", body: Sequence[Any] = (), *, timeout: float
    ) -> tuple[Any, ...]:
        """Send a method call and wait for its answer, dropping signals; raises BusError.

        `timeout` is in seconds.
        """
        serial = self.send(to, member, signature, body)
        deadline = time.monotonic() + timeout
        while message := self.receive(max(0.0, deadline - time.monotonic())):
            if answers(message) == serial:
                return unwrap(message)
        raise BusError("no answer in time")

    def match(self, rule: str) -> None:
        """Ask the bus for signals that fit the rule; the answer is not waited for. Raises BusError."""
        self.send(DBUS, "AddMatch", "s", (rule,))

    def receive(self, timeout: float) -> Any | None:
        """The next message, or None when none is whole within `timeout` seconds; raises BusError."""
        deadline = time.monotonic() + timeout
        try:
            while (message := self._parser.get_next_message()) is None:
                self._socket.settimeout(max(0.0, deadline - time.monotonic()))
                data = self._socket.recv(self._parser.bytes_desired())
                if not data:
                    raise BusGoneError("the bus is gone")
                self._parser.add_data(data)
        except (BlockingIOError, TimeoutError):
            return None
        except (OSError, ValueError) as error:
            raise BusGoneError("the bus is gone") from error
        return message

    def close(self) -> None:
        """Give back the descriptor."""
        self._socket.close()


def answers(message: Any) -> int:
    """The serial number that a message answers, or -1."""
    from jeepney import HeaderFields

    return int(message.header.fields.get(HeaderFields.reply_serial, -1))


def signal(message: Any) -> tuple[str, str, tuple[Any, ...]] | None:
    """Interface, name and arguments when the message is a signal, else None."""
    from jeepney import HeaderFields, MessageType

    if message.header.message_type is not MessageType.signal:
        return None
    fields = message.header.fields
    return str(fields[HeaderFields.interface]), str(fields[HeaderFields.member]), tuple(message.body)


def unwrap(message: Any) -> tuple[Any, ...]:
    """The arguments of an answer; raises BusError naming the error when it is one."""
    from jeepney import HeaderFields, MessageType

    if message.header.message_type is MessageType.error:
        raise BusError(str(message.header.fields.get(HeaderFields.error_name, "unnamed error")))
    return tuple(message.body)


def owned(bus: Bus, name: str, *, timeout: float) -> bool:
    """Whether a service of that name runs; asking itself starts none. Raises BusError."""
    (found,) = bus.call(DBUS, "NameHasOwner", "s", (name,), timeout=timeout)
    return bool(found)
