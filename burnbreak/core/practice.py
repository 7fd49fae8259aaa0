"""A practice as data: what it is, when it fits, and either a breath or stages with cues."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from burnbreak.core.breath import Pacing


class Track(StrEnum):
    """The four kinds of practice."""

    BREATH = "breath"
    SELF_COMPASSION = "self-compassion"
    BODY = "body"
    MEANING = "meaning"


class Situation(StrEnum):
    """When a practice helps; picked by the user, never guessed."""

    START_OF_DAY = "start-of-day"
    BEFORE_HARD = "before-hard"
    ORDINARY = "ordinary"
    AFTER_HEAVY = "after-heavy"
    NOT_ENOUGH = "not-enough"
    VIDEO_CALLS = "video-calls"
    LITTLE_TIME = "little-time"
    GOING_HOME = "going-home"


class Evidence(StrEnum):
    """A: trials with clinicians. B: trials with other adults. C: pilots, indirect or mixed. D: tradition."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class PracticeError(ValueError):
    """A practice file cannot be used; the message names the place and the fault in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing said. `at` is seconds from the start of its stage at the stage's own length."""

    at: float
    text: str
    clip: str = ""
    """Name of the narration for this cue, without ending; empty where there is none."""
    optional: bool = False
    """May drop out when time is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One part of a guided practice; silence belongs to it and stretches with it."""

    id: str
    seconds: float
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice; exactly one of `pacing` and `stages` is there."""

    id: str
    title: str
    summary: str
    track: Track
    situations: tuple[Situation, ...]
    durations: tuple[int, ...]
    """Lengths that suit it, in seconds, shortest first."""
    shortest: int
    longest: int
    evidence: Evidence
    about: str
    """Where it comes from, in one breath."""
    refs: tuple[str, ...] = ()
    caution: str = ""
    """Key of the caution shown with it; empty for none."""
    eyes: str = "either"
    posture: tuple[str, ...] = ("seated",)
    breath_focus: int = 0
    body_focus: int = 0
    others_focus: bool = False
    away_from_desk: bool = False
    lang: str = "en"
    pacing: Pacing | None = None
    gentle: Pacing | None = None
    stages: tuple[Stage, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the breath is held in it."""
        return self.pacing is not None and self.pacing.held

    def length_within(self, seconds: float) -> int | None:
        """The longest length that suits it and is no longer than `seconds`; None where none is."""
        return next((d for d in reversed(self.durations) if d <= seconds + 0.5), None)


_Choice = TypeVar("_Choice", bound=StrEnum)

CAUTIONS = ("", "dizzy", "holds", "flooded", "touch")
LONGEST = 1800
"""No practice is longer than this (seconds)."""


def read_practice(table: Mapping[str, Any], place: str) -> Practice:
    """A practice from the tables of its TOML file; `place` names the file in what PracticeError says."""
    reader = _Reader(table, place)
    stages = tuple(_stage(_Reader(s, f"{place}, stages[{n}]")) for n, s in enumerate(reader.tables("stages")))
    pacing = reader.table("pacing")
    if bool(stages) == (pacing is not None):
        raise PracticeError(f"{place}: a practice has either [pacing] or [[stages]]")
    gentle = pacing.pop("gentle", None) if pacing else None
    practice = Practice(
        id=reader.text("id"),
        title=reader.text("title"),
        summary=reader.text("summary"),
        track=reader.choice("track", Track),
        situations=reader.choices("situations", Situation),
        durations=reader.numbers("durations"),
        shortest=reader.number("shortest"),
        longest=reader.number("longest"),
        evidence=reader.choice("evidence", Evidence),
        about=reader.text("about"),
        refs=reader.texts("refs", ()),
        caution=reader.text("caution", ""),
        eyes=reader.text("eyes", "either"),
        posture=reader.texts("posture", ("seated",)),
        breath_focus=reader.number("breath_focus", 0),
        body_focus=reader.number("body_focus", 0),
        others_focus=reader.flag("others_focus"),
        away_from_desk=reader.flag("away_from_desk"),
        lang=reader.text("lang", "en"),
        pacing=_pacing(pacing, f"{place}, [pacing]"),
        gentle=_pacing(gentle, f"{place}, [pacing.gentle]"),
        stages=stages,
    )
    reader.nothing_else()
    _check(practice, place)
    return practice


