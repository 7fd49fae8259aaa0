"""What the library calls situations, tracks, grades of evidence and lengths."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from burnbreak.core.practice import Evidence, Practice, Situation, Track
from burnbreak.core.wording import CAUTIONS, QT_TRANSLATE_NOOP
from burnbreak.ui import phrases

translate = QCoreApplication.translate

SITUATIONS: Mapping[Situation, str] = {
    Situation.START_OF_DAY: QT_TRANSLATE_NOOP("library", "Start of the day"),
    Situation.BEFORE_HARD: QT_TRANSLATE_NOOP("library", "Before a hard session"),
    Situation.ORDINARY: QT_TRANSLATE_NOOP("library", "An ordinary gap"),
    Situation.AFTER_HEAVY: QT_TRANSLATE_NOOP("library", "After something heavy"),
    Situation.NOT_ENOUGH: QT_TRANSLATE_NOOP("library", "Not good enough"),
    Situation.VIDEO_CALLS: QT_TRANSLATE_NOOP("library", "Between video calls"),
    Situation.LITTLE_TIME: QT_TRANSLATE_NOOP("library", "Very little time"),
    Situation.GOING_HOME: QT_TRANSLATE_NOOP("library", "Going home"),
}
TRACKS: Mapping[Track, str] = {
    Track.BREATH: QT_TRANSLATE_NOOP("library", "Breath"),
    Track.SELF_COMPASSION: QT_TRANSLATE_NOOP("library", "Self-compassion"),
    Track.BODY: QT_TRANSLATE_NOOP("library", "Body"),
    Track.MEANING: QT_TRANSLATE_NOOP("library", "Meaning"),
}
GRADES: Mapping[Evidence, str] = {
    Evidence.A: QT_TRANSLATE_NOOP("library", "Trials with clinicians or other helping professions"),
    Evidence.B: QT_TRANSLATE_NOOP("library", "Trials with other adults"),
    Evidence.C: QT_TRANSLATE_NOOP("library", "Early, indirect or mixed studies"),
    Evidence.D: QT_TRANSLATE_NOOP("library", "Tradition and experience"),
}
"""What the letters of a grade stand for."""
EYES = {
    "open": QT_TRANSLATE_NOOP("library", "Eyes open."),
    "either": QT_TRANSLATE_NOOP("library", "Eyes open or closed; either is good."),
}
POSTURES = {
    "seated": QT_TRANSLATE_NOOP("library", "seated"),
    "standing": QT_TRANSLATE_NOOP("library", "standing"),
    "walking": QT_TRANSLATE_NOOP("library", "walking"),
    "lying": QT_TRANSLATE_NOOP("library", "lying down"),
}


def words(text: str) -> str:
    """One of the texts above in the user's language."""
    return translate("library", text)


def cautions(practice: Practice) -> list[str]:
    """When to leave it out, each a sentence."""
    return [translate("guide", CAUTIONS[key]) for key in practice.cautions]


def lengths(practice: Practice) -> str:
    """How long it can be, from its shortest suggested length to its longest: "1 to 8 min"."""
    first, last = practice.durations[0], practice.durations[-1]
    if first == last:
        return phrases.length(first)
    if first % 60 or last % 60:
        return translate("library", "{0} to {1}").format(phrases.length(first), phrases.length(last))
    low, high = (QLocale().toString(seconds // 60) for seconds in (first, last))
    return translate("library", "{0} to {1} min").format(low, high)


def kind(practice: Practice) -> str:
    """Its track and its situations in one line."""
    return " · ".join(
        [words(TRACKS[practice.track]), *(words(SITUATIONS[one]) for one in practice.situations)]
    )


def manner(practice: Practice) -> str:
    """Eyes, posture and place, each a sentence of its own."""
    postures = ", ".join(words(POSTURES[one]) for one in practice.posture if one in POSTURES)
    sentences = [words(EYES[practice.eyes]), *([f"{postures[0].upper()}{postures[1:]}."] if postures else [])]
    if practice.away_from_desk:
        sentences.append(translate("library", "Away from the desk."))
    return " ".join(sentences)
