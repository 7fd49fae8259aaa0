"""Sleep and lock, against a logind and screen savers on a bus of the test's own."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from burnbreak.system.power import NullPowerWatch
from burnbreak.system.power_linux import LinuxPowerWatch
from tests.system.fake_bus import FakeLogind, FakeScreenSaver, PrivateBus


class Heard:
    """What was told, in order."""

    def __init__(self) -> None:
        self.words: list[tuple[str, bool]] = []

    def suspend(self, about_to: bool) -> None:
        self.words.append(("sleep", about_to))

    def lock(self, locked: bool) -> None:
        self.words.append(("lock", locked))


@pytest.fixture
def heard() -> Heard:
    """Nothing yet."""
    return Heard()


@pytest.fixture
def logind(private_bus: PrivateBus) -> Iterator[FakeLogind]:
    """One bus plays both buses."""
    with FakeLogind(private_bus.address) as logind:
        yield logind


@pytest.fixture
def watch(private_bus: PrivateBus, qapp: object) -> Iterator[LinuxPowerWatch]:
    """Not started."""
    watch = LinuxPowerWatch(private_bus.address, private_bus.address, "c2")
    yield watch
    watch.close()


def test_sleep(qtbot: QtBot, watch: LinuxPowerWatch, logind: FakeLogind, heard: Heard) -> None:
    """Before and after."""
    watch.start(heard.suspend, heard.lock)
    assert watch.reason == ""
    logind.sleep(True)
    logind.sleep(False)
    qtbot.waitUntil(lambda: heard.words == [("sleep", True), ("sleep", False)])


@pytest.mark.parametrize("name", ["auto", "c2"])
def test_locked_hint(
    qtbot: QtBot, private_bus: PrivateBus, watch: LinuxPowerWatch, heard: Heard, name: str
) -> None:
    """Of our own session only, whose path an old logind gives for $XDG_SESSION_ID alone."""
    with FakeLogind(private_bus.address, name) as logind:
        watch.start(heard.suspend, heard.lock)
        qtbot.waitUntil(lambda: name in logind.asked)
        qtbot.wait(50)
        logind.lock(True, "/org/freedesktop/login1/session/_39")
        logind.lock(True)
        logind.lock(True)
        logind.lock(False)
        qtbot.waitUntil(lambda: heard.words == [("lock", True), ("lock", False)])


def test_no_session_is_quiet(
    qtbot: QtBot, private_bus: PrivateBus, watch: LinuxPowerWatch, heard: Heard
) -> None:
    """As over ssh; sleep is still heard."""
    with FakeLogind(private_bus.address, "other") as logind:
        watch.start(heard.suspend, heard.lock)
        qtbot.waitUntil(lambda: logind.asked == ["auto", "c2"])
        logind.sleep(True)
        qtbot.waitUntil(lambda: heard.words == [("sleep", True)])


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
        ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
        ("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),
    ],
)
def test_screen_savers(
    request: pytest.FixtureRequest, private_bus: PrivateBus, heard: Heard, name: str, path: str
) -> None:
    """Also one that starts after us; without logind there is a reason."""
    qtbot, watch = request.getfixturevalue("qtbot"), request.getfixturevalue("watch")
    watch.start(heard.suspend, heard.lock)
    assert "logind" in watch.reason
    with FakeScreenSaver(private_bus.address, name, path) as saver:
        saver.active(True)
        saver.active(False)
        qtbot.waitUntil(lambda: heard.words == [("lock", True), ("lock", False)])


def test_a_screen_saver_that_ends_leaves_the_screen_open(
    qtbot: QtBot, private_bus: PrivateBus, watch: LinuxPowerWatch, heard: Heard
) -> None:
    watch.start(heard.suspend, heard.lock)
    with FakeScreenSaver(private_bus.address, "org.xfce.ScreenSaver", "/org/xfce/ScreenSaver") as saver:
        saver.active(True)
        qtbot.waitUntil(lambda: heard.words == [("lock", True)])
    qtbot.waitUntil(lambda: heard.words == [("lock", True), ("lock", False)])


def test_two_sources_tell_one_story(
    qtbot: QtBot, private_bus: PrivateBus, watch: LinuxPowerWatch, logind: FakeLogind, heard: Heard
) -> None:
    """Screen saver and logind both speak of one lock."""
    with FakeScreenSaver(private_bus.address, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver") as saver:
        watch.start(heard.suspend, heard.lock)
        qtbot.waitUntil(lambda: bool(logind.asked))
        qtbot.wait(50)
        for locked in (True, False):
            saver.active(locked)
            logind.lock(locked)
            qtbot.waitUntil(lambda locked=locked: heard.words[-1:] == [("lock", locked)])
            qtbot.wait(50)
        assert heard.words == [("lock", True), ("lock", False)]


def test_sleep_waits_until_it_is_let(
    qtbot: QtBot, watch: LinuxPowerWatch, logind: FakeLogind, heard: Heard
) -> None:
    """A delay of logind's own kind, taken once and closed when it is over, and at the end."""
    watch.delay_sleep(True)
    watch.start(heard.suspend, heard.lock)
    for _ in range(2):
        watch.delay_sleep(True)
        qtbot.waitUntil(logind.delayed)
        watch.delay_sleep(True)
        watch.delay_sleep(False)
        qtbot.waitUntil(lambda: not logind.delayed())
    assert logind.inhibited == [("sleep", "burnbreak", "delay")] * 2
    watch.delay_sleep(True)
    watch.delay_sleep(False)
    qtbot.waitUntil(lambda: len(logind.inhibited) == 3)
    qtbot.waitUntil(lambda: not logind.delayed(), timeout=5000)
    watch.delay_sleep(True)
    qtbot.waitUntil(logind.delayed)
    watch.close()
    qtbot.waitUntil(lambda: not logind.delayed())


