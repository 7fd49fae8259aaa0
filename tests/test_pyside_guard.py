"""PySide6 6.12 drops a reference to None in every void call and kills Python below 3.12; never again."""

import subprocess
import sys

import PySide6
import pytest

CALLS = 20_000  # the broken release died after about 5,000
LOOP = f"""
from PySide6.QtCore import QObject
thing = QObject()
for _ in range({CALLS}):
    thing.setObjectName("x")
print("alive")
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_an_old_python_gets_an_old_enough_pyside() -> None:
    assert tuple(map(int, PySide6.__version__.split(".")[:2])) < (6, 12)


def test_many_void_calls_are_survived() -> None:
    run = subprocess.run([sys.executable, "-c", LOOP], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "alive\n", "")
