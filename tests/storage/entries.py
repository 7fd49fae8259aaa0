"""Entries for tests of the log."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from burnbreak.core.entry import Ease, Entry, Origin, Outcome, Reason
from burnbreak.core.practice import Situation

MONDAY = datetime(2026, 3, 2, 10, 50, tzinfo=UTC)


def entry(number: int = 0, **changes: Any) -> Entry:
    """A break that came due so many hours after Monday's first."""
    due = MONDAY + timedelta(hours=number)
    made = Entry(uuid=str(uuid.UUID(int=number)), due=due, recorded=due, outcome=Outcome.MISSED)
    return replace(made, **changes)


FULL = Entry(
    uuid="a-b-c",
    due=MONDAY,
    recorded=MONDAY + timedelta(microseconds=1),
    outcome=Outcome.PARTIAL,
    reason=Reason.ENDED_BY_USER,
    origin=Origin.AD_HOC,
    offered=True,
    again_at=MONDAY + timedelta(minutes=5),
    started=MONDAY + timedelta(seconds=90, microseconds=123456),
    practice="long-exhale",
    planned_seconds=184.0,
    real_seconds=71.25,
    ease=Ease.LIGHTER,
    situation=Situation.BEFORE_HARD,
)
