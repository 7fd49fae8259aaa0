"""What is remembered of asking, as plain values for the log's state."""

from datetime import datetime
from typing import Any

from burnbreak.core.check_times import Asked, Asking, Topic


def as_json(asking: Asking) -> dict[str, Any]:
    """Plain values; moments as ISO texts in UTC."""
    return {
        "asked": {
            str(topic): {"at": asked.at.isoformat(), "skips": asked.skips, "declined": asked.declined}
            for topic, asked in asking.asked
        },
        "sat": asking.sat,
        "since": asking.since and asking.since.isoformat(),
    }


def asking_from(found: Any) -> Asking:
    """What `as_json` made; whatever cannot be read is left out, never raised."""
    if not isinstance(found, dict):
        return Asking()
    asked, sat = found.get("asked"), found.get("sat")
    read = {topic: _asked(asked.get(str(topic))) for topic in Topic} if isinstance(asked, dict) else {}
    return Asking(
        asked=tuple((topic, one) for topic, one in read.items() if one is not None),
        sat=sat if isinstance(sat, int) and sat >= 0 else 0,
        since=_when(found.get("since")),
    )


def _asked(found: Any) -> Asked | None:
    if not isinstance(found, dict) or (at := _when(found.get("at"))) is None:
        return None
    skips = found.get("skips")
    return Asked(at=at, skips=skips if isinstance(skips, int) else 0, declined=found.get("declined") is True)


def _when(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
