"""Rules for the words of practices: each gives what is wrong with one, and nothing where all is well."""

import re
from collections.abc import Callable, Iterator

from burnbreak.core.guided import reading_seconds
from burnbreak.core.practice import Practice
from burnbreak.core.sheet import MOST_SPEECH
from burnbreak.core.wording import ANCHORS

Rule = Callable[[Practice], list[str]]
NEVER = (
    # haste, duty, praise
    "just", "simply", "only need to", "all you have to", "must", "should", "try harder", "well done",
    "good job", "great", "amazing", "wonderful", "beautiful", "perfect", "excellent", "congratulations",
    "proud", "bravo", "failed", "missed", "streak", "relax",
    # promises
    "treat", "treats", "treatment", "prevent", "prevents", "cure", "cures", "heal", "heals", "healing",
    "burnout", "will feel", "will help", "guaranteed",
    # what belongs elsewhere
    "spirit", "spiritual", "soul", "sacred", "universe", "energy", "chakra", "namaste", "prayer", "karma",
    "vibration", "journey", "client", "patient", "diagnosis",
)  # fmt: skip
SOMEONE_ELSES = (
    "moment of suffering", "suffering is part of life", "may i be kind to myself", "may i give myself",
    "own life journey", "not the cause of this person", "in for me", "one for you", "out for you",
    "may you be happy", "may you be safe", "may all beings", "thoughts are like clouds", "name it to tame",
    "oxygen mask", "soothe, allow", "be the mountain", "stop the waves", "stimulus and response",
    "like a friend", "common humanity", "inner critic", "here and now", "observe your breath",
    "bring your attention to", "bring your awareness to", "gently bring",
)  # fmt: skip
PROGRAMMES = (
    "mbsr", "mbct", "msc", "mindful self-compassion", "stress reduction", "cognitive therapy", "schwartz",
    "acceptance and commitment", "wiser", "rain",
)  # fmt: skip
EYES_SHUT = re.compile(
    r"\b(clos\w*|shut\w*|lower\w*)\b[^.]{0,24}\b(eyes?|eyelids?|lids?)\b"
    r"|\b(eyes?|eyelids?|lids?)\b[^.]{0,24}\b(clos\w*|shut|drop|fall)\b",
    re.IGNORECASE,
)
BREATH = re.compile(r"\b(breath\w*|inhal\w*|exhal\w*)\b", re.IGNORECASE)
A_CHOICE = re.compile(r"\bor\b|\bif you like\b|\bas you like\b", re.IGNORECASE)
HELD = re.compile(r"\bhold\w* (your|the) breath\b|\bwithout breathing\b|\bpause the breath\b", re.IGNORECASE)
RECALLS = re.compile(
    r"\b(recall|remember|replay|relive|describe|go over|think back|in detail|type|keyboard|enter)\b",
    re.IGNORECASE,
)
WISHES = re.compile(
    r"\b(care|wish\w*) (for|them|to) ?them\b|\bwish\w* them\b|\bI hope (your|you)\b", re.IGNORECASE
)
STUMBLES = re.compile(
    r"\d|\b[A-Z]{2,}\b|[;()/&%]|\b(exhale|inhale|close|live|lives|read|lead|tear|tears|wind|bow|row|wound"
    r"|refuse|desert|object|objects|minute|content|present|record|use|house|separate|sow|invalid|moderate)\b"
)
LETTER_A = re.compile(r"(^|[.:?] )A ")
REF = re.compile(r"doi:10\.\d{4,9}/[^\s,;]+|pmid:\d{6,8}|pmcid:PMC\d{6,8}|ark:/\d{5}/[a-z0-9]+")
USUAL = {
    "clear-the-room": 180, "three-step": 180, "five-senses": 180, "before-hard": 300, "not-enough": 240,
    "stop": 60, "kind-hand": 20, "far-look": 90, "tense-release": 300, "close-day": 300,
    "what-mattered": 120, "why-today": 120, "walk": 300, "balance": 240, "goodwill": 300,
    "chair-scan": 300, "hands": 30,
}  # fmt: skip
"""The length at which each was designed: the nominal seconds of its stages (balance of parts)."""


def said(practice: Practice) -> Iterator[str]:
    """Every wording of every cue."""
    for cue in practice.cues:
        yield from dict.fromkeys(cue.words(anchor) for anchor in ANCHORS)


def shown(practice: Practice) -> Iterator[str]:
    """Everything about it that a person reads or hears."""
    yield from (practice.title, practice.summary, practice.origin, practice.evidence_note)
    yield from said(practice)


def holds_words(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?])\s+", text) if part]


