"""One app per user, reached over its socket."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from burnbreak.system.local_socket import NotRunning, ask, control_address
from burnbreak.ui.instance import AlreadyRunning, Instance
from burnbreak.ui.listener import Listener
from burnbreak.ui.unix_listener import MOST_BYTES, UnixListener


def echo(line: bytes) -> bytes:
    found = json.loads(line)
    return json.dumps({"ok": True, "text": found["cmd"]}).encode() + b"\n"


@pytest.fixture
def instance(qtbot: QtBot, tmp_path: Path) -> Iterator[Instance]:
    made = Instance(tmp_path / "lock")
    made.listen(control_address(tmp_path), echo)
    yield made
    made.close()


def asked(qtbot: QtBot, folder: Path, command: str) -> dict[str, Any]:
    """Ask from another thread, as another process would, while the loop turns here."""
    answers: list[dict[str, Any]] = []
    thread = Thread(target=lambda: answers.append(ask(control_address(folder), command)))
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive(), timeout=5000)
    return answers[0]


def test_a_question_is_answered(qtbot: QtBot, instance: Instance, tmp_path: Path) -> None:
    assert asked(qtbot, tmp_path, "status") == {"ok": True, "text": "status"}
    assert asked(qtbot, tmp_path, "later")["text"] == "later"


def test_the_socket_is_for_its_user_alone(instance: Instance, tmp_path: Path) -> None:
    assert Path(control_address(tmp_path)).stat().st_mode & 0o077 == 0


def test_a_second_one_is_turned_away(instance: Instance, tmp_path: Path) -> None:
    with pytest.raises(AlreadyRunning):
        Instance(tmp_path / "lock")


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(NotRunning):
        ask(control_address(tmp_path), "status")


def test_a_stale_socket_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    Path(control_address(tmp_path)).write_bytes(b"")
    made = Instance(tmp_path / "lock")
    made.listen(control_address(tmp_path), echo)
    assert asked(qtbot, tmp_path, "next")["text"] == "next"
    made.close()


def test_a_folder_too_deep_for_a_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120)
    assert len(control_address(deep)) <= 100
    assert control_address(deep) != control_address(tmp_path / ("y" * 120))


def connected(folder: Path) -> socket.socket:
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    peer.settimeout(0)
    peer.connect(control_address(folder))
    return peer


def heard(qtbot: QtBot, peer: socket.socket) -> bytes:
    """All that comes until the app hangs up."""
    parts: list[bytes] = []

    def over() -> bool:
        try:
            parts.append(peer.recv(65_536))
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True
        return parts[-1] == b""

    qtbot.waitUntil(over, timeout=5000)
    peer.close()
    return b"".join(parts)


def test_a_line_may_come_in_parts_and_others_do_not_wait(
    qtbot: QtBot, instance: Instance, tmp_path: Path
) -> None:
    peer = connected(tmp_path)
    peer.sendall(b'{"cmd": ')
    assert asked(qtbot, tmp_path, "status")["text"] == "status"
    peer.sendall(b'"slow"}\n')
    assert b'"slow"' in heard(qtbot, peer)


def test_a_long_answer_arrives_whole_though_it_is_read_slowly(qtbot: QtBot, tmp_path: Path) -> None:
    address, long = control_address(tmp_path), b"x" * 1_000_000 + b"\n"
    listener = UnixListener(address, lambda _line: long)
    peer = connected(tmp_path)
    peer.sendall(b"{}\n")
    qtbot.wait(20)
    assert heard(qtbot, peer) == long
    listener.close()


def test_who_says_too_much_or_nothing_is_hung_up_on(qtbot: QtBot, tmp_path: Path) -> None:
    answered: list[bytes] = []
    listener = UnixListener(control_address(tmp_path), lambda line: bytes(answered.append(line) or b""))
    talker, gone = connected(tmp_path), connected(tmp_path)
    gone.close()
    talker.setblocking(True)
    talker.sendall(b"x" * (MOST_BYTES + 1))
    talker.setblocking(False)
    assert heard(qtbot, talker) == b""
    assert answered == []
    listener.close()


def test_a_socket_that_cannot_be_is_told_in_the_log_and_given_back_at_the_end(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        UnixListener(str(tmp_path / "absent" / "control.sock"), echo).close()
    assert "cannot reach this app" in caplog.text
    listener = UnixListener(control_address(tmp_path), echo)
    assert Path(control_address(tmp_path)).exists()
    listener.close()
    listener.close()
    assert not Path(control_address(tmp_path)).exists()


def test_the_listener_of_windows_answers_too(qtbot: QtBot, tmp_path: Path) -> None:
    listener = Listener(control_address(tmp_path), echo)
    assert asked(qtbot, tmp_path, "status")["text"] == "status"
    listener.close()