def _check(practice: Practice, place: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", practice.id):
        raise PracticeError(f"{place}: id {practice.id!r} has other characters than a-z, 0-9 and -")
    if list(practice.durations) != sorted(set(practice.durations)) or not practice.durations:
        raise PracticeError(f"{place}: durations must be there and rise")
    if (
        not 10
        <= practice.shortest
        <= practice.durations[0]
        <= practice.durations[-1]
        <= practice.longest
        <= LONGEST
    ):
        raise PracticeError(
            f"{place}: durations must lie between shortest and longest, within 10 to {LONGEST} s"
        )
    if practice.caution not in CAUTIONS:
        raise PracticeError(f"{place}: caution {practice.caution!r} is not known")
    if practice.stages and not any(stage.cues for stage in practice.stages):
        raise PracticeError(f"{place}: it has no cue")


def _pacing(found: Mapping[str, Any] | None, place: str) -> Pacing | None:
    if found is None:
        return None
    reader = _Reader(found, place)
    seconds = {
        f.name: reader.seconds(f.name) for f in fields(Pacing) if f.name in found or f.default is MISSING
    }
    reader.nothing_else()
    try:
        return Pacing(**seconds)
    except ValueError as fault:
        raise PracticeError(f"{place}: {fault}") from fault


def _stage(reader: "_Reader") -> Stage:
    seconds = reader.seconds("seconds")
    if not 0 < seconds <= LONGEST:
        raise PracticeError(f"{reader.place}: seconds must be more than 0 and at most {LONGEST}")
    cues: list[Cue] = []
    for number, found in enumerate(reader.tables("cues")):
        cue = _Reader(found, f"{reader.place}.cues[{number}]")
        at = cue.seconds("at")
        if not 0 <= at < seconds or (cues and at <= cues[-1].at):
            raise PracticeError(f"{cue.place}: at {at:g} s is not after the cue before and inside its stage")
        text, clip = cue.text("text"), cue.text("clip", "")
        cues.append(Cue(at=at, text=text, clip=clip, optional=cue.flag("optional")))
        cue.nothing_else()
    stage = Stage(id=reader.text("id"), seconds=seconds, cues=tuple(cues))
    reader.nothing_else()
    return stage


class _Reader:
    """Takes typed values out of a table and says where one is missing, wrong or unknown."""

    def __init__(self, table: Mapping[str, Any], place: str) -> None:
        if not isinstance(table, Mapping):
            raise PracticeError(f"{place}: a table is needed here")
        self.place = place
        self._left = dict(table)

    def _take(self, key: str, kind: type | tuple[type, ...], default: Any) -> Any:
        if key not in self._left:
            if default is None:
                raise PracticeError(f"{self.place}: {key!r} is missing")
            return default
        value = self._left.pop(key)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise PracticeError(f"{self.place}: {key} = {value!r} is of the wrong kind")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value: str = self._take(key, str, default)
        if any(ord(c) < 32 or c in "<>" for c in value):
            raise PracticeError(f"{self.place}: {key} holds markup or control characters")
        return value

    def number(self, key: str, default: int | None = None) -> int:
        return int(self._take(key, int, default))

    def seconds(self, key: str) -> float:
        return float(self._take(key, (int, float), None))

    def flag(self, key: str) -> bool:
        return bool(self._take(key, bool, False))

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        return self._items(key, str, default)

    def numbers(self, key: str) -> tuple[int, ...]:
        return self._items(key, int, None)

    def _items(self, key: str, kind: type, default: Sequence[Any] | None) -> tuple[Any, ...]:
        values = self._take(key, (list, tuple), default)
        if not all(type(v) is kind for v in values):
            raise PracticeError(f"{self.place}: {key} must be a list of {kind.__name__}")
        return tuple(values)

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        return self._one(key, kind, self.text(key))

    def choices(self, key: str, kind: type[_Choice]) -> tuple[_Choice, ...]:
        return tuple(self._one(key, kind, value) for value in self.texts(key))

    def _one(self, key: str, kind: type[_Choice], value: str) -> _Choice:
        try:
            return kind(value)
        except ValueError as fault:
            known = ", ".join(kind)
            raise PracticeError(f"{self.place}: {key} {value!r} is not one of {known}") from fault

    def table(self, key: str) -> dict[str, Any] | None:
        value = self._left.pop(key, None)
        if value is not None and not isinstance(value, Mapping):
            raise PracticeError(f"{self.place}: {key} must be a table")
        return None if value is None else dict(value)

    def tables(self, key: str) -> list[Any]:
        value = self._left.pop(key, [])
        if not isinstance(value, list):
            raise PracticeError(f"{self.place}: {key} must be a list of tables")
        return value

    def nothing_else(self) -> None:
        if self._left:
            raise PracticeError(f"{self.place}: {sorted(self._left)[0]!r} is not known")