def never_said(practice: Practice) -> list[str]:
    return [
        f"{text} ({words})"
        for text in shown(practice)
        for words in (*NEVER, *SOMEONE_ELSES)
        if holds_words(text, words)
    ]


def plain(practice: Practice) -> list[str]:
    odd = [text for text in shown(practice) if re.search(r"[!{}<>]|\s\s|\.\.", text) or text != text.strip()]
    unended = [text for text in said(practice) if not text[0].isupper() or text[-1] not in ".?"]
    return odd + unended


def eyes_stay_open(practice: Practice) -> list[str]:
    return [text for text in said(practice) if EYES_SHUT.search(text)]


def no_breath_alone(practice: Practice) -> list[str]:
    """Whoever chose another anchor hears of the breath only as one choice among others."""
    others = [anchor for anchor in ANCHORS if anchor != "breath"]
    words = {cue.words(anchor) for cue in practice.cues for anchor in others}
    breathy = [text for text in words if BREATH.search(text) and not A_CHOICE.search(text)]
    return breathy + [f"breath_focus {practice.breath_focus}"] * (practice.breath_focus > 1)


def anchors_differ(practice: Practice) -> list[str]:
    return [cue.id for cue in practice.cues if cue.anchors and len(set(cue.anchors.values())) < len(ANCHORS)]


def one_idea(practice: Practice) -> list[str]:
    long = [text for text in said(practice) if len(text.split()) > 16 or len(sentences(text)) > 3]
    return long + [s for text in said(practice) for s in sentences(text) if len(s.split()) > 10]


def easy_to_speak(practice: Practice) -> list[str]:
    return [text for text in said(practice) if STUMBLES.search(text) or LETTER_A.search(text)]


def nothing_recalled(practice: Practice) -> list[str]:
    return [text for text in said(practice) if RECALLS.search(text)]


def no_holds(practice: Practice) -> list[str]:
    held = ["pacing"] * (practice.holds and practice.id != "box")
    return held + [text for text in said(practice) if HELD.search(text)]


def others_flagged(practice: Practice) -> list[str]:
    wishes = [text for text in said(practice) if WISHES.search(text)]
    return (wishes or ["nothing said"]) if bool(wishes) != practice.others_focus else []


def told_in_full(practice: Practice) -> list[str]:
    told = {
        "title": 1 <= len(practice.title.split()) <= 4,
        "summary": 5 <= len(practice.summary.split()) <= 14,
        "origin": 8 <= len(practice.origin.split()) <= 32,
        "evidence note": 12 <= len(practice.evidence_note.split()) <= 48,
        "may help": practice.evidence_note.endswith(". It may help you settle."),
        "situations": bool(practice.situations),
        "posture": "seated" in practice.posture,
        "caution": bool(practice.cautions) or practice.id == "stop",
        "eyes": practice.eyes in {"open", "either"},
        "language": practice.lang == "en",
    }
    return [name for name, right in told.items() if not right]


def no_programme_names(practice: Practice) -> list[str]:
    return [w for w in PROGRAMMES for t in (practice.title, practice.summary) if holds_words(t, w)]


def sources(practice: Practice) -> list[str]:
    wrong = [ref for ref in practice.refs if not REF.fullmatch(ref)]
    return wrong + ["none"] * (not practice.refs and practice.evidence != "D")


def cues_named_once(practice: Practice) -> list[str]:
    names = [cue.id for cue in practice.cues]
    return [name for name in set(names) if names.count(name) > 1]


def reads(practice: Practice, tier: int) -> float:
    """Seconds to read what is said up to this tier, with the anchor that takes longest."""
    return max(
        sum(reading_seconds(cue.words(anchor)) for cue in practice.cues if cue.tier <= tier)
        for anchor in ANCHORS
    )


def shortest_is_quiet_enough(practice: Practice) -> list[str]:
    speech = reads(practice, 1)
    return [f"{speech:.1f} s"] if speech > MOST_SPEECH * practice.shortest else []


def usual_is_whole(practice: Practice) -> list[str]:
    """The stages have the lengths they were designed with, and each still speaks at the shortest length."""
    total = sum(stage.seconds for stage in practice.stages)
    wrong = [f"{total:g} s"] if total != USUAL.get(practice.id) else []
    if practice.shortest >= 60:
        wrong += [s.id for s in practice.stages if all(cue.tier > 1 for cue in s.cues)]
    return wrong


def longest_is_filled(practice: Practice) -> list[str]:
    most = reads(practice, 3) + sum(stage.gap[1] * len(stage.cues) for stage in practice.stages)
    return [f"{most:.0f} s"] if most < practice.longest else []
