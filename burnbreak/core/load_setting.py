"""What the user agreed and chose about booked time, and about the report for a talk."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PARAGRAPH = 400
"""Characters of one paragraph of the report."""
BOXES = ("", "GB")
"""The boxes about the law of a country, by its code; empty for none."""


def _within(low: int, high: int, default: int) -> Any:
    return field(default=default, metadata={"low": low, "high": high})


def _paragraph() -> Any:
    return field(default="", metadata={"longest": PARAGRAPH})


class Weekend(StrEnum):
    """The days that are the user's weekend."""

    SATURDAY_SUNDAY = "saturday-sunday"
    FRIDAY_SATURDAY = "friday-saturday"
    THURSDAY_FRIDAY = "thursday-friday"
    SUNDAY = "sunday"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The user's own numbers about booked time. Where 0 means none, nothing is assumed in its place."""

    gap_minutes: int = _within(5, 15, 10)
    """A gap of so many minutes ends a run."""
    agreed_minutes: int = _within(0, 6_000, 0)
    """Agreed for booked time and notes in a week; 0 for none."""
    note_minutes: int = _within(0, 60, 0)
    """For notes, after each session."""
    week_limit_minutes: int = _within(0, 6_000, 0)
    """As much booked time in a week as the user wants at most; 0 for none."""
    in_a_row: int = _within(0, 20, 0)
    """As many booked times in a row as the user wants at most; 0 for none."""
    evening_hour: int = _within(12, 23, 18)
    weekend: Weekend = Weekend.SATURDAY_SUNDAY
    review: bool = True
    """Looking back on the week is offered in the last gap of its last working day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report for a talk; its paragraphs are empty unless the user wants them kept."""

    keep_words: bool = False
    propose: str = _paragraph()
    stay: str = _paragraph()
    again: str = _paragraph()
    box: str = ""
    """One of BOXES."""
