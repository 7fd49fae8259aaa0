"""The architecture as a test: who may import whom, and who may ask for the time and the platform."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "burnbreak"

# What each room may import of the house besides itself. What stands outside the rooms may import all of them.
MAY_IMPORT = {
    "core": {"core"},
    "engine": {"engine", "core"},
    "storage": {"storage", "core", "engine.ports", "resources"},
    "calendars": {"calendars", "core", "engine.ports"},
    "audio": {"audio", "core", "engine.ports", "resources"},
    "system": {"system", "core", "engine.ports"},
    "ui": {"ui", "core", "engine", "resources"},
    "resources": set[str](),
}
STANDARD_LIBRARY_ONLY = {"core", "engine", "resources"}
NO_WORLD = {"os", "socket", "sqlite3", "subprocess", "threading", "time"}  # for the core, which does no I/O
QT_ROOMS = {"ui", "app", "launch"}

WALL_CLOCK = {
    *(f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")),
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")),
    "datetime.date.today",
    "PySide6.QtCore.QDate.currentDate",
    "PySide6.QtCore.QTime.currentTime",
    *(f"PySide6.QtCore.QDateTime.current{name}" for name in ("DateTime", "DateTimeUtc", "MSecsSinceEpoch")),
}
PLATFORM_NAME = {
    "sys.platform",
    "os.name",
    "os.uname",
    "platform.system",
    "platform.uname",
    "platform.platform",
}


def module_name(path: Path) -> str:
    """The dotted name of a file of the package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def house() -> dict[str, str]:
    """The source of every module of the package by its dotted name."""
    return {module_name(path): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def room_of(module: str) -> str:
    """The part of a dotted name below the package: "core" of burnbreak.core.span; empty for the package."""
    return module.split(".")[1] if "." in module else ""


def imported_names(source: str) -> dict[str, str]:
    """What each name bound by an import stands for, as a dotted name; relative imports keep their dots."""
    names = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name] = alias.name
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            for alias in node.names:
                names[alias.asname or alias.name] = f"{origin}.{alias.name}"
    return names


def imported_modules(source: str, modules: Mapping[str, str]) -> set[str]:
    """The modules a source imports; of `from a.b import c` that is a.b.c where it is a module, else a.b."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            whole = {f"{origin}.{alias.name}" for alias in node.names}
            found |= {name if name in modules else origin for name in whole}
    return found


def used_names(source: str) -> Iterator[tuple[int, str]]:
    """Line and dotted origin of every imported name in use, as "datetime.datetime.now"."""
    known = imported_names(source)
    for node in ast.walk(ast.parse(source)):
        chain: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            chain.insert(0, inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in known:
            yield node.lineno, ".".join([known[inner.id], *chain])  # type: ignore[attr-defined]


def forbidden_rooms(module: str, source: str, modules: Mapping[str, str]) -> list[str]:
    """Imports of rooms that this module's room may not know."""
    room = room_of(module)
    found = []
    for name in sorted(imported_modules(source, modules)):
        if name.startswith("."):
            found.append(f"{module} imports {name}, which is not an absolute name")
        if room not in MAY_IMPORT or not name.startswith("burnbreak."):
            continue
        below = name.removeprefix("burnbreak.")
        if room_of(name) not in MAY_IMPORT[room] | {room} and below not in MAY_IMPORT[room]:
            found.append(f"{module} imports {name}")
    return found


def forbidden_packages(module: str, source: str, modules: Mapping[str, str]) -> list[str]:
    """Imports of Qt, the scheduler or any other package where the house has none."""
    room = room_of(module)
    imported = imported_modules(source, modules) | {
        name
        for name in imported_names(source).values()
        if name.startswith("PySide6.Qt") and name.count(".") == 1
    }
    on_the_bus = room == "system" and any(name.startswith("PySide6.QtDBus") for name in imported)
    found = []
    for name in sorted(imported):
        top = name.split(".")[0]
        if top in ("PySide6", "apscheduler", "shiboken6"):
            # QtDBus cannot be used without QtCore's QObject and Slot.
            allowed = room in QT_ROOMS or (
                on_the_bus and (name == "PySide6" or name.startswith(("PySide6.QtDBus", "PySide6.QtCore")))
            )
        elif room in STANDARD_LIBRARY_ONLY:
            allowed = top == "burnbreak" or top in sys.stdlib_module_names
            allowed = allowed and not (room == "core" and top in NO_WORLD)
        else:
            allowed = True
        if not allowed:
            found.append(f"{module} imports {name}")
    return found


def forbidden_readings(module: str, source: str) -> list[str]:
    """Readings of the wall clock or of the platform's name outside the one file for each."""
    found = []
    for line, name in used_names(source):
        if name in WALL_CLOCK and module != "burnbreak.system.clock":
            found.append(f"{module}:{line} reads the wall clock: {name}")
        if name in PLATFORM_NAME and module != "burnbreak.system.platform":
            found.append(f"{module}:{line} reads the platform: {name}")
    return found


def circles(modules: Mapping[str, str]) -> list[str]:
    """Circles of imports, at least one of each knot, told from the module first in the order of names."""
    graph = {
        name: sorted(imported_modules(source, modules) & modules.keys() - {name})
        for name, source in modules.items()
    }
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            ring = path[path.index(name) :]
            first = ring.index(min(ring))
            found.add(ring[first:] + ring[:first])
        elif name not in done:
            for other in graph[name]:
                walk(other, (*path, name))
            done.add(name)

    for name in sorted(graph):
        walk(name, ())
    return [" -> ".join((*ring, ring[0])) for ring in sorted(found)]


def test_rooms_know_only_the_rooms_below_them() -> None:
    modules = house()
    assert [line for name in modules for line in forbidden_rooms(name, modules[name], modules)] == []


