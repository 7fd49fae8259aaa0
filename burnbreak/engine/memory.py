"""The facts that outlive a restart besides the log: pause, sessions by hand, what was asked and told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from burnbreak.core.holds import Pause
from burnbreak.core.span import Span, subtract
from burnbreak.engine.view import Question

KEEP = timedelta(days=2)
"""How long a session entered by hand is remembered after its end."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Kept as JSON under one key of the log's state."""

    pause: Pause | None = None
    sessions: tuple[Span, ...] = ()
    freed: tuple[Span, ...] = ()
    """Booked time that is free after all: a session cancelled, or over before its time."""
    asked: tuple[tuple[Question, datetime], ...] = ()
    told: tuple[str, ...] = ()
    """Names of what is told once in a lifetime and has been."""

    def asked_at(self, question: Question) -> datetime | None:
        """When a question was last asked; None for never."""
        return dict(self.asked).get(question)

    def with_asked(self, question: Question, now: datetime) -> "Memory":
        """The same, with the question asked now."""
        return replace(self, asked=tuple({**dict(self.asked), question: now}.items()))

    def with_told(self, what: str) -> "Memory":
        """The same, with this told."""
        return self if what in self.told else replace(self, told=(*self.told, what))

    def with_session(self, now: datetime, until: datetime) -> "Memory":
        """In session until then; a session that runs keeps its start."""
        start = min((s.start for s in self.sessions if now in s), default=now)
        return replace(self, sessions=(*self._others(now), Span(start, max(until, now))))

    def without_session(self, now: datetime) -> "Memory":
        """The session that runs is over now."""
        ended = tuple(Span(s.start, now) for s in self.sessions if now in s and s.start < now)
        return replace(self, sessions=(*self._others(now), *ended))

    def with_freed(self, now: datetime, free: Span) -> "Memory":
        """This stretch of booked time is free."""
        kept = tuple(s for s in self.freed if s.end > now - KEEP)
        return replace(self, freed=(*kept, free))

    def booked_again(self, span: Span) -> "Memory":
        """Nothing in this stretch is free any more: the user is with someone in it."""
        return replace(self, freed=subtract(self.freed, [span]))

    def _others(self, now: datetime) -> tuple[Span, ...]:
        return tuple(s for s in self.sessions if now not in s and s.end > now - KEEP)

    def joined(self, later: "Memory") -> "Memory":
        """The same, with what another one has that began without knowing of this."""
        return Memory(
            pause=later.pause or self.pause,
            sessions=tuple(dict.fromkeys((*self.sessions, *later.sessions))),
            freed=tuple(dict.fromkeys((*self.freed, *later.freed))),
            asked=tuple({**dict(self.asked), **dict(later.asked)}.items()),
            told=tuple(dict.fromkeys((*self.told, *later.told))),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values; moments as ISO texts in UTC."""
        pause = self.pause
        return {
            "pause": pause
            and {"since": pause.since.isoformat(), "until": pause.until and pause.until.isoformat()},
            "sessions": [[s.start.isoformat(), s.end.isoformat()] for s in self.sessions],
            "freed": [[s.start.isoformat(), s.end.isoformat()] for s in self.freed],
            "asked": {str(question): at.isoformat() for question, at in self.asked},
            "told": list(self.told),
        }


def memory_from(found: Any) -> Memory:
    """What `as_json` made; whatever cannot be read is left out, never raised."""
    if not isinstance(found, dict):
        return Memory()
    told = found.get("told")
    return Memory(
        _pause(found.get("pause")),
        _sessions(found.get("sessions")),
        _sessions(found.get("freed")),
        _asked(found.get("asked")),
        tuple(name for name in told if isinstance(name, str)) if isinstance(told, list) else (),
    )


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _pause(found: Any) -> Pause | None:
    if not isinstance(found, dict) or (since := _moment(found.get("since"))) is None:
        return None
    return Pause(since, _moment(found.get("until")))


def _sessions(found: Any) -> tuple[Span, ...]:
    spans = []
    for item in found if isinstance(found, list) else []:
        edges = [_moment(edge) for edge in item] if isinstance(item, list) else []
        if len(edges) == 2 and edges[0] and edges[1] and edges[0] <= edges[1]:
            spans.append(Span(edges[0], edges[1]))
    return tuple(spans)


def _asked(found: Any) -> tuple[tuple[Question, datetime], ...]:
    items = found.items() if isinstance(found, dict) else ()
    return tuple((Question(k), at) for k, v in items if k in list(Question) and (at := _moment(v)))
