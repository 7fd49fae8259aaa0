"""Full screen with real windows, and programs that keep the screen awake, on a bus of the test's own."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from burnbreak.core.calls import Sign
from burnbreak.system.holds import Probe
from burnbreak.system.presenting_linux import FullScreen, KeptAwake
from burnbreak.system.xcb import Server
from tests.system.fake_bus import PrivateBus
from tests.system.fake_desktop import FakeService
from tests.ui.desk import Desk, desk

WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["slides"])
window = QLabel("slides")
window.setWindowTitle("slides")
window.resize(400, 300)
{show}
app.exec()
"""


@contextmanager
def window_managed(screens: int = 1) -> Iterator[Desk]:
    if missing := [word for word in ("Xvfb", "openbox") if shutil.which(word) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with desk("openbox", screens=screens) as made:
        server = Server(made.environment["DISPLAY"])
        deadline = time.monotonic() + 20
        while not server.tells():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        server.close()
        yield made


@pytest.fixture(scope="module")
def managed() -> Iterator[Desk]:
    with window_managed() as made:
        yield made


def until(probe: Probe, sign: Sign, there: bool, ignored: tuple[str, ...] = ()) -> None:
    deadline = time.monotonic() + 20
    while (now := probe.read(ignored, fresh=True).seen[sign]) is not there and time.monotonic() < deadline:
        time.sleep(0.05)
    assert now is there


@pytest.mark.desktop
def test_a_real_window_that_fills_the_screen_is_seen(managed: Desk) -> None:
    probe = FullScreen({"DISPLAY": managed.environment["DISPLAY"]})
    until(probe, Sign.SCREEN, False)
    assert probe.finding() == (True, "full screen is seen")
    show = "window.showNormal()\nQTimer.singleShot(1500, window.showFullScreen)"
    program = managed.python(WINDOW.format(show=show))
    try:
        managed.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^slides$")
        assert probe.read((), fresh=True).seen == {Sign.SCREEN: False}, "an ordinary window"
        until(probe, Sign.SCREEN, True)
        (name,) = probe.read((), fresh=True).programs
        assert probe.read((name.upper(),), fresh=True).seen == {Sign.SCREEN: False}
        assert probe.read(("slides",), fresh=True).seen == {Sign.SCREEN: False}
    finally:
        program.terminate()
        program.communicate(timeout=20)
    until(probe, Sign.SCREEN, False)
    probe.close()


TWO = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(["slides"])
slides, notes = QLabel("slides"), QLabel("notes")
slides.setWindowTitle("slides")
notes.setWindowTitle("notes")
slides.setGeometry(100, 100, 300, 200)
slides.show()
QTimer.singleShot(500, slides.showFullScreen)
notes.setGeometry({where}, 100, 400, 300)
QTimer.singleShot(1000, notes.show)
QTimer.singleShot(1200, notes.activateWindow)
app.exec()
"""


@pytest.fixture(scope="module")
def two_screens() -> Iterator[Desk]:
    """Two beside each other, each 640 wide."""
    with window_managed(screens=2) as made:
        yield made


@pytest.mark.desktop
@pytest.mark.parametrize(("where", "there"), [(750, True), (100, False)], ids=["beside", "before"])
def test_slides_on_the_other_screen_count_while_their_notes_are_read(
    two_screens: Desk, where: int, there: bool
) -> None:
    """Not so where somebody works on the screen that they fill."""
    probe = FullScreen({"DISPLAY": two_screens.environment["DISPLAY"]})
    program = two_screens.python(TWO.format(where=where))
    try:
        two_screens.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^notes$")
        while two_screens.run("xdotool", "getactivewindow", "getwindowname") != "notes":
            time.sleep(0.05)
        until(probe, Sign.SCREEN, there)
        assert probe.read((), fresh=True).seen == {Sign.SCREEN: there}
    finally:
        program.terminate()
        program.communicate(timeout=20)
        probe.close()


@pytest.mark.desktop
def test_a_sitting_that_fills_the_screen_is_no_presentation(
    managed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window belongs to the process that asks."""
    probe = FullScreen({"DISPLAY": managed.environment["DISPLAY"]})
    program = managed.python(WINDOW.format(show="window.showFullScreen()"))
    try:
        until(probe, Sign.SCREEN, True)
        monkeypatch.setattr(os, "getpid", lambda: program.pid)
        assert probe.read((), fresh=True).seen == {Sign.SCREEN: False}
    finally:
        program.terminate()
        program.communicate(timeout=20)
        probe.close()


@pytest.mark.desktop
def test_an_x_server_that_goes_away_is_unknown() -> None:
    """And nothing ends with it."""
    if shutil.which("Xvfb") is None:
        pytest.skip("not installed: Xvfb")
    with desk("true") as made:
        display = made.environment["DISPLAY"]
        probe = FullScreen({"DISPLAY": display})
        assert probe.read((), fresh=True).seen == {Sign.SCREEN: False}, "no window manager"
        assert probe.finding() == (None, "no window manager tells of full screen")
        assert probe._server is not None
        assert probe._server.full_screens() == ()
    assert probe.read((), fresh=True).seen == {Sign.SCREEN: None}
    assert probe.read((), fresh=True).seen == {Sign.SCREEN: None}
    assert probe.finding()[0] is None


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"},
        {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"},
        {"DISPLAY": ":987654"},
    ],
)
def test_without_x11_full_screen_is_unknown(environ: dict[str, str]) -> None:
    probe = FullScreen(environ)
    assert probe.read((), fresh=True).seen == {Sign.SCREEN: None}
    assert probe.finding()[0] is None
    probe.close()


