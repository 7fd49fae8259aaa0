"""Check-ins: what is asked, what an answer is, and what it may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from burnbreak.core.wording import QT_TRANSLATE_NOOP


class CheckSet(StrEnum):
    """One set of questions; the value is its name in a record."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    BEFORE = "before"
    """The Affective Slider before a sitting."""
    AFTER = "after"
    """And after the same sitting."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question and the whole numbers that may answer it."""

    name: str
    low: int
    high: int


ITEMS: Mapping[CheckSet, tuple[Item, ...]] = {
    CheckSet.WEEKLY: (Item("tension", 0, 10), Item("energy", 0, 10), Item("connection", 0, 10)),
    CheckSet.MONTHLY: (Item("burnout", 1, 5),),
    CheckSet.BEFORE: (Item("pleasure", 0, 100), Item("arousal", 0, 100)),
    CheckSet.AFTER: (Item("pleasure", 0, 100), Item("arousal", 0, 100)),
}
TOP = 5
"""The answer of the monthly item that opens the support card."""

WEEKLY_WORDS: Mapping[str, tuple[str, str, str]] = {
    "tension": (
        QT_TRANSLATE_NOOP("checkin", "How tense was this week?"),
        QT_TRANSLATE_NOOP("checkin", "not at all"),
        QT_TRANSLATE_NOOP("checkin", "as tense as it gets"),
    ),
    "energy": (
        QT_TRANSLATE_NOOP("checkin", "How much energy did you have?"),
        QT_TRANSLATE_NOOP("checkin", "none"),
        QT_TRANSLATE_NOOP("checkin", "plenty"),
    ),
    "connection": (
        QT_TRANSLATE_NOOP("checkin", "How connected did you feel to the people around you?"),
        QT_TRANSLATE_NOOP("checkin", "not at all"),
        QT_TRANSLATE_NOOP("checkin", "closely"),
    ),
}
"""Question and the words at both ends of the scale, by item. They are our own."""

# The wording of the item as its validators print it; a translation is no longer the validated item.
MONTHLY_QUESTION = QT_TRANSLATE_NOOP(
    "checkin", "Overall, based on your definition of burnout, how would you rate your level of burnout?"
)
MONTHLY_ANSWERS = (
    QT_TRANSLATE_NOOP("checkin", "I enjoy my work. I have no symptoms of burnout."),
    QT_TRANSLATE_NOOP(
        "checkin",
        "Occasionally I am under stress, and I don't always have as much energy as I once did, but I don't "
        "feel burned out.",
    ),
    QT_TRANSLATE_NOOP(
        "checkin",
        "I am definitely burning out and have one or more symptoms of burnout, such as physical and "
        "emotional exhaustion.",
    ),
    QT_TRANSLATE_NOOP(
        "checkin",
        "The symptoms of burnout that I'm experiencing won't go away. I think about frustration at work a "
        "lot.",
    ),
    QT_TRANSLATE_NOOP(
        "checkin",
        "I feel completely burned out and often wonder if I can go on. I am at the point where I may need "
        "some changes or may need to seek some sort of help.",
    ),
)
"""The five answers, from 1 to 5."""

NAMES: Mapping[str, str] = {
    "tension": QT_TRANSLATE_NOOP("checkin", "Tension"),
    "energy": QT_TRANSLATE_NOOP("checkin", "Energy"),
    "connection": QT_TRANSLATE_NOOP("checkin", "Connection"),
    "burnout": QT_TRANSLATE_NOOP("checkin", "Burnout, in your own judgement"),
    "pleasure": QT_TRANSLATE_NOOP("checkin", "Pleasure"),
    "arousal": QT_TRANSLATE_NOOP("checkin", "Wakefulness"),
}
"""What each item is called in a trend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answered set. `values` may lack items that were left open, and is never empty."""

    uuid: str
    set: CheckSet
    moment: datetime
    """UTC."""
    values: Mapping[str, int]
    sitting: str = ""
    """The entry it belongs to, before and after a sitting."""


def as_values(answer: Answer) -> dict[str, Any]:
    """What a record of it holds."""
    values: dict[str, Any] = {"set": str(answer.set), **answer.values}
    return {**values, "sitting": answer.sitting} if answer.sitting else values


def usable(check: CheckSet, values: Mapping[str, Any]) -> dict[str, int]:
    """The values that answer this set; what is no answer to one of its items is left out."""
    found = {}
    for item in ITEMS[check]:
        value = values.get(item.name)
        if isinstance(value, int) and not isinstance(value, bool) and item.low <= value <= item.high:
            found[item.name] = value
    return found


def read_answer(uuid: str, moment: datetime, values: Mapping[str, Any]) -> Answer | None:
    """The answer in a record; None where it holds none that can be used."""
    try:
        check = CheckSet(values.get("set", ""))
    except ValueError:
        return None
    found, sitting = usable(check, values), values.get("sitting", "")
    if not found:
        return None
    of = sitting if isinstance(sitting, str) else ""
    return Answer(uuid=uuid, set=check, moment=moment, values=found, sitting=of)


def of_set(answers: Iterable[Answer], *sets: CheckSet) -> tuple[Answer, ...]:
    """The answers of these sets, in order."""
    return tuple(sorted((a for a in answers if a.set in sets), key=lambda a: (a.moment, a.uuid)))
