"""Booked time: when it is, and whether it is a session. Nothing else about it is ever known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from burnbreak.core.span import Span, merge, subtract


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


def freed(booked: Iterable[Booked], free: Iterable[Span]) -> tuple[Booked, ...]:
    """The booked times less what the user said is free after all: cancelled, or over early."""
    holes = merge(free)
    return tuple(Booked(piece, b.kind) for b in booked for piece in subtract([b.span], holes))


def session_at(booked: Iterable[Booked], moment: datetime) -> Span | None:
    """The session that runs at a moment: the one that ends last, should two overlap."""
    running = [b.span for b in booked if b.kind is BookedKind.SESSION and moment in b.span]
    return max(running, key=lambda span: span.end, default=None)


def next_session(booked: Iterable[Booked], moment: datetime, until: datetime) -> Span | None:
    """The first session that starts after a moment and before `until`."""
    ahead = [b.span for b in booked if b.kind is BookedKind.SESSION and moment < b.span.start < until]
    return min(ahead, default=None)
