"""Check-ins in words: questions as they are asked, how long an answer is kept, and the quiet line."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import MONTHLY_ANSWERS, MONTHLY_QUESTION, NAMES, WEEKLY_WORDS

translate = QCoreApplication.translate


def weekly() -> Mapping[str, tuple[str, str, str]]:
    """Question and the words at both ends, by item."""
    return {
        name: (translate("checkin", asked), translate("checkin", low), translate("checkin", high))
        for name, (asked, low, high) in WEEKLY_WORDS.items()
    }


def monthly() -> tuple[str, tuple[str, ...]]:
    """The question and its five answers."""
    answers = tuple(translate("checkin", text) for text in MONTHLY_ANSWERS)
    return translate("checkin", MONTHLY_QUESTION), answers


def item(name: str) -> str:
    """What an item is called in a trend."""
    return translate("checkin", NAMES[name])


def line(topic: Topic | None) -> str:
    """The line in the menu while a set may be answered; it tells nothing to who looks over a shoulder."""
    match topic:
        case Topic.WEEKLY:
            return translate("checkin", "Weekly check-in (20 seconds)")
        case Topic.MONTHLY:
            return translate("checkin", "Monthly check-in (one question)")
        case _:
            return ""


def moves_a_lot() -> str:
    """What belongs to every trend."""
    return translate("checkin", "One answer on one day moves a lot: a bad night or a good lunch is enough.")


def not_validated() -> str:
    """What belongs to our own questions."""
    return translate("checkin", "These are our own words, not a validated scale.")


def no_diagnosis() -> str:
    """What belongs to the monthly question."""
    return translate(
        "checkin", "A question from research, asked of yourself alone. It is no diagnosis and no test."
    )


def stays() -> str:
    """Where answers are."""
    return translate("checkin", "Your answers stay on this computer.")


def kept(months: int) -> str:
    """How long answers are kept."""
    if months:
        return translate("checkin", "Kept for %n month(s) on this computer, then erased.", "", months)
    return translate("checkin", "Kept on this computer until the day is over, then erased.")


def kept_with_sitting(days: int) -> str:
    """How long the tap after a sitting is kept."""
    if days:
        return translate("checkin", "Kept with the sitting for %n day(s), then erased from it.", "", days)
    return translate("checkin", "Kept with the sitting until the day is over, then erased from it.")
