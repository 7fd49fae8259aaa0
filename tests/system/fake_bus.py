"""A private bus, and small real services on it: notifications, logind, screen saver, idle, tray watcher.

Each service lives on a thread of its own and is used by blocking calls from any other thread.
"""

import asyncio
import contextlib
import os
import selectors
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusInt32,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
    DBusUInt32,
    DBusUInt64,
    DBusUnixFd,
)
from dbus_fast.constants import PropertyAccess
from dbus_fast.errors import DBusError
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

_T = TypeVar("_T")
Strings = Annotated[list[str], DBusSignature("as")]

# No service folders: what happens to be installed here must not be started by a test.
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


class PrivateBus:
    """A dbus-daemon of the test's own; `address` is what clients connect to."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bus-")
        config = Path(self._folder.name, "bus.conf")
        config.write_text(_CONFIG.format(folder=self._folder.name))
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
        if shutil.which("setpriv"):  # a test that crashes takes its bus with it
            command = ["setpriv", "--pdeathsig", "KILL", *command]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.address = self._process.stdout.readline().strip()

    def stop(self) -> None:
        """End the daemon; every client loses its connection."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def close(self) -> None:
        """Stop and tidy up."""
        self.stop()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


class BusPeer:
    """A connection on its own thread; subclasses own a name and answer calls."""

    name = ""
    timeout = 5.0

    def __init__(self, address: str) -> None:
        self.muted: set[str] = set()
        """Members whose calls get no answer at all."""
        self.changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._bus = self._wait(self._connect(address))

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        """Paths and interfaces to offer."""
        return []

    def call(
        self, to: str, path: str, interface: str, member: str, signature: str = "", *body: Any
    ) -> list[Any]:
        """Call a method of another service and give its answer; raises DBusError."""
        message = Message(to, path, interface, member, signature=signature, body=list(body))
        reply = self._wait(self._bus.call(message))
        if reply is None or reply.message_type is MessageType.ERROR:
            raise (
                DBusError(reply.error_name, str(reply.body)) if reply else DBusError("test.none", "no reply")
            )
        return list(reply.body)

    def emit(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> None:
        """Send a signal."""
        self._wait(self._send(Message.new_signal(path, interface, member, signature, list(body))))

    def until(self, true: Callable[[], bool], timeout: float | None = None) -> None:
        """Wait for a condition on what was received; raises TimeoutError."""
        with self.changed:
            if not self.changed.wait_for(true, timeout or self.timeout):
                raise TimeoutError(f"{type(self).__name__} waited in vain")

    def close(self) -> None:
        """Leave the bus."""
        if self._loop.is_closed():
            return
        with contextlib.suppress(Exception):
            self._bus.disconnect()
            self._wait(self._bus.wait_for_disconnect())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(self.timeout)
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def on_message(self, message: Message) -> None:
        """Sees every message, on the peer's thread."""

    async def _connect(self, address: str) -> MessageBus:
        bus = await MessageBus(bus_address=address, negotiate_unix_fd=True).connect()
        bus.add_message_handler(self._handle)
        for path, interface in self.exports():
            bus.export(path, interface)
        if self.name:
            await bus.request_name(self.name)
        return bus

    async def _send(self, message: Message) -> None:
        await self._bus.send(message)

    def _handle(self, message: Message) -> bool:
        self.on_message(message)
        return message.message_type is MessageType.METHOD_CALL and message.member in self.muted

    def _wait(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(self.timeout)


@dataclass
class Shown:
    """One call of Notify."""

    number: int
    replaces: int
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Variant]
    expire: int


class FakeNotifications(BusPeer):
    """A notification server that shows nothing and remembers all."""

    name = "org.freedesktop.Notifications"
    path = "/org/freedesktop/Notifications"

    def __init__(self, address: str, abilities: tuple[str, ...] = ("actions", "body", "body-markup")) -> None:
        self.abilities = list(abilities)
        self.shown: list[Shown] = []
        self.closed: list[int] = []
        self.delay = 0.0
        """Seconds until an answer to Notify."""
        super().__init__(address)

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        return [(self.path, _Notifications(self))]

    def wait_shown(self, number: int = 1, timeout: float = 5.0) -> Shown:
        """The latest one, when there are that many."""
        self.until(lambda: len(self.shown) >= number, timeout)
        return self.shown[-1]

    def click(self, key: str, number: int | None = None) -> None:
        """The person presses a button, and the notification goes, as on every desktop."""
        number = self.shown[-1].number if number is None else number
        self.emit(self.path, self.name, "ActionInvoked", "us", number, key)
        self.dismiss(number)

    def dismiss(self, number: int | None = None) -> None:
        """The notification goes."""
        number = self.shown[-1].number if number is None else number
        self.emit(self.path, self.name, "NotificationClosed", "uu", number, 2)


class _Notifications(ServiceInterface):
    def __init__(self, owner: FakeNotifications) -> None:
        super().__init__(owner.name)
        self._owner = owner

    @dbus_method()
    def GetCapabilities(self) -> Strings:
        return self._owner.abilities

    @dbus_method()
    def GetServerInformation(self) -> Annotated[tuple[str, str, str, str], DBusSignature("ssss")]:
        return "Fake", "burnbreak", "1.0", "1.2"

    @dbus_method()
    async def Notify(  # noqa: PLR0917
        self,
        app: DBusStr,
        replaces: DBusUInt32,
        icon: DBusStr,
        title: DBusStr,
        body: DBusStr,
        actions: Strings,
        hints: DBusDict,
        expire: DBusInt32,
    ) -> DBusUInt32:
        with self._owner.changed:
            number = replaces or len(self._owner.shown) + 7
            self._owner.shown.append(Shown(number, replaces, title, body, actions, hints, expire))
            self._owner.changed.notify_all()
        await asyncio.sleep(self._owner.delay)
        return number

    @dbus_method()
    def CloseNotification(self, number: DBusUInt32) -> None:
        self._owner.closed.append(number)


class FakeLogind(BusPeer):
    """A logind with one session, that sleeps and locks at will."""

    name = "org.freedesktop.login1"
    session_path = "/org/freedesktop/login1/session/_32"

    def __init__(self, address: str, session: str = "auto") -> None:
        self.session = session
        self.asked: list[str] = []
        self.inhibited: list[tuple[str, str, str]] = []
        """What was to be held back, by whom, and how."""
        self._delays: list[int] = []
        super().__init__(address)

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        return [("/org/freedesktop/login1", _Manager(self)), (self.session_path, _Session(self))]

    locked_hint = False

    def delay(self) -> int:
        """A descriptor that delays sleep until its other end is closed."""
        ours, theirs = os.pipe()
        self._delays.append(ours)
        # Once it is sent, only whoever got it holds it.
        self._loop.call_later(0.05, os.close, theirs)
        return theirs

    def delayed(self) -> bool:
        """Whether somebody still holds a delay."""
        for ours in list(self._delays):
            with selectors.DefaultSelector() as selector:
                selector.register(ours, selectors.EVENT_READ)
                if selector.select(0):
                    os.close(ours)
                    self._delays.remove(ours)
        return bool(self._delays)

    def close(self) -> None:
        super().close()
        while self._delays:
            os.close(self._delays.pop())

    def sleep(self, about_to: bool) -> None:
        """Announce that the computer will sleep, or that it woke."""
        manager = "org.freedesktop.login1.Manager"
        self.emit("/org/freedesktop/login1", manager, "PrepareForSleep", "b", about_to)

    def lock(self, locked: bool, path: str = "") -> None:
        """Change LockedHint of a session, ours unless another path is given."""
        values = {"LockedHint": Variant("b", locked)}
        properties = "org.freedesktop.DBus.Properties"
        body = ("org.freedesktop.login1.Session", values, [])
        self.emit(path or self.session_path, properties, "PropertiesChanged", "sa{sv}as", *body)


class _Manager(ServiceInterface):
    def __init__(self, owner: FakeLogind) -> None:
        super().__init__("org.freedesktop.login1.Manager")
        self._owner = owner

    @dbus_method()
    def GetSession(self, name: DBusStr) -> DBusObjectPath:
        with self._owner.changed:
            self._owner.asked.append(name)
            self._owner.changed.notify_all()
        if name != self._owner.session:
            raise DBusError("org.freedesktop.login1.NoSuchSession", "no such session")
        return self._owner.session_path

    @dbus_method()
    def Inhibit(self, what: DBusStr, who: DBusStr, why: DBusStr, mode: DBusStr) -> DBusUnixFd:
        assert why
        with self._owner.changed:
            self._owner.inhibited.append((what, who, mode))
            self._owner.changed.notify_all()
        return self._owner.delay()


class _Session(ServiceInterface):
    def __init__(self, owner: FakeLogind) -> None:
        super().__init__("org.freedesktop.login1.Session")
        self._owner = owner

    @dbus_property(access=PropertyAccess.READ)
    def LockedHint(self) -> DBusBool:
        return self._owner.locked_hint


class FakeScreenSaver(BusPeer):
    """A screen saver of any desktop."""

    def __init__(self, address: str, name: str, path: str) -> None:
        self.name, self.path = name, path
        super().__init__(address)

    def active(self, active: bool) -> None:
        """Blank the screen, or light it."""
        self.emit(self.path, self.name, "ActiveChanged", "b", active)


class FakeIdleMonitor(BusPeer):
    """GNOME's Mutter, as far as it knows of idleness."""

    name = "org.gnome.Mutter.IdleMonitor"
    idle_ms = 0

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        return [("/org/gnome/Mutter/IdleMonitor/Core", _IdleMonitor(self))]


class _IdleMonitor(ServiceInterface):
    def __init__(self, owner: FakeIdleMonitor) -> None:
        super().__init__(owner.name)
        self._owner = owner

    @dbus_method()
    def GetIdletime(self) -> DBusUInt64:
        return self._owner.idle_ms


@dataclass(frozen=True)
class MenuEntry:
    """One line of a tray menu, without its mnemonic mark; `label` is "" for a separator."""

    number: int
    label: str
    enabled: bool
    checked: bool
    submenu: bool = False
    children: tuple["MenuEntry", ...] = field(default=())


class FakeTrayWatcher(BusPeer):
    """Panel and watcher in one: takes in one tray icon, reads it, and clicks on it like a person.

    `with FakeTrayWatcher(address) as tray: tray.wait_item(); tray.click("Breathe now", "3 minutes")`
    """

    name = "org.kde.StatusNotifierWatcher"
    item_interface = "org.kde.StatusNotifierItem"

    def __init__(self, address: str, *, hosted: bool = True) -> None:
        self.hosted = hosted
        self.items: list[str] = []
        """Services of the icons that are there, the oldest first."""
        super().__init__(address)
        rule = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'"
        self.call(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", "s", rule
        )

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        return [("/StatusNotifierWatcher", _Watcher(self))]

    def wait_item(self, timeout: float = 10.0) -> str:
        """The service of the newest icon, as soon as there is one; raises TimeoutError."""
        self.until(lambda: bool(self.items), timeout)
        return self.items[-1]

    def wait_gone(self, timeout: float = 10.0) -> None:
        """Return when no icon is left; raises TimeoutError."""
        self.until(lambda: not self.items, timeout)

    def property(self, name: str) -> Any:
        """A property of the icon, such as "Title", "Status" or "Menu", with all variants unpacked."""
        properties = "org.freedesktop.DBus.Properties"
        body = (self.item_interface, name)
        return _plain(self.call(self.wait_item(), "/StatusNotifierItem", properties, "Get", "ss", *body)[0])

    def tooltip(self) -> str:
        """The title of the tool tip, which is where Qt puts its text."""
        return str(self.property("ToolTip")[2])

    def icon_name(self) -> str:
        """The theme name of the icon; "" when it is sent as pixels."""
        return str(self.property("IconName"))

    def pixmap(self) -> list[tuple[int, int, bytes]]:
        """Width, height and ARGB bytes of every size the icon is sent in."""
        return [(width, height, bytes(data)) for width, height, data in self.property("IconPixmap")]

    def activate(self) -> None:
        """A left click on the icon."""
        self.call(self.wait_item(), "/StatusNotifierItem", self.item_interface, "Activate", "ii", 0, 0)

    def entries(self) -> tuple[MenuEntry, ...]:
        """The menu as it stands, submenus filled."""
        layout, opened = self._layout(), set[int]()
        # A submenu may be filled only when it is about to be shown, as a panel would.
        while fresh := {entry for entry in _parents(layout) if entry not in opened}:
            opened |= fresh
            for number in fresh:
                self._menu_call("AboutToShow", "i", number)
            layout = self._layout()
        return layout

    def menu(self) -> list[Any]:
        """Labels; a submenu is a tuple of its label and its own list; separators are left out."""
        return _labels(self.entries())

    def find(self, *labels: str) -> MenuEntry:
        """The entry under these labels, each given whole; raises LookupError with what there is."""
        level, found = self.entries(), None
        for label in labels:
            found = next((entry for entry in level if entry.label == label), None)
            if found is None:
                raise LookupError(f"no {label!r} in {[entry.label for entry in level]}")
            level = found.children
        if found is None:
            raise LookupError("no label was given")
        return found

    def click(self, *labels: str) -> None:
        """Choose an entry by the labels that lead to it; raises LookupError when it is absent or grey."""
        entry = self.find(*labels)
        if not entry.enabled:
            raise LookupError(f"{entry.label!r} is greyed out")
        self._menu_call("Event", "isvu", entry.number, "clicked", Variant("i", 0), int(time.monotonic()))

    def on_message(self, message: Message) -> None:
        if message.member == "NameOwnerChanged" and not message.body[2]:
            with self.changed:
                self.items = [item for item in self.items if item != message.body[0]]
                self.changed.notify_all()

    def _layout(self) -> tuple[MenuEntry, ...]:
        self._menu_call("AboutToShow", "i", 0)
        return _entry(self._menu_call("GetLayout", "iias", 0, -1, [])[1]).children

    def _menu_call(self, member: str, signature: str, *body: Any) -> list[Any]:
        path = str(self.property("Menu"))
        return self.call(self.wait_item(), path, "com.canonical.dbusmenu", member, signature, *body)


class _Watcher(ServiceInterface):
    def __init__(self, owner: FakeTrayWatcher) -> None:
        super().__init__(owner.name)
        self._owner = owner

    @dbus_method()
    def RegisterStatusNotifierItem(self, service: DBusStr) -> None:
        with self._owner.changed:
            if service not in self._owner.items:
                self._owner.items.append(service)
            self._owner.changed.notify_all()
        self.StatusNotifierItemRegistered(service)

    @dbus_method()
    def RegisterStatusNotifierHost(self, service: DBusStr) -> None:
        self._owner.hosted = True

    @dbus_property(access=PropertyAccess.READ)
    def IsStatusNotifierHostRegistered(self) -> DBusBool:
        return self._owner.hosted

    @dbus_property(access=PropertyAccess.READ)
    def ProtocolVersion(self) -> DBusInt32:
        return 0

    @dbus_property(access=PropertyAccess.READ)
    def RegisteredStatusNotifierItems(self) -> Strings:
        return self._owner.items

    @dbus_signal()
    def StatusNotifierItemRegistered(self, service: str) -> DBusStr:
        return service

    @dbus_signal()
    def StatusNotifierHostRegistered(self) -> None:
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Variant):
        return _plain(value.value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return {key: _plain(part) for key, part in value.items()} if isinstance(value, dict) else value


def _entry(raw: Any) -> MenuEntry:
    number, properties, children = _plain(raw)
    return MenuEntry(
        number,
        str(properties.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_"),
        bool(properties.get("enabled", True)),
        properties.get("toggle-state") == 1,
        properties.get("children-display") == "submenu",
        tuple(_entry(child) for child in children if child[1].get("visible", True)),
    )


def _parents(entries: tuple[MenuEntry, ...]) -> Iterator[int]:
    for entry in entries:
        if entry.submenu:
            yield entry.number
        yield from _parents(entry.children)


def _labels(entries: tuple[MenuEntry, ...]) -> list[Any]:
    lines = [entry for entry in entries if entry.label]
    return [(line.label, _labels(line.children)) if line.submenu else line.label for line in lines]
