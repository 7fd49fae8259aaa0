"""Sound servers of the test's own with a microphone that hears nothing: PulseAudio and PipeWire."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self

from tests.audio.pulse import PulseRig
from tests.system.fake_bus import PrivateBus

_PIPEWIRE = """
context.properties = { core.daemon = true core.name = pipewire-0 default.clock.rate = 48000 }
context.spa-libs = { audio.convert.* = audioconvert/libspa-audioconvert support.* = support/libspa-support }
context.modules = [
 { name = libpipewire-module-protocol-native }
 { name = libpipewire-module-metadata }
 { name = libpipewire-module-spa-node-factory }
 { name = libpipewire-module-client-node }
 { name = libpipewire-module-client-device }
 { name = libpipewire-module-access }
 { name = libpipewire-module-adapter }
 { name = libpipewire-module-link-factory }
 { name = libpipewire-module-session-manager }
]
context.objects = [
 { factory = spa-node-factory args = { factory.name = support.node.driver node.name = Dummy-Driver
   node.group = pipewire.dummy priority.driver = 20000 } }
 { factory = adapter args = { factory.name = support.null-audio-sink node.name = mic
   media.class = Audio/Source/Virtual object.linger = true audio.position = [ FL FR ] } }
 { factory = adapter args = { factory.name = support.null-audio-sink node.name = speakers
   media.class = Audio/Sink object.linger = true audio.position = [ FL FR ] } }
]
"""

# What the package pipewire-pulse runs; installed, it would take over the sound of whoever runs the tests.
_PULSE = """
context.spa-libs = { audio.convert.* = audioconvert/libspa-audioconvert support.* = support/libspa-support }
context.modules = [
 { name = libpipewire-module-protocol-native }
 { name = libpipewire-module-client-node }
 { name = libpipewire-module-adapter }
 { name = libpipewire-module-metadata }
 { name = libpipewire-module-protocol-pulse }
]
pulse.properties = { server.address = [ "unix:native" ] }
"""


class SoundServer(Protocol):
    """What the tests ask of both."""

    @property
    def env(self) -> Mapping[str, str]: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...
    def start_server(self) -> None: ...
    def kill_server(self) -> None: ...


class PulseWithMic(PulseRig):
    """PulseAudio with the null source "mic" beside the sink "bb"."""

    def start_server(self) -> None:
        super().start_server()
        self._pactl("load-module", "module-null-source", "source_name=mic")


class PipeWireWithMic:
    """PipeWire, its stand-in for PulseAudio, and WirePlumber; a null microphone and a null sink."""

    PROGRAMS = ("pipewire", "wireplumber", "pw-record", "dbus-daemon")

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bb-pw-")
        self.runtime = Path(self._folder.name)
        self.runtime.chmod(0o700)
        for name, text in (("pipewire.conf", _PIPEWIRE), ("pulse.conf", _PULSE)):
            (self.runtime / name).write_text(text)
        self._bus = PrivateBus()
        self._running: list[subprocess.Popen[bytes]] = []

    @property
    def env(self) -> dict[str, str]:
        """The variables that lead a client to this server and to no other."""
        return {
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_STATE_HOME": str(self.runtime / "state"),
            "XDG_CONFIG_HOME": str(self.runtime / "config"),
            "PULSE_SERVER": f"unix:{self.runtime}/pulse/native",
            "PULSE_COOKIE": str(self.runtime / "cookie"),
            "DBUS_SESSION_BUS_ADDRESS": self._bus.address,
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
        }

    def __enter__(self) -> Self:
        self.start_server()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill_server()
        self._bus.close()
        self._folder.cleanup()

    def start_server(self) -> None:
        """Start all three and wait until the microphone is listed (at most 20 s)."""
        made = [["pipewire", "-c", str(self.runtime / f"{name}.conf")] for name in ("pipewire", "pulse")]
        for command in (*made, ["wireplumber"]):
            self._running.append(
                subprocess.Popen(
                    command,
                    env=os.environ | self.env,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            self._wait_for(self.runtime / "pipewire-0")
        deadline = time.monotonic() + 20
        while b"mic" not in self._pactl("list", "short", "sources"):
            if time.monotonic() > deadline:
                raise TimeoutError("PipeWire does not come up")
            time.sleep(0.05)

    def kill_server(self) -> None:
        """End all three at once, as a crash would."""
        for process in reversed(self._running):
            process.kill()
            process.wait()
        self._running.clear()

    def _wait_for(self, file: Path) -> None:
        deadline = time.monotonic() + 10
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.02)

    def _pactl(self, *words: str) -> bytes:
        done = subprocess.run(["pactl", *words], env=os.environ | self.env, capture_output=True, check=False)
        return done.stdout


def missing(programs: tuple[str, ...]) -> str:
    """Those that are not installed, for the reason of a skip."""
    return ", ".join(name for name in programs if not shutil.which(name))


@contextmanager
def capturing(server: SoundServer, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program that captures, as the other side of a call would."""
    process = subprocess.Popen(
        command,
        env=os.environ | dict(server.env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


PARECORD = ("parecord", "--device=mic", "--raw", "/dev/null")
