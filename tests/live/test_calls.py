"""Calls as the running app meets them: a program that listens, an offer, a sitting, the settings."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.live.app import LiveApp, settings_text
from tests.system.fake_bus import PrivateBus
from tests.system.sound_servers import (
    PARECORD,
    PipeWireWithMic,
    PulseWithMic,
    SoundServer,
    capturing,
    missing,
)

pytestmark = pytest.mark.long
HELD = [{"kind": "call", "until": None, "detail": "microphone"}]


PW_RECORD = ("pw-record", "--target", "mic", "/dev/null")


@pytest.fixture
def sound(request: pytest.FixtureRequest) -> Iterator[SoundServer]:
    make: type[SoundServer] = getattr(request, "param", PulseWithMic)
    programs = PipeWireWithMic.PROGRAMS if make is PipeWireWithMic else ("pulseaudio", "pactl", "parecord")
    if absent := missing(programs):
        pytest.skip(f"not installed: {absent}")
    with make() as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, private_bus: PrivateBus, sound: SoundServer) -> Iterator[LiveApp]:
    with LiveApp(tmp_path / "home", private_bus, sound, QT_QPA_PLATFORM="offscreen") as made:
        made.environ.pop("DISPLAY", None)
        yield made


def asking(app: LiveApp) -> float:
    """Seconds that one question takes by the command line: what is seen through it is that much too late."""
    began = time.monotonic()
    app.status()
    return time.monotonic() - began


def held(status: dict[str, Any]) -> bool:
    return bool(status["holds"] == HELD)


def free(status: dict[str, Any]) -> bool:
    return bool(status["holds"] == [])


@pytest.mark.parametrize(
    ("sound", "program"),
    [(PulseWithMic, PARECORD), (PipeWireWithMic, PW_RECORD)],
    indirect=["sound"],
    ids=["parecord", "pw-record"],
)
def test_a_break_that_comes_due_in_a_call_is_owed_and_offered_after_it(
    app: LiveApp, sound: SoundServer, program: tuple[str, ...]
) -> None:
    """The hold within 6 s, the card 15 to 30 s after its end, the words in between."""
    due = (datetime.now().astimezone() + timedelta(seconds=105)).replace(second=0, microsecond=0)
    app.configure(settings_text(due.minute, 1, "[sound]\nmuted = true\n"))
    app.start().up()
    app.until(free)
    time.sleep(2)
    with capturing(sound, *program):
        began = time.monotonic()
        app.until(held, timeout=30)
        took = time.monotonic() - began
        assert 4.5 <= took <= 6.5 + 2 * asking(app), "within six seconds"
        assert app.cli("next").stdout == "Held: microphone in use\n"
        owed = app.until(lambda s: s["owed"], timeout=130)
        assert (owed["offer"], owed["state"]) == (None, "owed")
    ended = time.monotonic()
    app.until(free, timeout=40)
    cleared = time.monotonic()
    slack = 1 + 2 * asking(app)
    assert 14.5 <= cleared - ended <= 16 + slack
    app.until(lambda s: s["offer"] is not None, timeout=60)
    assert 15 - slack <= time.monotonic() - cleared <= 30 + slack
    assert "Traceback" not in app.log_text() + app.output.read_text()


def test_a_call_that_begins_ends_the_sitting_quietly(app: LiveApp, sound: PulseWithMic) -> None:
    app.configure(settings_text(extra="[sound]\nvolume = 30\n"))
    app.start().up()
    assert app.cli("breathe", "--minutes", "5").returncode == 0
    app.until(lambda s: s["sitting"] is not None and s["sitting"]["audible"])
    with capturing(sound, *PARECORD):
        began = time.monotonic()
        app.until(lambda s: s["sitting"] is None, timeout=20)
        assert 4.5 <= time.monotonic() - began <= 8
    (row,) = app.history()
    assert (row["outcome"], row["reason"]) == ("partial", "call")
    assert "Traceback" not in app.log_text() + app.output.read_text()


def test_programs_on_the_list_and_a_switch_that_is_off_hold_nothing(
    app: LiveApp, sound: PulseWithMic
) -> None:
    app.configure(settings_text(extra="[quiet]\nignored_programs = ['PACAT']\n"))
    app.start().up()
    time.sleep(2)
    with capturing(sound, *PARECORD):
        time.sleep(8)
        assert free(app.status())
        assert "never a call" in app.cli("doctor").stdout
        assert "parec" not in app.cli("doctor").stdout, "only what the user put on the list is named"
    app.kill()
    app.configure(settings_text(extra="[quiet]\ncalls = false\n"))
    app.start().up()
    time.sleep(2)
    with capturing(sound, *PARECORD):
        time.sleep(8)
        assert free(app.status())
    assert app.log_text() == ""


def test_the_sound_server_may_come_and_go(app: LiveApp, sound: PulseWithMic) -> None:
    app.configure(settings_text(extra=""))
    sound.kill_server()
    app.start().up()
    time.sleep(2)
    assert free(app.status())
    sound.start_server()
    with capturing(sound, *PARECORD):
        app.until(held, timeout=40)
        sound.kill_server()
    app.until(free, timeout=25)
    assert app.log_text() == ""
