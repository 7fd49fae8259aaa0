"""A screen that is filled or shared, a desktop that is silenced, as the running app meets and tells it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.live.fast import FastDay, fast_day
from tests.system.fake_bus import FakeTrayWatcher, PrivateBus
from tests.system.test_pipewire import SCREEN, TAKER, link, with_program
from tests.system.test_presenting_linux import WINDOW
from tests.system.test_silence_linux import Xfce

pytestmark = [pytest.mark.long, pytest.mark.desktop]
Held = Callable[[FastDay, PrivateBus, Path], AbstractContextManager[None]]


@contextmanager
def slides(day: FastDay, _bus: PrivateBus, _folder: Path) -> Iterator[None]:
    day.start()
    with day.program(WINDOW.format(show="window.showFullScreen()")):
        yield


@contextmanager
def shared(day: FastDay, _bus: PrivateBus, folder: Path) -> Iterator[None]:
    """A picture flows through PipeWire, as its pw-dump tells."""
    dump = folder / "dump.json"
    day.app.environ |= with_program(folder, f"cat {dump}")
    dump.write_text(json.dumps([SCREEN, TAKER, link(1, 3)]))
    day.start()
    yield
    dump.write_text("[]")


@contextmanager
def silenced(day: FastDay, bus: PrivateBus, folder: Path) -> Iterator[None]:
    """Xfce's do not disturb, switched on while the app runs."""
    with Xfce(bus.address, folder) as xfce:
        day.app.environ |= xfce.environ
        day.start()
        xfce.switch(True)
        yield
        xfce.switch(False)


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        (slides, "presenting", "Held: presenting"),
        (shared, "presenting", "Held: the screen is shared"),
        (silenced, "do-not-disturb", "Held: do not disturb, by the desktop"),
    ],
)
def test_the_pause_waits_the_tray_says_why_and_then_it_is_offered(
    tmp_path: Path, private_bus: PrivateBus, how: Held, kind: str, words: str
) -> None:
    with (
        FakeTrayWatcher(private_bus.address) as tray,
        fast_day("09:49:00", tmp_path / "home", private_bus, times=12) as day,
    ):
        with how(day, private_bus, tmp_path):
            owed = day.app.until(lambda status: bool(status["owed"]))
            assert owed["offer"] is None
            assert [hold["kind"] for hold in owed["holds"]] == [kind]
            assert day.app.cli("next").stdout == f"{words}\n"
            assert tray.menu()[0] == words
            assert tray.tooltip() == f"burnbreak: {words}. A pause waits until then."
        day.app.until(lambda status: status["offer"] is not None)
