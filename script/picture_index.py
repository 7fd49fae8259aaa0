"""The page that shows every picture of docs/pictures, light beside dark; made by make_pictures.py."""

from pathlib import Path

_VIEWS = {
    "first-run": "The first steps",
    "home": "The small window, where a desktop has no tray",
    "offer": "An offer",
    "question": "The question after days without an answer",
    "breathe": "Breathe now",
    "sitting": "A sitting",
    "card": "The card to read",
    "before": "Before a sitting, if you like",
    "closing": "Afterwards",
    "library": "The library",
    "practice": "The page of a practice",
    "week": "The week",
    "month": "The month",
    "load": "How full the week is",
    "review": "Looking back on the week",
    "report": "A page for a talk",
    "check-in": "Check-ins",
    "support": "More than a break",
    "settings": "Settings",
    "own-practices": "Own practices and voices",
    "recorder": "Recording a voice",
    "unlock": "Opening an encrypted history",
    "message": "One sentence",
}
"""The beginning of a picture's name, and what it shows."""
_HEAD = """# Every view, light and dark

From the real windows with invented data, by `script/make_pictures.py`, which writes this page too.
"""


def views(names: set[str]) -> dict[str, list[str]]:
    """The pictures under each heading, in order. Raises KeyError for a name that belongs nowhere."""
    found: dict[str, list[str]] = {text: [] for text in _VIEWS.values()}
    for name in sorted(names):
        beginning = max((v for v in _VIEWS if name == v or name.startswith(f"{v}-")), key=len, default=name)
        found[_VIEWS[beginning]].append(name)
    return {text: pictures for text, pictures in found.items() if pictures}


def index(folder: Path) -> str:
    """The page about all pictures that are in the folder in both looks."""
    names = {path.stem.removesuffix("-light") for path in folder.glob("*-light.png")}
    parts = [_HEAD]
    for text, pictures in views(names).items():
        rows = [f"| {n} | ![{n}, light]({n}-light.png) | ![{n}, dark]({n}-dark.png) |" for n in pictures]
        parts.append("\n".join([f"## {text}\n", "| | light | dark |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)
