"""Packs and recordings made for a test."""

import io
import stat
import struct
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import tomli_w

from burnbreak.storage.paths import Paths

RATE = 48_000
Files = Mapping[str, bytes]


@cache
def sound(
    seconds: float = 1.5,
    *,
    rate: int = RATE,
    channels: int = 1,
    format: str = "OGG",
    subtype: str = "OPUS",
    level: float = 0.2,
) -> bytes:
    """A recording: syllables of a low voice and a little noise."""
    t = np.arange(round(rate * seconds)) / rate
    beat = (np.sin(2 * np.pi * 0.7 * t) > -0.2) * (0.5 + 0.5 * np.sin(2 * np.pi * 4 * t))
    noise = np.random.default_rng(5).standard_normal(len(t))
    voice = level * beat * (np.sin(2 * np.pi * 170 * t) + 0.2 * noise)
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", rate, channels, format=format, subtype=subtype) as out:
        for at in range(0, len(t), 65_536):
            out.write(np.repeat(voice[at : at + 65_536, None], channels, axis=1).astype(np.float32))
    return file.getvalue()


def recording(id: str = "lake", file: str = "lake.opus", **more: Any) -> bytes:
    """The practice file of a recording, as short as it may be."""
    table = {"id": id, "title": "By the lake", "situations": ["ordinary"], "recording": {"file": file}}
    return tomli_w.dumps({**table, **more}).encode()


ABOUT = {
    "title": "A quiet minute", "summary": "A minute for oneself.", "situations": ["ordinary"],
    "durations": [60, 120], "shortest": 60, "longest": 300, "evidence": "D", "origin": "Made at home.",
    "evidence_note": "Nobody has studied it. It may help you settle.",
}  # fmt: skip


def guided(id: str = "quiet-minute", **more: Any) -> bytes:
    """The practice file of a guided practice with two cues, one of them anchored."""
    cues = [{"id": "door", "text": "The door is closed."}, {"id": "stay", "text": "Stay with {anchor}."}]
    stages = [{"id": "all", "seconds": 60, "gap": [2.0, 120.0], "cues": cues}]
    return tomli_w.dumps({"id": id, "track": "meaning", "stages": stages, **ABOUT, **more}).encode()


def pacer(id: str = "my-breath", pacing: Mapping[str, Any] | None = None, **more: Any) -> bytes:
    """The practice file of paced breathing."""
    pace = {"inhale": 4.0, "exhale": 6.0} if pacing is None else pacing
    return tomli_w.dumps({"id": id, "track": "breath", "pacing": pace, **ABOUT, **more}).encode()


CLIPS = {
    "quiet-minute/door": "The door is closed.",
    "quiet-minute/stay-breath": "Stay with the breath.",
    "quiet-minute/stay-hands": "Stay with your hands and feet.",
    "quiet-minute/stay-sounds": "Stay with what you can hear.",
    "quiet-minute/stay-sight": "Stay with something you can see.",
}


def voice(id: str = "anna", clips: Mapping[str, Any] = CLIPS, **more: Any) -> bytes:
    """A voice.toml."""
    facts = {name: {"text": said} if isinstance(said, str) else said for name, said in clips.items()}
    head = {"id": id, "name": "Anna", "kind": "human", "lang": "en", "made_by": "Anna", "licence": "CC0"}
    return tomli_w.dumps({**head, "clips": facts, **more}).encode()


def spoken(clips: Mapping[str, Any] = CLIPS, ending: str = ".opus", content: bytes = b"") -> Files:
    """A recording for each clip."""
    return {f"{name}{ending}": content or sound() for name in clips}


def folder(at: Path, files: Files) -> Path:
    """The pack as a folder."""
    at.mkdir()
    for name, content in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return at


def zipped(at: Path, files: Files, *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The pack as a zip; names go in as they are, however wrong."""
    with zipfile.ZipFile(at, "w", method) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = method
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content)
    return at


def with_mode(at: Path, name: str, mode: int, content: bytes) -> Path:
    """A zip whose entry `name` says to be a link, a device ..."""
    with zipfile.ZipFile(at, "w") as archive:
        archive.writestr("quiet.toml", guided())
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, mode << 16
        archive.writestr(info, content)
    return at


def patched(at: Path, files: Files, offset: int, value: bytes) -> Path:
    """A zip with other bytes at this offset of every entry in its table of contents."""
    data = bytearray(zipped(at, files).read_bytes())
    start = data.find(b"PK\1\2")
    while start >= 0:
        data[start + offset : start + offset + len(value)] = value
        start = data.find(b"PK\1\2", start + 4)
    at.write_bytes(data)
    return at


def encrypted(at: Path) -> Path:
    """A zip that says its files need a password."""
    return patched(at, {"quiet.toml": guided()}, 8, struct.pack("<H", 1))


def home(root: Path) -> Paths:
    """Folders of a user."""
    names = {name: root / name for name in ("config", "data", "state", "cache")}
    return Paths(**names, runtime=root / "run")


def listing(root: Path) -> dict[str, bytes]:
    """Every file and folder below with its content."""
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b"" for path in root.rglob("*")
    }
