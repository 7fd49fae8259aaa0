"""Asks the running app one question over its local socket, without Qt: 30 ms instead of 75."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from burnbreak.system.platform import Platform, current

TIMEOUT = 5.0
LONGEST_PATH = 100
"""Bytes; the kernels take 103 to 107 for the name of a socket."""


class NotRunning(Exception):  # noqa: N818
    """Nobody answers: burnbreak is not running for this user."""


def control_address(runtime: Path) -> str:
    """Where the app of this user listens: a socket in its runtime folder, or a pipe name on Windows.

    A folder too deep for a socket's name gets one in the temporary folder, told apart by its path.
    """
    if current() is Platform.WINDOWS:
        return f"burnbreak-{_digest(runtime)}"
    path = str(runtime / "control.sock")
    if len(path.encode()) <= LONGEST_PATH:
        return path
    import tempfile

    return str(Path(tempfile.gettempdir()) / f"burnbreak-{_digest(runtime)}.sock")


def _digest(runtime: Path) -> str:
    import hashlib

    return hashlib.sha256(str(runtime).encode()).hexdigest()[:16]


def ask(address: str, command: str, args: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The app's answer to one command. Raises NotRunning; OSError when it does not answer in time."""
    if current() is not Platform.WINDOWS and not os.path.lexists(address):
        # Usual at a start, which then needs none of what follows.
        raise NotRunning
    import json

    request = json.dumps({"v": 1, "cmd": command, "args": dict(args or {})}).encode() + b"\n"
    line = _pipe(address, request) if current() is Platform.WINDOWS else _unix(address, request)
    try:
        answer = json.loads(line)
    except ValueError as fault:
        raise OSError("The running burnbreak gave no answer; it may be busy. Try again.") from fault
    if not isinstance(answer, dict):
        raise OSError("The running burnbreak gave an answer of another version. Restart it.")
    return answer


def _unix(address: str, request: bytes) -> bytes:
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
        peer.settimeout(TIMEOUT)
        try:
            peer.connect(address)
        except (FileNotFoundError, NotADirectoryError, ConnectionRefusedError) as fault:
            raise NotRunning from fault
        try:
            peer.sendall(request)
            parts = []
            while part := peer.recv(65_536):
                parts.append(part)
        except TimeoutError as fault:
            raise OSError("The running burnbreak does not answer; it may be busy. Try again.") from fault
    return b"".join(parts)


def _pipe(address: str, request: bytes) -> bytes:
    try:
        with Path(rf"\\.\pipe\{address}").open("r+b", buffering=0) as pipe:
            pipe.write(request)
            return pipe.readline()
    except FileNotFoundError as fault:
        raise NotRunning from fault
