"""One app per user, reached over its socket."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from burnbreak.system.local_socket import NotRunning, ask, control_address
from burnbreak.ui.instance import AlreadyRunning, Instance


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
