"""The documented keys of what the command line prints: status, practices, history."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from burnbreak.core.entry import Entry
from burnbreak.core.practice import Practice
from burnbreak.core.span import day_of
from burnbreak.core.wording import CAUTIONS
from burnbreak.engine.view import View

VERSION = 1
"""Version of the control protocol and of `status --json`."""
HISTORY_COLUMNS = (
    "day", "due", "started", "practice", "origin",
    "planned_seconds", "real_seconds", "outcome", "reason", "ease", "situation",
)  # fmt: skip
"""The keys of every row of the history, in order."""


def status(view: View, today: Mapping[str, Any]) -> dict[str, Any]:
    """The documented keys of `status --json`; moments are local ISO 8601 with offset."""
    local = _local(view.zone)
    return {
        "v": VERSION,
        "running": True,
        "now": local(view.now),
        "state": str(view.icon),
        "next": {
            "at": local(view.plan.at),
            "minutes": round(view.plan.length.total_seconds() / 60, 2),
            "why": str(view.plan.why),
        },
        "holds": [
            {"kind": str(h.kind), "until": local(h.until), "detail": h.detail or None} for h in view.holds
        ],
        "offer": view.offer
        and {
            "card": view.offer.card,
            "practices": [{"id": c.practice.id, "seconds": c.seconds} for c in view.offer.choices],
        },
        "owed": view.owed,
        "sitting": view.sitting
        and {
            "practice": view.sitting.practice.id,
            "seconds": round(view.sitting.seconds, 1),
            "paused": view.sitting.paused,
            "audible": view.sitting.audible,
        },
        "pause": view.pause and {"since": local(view.pause.since), "until": local(view.pause.until)},
        "in_session_until": local(view.session_until),
        "today": dict(today),
    }


def practice_rows(practices: tuple[Practice, ...]) -> list[dict[str, Any]]:
    """The documented keys of `practices --json`."""
    return [
        {
            "id": p.id,
            "title": p.title,
            "summary": p.summary,
            "track": str(p.track),
            "situations": [str(s) for s in p.situations],
            "minutes": [round(d / 60, 2) for d in p.durations],
            "shortest_seconds": p.shortest,
            "longest_seconds": p.longest,
            "holds": p.holds,
            "card": p.card,
            "away_from_desk": p.away_from_desk,
            "evidence": str(p.evidence),
            "origin": p.origin,
            "evidence_note": p.evidence_note,
            "cautions": [CAUTIONS[key] for key in p.cautions],
            "refs": list(p.refs),
        }
        for p in practices
    ]


def history_rows(entries: tuple[Entry, ...], zone: tzinfo) -> list[dict[str, Any]]:
    """The documented keys of `history --json`, one row an entry, oldest first."""
    local = _local(zone)
    return [
        {
            "day": day_of(e.moment, zone).isoformat(),
            "due": local(e.due),
            "started": local(e.started),
            "practice": e.practice,
            "origin": str(e.origin),
            "planned_seconds": round(e.planned_seconds, 1),
            "real_seconds": round(e.real_seconds, 1),
            "outcome": str(e.outcome),
            "reason": str(e.reason),
            "ease": str(e.ease) if e.ease else None,
            "situation": str(e.situation) if e.situation else None,
        }
        for e in entries
    ]


def _local(zone: tzinfo) -> Callable[[datetime | None], str | None]:
    return lambda moment: moment.astimezone(zone).isoformat(timespec="seconds") if moment else None
