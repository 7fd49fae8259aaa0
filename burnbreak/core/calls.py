"""When a captured microphone, a camera, a filled screen or a silenced desktop counts as a hold.

Whether something is captured is all that is ever known here, never what.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Quiet


class Sign(StrEnum):
    """One thing that can be noticed; its value is the neutral detail of the hold, the strongest first."""

    MICROPHONE = "microphone"
    CAMERA = "camera"
    SHARED = "shared"
    """The picture of the screen goes to another program."""
    SCREEN = "screen"
    """A window fills the screen."""
    AWAKE = "awake"
    """A program keeps the screen from going dark, as players and presentations do."""
    SILENCED = "desktop"
    """The desktop holds notifications back."""


KINDS: Mapping[Sign, HoldKind] = {
    Sign.MICROPHONE: HoldKind.CALL,
    Sign.CAMERA: HoldKind.CALL,
    Sign.SHARED: HoldKind.PRESENTING,
    Sign.SCREEN: HoldKind.PRESENTING,
    Sign.AWAKE: HoldKind.PRESENTING,
    Sign.SILENCED: HoldKind.DO_NOT_DISTURB,
}

_ENTER = {Sign.MICROPHONE: 5.0, Sign.CAMERA: 2.0}
"""Seconds for which it must be there before it counts; others count at once."""
_LEAVE = {Sign.MICROPHONE: 15.0, Sign.CAMERA: 15.0}
"""Seconds for which it must be gone before it counts no more."""


def wanted(quiet: Quiet) -> frozenset[Sign]:
    """The signs that the settings ask for."""
    found: set[Sign] = set()
    found |= {Sign.MICROPHONE} if quiet.calls else set()
    found |= {Sign.CAMERA} if quiet.cameras else set()
    found |= {Sign.SHARED, Sign.SCREEN, Sign.AWAKE} if quiet.presenting else set()
    found |= {Sign.SILENCED} if quiet.do_not_disturb else set()
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Watched:
    """One sign: whether it is there, since when (steady seconds), and whether it holds."""

    there: bool
    since: float
    holds: bool

    def at(self, sign: Sign, now: float) -> "_Watched":
        due = self.due(sign)
        return replace(self, holds=self.there) if due is not None and now >= due else self

    def due(self, sign: Sign) -> float | None:
        """When time alone changes whether it holds."""
        if self.there == self.holds:
            return None
        return self.since + (_ENTER if self.there else _LEAVE).get(sign, 0.0)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is noticed at a moment, calmed: short noises neither begin nor end a hold."""

    _watched: Mapping[Sign, _Watched] = field(default_factory=dict)

    def after(self, now: float, seen: Mapping[Sign, bool | None], *, at_once: bool = False) -> "Signs":
        """How it stands at `now` (steady seconds) after these readings; None is unknown and never holds.

        With `at_once` what is there counts without waiting: something is about to come up on the screen.
        """
        watched = dict(self._watched)
        for sign, there in seen.items():
            old = watched.get(sign, _Watched(there=False, since=now, holds=False))
            watched[sign] = old if old.there == bool(there) else replace(old, there=bool(there), since=now)
        watched = {sign: one.at(sign, now) for sign, one in watched.items()}
        if at_once:
            watched = {sign: replace(one, holds=one.holds or one.there) for sign, one in watched.items()}
        return Signs(watched)

    def only(self, signs: Iterable[Sign]) -> "Signs":
        """Nothing is known of any other sign; one that held holds no more."""
        kept = set(signs)
        return Signs({sign: one for sign, one in self._watched.items() if sign in kept})

    def next(self) -> float | None:
        """The moment at which time alone changes something."""
        dues = (one.due(sign) for sign, one in self._watched.items())
        return min((due for due in dues if due is not None), default=None)

    def there(self) -> frozenset[Sign]:
        """What is there now, whether it holds or not."""
        return frozenset(sign for sign, one in self._watched.items() if one.there)

    def holds(self) -> dict[HoldKind, str]:
        """The holds in force, each with its strongest detail."""
        found: dict[HoldKind, str] = {}
        for sign in Sign:
            if sign in self._watched and self._watched[sign].holds:
                found.setdefault(KINDS[sign], str(sign))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One stream from a microphone, as the sound system lists it."""

    names: tuple[str, ...]
    """What its program is called, the name to show first."""
    pid: int | None = None
    corked: bool = False
    """Open, but nothing flows."""
    monitor: bool = False
    """It takes what the computer plays, not what a microphone hears."""
    meter: bool = False
    """It only draws how loud it is."""
    internal: bool = False
    """The sound server's own plumbing."""


OURS = "burnbreak"


def counts(capture: Capture, own_pid: int) -> bool:
    """Whether another program listens to a microphone by it."""
    ours = capture.pid == own_pid or OURS in map(plain, capture.names)
    return not (ours or capture.corked or capture.monitor or capture.meter or capture.internal)


def is_meter(title: str, resampling: str) -> bool:
    """Whether a stream is a level meter: by its well-known name, or by the peaks it asks for."""
    return title.casefold().startswith("peak detect") or resampling.casefold() == "peaks"


def plain(name: str) -> str:
    """A program's name as it is compared: without folder, ending and case."""
    last = re.split(r"[/\\]", name.strip())[-1].casefold()
    return re.sub(r"\.(exe|app)$", "", last)


def is_ignored(names: Iterable[str], ignored: Iterable[str]) -> bool:
    """Whether a program is on the user's list, by any of its names."""
    listed = {plain(name) for name in ignored if plain(name)}
    return any(plain(name) in listed for name in names)
