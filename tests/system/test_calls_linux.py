"""Who listens to a microphone, with real captures against real servers."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from burnbreak.core.calls import Sign
from burnbreak.core.settings import Quiet
from burnbreak.system.calls_linux import Microphones, captures
from burnbreak.system.holds import HoldWatch
from tests.system.sound_servers import (
    PARECORD,
    PipeWireWithMic,
    PulseWithMic,
    SoundServer,
    capturing,
    missing,
)
from tests.system.test_holds import Told

QUICK = (0.1, 0.2, 0.3)
ON, OFF = ("call", True, "microphone"), ("call", False, "")
PEAKS = """
import sys, pulsectl
with pulsectl.Pulse("meter", server=sys.argv[1]) as pulse:
    source = pulse.get_source_by_name("mic")
    print("ready", flush=True)
    while True:
        pulse.get_peak_sample(source.index, 5)
"""
CORKED = """
import sys, pulsectl
from pulsectl import _pulsectl as c
with pulsectl.Pulse("held", server=sys.argv[1]) as pulse:
    spec = c.PA_SAMPLE_SPEC(format=c.PA_SAMPLE_FLOAT32NE, rate=8000, channels=1)
    said = c.pa.proplist_from_string("application.id=test")
    stream = c.pa.stream_new_with_proplist(pulse._ctx, "held", c.byref(spec), None, said)
    buffers = c.PA_BUFFER_ATTR(fragsize=4000, maxlength=2**32 - 1)
    c.pa.stream_connect_record(stream, "mic", c.byref(buffers), 1)  # PA_STREAM_START_CORKED
    pulse.event_mask_set("null")
    pulse.event_callback_set(print)
    pulse.event_listen()
"""
RECORDER = """
import time, sounddevice
from burnbreak.audio.microphone import Microphone
microphone = Microphone(sounddevice, time.monotonic, 60.0, print)
time.sleep(60)
"""


class Seen:
    """Reads the probe whenever it has news."""

    def __init__(self, server: SoundServer) -> None:
        self.probe = Microphones(server.env["PULSE_SERVER"], QUICK)
        self._news = threading.Condition()
        self.probe.open(self._notify)

    def _notify(self) -> None:
        with self._news:
            self._news.notify_all()

    def until(self, there: bool | None, ignored: tuple[str, ...] = (), timeout: float = 10.0) -> None:
        """Wait until the probe says so."""

        def is_so() -> bool:
            return self.probe.read(ignored, fresh=False).seen == {Sign.MICROPHONE: there}

        with self._news:
            assert self._news.wait_for(is_so, timeout), f"not {there}"

    def programs(self) -> tuple[str, ...]:
        return self.probe.read((), fresh=False).programs


@pytest.fixture(scope="module")
def pulse() -> Iterator[PulseWithMic]:
    if absent := missing(("pulseaudio", "pactl", "parecord")):
        pytest.skip(f"not installed: {absent}")
    with PulseWithMic() as server:
        yield server


@pytest.fixture
def seen(pulse: PulseWithMic) -> Iterator[Seen]:
    found = Seen(pulse)
    found.until(False)
    yield found
    found.probe.close()


def test_a_capture_is_seen_with_its_program_and_its_end(pulse: PulseWithMic, seen: Seen) -> None:
    with capturing(pulse, *PARECORD):
        seen.until(True)
        assert seen.programs() == ("pacat",)
    seen.until(False)
    assert seen.programs() == ()
    assert seen.probe.finding()[0] is True
    assert "pulseaudio" in seen.probe.finding()[1]


def test_ignored_programs_do_not_count_but_can_be_named(pulse: PulseWithMic, seen: Seen) -> None:
    """By the program's file as well as by what it calls itself."""
    with capturing(pulse, *PARECORD):
        seen.until(True)
        seen.until(False, ignored=("PAREC", "ParEcord"))
        seen.until(False, ignored=("/usr/bin/pacat",))
        seen.until(True, ignored=("firefox",))
        assert seen.programs() == ("pacat",)


def test_two_captures_end_with_the_last(pulse: PulseWithMic, seen: Seen) -> None:
    with capturing(pulse, *PARECORD):
        with capturing(pulse, *PARECORD):
            seen.until(True)
        time.sleep(0.5)
        seen.until(True)
    seen.until(False)