def test_logind_may_come_late_go_and_come_again(
    qtbot: QtBot, private_bus: PrivateBus, watch: LinuxPowerWatch, heard: Heard
) -> None:
    """As when it is brought up to date; an unlocking in the meantime is not missed, nor is the delay lost."""
    watch.start(heard.suspend, heard.lock)
    assert "logind" in watch.reason
    with FakeLogind(private_bus.address) as logind:
        qtbot.waitUntil(lambda: bool(logind.asked))
        qtbot.wait(50)
        logind.locked_hint = True
        logind.lock(True)
        qtbot.waitUntil(lambda: heard.words == [("lock", True)])
        watch.delay_sleep(True)
        qtbot.waitUntil(logind.delayed)
    with FakeLogind(private_bus.address) as logind:
        qtbot.waitUntil(lambda: heard.words == [("lock", True), ("lock", False)])
        qtbot.waitUntil(logind.delayed)
        logind.sleep(True)
        logind.lock(True)
        qtbot.waitUntil(lambda: heard.words[2:] == [("sleep", True), ("lock", True)])


def test_close_ends_it(qtbot: QtBot, watch: LinuxPowerWatch, logind: FakeLogind, heard: Heard) -> None:
    """And it may be started again."""
    watch.start(heard.suspend, heard.lock)
    watch.close()
    watch.close()
    logind.sleep(True)
    qtbot.wait(50)
    assert heard.words == []
    watch.start(heard.suspend, heard.lock)
    logind.sleep(False)
    qtbot.waitUntil(lambda: heard.words == [("sleep", False)])


@pytest.mark.parametrize("address", ["", "unix:path=/does/not/exist"])
def test_no_bus_is_quiet(qapp: object, heard: Heard, address: str) -> None:
    """Nothing raises and Qt does not grumble; the reason says what is missing."""
    watch = LinuxPowerWatch(address, address)
    watch.start(heard.suspend, heard.lock)
    assert "Sleep" in watch.reason
    assert "locked" in watch.reason
    watch.close()


def test_null(heard: Heard) -> None:
    """Says why."""
    watch = NullPowerWatch("no such thing here")
    watch.start(heard.suspend, heard.lock)
    watch.close()
    assert (watch.reason, heard.words) == ("no such thing here", [])
