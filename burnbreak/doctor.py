"""`burnbreak doctor`: what was found of tray, notifications, sound, calls, bus and files; no private data."""

import importlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from burnbreak import __version__
from burnbreak.storage import database, settings_file
from burnbreak.storage.key_file import sealed
from burnbreak.storage.note import StorageError, shown
from burnbreak.storage.paths import Paths, find_paths, make
from burnbreak.storage.schema import MIGRATIONS
from burnbreak.system.build import build, hold_probes, hotkeys
from burnbreak.system.platform import current
from burnbreak.system.probes import Finding, findings, hold_findings, key_findings

MARKS = {True: "ok", False: "no", None: "??"}


def run(*, as_json: bool) -> int:
    """Print every finding; 0 when everything needed for a guided break is there, 1 when something is not."""
    paths = find_paths()
    system = build(current(), os.environ)
    desktop = findings(system.platform, os.environ, system.idle)
    settings = settings_file.glance(paths.settings)
    held = hold_findings(hold_probes(system.platform, os.environ), settings.quiet)
    keys = key_findings(hotkeys(system.platform, os.environ), settings.keys)
    found = [_program(), *_files(paths), _running(paths), *_sound(), *desktop, *held, *keys]
    if as_json:
        print(json.dumps([{"name": f.name, "ok": f.ok, "text": f.text} for f in found], ensure_ascii=False))
    else:
        width = max(len(f.name) for f in found)
        for f in found:
            print(f"{MARKS[f.ok]}  {f.name:<{width}}  {f.text}")
    needed = ("settings", "log", "practices")
    return int(any(f.ok is False and f.name in needed for f in found))


def _program() -> Finding:
    python = ".".join(str(part) for part in sys.version_info[:3])
    text = f"burnbreak {__version__}, Python {python}, SQLite {sqlite3.sqlite_version}"
    return Finding(name="program", ok=True, text=text)


def _files(paths: Paths) -> list[Finding]:
    found = [
        _folder("settings", paths.config, paths.settings, settings_file.amiss),
        _folder("log", paths.data, paths.log, _log_amiss),
    ]
    from burnbreak.stores import open_practices

    practices, notes = open_practices(find_paths())
    text = f"{len(practices)} practices" + "".join(f"; {note.text}" for note in notes)
    return [*found, Finding(name="practices", ok=bool(practices) and not notes, text=text)]


def _log_amiss(file: Path) -> str:
    """An encrypted one cannot be looked into without its key."""
    return "" if sealed(file) else database.amiss(file, MIGRATIONS)


def _folder(name: str, folder: Path, file: Path, amiss: Callable[[Path], str]) -> Finding:
    try:
        make(folder)
    except StorageError as fault:
        return Finding(name=name, ok=False, text=str(fault))
    if not file.exists():
        return Finding(name=name, ok=True, text=f"{shown(file)} is not there yet; the folder can be written")
    usable = os.access(file, os.R_OK | os.W_OK)
    kilobytes = -(-file.stat().st_size // 1024)
    wrong = amiss(file) if usable else "read-only"
    closed = "encrypted" if name == "log" and sealed(file) else ""
    parts = (f"{shown(file)}, {kilobytes} kB", closed, wrong, _set_aside(file))
    text = "; ".join(part for part in parts if part)
    return Finding(name=name, ok=not wrong, text=text)


def _set_aside(file: Path) -> str:
    """Broken ones of earlier days, for whoever wants to look into them."""
    found = (path.name for path in file.parent.glob(f"{file.name}.bad-*"))
    names = sorted(name for name in found if not name.endswith(("-wal", "-shm")))
    return f"set aside beside it: {', '.join(names)}" if names else ""


def _running(paths: Paths) -> Finding:
    from burnbreak.system.local_socket import NotRunning, ask, control_address

    try:
        ask(control_address(paths.runtime), "status")
    except NotRunning:
        return Finding(name="running", ok=None, text="burnbreak is not running now")
    except OSError as fault:
        return Finding(name="running", ok=False, text=str(fault))
    return Finding(name="running", ok=True, text="burnbreak runs and answers")


def _sound() -> list[Finding]:
    """Each part of the way to the loudspeaker on its own, since each can be missing alone."""
    os.environ.setdefault("JACK_NO_START_SERVER", "1")
    return [
        _try("sound files", _soundfile),
        _try("sound output", _sounddevice),
    ]


def _try(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, text=look())
    except Exception as fault:
        return Finding(name=name, ok=False, text=f"{fault}; practices go on silently, with captions")


def _soundfile() -> str:
    return f"libsndfile {importlib.import_module('soundfile').__libsndfile_version__}"


def _sounddevice() -> str:
    sounddevice = importlib.import_module("sounddevice")
    device = sounddevice.query_devices(kind="output")
    version = sounddevice.get_portaudio_version()[1].split(",")[0]
    return f"{version}, output {device['name']}"
