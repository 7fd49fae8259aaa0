"""Reasons not to offer a break now; offers resume when none is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from burnbreak.core.entry import Reason
from burnbreak.core.span import Span


class HoldKind(StrEnum):
    """What holds an offer back, strongest first."""

    SITTING = "sitting"
    SESSION = "session"
    CALL = "call"
    PRESENTING = "presenting"
    DO_NOT_DISTURB = "do-not-disturb"
    LOCKED = "locked"
    PAUSED = "paused"
    WAKING = "waking"
    NOT_BACK = "not-back"
    """Nobody has touched the computer since a session ended by the clock: it may run over."""


REASONS = {
    HoldKind.SITTING: Reason.SITTING,
    HoldKind.SESSION: Reason.IN_SESSION,
    HoldKind.CALL: Reason.CALL,
    HoldKind.PRESENTING: Reason.PRESENTING,
    HoldKind.DO_NOT_DISTURB: Reason.DO_NOT_DISTURB,
    HoldKind.LOCKED: Reason.LOCKED,
    HoldKind.PAUSED: Reason.PAUSED,
    HoldKind.WAKING: Reason.WAKING,
    HoldKind.NOT_BACK: Reason.NOT_BACK,
}


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason, and until when where that is known."""

    kind: HoldKind
    until: datetime | None = None
    detail: str = ""
    """What was noticed, as a key of `wording.HOLD_DETAILS` ("microphone"); empty for nothing more."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Offers are paused by the user; `until` None means until resumed."""

    since: datetime
    until: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether it still counts."""
        return self.until is None or now < self.until


def holds_at(
    now: datetime, sessions: Iterable[Span], pause: Pause | None, others: Iterable[Hold] = ()
) -> tuple[Hold, ...]:
    """Every hold in force at `now`, strongest first; `others` come from the system's probes."""
    holds = [hold for hold in others if hold.until is None or now < hold.until]
    ends = [span.end for span in sessions if now in span]
    if ends:
        holds.append(Hold(HoldKind.SESSION, max(ends)))
    if pause is not None and pause.holds(now):
        holds.append(Hold(HoldKind.PAUSED, pause.until))
    order = list(HoldKind)
    return tuple(sorted(holds, key=lambda hold: order.index(hold.kind)))