def test_qt_and_the_scheduler_stay_in_the_interface() -> None:
    modules = house()
    assert [line for name in modules for line in forbidden_packages(name, modules[name], modules)] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    assert circles(house()) == []


def test_the_clock_and_the_platform_are_read_in_one_file_each() -> None:
    assert [line for name, source in house().items() for line in forbidden_readings(name, source)] == []


def test_the_walk_sees_the_house() -> None:
    modules = house()
    assert {
        "burnbreak",
        "burnbreak.core.span",
        "burnbreak.engine.ports",
        "burnbreak.resources",
    } <= modules.keys()
    assert any(
        name.startswith("burnbreak.core.")
        for name in imported_modules(modules["burnbreak.engine.ports"], modules)
    )


SMALL_HOUSE = {
    f"burnbreak.{name}": ""
    for name in ("core.span", "engine.ports", "engine.coach", "audio.mixer", "cli", "resources")
}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.plan", "from burnbreak.engine.ports import Clock"),
        ("core.plan", "from burnbreak import resources"),
        ("engine.coach", "import burnbreak.audio.mixer"),
        ("engine.coach", "def play():\n    from burnbreak.audio import mixer"),
        ("storage.log", "from burnbreak.audio.mixer import Mixer"),
        ("audio.player", "from burnbreak.engine.coach import Coach"),
        ("audio.player", "from burnbreak.engine import coach"),
        ("ui.tray", "from burnbreak.storage import log"),
        ("ui.tray", "from burnbreak.cli import run"),
        ("ui.tray", "from . import offer"),
        ("app", "from .ui import offer"),
    ],
)
def test_a_forbidden_room_is_found(module: str, source: str) -> None:
    assert forbidden_rooms(f"burnbreak.{module}", source, SMALL_HOUSE)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.plan", "from burnbreak.core.span import Span"),
        ("engine.coach", "from burnbreak.core import span\nfrom burnbreak.engine.ports import Clock"),
        ("audio.player", "from burnbreak.engine.ports import Player\nfrom burnbreak.engine import ports"),
        ("ui.tray", "from burnbreak.engine.coach import Coach\nfrom burnbreak.resources import asset"),
        ("app", "from burnbreak.audio import mixer\nfrom burnbreak.ui import tray"),
        ("core.plan", "import json\nfrom burnbreak import __version__"),
    ],
)
def test_an_allowed_room_is_let_be(module: str, source: str) -> None:
    assert forbidden_rooms(f"burnbreak.{module}", source, SMALL_HOUSE) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.plan", "import numpy"),
        ("core.plan", "import sqlite3"),
        ("engine.coach", "from apscheduler.schedulers.qt import QtScheduler"),
        ("audio.player", "def play():\n    from PySide6.QtCore import QTimer"),
        ("cli", "import PySide6"),
        ("system.idle", "from PySide6.QtCore import QTimer"),
        ("system.bus", "from PySide6.QtDBus import QDBusConnection\nfrom PySide6.QtWidgets import QLabel"),
        ("system.bus", "from PySide6 import QtDBus, QtGui"),
    ],
)
def test_a_forbidden_package_is_found(module: str, source: str) -> None:
    assert forbidden_packages(f"burnbreak.{module}", source, SMALL_HOUSE)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.plan", "from datetime import datetime"),
        ("audio.mixer", "import numpy as np"),
        ("app", "from PySide6.QtWidgets import QApplication"),
        ("ui.tray", "from PySide6 import QtGui\nimport apscheduler"),
        ("system.bus", "from PySide6.QtCore import QObject\nfrom PySide6.QtDBus import QDBusConnection"),
        ("system.bus", "from PySide6 import QtDBus"),
    ],
)
def test_an_allowed_package_is_let_be(module: str, source: str) -> None:
    assert forbidden_packages(f"burnbreak.{module}", source, SMALL_HOUSE) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import UTC, datetime\nnow = datetime.now(UTC)",
        "import datetime as d\nnow = d.datetime.now(d.UTC)",
        "from datetime import datetime as When\nmake = field(default_factory=When.now)",
        "from datetime import date\ntoday = date.today()",
        "import time\nnow = time.time()",
        "from time import time_ns as ns\nnow = ns()",
        "from PySide6.QtCore import QDateTime\nnow = QDateTime.currentDateTimeUtc()",
        "import sys\nif sys.platform == 'win32':\n    pass",
        "import os\nwindows = os.name == 'nt'",
        "from platform import system\nname = system()",
    ],
)
def test_a_forbidden_reading_is_found(source: str) -> None:
    assert forbidden_readings("burnbreak.ui.tray", source)


def test_readings_in_their_own_file_and_of_our_own_clock_are_let_be() -> None:
    assert forbidden_readings("burnbreak.system.clock", "import time\nnow = time.time()") == []
    assert forbidden_readings("burnbreak.system.platform", "import sys\nname = sys.platform") == []
    ours = (
        "import sys, time\nnow = clock.now()\nat = time.monotonic()\nfrozen = getattr(sys, 'frozen', False)"
    )
    assert forbidden_readings("burnbreak.engine.coach", ours) == []
    assert (
        forbidden_readings("burnbreak.app", "from burnbreak.system import platform\nplatform.system()") == []
    )


def test_circles_are_found_once_each() -> None:
    ring = {
        "burnbreak.a": "from burnbreak.b import x",
        "burnbreak.b": "def late():\n    from burnbreak import c",
        "burnbreak.c": "import burnbreak.a",
        "burnbreak.d": "import burnbreak.a",
    }
    assert circles(ring) == ["burnbreak.a -> burnbreak.b -> burnbreak.c -> burnbreak.a"]
    assert circles({**ring, "burnbreak.c": ""}) == []
