"""The app as a person with a screen reader meets it: read over AT-SPI, worked with a real pointer and keys.

Nothing of it is in the app's process: what stands there is asked for on the accessibility bus, and what is
done goes through the X server and the window manager.
"""

import asyncio
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from dbus_fast import Message, MessageType
from dbus_fast.annotations import DBusSignature
from dbus_fast.service import ServiceInterface, dbus_method

from tests.system.fake_bus import BusPeer

ROOT = "/org/a11y/atspi/accessible/root"
PATIENCE = 45.0
"""Seconds for what is looked for to be there."""
Place = Annotated[tuple[str, str], DBusSignature("(so)")]
_ENABLED, _SHOWING, _SENSITIVE = 8, 25, 24


@dataclass(frozen=True, slots=True)
class Thing:
    """One control or text as a screen reader would tell it, with its rectangle on the screen."""

    role: str
    name: str
    enabled: bool
    x: int
    y: int
    width: int
    height: int
    window: str
    """The title of its window."""
    within: tuple[str, ...]
    """The names of what it is in, the outermost first."""

    @property
    def middle(self) -> tuple[int, int]:
        """Its centre on the screen."""
        return self.x + self.width // 2, self.y + self.height // 2


class _Socket(ServiceInterface):
    def __init__(self, owner: "Reader") -> None:
        super().__init__("org.a11y.atspi.Socket")
        self._owner = owner

    @dbus_method()
    def Embed(self, plug: Place) -> Place:
        with self._owner.changed:
            self._owner.apps.append(plug[0])
            self._owner.changed.notify_all()
        return [self._owner.name, ROOT]  # type: ignore[return-value]


class Reader(BusPeer):
    """The registry that programs make themselves known to, and what reads them."""

    name = "org.a11y.atspi.Registry"

    def __init__(self, address: str) -> None:
        self.apps: list[str] = []
        super().__init__(address)

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        return [(ROOT, _Socket(self))]

    def things(self) -> list[Thing]:
        """Everything that is seen of the newest program, in the order of its tree."""
        self.until(lambda: bool(self.apps), PATIENCE)
        return self._wait(self._walk(ROOT, "", ()))

    async def _walk(self, path: str, window: str, within: tuple[str, ...]) -> list[Thing]:
        found: list[Thing] = []
        children = await self._ask(path, "Accessible", "GetChildren")
        for parts in await asyncio.gather(*(self._one(child[1], window, within) for child in children or [])):
            found += parts
        return found

    async def _one(self, path: str, window: str, within: tuple[str, ...]) -> list[Thing]:
        state = await self._ask(path, "Accessible", "GetState")
        if state is None or not state[0] >> _SHOWING & 1:
            return []
        properties = "org.freedesktop.DBus.Properties"
        role, name, box = await asyncio.gather(
            self._ask(path, "Accessible", "GetRoleName"),
            self._ask(path, properties, "Get", "ss", "org.a11y.atspi.Accessible", "Name"),
            self._ask(path, "Component", "GetExtents", "u", 0),
        )
        name = "" if name is None else str(name.value)
        window = window or name
        enabled = bool(state[0] >> _ENABLED & 1 and state[0] >> _SENSITIVE & 1)
        here = Thing(str(role), name, enabled, *(box or (0, 0, 0, 0)), window, within)
        return [here, *await self._walk(path, window, (*within, name) if name else within)]

    async def _ask(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> Any:
        """The first value of the answer; None where the thing has gone in the meantime."""
        if "." not in interface:
            interface = f"org.a11y.atspi.{interface}"
        message = Message(self.apps[-1], path, interface, member, signature=signature, body=list(body))
        reply = await self._bus.call(message)
        if reply is None or reply.message_type is MessageType.ERROR:
            return None
        return reply.body[0]


class Hand:
    """Pointer and keyboard of a display, guided by what is seen."""

    def __init__(self, reader: Reader, environ: dict[str, str]) -> None:
        self.reader, self._environ = reader, environ

    def x(self, *words: str) -> str:
        """xdotool with these words."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        return done.stdout.strip()

    def find(self, name: str, within: str = "", *, enabled: bool = True) -> Thing:
        """The control of this name, inside what is called `within`; else AssertionError."""

        def fits(thing: Thing) -> bool:
            inside = not within or within in thing.within or thing.window == within
            return thing.name == name and inside and (thing.enabled or not enabled) and thing.role != "label"

        return self._until(lambda: next(filter(fits, self.reader.things()), None), name)

    def see(self, text: str) -> Thing:
        """The first thing whose name holds this text, waited for."""
        return self._until(lambda: next((t for t in self.reader.things() if text in t.name), None), text)

    def click(self, name: str, within: str = "") -> None:
        """Click on it, once it stands still: what is new is scrolled to where it can be reached."""
        before, found = None, self.find(name, within)
        while found.middle != before:
            before, found = found.middle, self.find(name, within)
        self.x("mousemove", *map(str, found.middle), "click", "1")

    def type_into(self, name: str, text: str) -> None:
        """Click into a line, and type over what is there."""
        self.click(name)
        self.x("key", "ctrl+a")
        self.x("type", "--delay", "4", text)

    def press_until_gone(self, key: str, text: str) -> None:
        """Press it again where the first one went to something else, such as a list of completions."""
        deadline = time.monotonic() + PATIENCE
        while text in self.words():
            assert time.monotonic() < deadline, f"{text!r} stays"
            self.x("key", key)
            time.sleep(0.5)

    def words(self) -> Iterator[str]:
        """All that can be read now."""
        return (thing.name for thing in self.reader.things() if thing.name)

    def _until(self, found: Callable[[], Thing | None], what: str) -> Thing:
        deadline = time.monotonic() + PATIENCE
        while (thing := found()) is None:
            assert time.monotonic() < deadline, f"{what!r} is not among {list(self.words())}"
            time.sleep(0.1)
        return thing