INHIBITOR = "/org/gnome/SessionManager/Inhibitor"
PLAYER = {
    f"{INHIBITOR}1 GetFlags": ("u", [8]),
    f"{INHIBITOR}1 GetAppId": ("s", ["totem"]),
    f"{INHIBITOR}1 GetReason": ("s", ["Playing a movie"]),
}
RADIO = {
    f"{INHIBITOR}2 GetFlags": ("u", [12]),
    f"{INHIBITOR}2 GetAppId": ("s", ["firefox"]),
    f"{INHIBITOR}2 GetReason": ("s", ["audio-playing"]),
}
BACKUP = {f"{INHIBITOR}3 GetFlags": ("u", [4])}


@pytest.mark.parametrize(
    ("numbers", "there", "programs"),
    [
        ([], False, ()),
        ([1], True, ("totem",)),
        ([2], False, ()),
        ([3], False, ()),
        ([9], False, ()),
        ([9, 3, 2, 1], True, ("totem",)),
    ],
)
def test_gnome_tells_who_keeps_the_screen_awake(
    private_bus: PrivateBus, numbers: list[int], there: bool, programs: tuple[str, ...]
) -> None:
    """Music and backups are no presentation; 9 has gone since it was listed."""
    listed = {"GetInhibitors": ("ao", [[f"{INHIBITOR}{number}" for number in numbers]])}
    answers = {**listed, **PLAYER, **RADIO, **BACKUP}
    with FakeService(private_bus.address, "org.gnome.SessionManager", answers):
        probe = KeptAwake(private_bus.address)
        reading = probe.read((), fresh=True)
        assert (reading.seen, reading.programs) == ({Sign.AWAKE: there}, programs)
        assert probe.read(("Totem",), fresh=True).seen == {Sign.AWAKE: False}
        assert probe.finding()[0] is True


KDE = "org.kde.Solid.PowerManagement.PolicyAgent"


@pytest.mark.parametrize(
    ("held", "listed", "there"),
    [
        (False, [["okular", "Presentation"]], False),
        (True, [["okular", "Presentation"]], True),
        (True, [["spotify", "Playing Audio"]], False),
        (True, [], True),
    ],
)
def test_kde_tells_who_keeps_the_screen_awake(
    private_bus: PrivateBus, held: bool, listed: list[list[str]], there: bool
) -> None:
    answers = {"HasInhibition": ("b", [held]), "ListInhibitions": ("a(ss)", [listed])}
    with FakeService(private_bus.address, KDE, answers):
        probe = KeptAwake(private_bus.address)
        assert probe.read((), fresh=True).seen == {Sign.AWAKE: there}
        assert probe.read(("okular",), fresh=True).seen == {Sign.AWAKE: there and not listed}


@pytest.mark.parametrize("names", [["Parole"], None])
def test_xfce_tells_who_keeps_the_screen_awake(private_bus: PrivateBus, names: list[str] | None) -> None:
    """Others of that interface only tell whether."""
    answers = {"HasInhibit": ("b", [True]), **({"GetInhibitors": ("as", [names])} if names else {})}
    with FakeService(private_bus.address, "org.freedesktop.PowerManagement", answers) as service:
        probe = KeptAwake(private_bus.address)
        assert probe.read((), fresh=True).seen == {Sign.AWAKE: True}
        assert probe.read(("parole",), fresh=True).seen == {Sign.AWAKE: names is None}
        service.answers["HasInhibit"] = ("b", [False])
        assert probe.read((), fresh=True).seen == {Sign.AWAKE: False}


def test_a_desktop_that_tells_nothing_is_unknown(private_bus: PrivateBus) -> None:
    for address in ("", "unix:path=/does/not/exist", private_bus.address):
        probe = KeptAwake(address)
        assert probe.read((), fresh=True).seen == {Sign.AWAKE: None}
        assert probe.finding()[0] is None


def test_a_service_that_hangs_or_answers_nonsense_is_unknown_soon(private_bus: PrivateBus) -> None:
    for answers in ({"GetInhibitors": ("s", ["nonsense"])}, {"GetInhibitors": ("", [])}, {}):
        with FakeService(private_bus.address, "org.gnome.SessionManager", dict(answers)) as service:
            if not answers:
                service.muted.add("GetInhibitors")
            began = time.monotonic()
            assert not KeptAwake(private_bus.address).read((), fresh=True).seen[Sign.AWAKE]
            assert time.monotonic() - began < 1.5
