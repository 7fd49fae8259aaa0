"""A practice as data: what it is, when it fits, and a breath, stages with cues, or one recording."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any

from burnbreak.core.breath import Pacing
from burnbreak.core.reading import Reader, TableError, unique
from burnbreak.core.wording import ANCHORS, CAUTIONS
from burnbreak.core.workweek import Place

ANCHOR = "{anchor}"
"""Where a cue names what attention rests on."""
PracticeError = TableError
"""A practice file cannot be used; the message names the place and the fault in one sentence."""
SHORTEST, LONGEST = 10, 1800
"""No practice is shorter or longer (seconds)."""
LONGEST_RECORDING = 3600
"""One recording may be longer than what is guided (seconds)."""
MOST_STAGES, MOST_CUES = 40, 150
MOST_WORDS = 16
"""A cue is one idea."""
LONGEST_GAP = 150.0
"""The most silence after a cue (seconds)."""
HEAVIEST = 50.0
_POSTURES = ("seated", "standing", "walking", "lying")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One thing said."""

    id: str
    text: str
    tier: int = 1
    """1 is always said; 2 and 3 drop out at short lengths, 3 first."""
    weight: float = 1.0
    """Its share of the silence of its stage, taken after it."""
    anchors: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Its own words for each anchor, where `text` with the anchor's name would not do."""

    @property
    def anchored(self) -> bool:
        """Whether its words depend on the anchor."""
        return bool(self.anchors) or ANCHOR in self.text

    def words(self, anchor: str) -> str:
        """What is said with this anchor, a key of `wording.ANCHORS`."""
        return self.anchors.get(anchor) or self.text.replace(ANCHOR, ANCHORS[anchor])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One part of a guided practice; silence belongs to it and stretches with it."""

    id: str
    seconds: float
    """Its share of the practice: the length it has when all stages have theirs."""
    cues: tuple[Cue, ...]
    gap: tuple[float, float] = (2.0, 14.0)
    """Least and most silence after each of its cues (seconds)."""
    skippable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One practice; exactly one of `pacing`, `stages` and `recording` is there."""

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
    origin: str
    """Where it comes from, in one breath."""
    evidence_note: str
    """How good the evidence is, in plain words."""
    refs: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    """Keys of `wording.CAUTIONS`: when to leave it out or take care."""
    eyes: str = "either"
    posture: tuple[str, ...] = ("seated",)
    breath_focus: int = 0
    body_focus: int = 0
    others_focus: bool = False
    away_from_desk: bool = False
    places: tuple[Place, ...] = ()
    """Where it is at home; none for anywhere."""
    lang: str = "en"
    card: bool = False
    """A card to read: words alone, without voice, bells or bed."""
    pacing: Pacing | None = None
    gentle: Pacing | None = None
    stages: tuple[Stage, ...] = ()
    recording: float = 0.0
    """Seconds of the one recording that it consists of; 0 for none."""

    @property
    def holds(self) -> bool:
        """Whether the breath is held in it."""
        return self.pacing is not None and self.pacing.held

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Everything that may be said in it, in order."""
        return tuple(cue for stage in self.stages for cue in stage.cues)

    def length_within(self, seconds: float) -> int | None:
        """The longest length that suits it and is no longer than `seconds`; None where none is."""
        return next((d for d in reversed(self.durations) if d <= seconds + 0.5), None)


def read_practice(table: Mapping[str, Any], place: str) -> Practice:
    """A practice from the tables of its TOML file; `place` names the file in what PracticeError says."""
    reader = Reader(table, place)
    stages = reader.tables("stages", MOST_STAGES)
    pacing, recording = reader.table("pacing"), reader.table("recording")
    if sum((bool(stages), pacing is not None, recording is not None)) != 1:
        raise PracticeError(f"{place}: a practice has one of [pacing], [[stages]] and [recording]")
    gentle = pacing.pop("gentle", None) if pacing else None
    practice = Practice(
        id=reader.name("id"),
        title=reader.text("title"),
        summary=reader.text("summary"),
        track=reader.choice("track", Track),
        situations=reader.choices("situations", Situation),
        durations=reader.numbers("durations"),
        shortest=reader.number("shortest"),
        longest=reader.number("longest"),
        evidence=reader.choice("evidence", Evidence),
        origin=reader.text("origin"),
        evidence_note=reader.text("evidence_note"),
        refs=reader.texts("refs", ()),
        cautions=reader.words("cautions", tuple(CAUTIONS), ()),
        eyes=reader.word("eyes", ("either", "open"), "either"),
        posture=reader.words("posture", _POSTURES, ("seated",)),
        breath_focus=reader.among("breath_focus", (0, 1, 2), 0),
        body_focus=reader.among("body_focus", (0, 1, 2), 0),
        others_focus=reader.flag("others_focus", False),
        away_from_desk=reader.flag("away_from_desk", False),
        places=reader.choices("places", Place),
        lang=reader.text("lang", "en"),
        card=reader.flag("card", False),
        pacing=_pacing(pacing, f"{place}, [pacing]"),
        gentle=_pacing(gentle, f"{place}, [pacing.gentle]"),
        stages=tuple(_stage(Reader(s, f"{place}, stages[{n}]")) for n, s in enumerate(stages)),
        recording=_recording(recording, f"{place}, [recording]"),
    )
    reader.nothing_else()
    _check_lengths(practice, place)
    _check_words(practice, place)
    return practice


def _check_lengths(practice: Practice, place: str) -> None:
    durations, longest = practice.durations, LONGEST_RECORDING if practice.recording else LONGEST
    if list(durations) != sorted(set(durations)) or not durations:
        raise PracticeError(f"{place}: durations must be there and rise")
    if not SHORTEST <= practice.shortest <= durations[0] <= durations[-1] <= practice.longest <= longest:
        raise PracticeError(
            f"{place}: durations must lie between shortest and longest, within {SHORTEST} to {longest} s"
        )
    if sum(stage.seconds for stage in practice.stages) > LONGEST:
        raise PracticeError(f"{place}: the seconds of its stages come to more than {LONGEST}")


def _check_words(practice: Practice, place: str) -> None:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", practice.lang):
        raise PracticeError(f"{place}: lang {practice.lang!r} is no language such as en or de")
    if practice.card and not practice.stages:
        raise PracticeError(f"{place}: a card has stages to read")
    if practice.stages and all(cue.tier > 1 for cue in practice.cues):
        raise PracticeError(f"{place}: it has no cue of tier 1, so nothing might be said")
    if len(practice.cues) > MOST_CUES:
        raise PracticeError(f"{place}: it has more than {MOST_CUES} cues")
    unique([stage.id for stage in practice.stages], f"{place}: the stage id")
    names = [
        f"{cue.id}-{anchor}" if cue.anchored else cue.id
        for cue in practice.cues
        for anchor in (ANCHORS if cue.anchored else ("",))
    ]
    unique(names, f"{place}: the cue id")
    for cue in practice.cues:
        if practice.lang != "en" and ANCHOR in cue.text and not cue.anchors:
            raise PracticeError(f"{place}, cue {cue.id}: {ANCHOR} is English; give its words as anchors")


def _recording(found: Mapping[str, Any] | None, place: str) -> float:
    if found is None:
        return 0.0
    reader = Reader(found, place)
    seconds = reader.seconds("seconds", low=1.0, high=LONGEST_RECORDING)
    reader.nothing_else()
    return seconds


def _pacing(found: Any, place: str) -> Pacing | None:
    if found is None:
        return None
    reader = Reader(found, place)
    seconds = {
        f.name: reader.seconds(f.name, low=0.0, high=60.0)
        for f in fields(Pacing)
        if f.name in found or f.default is MISSING
    }
    reader.nothing_else()
    try:
        return Pacing(**seconds)
    except ValueError as fault:
        raise PracticeError(f"{place}: {fault}") from fault


def _stage(reader: Reader) -> Stage:
    seconds = reader.seconds("seconds", low=0.1, high=LONGEST)
    cues = tuple(
        _cue(Reader(c, f"{reader.place}.cues[{n}]")) for n, c in enumerate(reader.tables("cues", MOST_CUES))
    )
    if not cues:
        raise PracticeError(f"{reader.place}: it has no cue")
    stage = Stage(
        id=reader.name("id"),
        seconds=seconds,
        cues=cues,
        gap=reader.span("gap", (2.0, 14.0), high=LONGEST_GAP),
        skippable=reader.flag("skippable", True),
    )
    reader.nothing_else()
    return stage


def _cue(reader: Reader) -> Cue:
    words = reader.table("anchors")
    cue = Cue(
        id=reader.name("id"),
        text=_said(reader, "text"),
        tier=reader.among("tier", (1, 2, 3), 1),
        weight=reader.seconds("weight", low=0.0, high=HEAVIEST, default=1.0),
        anchors=_by_anchor(words, f"{reader.place}.anchors"),
    )
    reader.nothing_else()
    return cue


def _by_anchor(found: Mapping[str, Any] | None, place: str) -> Mapping[str, str]:
    if found is None:
        return {}
    reader = Reader(found, place)
    words = {name: _said(reader, name) for name in ANCHORS}
    reader.nothing_else()
    return words


def _said(reader: Reader, key: str) -> str:
    text = reader.text(key)
    bare = text.replace(ANCHOR, "")
    if "{" in bare or "}" in bare:
        raise PracticeError(f"{reader.place}: {key} has other braces than {ANCHOR}")
    if max(len(text.replace(ANCHOR, name).split()) for name in ANCHORS.values()) > MOST_WORDS:
        raise PracticeError(f"{reader.place}: {key} has more than {MOST_WORDS} words")
    return text
