"""Booked time: when it is, and whether it is a session. Nothing else about it is ever known."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from burnbreak.core.span import Span, merge


class BookedKind(StrEnum):
    """What a calendar's owner says its times are."""

    SESSION = "session"
    OTHER = "other"
    """Meetings, supervision, travel: not interrupted either."""


@dataclass(frozen=True, slots=True, order=True)
class Booked:
    """One stretch that is taken."""

    span: Span
    kind: BookedKind = BookedKind.SESSION


def taken(booked: Iterable[Booked]) -> tuple[Span, ...]:
    """All booked time as disjoint spans in order."""
    return merge(b.span for b in booked)
