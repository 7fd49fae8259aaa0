"""Calls as the running app meets them: a program that listens, an offer, a sitting, the settings."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.live.app import LiveApp, settings_text
from tests.system.fake_bus import PrivateBus
from tests.system.sound_servers import PARECORD, PulseWithMic, capturing, missing

pytestmark = pytest.mark.long
HELD = [{"kind": "call", "until": None, "detail": "microphone"}]


@pytest.fixture
def sound() -> Iterator[PulseWithMic]:
    if absent := missing(("pulseaudio", "pactl", "parecord")):
        pytest.skip(f"not installed: {absent}")
    with PulseWithMic() as server:
        yield server


@pytest.fixture
def app(tmp_path: Path, private_bus: PrivateBus, sound: PulseWithMic) -> Iterator[LiveApp]:
    with LiveApp(tmp_path / "home", private_bus, sound, QT_QPA_PLATFORM="offscreen") as made:
        made.environ.pop("DISPLAY", None)
        yield made


def held(status: dict[str, Any]) -> bool:
    return bool(status["holds"] == HELD)


def free(status: dict[str, Any]) -> bool:
    return bool(status["holds"] == [])


def test_a_break_that_comes_due_in_a_call_is_owed_and_offered_after_it(
    app: LiveApp, sound: PulseWithMic
) -> None:
    """The hold within 6 s, the card 15 to 30 s after its end, the words in between."""
    due = (datetime.now().astimezone() + timedelta(seconds=75)).replace(second=0, microsecond=0)
    app.configure(settings_text(due.minute, 1, "[sound]\nmuted = true\n"))
    app.start().up()
    app.until(free)
    time.sleep(2)
    with capturing(sound, *PARECORD):
        began = time.monotonic()
        app.until(held, timeout=15)
        assert 4.5 <= time.monotonic() - began <= 7.5, "asking takes a moment, too"
        assert app.cli("next").stdout == "Held: microphone in use\n"
        owed = app.until(lambda s: s["owed"], timeout=100)
        assert (owed["offer"], owed["state"]) == (None, "owed")
    ended = time.monotonic()
    app.until(free, timeout=25)
    cleared = time.monotonic()
    assert cleared - ended <= 18
    app.until(lambda s: s["offer"] is not None, timeout=40)
    assert 14 <= time.monotonic() - cleared <= 32
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
