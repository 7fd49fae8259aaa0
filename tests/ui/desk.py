"""A small desktop of the test's own: an X server with a window manager, and programs on it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Desk:
    """Runs programs on one X display."""

    def __init__(self, display: str) -> None:
        self.environment = {
            **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }  # fmt: skip

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """A program that goes on; its output can be read."""
        return subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE, text=True)

    def python(self, code: str) -> "subprocess.Popen[str]":
        """A Python program that goes on."""
        return self.start(sys.executable, "-c", code)

    def run(self, *words: str) -> str:
        """A program that ends; what it printed."""
        done = subprocess.run(
            words, env=self.environment, stdout=subprocess.PIPE, text=True, check=True, timeout=60
        )
        return done.stdout.strip()


@contextmanager
def desk(*window_manager: str, screens: int = 1) -> Iterator[Desk]:
    """An X server with this window manager, until the end of the block; screens share its width."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-nolisten", "tcp"]
    if screens > 1:
        words.append("+xinerama")
    for number in range(screens):
        words += ["-screen", str(number), f"{1280 // screens}x800x24"]
    server = subprocess.Popen(words, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    manager: subprocess.Popen[str] | None = None
    try:
        with os.fdopen(read) as pipe:
            made = Desk(f":{pipe.readline().strip()}")
        manager = subprocess.Popen(window_manager, env=made.environment, text=True, stderr=subprocess.DEVNULL)
        yield made
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait(10)
