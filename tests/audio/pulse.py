"""A PulseAudio server of the test's own with null sinks, whose monitor can be recorded."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

# Without norewinds the first half second stalls and pieces vanish from the monitor.
_SINK = "module-null-sink sink_name={name} rate=48000 channels=2 norewinds=1"


class PulseRig:
    """Context manager: a private server; give `env` to the process that is to play into it.

    >>> with PulseRig() as rig, rig.record(path): subprocess.run(..., env=os.environ | rig.env)
    """

    def __init__(self, *, sinks: tuple[str, ...] = ("bb",)) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bb-pulse-")
        self.runtime = Path(self._folder.name)
        self.runtime.chmod(0o700)
        (self.runtime / "pulse").mkdir(mode=0o700)
        self._sinks = sinks
        self._server: subprocess.Popen[bytes] | None = None
        self._modules: dict[str, str] = {}

    @property
    def env(self) -> dict[str, str]:
        """The variables that lead a client to this server and to no other."""
        return {
            "XDG_RUNTIME_DIR": str(self.runtime),
            "PULSE_SERVER": f"unix:{self.runtime}/pulse/native",
            "PULSE_COOKIE": str(self.runtime / "cookie"),
        }

    def __enter__(self) -> Self:
        self.start_server()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill_server()
        self._folder.cleanup()

    def start_server(self) -> None:
        """Start the server with its sinks and wait until it answers (at most 10 s)."""
        (self.runtime / "pulse" / "native").unlink(missing_ok=True)
        (self.runtime / "pulse" / "pid").unlink(missing_ok=True)
        script = self.runtime / "bb.pa"
        script.write_text(
            f"load-module module-native-protocol-unix auth-anonymous=1 socket={self.runtime}/pulse/native\n"
        )
        command = ["pulseaudio", "-n", "-F", str(script), "--daemonize=no", "--exit-idle-time=-1"]
        # As on a desktop, the server comes before everything else, where the system lets it.
        command += ["--disallow-exit", "--realtime=yes", "--high-priority=yes"]
        command += [f"--log-target=file:{self.runtime}/server.log"]
        self._server = subprocess.Popen(
            command,
            # Only one server may have its name on a bus, and several tests run at once.
            env=os.environ | self.env | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while self._pactl("info", check=False) is None:
            if time.monotonic() > deadline:
                raise TimeoutError((self.runtime / "server.log").read_text())
            time.sleep(0.02)
        self._modules = {}
        for sink in self._sinks:
            self.add_sink(sink)

    def kill_server(self) -> None:
        """End the server at once, as a crash would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def add_sink(self, name: str = "bb") -> None:
        """Plug in a sink and make it the default one."""
        answer = self._pactl("load-module", *_SINK.format(name=name).split())
        self._modules[name] = (answer or "").strip()
        self._pactl("set-default-sink", name)

    def remove_sink(self, name: str = "bb") -> None:
        """Pull a sink out; streams move to another one or are killed."""
        self._pactl("unload-module", self._modules.pop(name))

    @contextmanager
    def record(self, path: Path, sink: str = "bb") -> Iterator[subprocess.Popen[bytes]]:
        """Record what the sink plays into a float32 WAV file of 48 kHz stereo."""
        command = ["parec", "-d", f"{sink}.monitor", "--rate=48000", "--channels=2", "--format=float32le"]
        command += ["--latency-msec=20", "--file-format=wav", str(path)]
        process = subprocess.Popen(command, env=os.environ | self.env, stderr=subprocess.DEVNULL)
        try:
            self._wait_for_bytes(path, process)
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=5)

    @staticmethod
    def _wait_for_bytes(path: Path, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 5
        while not (path.exists() and path.stat().st_size > 4096):
            if process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError("parec records nothing")
            time.sleep(0.01)

    def _pactl(self, *words: str, check: bool = True) -> str | None:
        done = subprocess.run(
            ["pactl", *words], env=os.environ | self.env, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout
        if check:
            raise RuntimeError(f"pactl {' '.join(words)}: {done.stderr.strip()}")
        return None
