"""Two witnesses of what the real process asks the network for: Python's own audit, and the kernel's calls."""

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from tests.live.app import CHECKOUT, LiveApp

_AUDIT = """
import os
import sys
from pathlib import Path

_told = Path(__file__).with_name("audit.txt")
_program = " ".join(sys.orig_argv[1:]).replace(os.sep, "/")


def _tell(*words):
    with open(_told, "a") as file:
        print(_program, *words, sep="\\t", file=file)


def _watch(name, args):
    if name == "socket.getaddrinfo":
        _tell("asks for", args[0])
    elif name in ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"):
        address = args[1] if name != "socket.sendmsg" else args[-1]
        if not isinstance(address, (str, bytes, type(None))):
            _tell(name, address)


sys.addaudithook(_watch)
_tell("is watched")
"""
"""Loaded by every Python of the run; each says that it is watched, and every address but a path."""


class Spy:
    """What the app and everything it starts is watched by."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "spy"
        self._folder.mkdir()
        (self._folder / "sitecustomize.py").write_text(_AUDIT)
        self._trace = self._folder / "trace.txt"
        self.traces = can_trace()
        """Whether the kernel's calls are seen too."""

    def watch(self, app: LiveApp) -> Self:
        """Before it starts."""
        app.environ["PYTHONPATH"] = os.pathsep.join((str(self._folder), str(CHECKOUT)))
        if self.traces:
            # -D: strace is the grandchild, and the app stays a child that can be waited for and ended.
            app.before = ("strace", "-D", "-f", "-qq", "-e", "trace=%network", "-o", str(self._trace))
        return self

    def watched(self) -> list[str]:
        """The programs that said they are watched, each as its words."""
        return [words[0] for words in self._lines() if words[1:] == ["is watched"]]

    def asked(self) -> list[str]:
        """What Python asked of the network."""
        return ["\t".join(words) for words in self._lines() if words[1:] != ["is watched"]]

    def calls(self) -> list[str]:
        """The kernel's calls about sockets."""
        return self._trace.read_text().splitlines() if self.traces else []

    def outward(self) -> list[str]:
        """Those of them that have to do with an address outside of this computer's own paths."""
        return [line for line in self.calls() if "AF_INET" in line]

    def _lines(self) -> list[list[str]]:
        return [line.split("\t") for line in (self._folder / "audit.txt").read_text().splitlines()]


@functools.cache
def can_trace() -> bool:
    """Whether strace is there and may look at another process, which a container can forbid."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    with tempfile.NamedTemporaryFile() as out:
        tried = ["strace", "-D", "-f", "-qq", "-e", "trace=%network", "-o", out.name, "true"]
        return subprocess.run(tried, capture_output=True, check=False).returncode == 0