def listed(server: SoundServer, number: int) -> list[Any]:
    """What the probe makes of the streams, as soon as there are so many."""
    pulsectl = pytest.importorskip("pulsectl")
    with pulsectl.Pulse("test", server=server.env["PULSE_SERVER"]) as client:
        deadline = time.monotonic() + 10
        while len(found := captures(client)) < number and time.monotonic() < deadline:
            time.sleep(0.05)
    assert len(found) == number
    return list(found)


def test_a_monitor_is_no_microphone(pulse: PulseWithMic, seen: Seen) -> None:
    with capturing(pulse, "parecord", "--device=bb.monitor", "--raw", "/dev/null"):
        (found,) = listed(pulse, 1)
        assert found.monitor
        time.sleep(0.5)
        seen.until(False)


def test_a_level_meter_is_no_call(pulse: PulseWithMic, seen: Seen) -> None:
    with capturing(pulse, sys.executable, "-c", PEAKS, pulse.env["PULSE_SERVER"]):
        (found,) = listed(pulse, 1)
        assert found.meter
        time.sleep(0.5)
        seen.until(False)


def test_a_stream_that_is_held_is_no_call(pulse: PulseWithMic, seen: Seen) -> None:
    """As some programs keep one between two calls."""
    with capturing(pulse, sys.executable, "-c", CORKED, pulse.env["PULSE_SERVER"]):
        (found,) = listed(pulse, 1)
        assert found.corked
        time.sleep(0.5)
        seen.until(False)


def test_the_plumbing_of_the_server_is_no_call(pulse: PulseWithMic, seen: Seen) -> None:
    """A loopback from the microphone to the loudspeaker belongs to no program."""
    number = pulse._pactl("load-module", "module-loopback", "source=mic", "sink=bb")
    try:
        (found,) = listed(pulse, 1)
        assert found.internal
        time.sleep(0.5)
        seen.until(False)
    finally:
        pulse._pactl("unload-module", (number or "").strip())


def test_our_own_recorder_is_no_call(pulse: PulseWithMic, seen: Seen) -> None:
    """The real one, in another process: its stream carries the app's name."""
    pulse._pactl("set-default-source", "mic")
    with capturing(pulse, sys.executable, "-c", RECORDER):
        (found,) = listed(pulse, 1)
        assert "burnbreak" in found.names
        assert (found.monitor, found.corked, found.meter) == (False, False, False)
        time.sleep(0.5)
        seen.until(False)


def test_the_server_may_die_and_come_back(pulse: PulseWithMic, seen: Seen) -> None:
    with capturing(pulse, *PARECORD):
        seen.until(True)
        pulse.kill_server()
        seen.until(None)
        assert seen.probe.finding()[0] is None
    pulse.start_server()
    seen.until(False)
    with capturing(pulse, *PARECORD):
        seen.until(True)
    seen.until(False)


def test_without_a_server_nothing_is_known_until_a_break_is_near(pulse: PulseWithMic) -> None:
    """The next attempt would come after a minute; a break that is near does not wait for it."""
    pulse.kill_server()
    probe = Microphones(pulse.env["PULSE_SERVER"], (60.0,))
    probe.open(lambda: None)
    try:
        assert probe.read((), fresh=True).seen == {Sign.MICROPHONE: None}
        pulse.start_server()
        assert probe.read((), fresh=False).seen == {Sign.MICROPHONE: None}
        deadline = time.monotonic() + 5
        while probe.read((), fresh=True).seen != {Sign.MICROPHONE: False} and time.monotonic() < deadline:
            pass
        assert probe.read((), fresh=False).seen == {Sign.MICROPHONE: False}
    finally:
        probe.close()


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> Any:
        raise OSError("libpulse.so.0: cannot open shared object file")

    monkeypatch.setattr("burnbreak.system.calls_linux._load", absent)
    told = threading.Event()
    probe = Microphones("unix:/nonexistent")
    probe.open(told.set)
    while "libpulse" not in probe.finding()[1]:
        time.sleep(0.01)
    assert probe.read((), fresh=True).seen == {Sign.MICROPHONE: None}
    probe.close()


def test_it_sleeps_at_rest_and_ends_at_once(pulse: PulseWithMic, seen: Seen) -> None:
    thread = next(t for t in threading.enumerate() if t.name == "burnbreak-microphones")
    time.sleep(1)
    before = _switches(thread.native_id)
    time.sleep(3)
    assert _switches(thread.native_id) - before == 0
    began = time.monotonic()
    seen.probe.close()
    assert time.monotonic() - began < 1.0
    assert not thread.is_alive()


