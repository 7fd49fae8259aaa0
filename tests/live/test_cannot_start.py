"""A computer that lets nothing be kept: told in a window of our own look, which any key of assent closes."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ui.desk import Desk, desk

pytestmark = pytest.mark.desktop


def started(on: Desk, home: Path) -> "subprocess.Popen[str]":
    home.write_text("a file where the folder should be")
    environ = {**on.environment, "BURNBREAK_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-m", "burnbreak"], env=environ, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("key", ["Return", "Escape"])
def test_one_sentence_and_a_key_to_end_it(tmp_path: Path, key: str) -> None:
    with desk("openbox") as on, started(on, tmp_path / "home") as process:
        try:
            window = on.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^burnbreak$").split()[
                0
            ]
            on.run("xdotool", "windowactivate", "--sync", window)
            deadline = time.monotonic() + 20
            while process.poll() is None and time.monotonic() < deadline:
                on.run("xdotool", "key", key)
                time.sleep(0.2)
            assert process.poll() == 1
        finally:
            process.kill()
        sentence = process.communicate()[1].strip()
    assert sentence.startswith("burnbreak: burnbreak cannot write to its folder")
    assert "\n" not in sentence
