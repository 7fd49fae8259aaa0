"""Practices and voices of the user's own, as the windows and the command line see them."""

from dataclasses import dataclass


class PackError(ValueError):
    """A pack or recording cannot be used; `str()` of it is one sentence: what is wrong, and where."""


class AlreadyThereError(PackError):
    """Something of that id is here already; it can be replaced on demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnItem:
    """One practice or narrator."""

    voice: bool
    """A narrator, not a practice."""
    id: str
    title: str
    seconds: float = 0.0
    """Of a recording; 0 for what has no length of its own."""
    clips: int = 0
    """Cues that a narrator speaks."""
    fault: str = ""
    """Why it cannot be used, as a sentence; empty when it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import brought."""

    items: tuple[OwnItem, ...]
    ignored: tuple[str, ...] = ()
    """Files of the pack that nothing names."""
    notes: tuple[str, ...] = ()
    """Sentences on what is not as its maker may have meant it."""
