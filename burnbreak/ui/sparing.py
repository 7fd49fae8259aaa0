"""Imports a package without the large modules that it asks for and hardly uses.

Stand-ins take their place in the eyes of that one package: whoever else imports such a module, at whatever
time and on whatever thread, gets the real one. What a stand-in lacks it takes from the real module, so that
a release of the package which uses more costs memory but works.
"""

import builtins
import importlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class StandIn(ModuleType):
    """Some names of a module, under its name; it loads the real one when asked for any other."""

    def __init__(self, name: str, names: Mapping[str, object]) -> None:
        super().__init__(name)
        vars(self).update(names)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def sparing(package: str, stand_ins: Mapping[str, Mapping[str, object]]) -> Iterator[None]:
    """Modules of `package` that are imported meanwhile see only these names of these modules.

    `stand_ins` gives the names by module; a stand-in stays with whoever got it.
    """
    found = {name: StandIn(name, names) for name, names in stand_ins.items()}
    finder = _Finder(package, found)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder:
    """Finds the package's modules like everybody else; they are executed with an `import` of their own."""

    def __init__(self, package: str, stand_ins: Mapping[str, StandIn]) -> None:
        self._package = package
        self._builtins = {**vars(builtins), "__import__": _importer(stand_ins)}

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] != self._package:
            return None
        for finder in sys.meta_path:
            if finder is not self and (spec := finder.find_spec(name, path, target)) is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader, self._builtins)  # type: ignore[assignment]
                return spec
        return None


class _Loader:
    """The loader that was found, but what it executes sees these builtins."""

    def __init__(self, real: Any, names: Mapping[str, object]) -> None:
        self._real, self._names = real, names

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        found: ModuleType | None = self._real.create_module(spec)
        return found

    def exec_module(self, module: ModuleType) -> None:
        # Python looks `__import__` up here, for each module apart.
        vars(module)["__builtins__"] = self._names
        self._real.exec_module(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _importer(stand_ins: Mapping[str, StandIn]) -> Any:
    """An `__import__` that hands out the stand-ins."""

    def imported(name: str, scope: Any = None, local: Any = None, names: Any = (), level: int = 0) -> Any:
        stand_in = None if level else stand_ins.get(name)
        if stand_in is None:
            return builtins.__import__(name, scope, local, names, level)
        top, _, below = name.partition(".")
        # `import a.b as c` is given a, and looks for b in it.
        return stand_in if names or not below else StandIn(top, {below: stand_in})

    return imported
