"""Notifications, against a server on a bus of the test's own."""

import logging
import select
import time
from collections.abc import Iterator

import pytest

from burnbreak.system.notify import NullNotifier
from burnbreak.system.notify_linux import DBusNotifier
from tests.system.fake_bus import FakeNotifications, PrivateBus

ACTIONS = [("start", "Start"), ("later", "Later")]


@pytest.fixture
def server(private_bus: PrivateBus) -> Iterator[FakeNotifications]:
    """A server that reads markup."""
    with FakeNotifications(private_bus.address) as server:
        yield server


@pytest.fixture
def notifier(private_bus: PrivateBus) -> Iterator[DBusNotifier]:
    """Ours, not yet connected."""
    notifier = DBusNotifier(private_bus.address)
    yield notifier
    notifier.close()


def pump(notifier: DBusNotifier, heard: list[str], number: int = 1, timeout: float = 3.0) -> None:
    """What the event loop does, until that many actions were heard or the time is over."""
    end = time.monotonic() + timeout
    while len(heard) < number and (left := end - time.monotonic()) > 0 and notifier.fileno() is not None:
        if select.select([notifier.fileno()], [], [], left)[0]:
            notifier.dispatch()


def test_what_is_sent(server: FakeNotifications, notifier: DBusNotifier) -> None:
    """Normal urgency, our desktop entry, gone after 25 s, plain text, a labelled default."""
    assert notifier.fileno() is None
    assert notifier.show("A pause", "3 < 5 & calm", ACTIONS, print)
    shown = server.wait_shown()
    assert (shown.title, shown.body, shown.expire) == ("A pause", "3 &lt; 5 &amp; calm", 25_000)
    assert shown.actions == ["default", "Open", "start", "Start", "later", "Later"]
    assert {key: hint.value for key, hint in shown.hints.items()} == {
        "urgency": 1,
        "desktop-entry": "burnbreak",
    }
    assert shown.hints["urgency"].signature == "y"
    assert notifier.capabilities() == {"actions", "body", "body-markup"}


def test_server_without_markup_gets_the_plain_text(private_bus: PrivateBus, notifier: DBusNotifier) -> None:
    """And a default that the caller labels stays the caller's."""
    with FakeNotifications(private_bus.address, ("body",)) as server:
        assert notifier.show("A pause", "3 < 5", [("default", "Begin")], print)
        assert server.wait_shown().body == "3 < 5"
        assert server.shown[-1].actions == ["default", "Begin"]


def test_a_click_arrives(server: FakeNotifications, notifier: DBusNotifier) -> None:
    """On a later dispatch, once, and not for anyone else's notification."""
    heard: list[str] = []
    notifier.show("A pause", "", ACTIONS, heard.append)
    server.click("start", number=12345)
    server.click("start")
    server.click("later")
    pump(notifier, heard, number=2, timeout=0.5)
    assert heard == ["start"]


def test_a_newer_one_takes_the_place(server: FakeNotifications, notifier: DBusNotifier) -> None:
    """A click on the older one means nothing any more; after a dismissal a new one is made."""
    old: list[str] = []
    new: list[str] = []
    notifier.show("One", "", ACTIONS, old.append)
    first = server.wait_shown().number
    server.emit(server.path, server.name, "ActionInvoked", "us", first, "start")
    notifier.show("Two", "", ACTIONS, new.append)
    assert server.wait_shown(2).replaces == first
    server.click("later")
    pump(notifier, new)
    assert (old, new) == ([], ["later"])
    notifier.dispatch()
    time.sleep(0.05)
    notifier.dispatch()
    notifier.show("Three", "", ACTIONS, new.append)
    assert server.wait_shown(3).replaces == 0


def test_close_takes_it_away(server: FakeNotifications, notifier: DBusNotifier) -> None:
    """And a later one connects again."""
    notifier.show("One", "", ACTIONS, print)
    number = server.wait_shown().number
    notifier.close()
    assert server.closed == [number]
    assert notifier.fileno() is None
    notifier.close()
    assert notifier.show("Two", "", ACTIONS, print)


def test_a_server_that_does_not_answer_holds_nobody_up(
    server: FakeNotifications, notifier: DBusNotifier
) -> None:
    """It is taken as shown, within 300 ms."""
    server.muted = {"GetCapabilities", "Notify"}
    begun = time.monotonic()
    assert notifier.show("A pause", "", ACTIONS, print)
    assert time.monotonic() - begun < 0.45


def test_a_slow_server_is_understood_later(server: FakeNotifications, notifier: DBusNotifier) -> None:
    """The number comes after the wait; the click still finds its way."""
    heard: list[str] = []
    server.delay = 0.5
    assert notifier.show("A pause", "", ACTIONS, heard.append)
    server.wait_shown()
    time.sleep(0.6)
    server.click("start")
    pump(notifier, heard)
    assert heard == ["start"]


def test_no_server(private_bus: PrivateBus, notifier: DBusNotifier, caplog: pytest.LogCaptureFixture) -> None:
    """False at once, said once and without the words; and well again when a server comes."""
    with caplog.at_level(logging.INFO, "burnbreak"):
        assert not notifier.show("Secret title", "Secret body", ACTIONS, print)
        assert not notifier.show("Secret title", "Secret body", ACTIONS, print)
    assert len(caplog.records) == 1
    assert "ServiceUnknown" in caplog.text
    assert "Secret" not in caplog.text
    with FakeNotifications(private_bus.address) as server:
        assert notifier.show("A pause", "", ACTIONS, print)
        assert server.wait_shown().title == "A pause"


@pytest.mark.parametrize("address", ["", "unix:path=/does/not/exist", "nonsense", "tcp:host=localhost"])
def test_no_bus(address: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever the environment says."""
    notifier = DBusNotifier(address)
    with caplog.at_level(logging.INFO, "burnbreak"):
        assert not notifier.show("A pause", "", ACTIONS, print)
    assert len(caplog.records) == 1
    assert notifier.fileno() is None
    assert notifier.capabilities() == frozenset()
    notifier.dispatch()
    notifier.close()


def test_a_bus_that_dies(private_bus: PrivateBus, server: FakeNotifications, notifier: DBusNotifier) -> None:
    """The descriptor is let go of, nothing raises, and the next one says False."""
    notifier.show("A pause", "", ACTIONS, print)
    private_bus.stop()
    select.select([notifier.fileno()], [], [], 3)
    notifier.dispatch()
    assert notifier.fileno() is None
    assert not notifier.show("A pause", "", ACTIONS, print)


def test_null_notifier() -> None:
    """Shows nothing and says so."""
    notifier = NullNotifier()
    assert not notifier.show("A pause", "", ACTIONS, print)
    assert notifier.fileno() is None
    assert notifier.capabilities() == frozenset()
    notifier.dispatch()
    notifier.close()
