"""The libraries for sound are loaded without what serves no sound, and are whole for all others."""

import json
import subprocess
import sys

SPARED = """
import ctypes.util, json, subprocess, sys

def count(*_args, **_named):
    raise AssertionError("a program was started")

subprocess.Popen = count
from importlib import import_module
from burnbreak.audio.libraries import load_sounddevice
load_sounddevice(import_module)
import burnbreak.audio.desk, burnbreak.audio.device
names = ("numpy._typing", "numpy.typing", "numpy._core._add")
spared = sorted(name for name in sys.modules if name.startswith(names))
import numpy
from numpy.typing import ArrayLike, NDArray
print(json.dumps({
    "spared": spared,
    "typing": NDArray[numpy.int16].__module__,
    "linalg": numpy.linalg.eigh(numpy.eye(2)).eigenvalues.tolist(),
    "fft": float(abs(numpy.fft.rfft(numpy.ones(8))[0])),
    "find": ctypes.util.find_library.__module__,
}))
"""


def test_no_texts_no_types_and_no_program_to_find_portaudio() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", SPARED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "spared": [],
        "typing": "numpy",
        "linalg": [1.0, 1.0],
        "fft": 8.0,
        "find": "ctypes.util",
    }