def test_loading_starts_no_other_program() -> None:
    """Python would call a compiler to find a library that has an unusual name."""
    check = (
        "import sys; bad = ('subprocess.Popen', 'os.posix_spawn', 'os.fork');"
        "sys.addaudithook(lambda event, _: event in bad and sys.exit(event));"
        "from burnbreak.system.calls_linux import _load; assert _load().Pulse;"
        "import ctypes.util; assert ctypes.util.find_library.__module__ == 'ctypes.util'"
    )
    subprocess.run([sys.executable, "-c", check], check=True, env=os.environ | {"PATH": "/usr/bin:/bin"})


def test_a_stream_without_names_or_number_is_taken_as_it_is() -> None:
    stream = SimpleNamespace(
        proplist={"application.process.id": "sandbox"},
        name=None,
        resample_method=None,
        corked=0,
        source=3,
        client=5,
    )
    pulse = SimpleNamespace(source_output_list=lambda: [stream], source_list=list)
    (found,) = captures(pulse)
    assert (found.names, found.pid, found.corked, found.internal) == ((), None, False, False)


@pytest.fixture
def watched() -> Iterator[Callable[[SoundServer], Told]]:
    watches: list[HoldWatch] = []

    def watch(server: SoundServer) -> Told:
        told = Told()
        watch = HoldWatch(lambda: [Microphones(server.env["PULSE_SERVER"], QUICK)])
        watches.append(watch)
        watch.start(told, Quiet())
        return told

    yield watch
    for one in watches:
        one.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("make", "command"),
    [
        (PulseWithMic, PARECORD),
        (PipeWireWithMic, PARECORD),
        (PipeWireWithMic, ("pw-record", "--target", "mic", "/dev/null")),
    ],
)
def test_a_call_holds_within_six_seconds_and_for_fifteen_after_it(
    watched: Callable[[SoundServer], Told], make: type[SoundServer], command: tuple[str, ...]
) -> None:
    if absent := missing(getattr(make, "PROGRAMS", ("pulseaudio",))):
        pytest.skip(f"not installed: {absent}")
    with make() as server:
        told = watched(server)
        time.sleep(1)
        with capturing(server, *command):
            began = time.monotonic()
            told.until([ON], timeout=8)
            assert 4.9 <= time.monotonic() - began <= 6.5
            time.sleep(2)
            assert told.lines == [ON]
        ended = time.monotonic()
        told.until([ON, OFF], timeout=20)
        assert 14.5 <= time.monotonic() - ended <= 16.5


@pytest.mark.long
@pytest.mark.parametrize("make", [PulseWithMic, PipeWireWithMic])
def test_a_server_that_is_restarted_in_a_call_is_survived(
    watched: Callable[[SoundServer], Told], make: type[SoundServer]
) -> None:
    """The call goes on through it when its program captures again; the next one is seen as well."""
    if absent := missing(getattr(make, "PROGRAMS", ("pulseaudio",))):
        pytest.skip(f"not installed: {absent}")
    with make() as server:
        told = watched(server)
        time.sleep(1)
        with capturing(server, *PARECORD):
            told.until([ON], timeout=8)
            server.kill_server()
        server.start_server()
        with capturing(server, *PARECORD):
            time.sleep(18)
            assert told.lines == [ON], "one call"
        told.until([ON, OFF], timeout=20)


@pytest.mark.long
def test_pipewire_monitors_are_no_microphones() -> None:
    """Of both kinds: through pipewire-pulse, and a native client that takes what a sink plays."""
    if absent := missing(PipeWireWithMic.PROGRAMS):
        pytest.skip(f"not installed: {absent}")
    with PipeWireWithMic() as server:
        for command in (
            ("parecord", "--device=speakers.monitor", "--raw", "/dev/null"),
            ("pw-record", "-P", "{ stream.capture.sink = true }", "--target", "speakers", "/dev/null"),
        ):
            with capturing(server, *command):
                time.sleep(1)
                (found,) = listed(server, 1)
                assert found.monitor, command


def _switches(thread: int | None) -> int:
    with open(f"/proc/self/task/{thread}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("voluntary"))
