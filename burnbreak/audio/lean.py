"""Imports the libraries for sound without the parts of them that only readers of code need.

The first sound of a command line waits for these imports; this spares it a fifth of them.
"""

import ctypes.util
import importlib.util
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_DOCS = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
"""They write texts for `help()`, and do nothing else."""
_TYPES = "numpy._typing"
"""The names in its annotations; whoever imports `numpy.typing` later gets the real one."""
_PORTAUDIO = "libportaudio.so.2"
_lock = threading.Lock()


@contextmanager
def sparing_numpy() -> Iterator[None]:
    """What is imported of numpy for the first time meanwhile has neither texts nor types."""
    with _lock:
        spec = importlib.util.find_spec("numpy") if "numpy" not in sys.modules else None
        stands_in = {}
        if spec is not None and spec.submodule_search_locations:
            stands_in = {name: ModuleType(name) for name in _DOCS}
            stands_in[_TYPES] = _types(
                [os.path.join(each, "_typing") for each in spec.submodule_search_locations]
            )
        for name, module in stands_in.items():
            sys.modules[name] = module
        try:
            yield
        finally:
            for name, module in stands_in.items():
                if sys.modules.get(name) is module:
                    del sys.modules[name]


def _types(path: list[str]) -> ModuleType:
    """Any name is a class that takes a parameter; modules below it are the real ones."""
    module = ModuleType(_TYPES)
    vars(module).update(__path__=path, __getattr__=lambda _name: list)
    return module


@contextmanager
def knowing_portaudio() -> Iterator[None]:
    """Meanwhile nobody starts a program to find out what PortAudio's file is called."""
    search: Callable[[str], str | None] = ctypes.util.find_library

    def found(name: str) -> str | None:
        if name == "portaudio":
            try:
                ctypes.CDLL(_PORTAUDIO)
            except OSError:
                return search(name)
            return _PORTAUDIO
        return search(name)

    util: Any = ctypes.util
    util.find_library = found
    try:
        yield
    finally:
        if util.find_library is found:  # two threads may have been at it
            util.find_library = search
