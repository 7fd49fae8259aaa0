"""What is kept besides entries: check-ins, booked days, weeks of load, reviews. No free text, by design."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

_HOUSE = UUID("b0a5c1a7-2f57-4d0e-9e0b-8a7d0f5f3c11")


class RecordKind(StrEnum):
    """What a record holds."""

    CHECK_IN = "check-in"
    """Answers to the few questions the user has let in."""
    BOOKED_DAY = "booked-day"
    """From when to when one day was booked and worked; never what for."""
    LOAD_WEEK = "load-week"
    """The figures of one week."""
    REVIEW = "review"
    """What was chosen at the end of a week, from a fixed list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One of them; `values` are of JSON's types."""

    uuid: str
    kind: RecordKind
    moment: datetime
    """When it belongs, in UTC."""
    values: Mapping[str, Any]


def dated_uuid(kind: RecordKind, day: date) -> str:
    """The one name of the record of this kind for this day or week, whichever computer writes it."""
    return str(uuid5(_HOUSE, f"{kind}:{day.isoformat()}"))
