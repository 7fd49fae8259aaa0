"""From a click in the tray menu to the first sample at the sink, and what a sitting costs."""

import math
import os
import subprocess
import threading
import time
from types import TracebackType
from typing import Self

from dbus_fast import Variant

from burnbreak.system.local_socket import ask
from script.benching.programs import Started, burnbreak, cpu_ms, memory_mib, wake_ups
from tests.audio.pulse import PulseRig

MENU = "com.canonical.dbusmenu"
SETTLED = 3.0
"""Seconds between the start and the first click."""
READING = 0.5
"""Seconds that the menu of practices is open before the click: less than anyone needs to read it."""


class Ear:
    """Listens at the sink and notes when a piece arrives (some 5 ms long) that is not silence."""

    def __init__(self, rig: PulseRig) -> None:
        command = ["parec", "-d", "bb.monitor", "--rate=48000", "--channels=2", "--format=s16le", "--raw"]
        command += ["--latency-msec=5"]
        self._parec = subprocess.Popen(command, env=os.environ | rig.env, stdout=subprocess.PIPE)
        self._live, self._sound = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        if not self._live.wait(10):
            raise TimeoutError("nothing comes from the sink's monitor")

    def _listen(self) -> None:
        assert self._parec.stdout is not None
        while piece := os.read(self._parec.stdout.fileno(), 65_536):
            self._live.set()
            if not self._sound.is_set() and any(piece):
                self._at = time.monotonic()
                self._sound.set()

    def wait(self, since: float) -> float:
        """Milliseconds from a monotonic second to the first sound; not a number if none comes in 5 s."""
        return (self._at - since) * 1000 if self._sound.wait(5) else math.nan

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parec.terminate()
        self._parec.wait()
        self._thread.join()
        if self._parec.stdout is not None:
            self._parec.stdout.close()


def _menu(started: Started, *labels: str) -> tuple[str, int]:
    """The menu's path and an entry's number: found before the click, as a panel has the menu open by then."""
    return str(started.tray.property("Menu")), started.tray.find(*labels).number


def _click(started: Started, path: str, number: int) -> None:
    service = started.tray.wait_item()
    body = (number, "clicked", Variant("i", 0), 0)
    started.tray.call(service, path, MENU, "Event", "isvu", *body)


def first_sounds() -> dict[str, float]:
    """The first sitting of a run by the menu or by the command line, and the second one by the menu."""
    found = {}
    with PulseRig() as rig:
        with burnbreak(rig) as started:
            time.sleep(SETTLED)
            for name in ("first", "second"):
                with Ear(rig) as ear:
                    entry = _menu(started, "Breathe now", "Long exhale", "1 minute")
                    time.sleep(READING)
                    began = time.monotonic()
                    _click(started, *entry)
                    found[f"tray menu to first sound, {name} time, ms"] = ear.wait(began)
                time.sleep(1)
                _click(started, *_menu(started, "End this practice"))
                time.sleep(1.5)
        with burnbreak(rig) as started, Ear(rig) as ear:
            time.sleep(SETTLED)
            began = time.monotonic()
            ask(started.control, "breathe", {})
            found["command line to first sound, first time, ms"] = ear.wait(began)
    return found


def sitting(settle: float, window: float) -> dict[str, float]:
    """CPU of a sitting with window and sound, and the private memory that it leaves behind."""
    with PulseRig() as rig, burnbreak(rig) as started:
        time.sleep(settle)
        before = memory_mib(started.pid)["Anonymous"]
        _click(started, *_menu(started, "Breathe now", "Long exhale", "1 minute"))
        time.sleep(5)
        cpu, wakes, began = cpu_ms(started.pid), wake_ups(started.pid), time.monotonic()
        time.sleep(window)
        seconds = time.monotonic() - began
        cost = (cpu_ms(started.pid) - cpu) / seconds / 10
        woke = sum(n - wakes.get(t, 0) for t, n in wake_ups(started.pid).items()) / seconds
        left = []
        for again in (False, True):
            if again:
                _click(started, *_menu(started, "Breathe now", "Long exhale", "1 minute"))
                time.sleep(5)
            _click(started, *_menu(started, "End this practice"))
            time.sleep(settle)
            left.append(memory_mib(started.pid)["Anonymous"])
    return {
        "a sitting: CPU, % of a core": cost,
        "a sitting: wake-ups a second": woke,
        "private memory left by the first sitting, MiB": left[0] - before,
        "private memory left by the second, MiB": left[1] - left[0],
    }
