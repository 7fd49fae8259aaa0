"""Keys that work in every program: what they do, how they are written, and what the system answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
"""In the order in which they are written; Meta is the key with the system's sign."""
NAMED = frozenset(
    {
        "Space", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Ins", "Del", "Pause",
        *(f"F{number}" for number in range(1, 25)),
    }
)  # fmt: skip
"""Keys with a name; any other is the one character that it types."""


@dataclass(frozen=True, slots=True)
class Chord:
    """A key with the modifiers held meanwhile, as "Ctrl+Alt+5" writes it (Qt's portable text)."""

    key: str
    """A name of NAMED, or one character, a letter as a capital."""
    modifiers: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """How it is written in the settings."""
        return "+".join([m for m in MODIFIERS if m in self.modifiers] + [self.key])

    @property
    def alone(self) -> bool:
        """Whether ordinary typing would be taken for it: no modifier but Shift, and no function key."""
        function = len(self.key) > 1 and self.key[0] == "F"
        return not function and not self.modifiers - {"Shift"}

    @property
    def everyday(self) -> bool:
        """Whether many programs have it for their own: one modifier with a character, as in Ctrl+C."""
        return len(self.key) == 1 and len(self.modifiers - {"Shift"}) == 1 and "Meta" not in self.modifiers


def chord_from(text: str) -> Chord:
    """The chord that is written there. Raises ValueError for anything that is none, or that typing needs."""
    modifiers, rest = set(), text
    while (start := next((m for m in MODIFIERS if rest.startswith(f"{m}+")), None)) is not None:
        modifiers.add(start)
        rest = rest[len(start) + 1 :]
    if len(rest) == 1 and rest.isprintable() and not rest.isspace():
        # Some capitals are two characters (ß); such a letter stays as it is.
        key = rest.upper() if len(rest.upper()) == 1 else rest
        # What Shift makes of a key is told by its character.
        modifiers = modifiers if key.isalpha() else modifiers - {"Shift"}
    elif rest in NAMED:
        key = rest
    else:
        raise ValueError(f"no key: {rest[:20]!r}")
    chord = Chord(key, frozenset(modifiers))
    if chord.alone:
        raise ValueError("a key without a modifier is needed for typing")
    return chord


class KeyAction(StrEnum):
    """What a key can say or do, in the order shown; the values are the names in the settings."""

    MORE = "more"
    """Still with someone: five minutes more."""
    OVER = "over"
    CANCELLED = "cancelled"
    HALF_HOUR = "half_hour"
    """In session for half an hour from now."""
    USUAL = "usual"
    """In session for the usual length from now."""
    BREATHE = "breathe"
    START = "start"
    """Start the pause on offer."""

    @property
    def shows(self) -> bool:
        """Whether something comes up on the screen; nobody who sits beside the user should see that."""
        return self in (KeyAction.BREATHE, KeyAction.START)

    def request(self, session_minutes: int) -> tuple[str, dict[str, str]]:
        """The command of the command line that does the same, and its arguments."""
        match self:
            case KeyAction.BREATHE:
                return "breathe", {}
            case KeyAction.START:
                return "start", {}
            case KeyAction.HALF_HOUR:
                return "in-session", {"when": "30m"}
            case KeyAction.USUAL:
                return "in-session", {"when": f"{session_minutes}m"}
            case _:
                return "in-session", {"when": "+5" if self is KeyAction.MORE else self.value}


def _chord() -> Any:
    return field(default="", metadata={"chord": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The chord of every action as text, empty for none."""

    more: str = _chord()
    over: str = _chord()
    cancelled: str = _chord()
    half_hour: str = _chord()
    usual: str = _chord()
    breathe: str = _chord()
    start: str = _chord()

    def chords(self) -> dict[KeyAction, Chord]:
        """Those that are set, each chord once: a second line with the same one has none."""
        found: dict[KeyAction, Chord] = {}
        for f in fields(self):
            text = getattr(self, f.name)
            if text and (chord := chord_from(text)) not in found.values():
                found[KeyAction(f.name)] = chord
        return found

    def clashes(self) -> dict[KeyAction, KeyAction]:
        """Lines whose chord an earlier line has already, with that line."""
        owners: dict[str, KeyAction] = {}
        found = {}
        for f in fields(self):
            if text := getattr(self, f.name):
                owner = owners.setdefault(text, KeyAction(f.name))
                if owner != f.name:
                    found[KeyAction(f.name)] = owner
        return found


class KeyKind(StrEnum):
    """What the system said to a chord."""

    SET = "set"
    ASKING = "asking"
    """The desktop asks the user, or has not answered yet."""
    TAKEN = "taken"
    """Another program has it."""
    OURS = "ours"
    """It is the key of an earlier line, in another script."""
    NO_KEY = "no-key"
    """This keyboard has no such key."""
    DECLINED = "declined"
    """The desktop asked, and was told no."""
    NO_ENTRY = "no-entry"
    """The desktop gives keys to programs in its menu only, and burnbreak is not there."""
    NOT_HERE = "not-here"
    """This desktop does not let programs set keys."""


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """The answer for one action."""

    kind: KeyKind
    trigger: str = ""
    """The desktop's own words for the key, where it has chosen: "Press <Control><Alt>5"."""


@dataclass(frozen=True, slots=True)
class WantedKey:
    """What is asked of the system: a chord, and in the user's words what it is for."""

    chord: Chord
    title: str = ""


Wanted = Mapping[KeyAction, WantedKey]
