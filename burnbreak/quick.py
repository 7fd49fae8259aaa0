"""Asks the running app for what takes no more than a word, before Python has loaded anything else.

The first sound of `burnbreak breathe` waits for this, so it imports nothing that need not be: `burnbreak.cli`
does all of it, too, and whatever is not plain here is left to that.
"""

import os
import sys
from collections.abc import Mapping, Sequence

_NAMED = ("breathe", "start")
"""May be followed by the name of a practice."""
_ALONE = ("stop", "resume", "skip")
_TIMEOUT = 5.0
_LONGEST_PATH = 100


def ask(argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> int | None:
    """The exit status once the running app has answered; None where `burnbreak.cli` is to do it."""
    request, address = _request(argv), _address(environ)
    if request is None or address is None:
        return None
    # The module `socket` takes longer than all of this.
    import _socket

    peer = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        peer.settimeout(_TIMEOUT)
        try:
            peer.connect(address)
        except OSError:
            return None
        peer.sendall(request)
        # From here on it is done, whatever becomes of the answer.
        line = b""
        while part := peer.recv(65_536):
            line += part
        return _tell(line)
    except OSError:
        return _failed("The running burnbreak does not answer; it may be busy. Try again.")
    finally:
        peer.close()


def _request(argv: Sequence[str]) -> bytes | None:
    word, name = argv[0], argv[1] if len(argv) > 1 else ""
    plain = name.isascii() and name.replace("-", "").isalnum() and not name.startswith("-")
    if word in _NAMED and (len(argv) == 1 or (len(argv) == 2 and plain)):
        args = f'{{"practice": "{name}"}}'
    elif word in _ALONE and len(argv) == 1:
        args = "{}"
    else:
        return None
    return f'{{"v": 1, "cmd": "{word}", "args": {args}}}\n'.encode()


def _tell(line: bytes) -> int:
    import json

    try:
        answer = json.loads(line)
    except ValueError:
        return _failed("The running burnbreak gave no answer; it may be busy. Try again.")
    if not isinstance(answer, dict):
        return _failed("The running burnbreak gave an answer of another version. Restart it.")
    return tell(answer)


def tell(answer: Mapping[str, object]) -> int:
    """Print what the app has answered; returns the exit status."""
    done, text = bool(answer.get("ok")), answer.get("text")
    if text:
        print(text, file=sys.stdout if done else sys.stderr, flush=True)
    if done:
        return 0
    return 2 if answer.get("wrong") else 1


def _failed(sentence: str) -> int:
    print(f"burnbreak: {sentence}", file=sys.stderr)
    return 1


def _address(environ: Mapping[str, str]) -> str | None:
    """The socket, where it surely is the one that `local_socket.control_address` finds."""
    own = getattr(os, "getuid", None)
    if own is None:
        return None
    if home := environ.get("BURNBREAK_HOME"):
        folder = os.path.join(os.path.abspath(os.path.expanduser(home)), "run")
    else:
        runtime = environ.get("XDG_RUNTIME_DIR", "")
        if not runtime.startswith("/") or not _private(runtime, own()):
            return None
        folder = os.path.join(runtime, "burnbreak")
    address = os.path.join(folder, "control.sock")
    return address if _private(folder, own()) and len(os.fsencode(address)) <= _LONGEST_PATH else None


def _private(folder: str, uid: int) -> bool:
    """Whether it is a folder of this user alone."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return found.st_uid == uid and found.st_mode & 0o170077 == 0o040000
