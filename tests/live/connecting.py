"""A desktop where calendars are connected by hand: keyring, trusted authority, pointer and keys."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from dbus_fast import Message
from dbus_fast.annotations import DBusObjectPath
from dbus_fast.service import ServiceInterface, dbus_method

from tests.calendars.ics import calendar
from tests.calendars.servers import AUTHORITY, trusting
from tests.live.app import NO_SOUND, LiveApp, settings_text
from tests.live.seen import Hand, Reader
from tests.live.test_calendars import hour
from tests.system.fake_bus import BusPeer, PrivateBus
from tests.ui.desk import desk

PASSWORD = "open-Sesame-47"
_ASK = """
import keyring, sys
for name in sys.argv[1:]:
    print(keyring.get_password("burnbreak", "calendar:" + name))
"""


_KEEP = """
import sys
from burnbreak.calendars.secrets import KeyringSecrets, Secret
KeyringSecrets().put(sys.argv[1], Secret(address=sys.argv[2]))
"""


def now() -> datetime:
    """This minute."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


class Desktop:
    """The app on its desktop, what a user does there, and what others find out about it."""

    def __init__(self, app: LiveApp, hand: Hand, bus: str) -> None:
        self.app, self.hand, self.bus = app, hand, bus

    def open_page(self, extra: str = "") -> None:
        """Start, and go to Settings > Calendars."""
        # On the clock far from now, so that no offer comes in between.
        self.app.configure(settings_text((now().minute + 40) % 60, extra=extra))
        self.app.start().until(lambda status: bool(status["running"]), timeout=60)
        assert self.app.cli("settings").returncode == 0
        self.hand.click("Calendars", "Pages")

    def keep(self, calendar: str, address: str) -> None:
        """Put an address into the keyring as if it had been connected."""
        subprocess.run(
            [sys.executable, "-c", _KEEP, calendar, address], env=self.app.environ, check=True, timeout=20
        )

    def secrets(self, *calendars: str) -> list[str]:
        """What the keyring holds for these calendars, asked by another program; "None" for nothing."""
        done = subprocess.run(
            [sys.executable, "-c", _ASK, *calendars],
            env=self.app.environ, capture_output=True, text=True, check=True, timeout=20,
        )  # fmt: skip
        return done.stdout.splitlines()

    def told(self) -> bytes:
        """All that can be read of it: files, log, output, environment, screen and terminal."""
        assert self.app.process is not None
        process = Path("/proc", str(self.app.process.pid))
        files = [p.read_bytes() for p in self.app.home.rglob("*") if p.is_file() and not p.is_symlink()]
        said = [self.app.cli(*words).stdout for words in (("status",), ("status", "--json"), ("doctor",))]
        read = [(process / name).read_bytes() for name in ("environ", "cmdline")]
        return b"\0".join([*files, *read, *(text.encode() for text in (*said, *self.hand.words()))])


@contextmanager
def keyring(environ: dict[str, str]) -> Iterator[None]:
    """An open keyring on this bus."""
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
        env=environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert daemon.stdin is not None
    daemon.stdin.write(b"login")
    daemon.stdin.close()
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait(10)


@contextmanager
def desktop(folder: Path, *, ring: bool = True) -> Iterator[Desktop]:
    """Display, window manager, bus, keyring, and a computer that trusts the tests' servers."""
    for word in ("Xvfb", "xfwm4", "xdotool", "gnome-keyring-daemon"):
        if shutil.which(word) is None:
            pytest.skip(f"not installed: {word}")
    trusted = folder / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(trusted))
    with ExitStack() as stack:
        bus = stack.enter_context(PrivateBus())
        on = stack.enter_context(desk("xfwm4"))
        reader = stack.enter_context(Reader(bus.address))
        # A socket's path has to be short.
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="bb-"))
        told = {
            "DISPLAY": on.environment["DISPLAY"],
            "QT_QPA_PLATFORM": "xcb",
            "PULSE_SERVER": NO_SOUND,
            "AT_SPI_BUS_ADDRESS": bus.address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "SSL_CERT_FILE": str(trusted),
            "XDG_RUNTIME_DIR": runtime,
            "XDG_DATA_HOME": runtime,
        }
        app = LiveApp(folder / "home", bus, **told)
        if ring:
            stack.enter_context(keyring(app.environ))
        yield stack.enter_context(_with_traces(app, Hand(reader, app.environ), bus.address))


@contextmanager
def _with_traces(app: LiveApp, hand: Hand, bus: str) -> Iterator[Desktop]:
    with app:
        yield Desktop(app, hand, bus)
    assert "Traceback" not in app.log_text() + app.output.read_text()


def put(account: str, start: datetime, name: str = "1") -> None:
    """A session of 50 minutes in Jane's calendar "work"."""
    with httpx.Client(verify=trusting(), auth=("jane", PASSWORD), base_url=account) as client:
        client.request("MKCALENDAR", "/jane/work/")
        kind = {"Content-Type": "text/calendar"}
        made = client.put(f"/jane/work/{name}.ics", content=calendar(hour(start)), headers=kind)
        made.raise_for_status()


class _Prompter(ServiceInterface):
    def __init__(self, owner: "Prompter") -> None:
        super().__init__("org.gnome.keyring.internal.Prompter")
        self._owner = owner

    @dbus_method()
    def BeginPrompting(self, callback: DBusObjectPath) -> None:
        self._owner.begin(callback)


class Prompter(BusPeer):
    """Stands for the dialog in which a keyring asks to be opened; its owner always says no."""

    name = "org.gnome.keyring.SystemPrompter"
    secrets = "org.freedesktop.secrets"

    def __init__(self, address: str) -> None:
        self.asked = 0
        super().__init__(address)

    def exports(self) -> list[tuple[str, ServiceInterface]]:
        return [("/org/gnome/keyring/Prompter", _Prompter(self))]

    def begin(self, callback: str) -> None:
        """The dialog opens, and is dismissed at once."""
        with self.changed:
            self.asked += 1
            self.changed.notify_all()
        done = Message(self.secrets, callback, "org.gnome.keyring.internal.Prompter.Callback", "PromptDone")
        self._loop.call_soon(lambda: asyncio.ensure_future(self._bus.call(done)))

    def lock(self) -> None:
        """Lock the keyring."""
        service, path = "org.freedesktop.Secret.Service", "/org/freedesktop/secrets"
        (opened,) = self.call(self.secrets, path, service, "ReadAlias", "s", "default")
        self.call(self.secrets, path, service, "Lock", "ao", [opened])
