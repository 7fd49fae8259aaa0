"""The short way of the command line asks what the long one asks, with next to nothing loaded."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from burnbreak import cli, quick
from burnbreak.storage.paths import find_paths
from burnbreak.system.local_socket import control_address
from burnbreak.system.platform import Platform, current

LOADED = """
import sys
from burnbreak import quick
tell = quick._tell
def told(line):
    import json
    print(json.dumps(sorted(before)), file=sys.stderr)
    return tell(line)
import _socket
class Peer(_socket.socket):
    def sendall(self, data):
        before.update(sys.modules)
        super().sendall(data)
before = set()
real, _socket.socket = _socket.socket, Peer
quick._tell = told
sys.argv = ["burnbreak", "breathe"]
from burnbreak.__main__ import main
main()
"""

pytestmark = pytest.mark.skipif(current() is not Platform.LINUX, reason="elsewhere the long way is taken")


@contextmanager
def an_app(home: Path, answer: bytes) -> Iterator[list[bytes]]:
    """Answers each question with the same line."""
    paths = find_paths(home)
    paths.make()
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            peer, _ = server.accept()
            with peer:
                if not (line := peer.recv(9999)):
                    return
                asked.append(line)
                peer.sendall(answer)

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(control_address(paths.runtime))
        server.listen()
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield asked
        finally:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as last:
                last.connect(control_address(paths.runtime))
            thread.join(5)


@pytest.mark.parametrize(
    "words", ["breathe", "start", "breathe coherent", "start body-scan", "stop", "resume", "skip"]
)
def test_both_ways_ask_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path))
    with an_app(tmp_path, b'{"v": 1, "ok": true, "text": "Now."}\n') as asked:
        assert quick.ask(words.split()) == 0
        assert capsys.readouterr().out == "Now.\n"
        assert cli.run(words.split()) == 0
        assert capsys.readouterr().out == "Now.\n"
    assert len(asked) == 2
    assert json.loads(asked[0]) == json.loads(asked[1])


@pytest.mark.parametrize(
    "case",
    [
        (b'{"v": 1, "ok": false, "text": "Not now."}\n', 1, "Not now.\n"),
        (b'{"v": 1, "ok": false, "text": "Which?", "wrong": true}\n', 2, "Which?\n"),
        (b"nonsense\n", 1, "burnbreak: The running burnbreak gave no answer; it may be busy. Try again.\n"),
        (b"", 1, "burnbreak: The running burnbreak gave no answer; it may be busy. Try again.\n"),
        (b"[]\n", 1, "burnbreak: The running burnbreak gave an answer of another version. Restart it.\n"),
    ],
)
def test_what_goes_wrong_is_told_as_on_the_long_way(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: tuple[bytes, int, str],
) -> None:
    answer, status, told = case
    monkeypatch.setenv("BURNBREAK_HOME", str(tmp_path))
    with an_app(tmp_path, answer):
        for way in (quick.ask, cli.run):
            assert way(["breathe"]) == status
            assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize(
    "words",
    ["status", "breathe --minutes", "breathe -h", "breathe a b", 'breathe a"b', "stop now", "--version"],
)
def test_all_else_is_left_to_the_long_way(tmp_path: Path, words: str) -> None:
    with an_app(tmp_path, b"") as asked:
        assert quick.ask(words.split(), {"BURNBREAK_HOME": str(tmp_path)}) is None
    assert not asked


def test_it_finds_the_same_socket_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BURNBREAK_HOME", raising=False)
    run = tmp_path / "run"
    run.mkdir(mode=0o700)
    environ = {"XDG_RUNTIME_DIR": str(run)}
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    assert quick._address(environ) is None
    (run / "burnbreak").mkdir(mode=0o700)
    assert quick._address(environ) == control_address(find_paths().runtime)
    run.chmod(0o755)
    assert quick._address(environ) is None
    assert quick._address({}) is None
    assert quick.ask(["breathe"], {"BURNBREAK_HOME": str(tmp_path)}) is None


def test_nothing_is_loaded_before_the_question_is_sent(tmp_path: Path) -> None:
    with an_app(tmp_path, b'{"v": 1, "ok": true, "text": "Now."}\n'):
        done = subprocess.run(
            [sys.executable, "-P", "-c", LOADED],
            capture_output=True,
            check=True,
            env={"BURNBREAK_HOME": str(tmp_path), "PYTHONPATH": str(Path(quick.__file__).parents[1])},
        )
    assert done.stdout == b"Now.\n"
    ours = {name for name in json.loads(done.stderr) if name.startswith("burnbreak")}
    assert ours == {"burnbreak", "burnbreak.__main__", "burnbreak.quick"}
    slow = {"argparse", "dataclasses", "inspect", "pathlib", "platformdirs", "re", "socket", "typing"}
    assert not slow & set(json.loads(done.stderr))
