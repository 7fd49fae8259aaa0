"""Which pictures flow through PipeWire, as its pw-dump tells: shared screens, and cameras for sandboxes."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SERVERS = frozenset({"pipewire", "wireplumber", "pipewire-media-session", "pipewire-media-"})
"""Programs that hold cameras for others, or only to know them; names in /proc end after 15 letters."""
_LIMIT = 1.0
_DRIVERS = ("v4l2", "libcamera")


@dataclass(frozen=True, slots=True, kw_only=True)
class Video:
    """Who takes pictures right now; a name is "" where a program has none."""

    cameras: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()


def video(environ: Mapping[str, str]) -> Video | None:
    """Ask the running server; None where there is none, or nothing to ask with. Takes a second at most."""
    folder = environ.get("PIPEWIRE_RUNTIME_DIR") or environ.get("XDG_RUNTIME_DIR", "")
    program = shutil.which("pw-dump", path=environ.get("PATH"))
    if not (folder and program and os.path.exists(os.path.join(folder, "pipewire-0"))):
        return None
    try:
        done = subprocess.run(
            [program],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LIMIT,
            check=True,
        )
        return read(json.loads(done.stdout))
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def read(objects: Any) -> Video:
    """What a dump tells: who is linked to a running source of pictures. Raises ValueError for other JSON."""
    try:
        infos = {o["id"]: (o["type"].rpartition(":")[2], o.get("info") or {}) for o in objects}
        nodes = {number: info for number, (kind, info) in infos.items() if kind == "Node"}
        links = [info for kind, info in infos.values() if kind == "Link" and info.get("state") == "active"]
        cameras: list[str] = []
        screens: list[str] = []
        for link in links:
            source, taker = (nodes.get(link[f"{end}-node-id"], {}) for end in ("output", "input"))
            if _gives_pictures(source):
                is_camera = _props(source).get("device.api") in _DRIVERS
                (cameras if is_camera else screens).append(_name(taker))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no dump of PipeWire") from error
    return Video(cameras=tuple(dict.fromkeys(cameras)), screens=tuple(dict.fromkeys(screens)))


def _props(node: Mapping[str, Any]) -> Mapping[str, Any]:
    props: Mapping[str, Any] = node.get("props") or {}
    return props


def _gives_pictures(node: Mapping[str, Any]) -> bool:
    kind = _props(node).get("media.class") or ""
    return node.get("state") == "running" and kind in ("Video/Source", "Stream/Output/Video")


def _name(node: Mapping[str, Any]) -> str:
    props = _props(node)
    keys = ("application.process.binary", "application.name", "node.name")
    return next((str(props[key]) for key in keys if props.get(key)), "")
