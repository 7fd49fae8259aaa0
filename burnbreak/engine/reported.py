"""The holds that the system tells of, and the quiet minute after the computer has slept."""

from datetime import datetime, timedelta

from burnbreak.core.holds import Hold, HoldKind

QUIET_AFTER_WAKING = timedelta(seconds=60)
JUMP = timedelta(seconds=60)
"""Wall and steady clock differ by more than this between two looks: the computer slept, or was set."""


class Reported:
    """What probes and the system have reported and not taken back."""

    def __init__(self, steady: float) -> None:
        """`steady`: seconds on the clock that never jumps, now."""
        self._holds: dict[HoldKind, Hold] = {}
        self._steady = steady

    def all(self) -> tuple[Hold, ...]:
        """The holds in force, or just over."""
        return tuple(self._holds.values())

    def set(self, kind: HoldKind, on: bool, detail: str) -> bool:
        """A hold begins or ends; False where that was known."""
        hold = Hold(kind, detail=detail) if on else None
        if hold == self._holds.get(kind):
            return False
        if hold is None:
            del self._holds[kind]
        else:
            self._holds[kind] = hold
        return True

    def woke(self, now: datetime) -> None:
        """The computer has just woken up: nothing fires for a minute."""
        self._holds[HoldKind.WAKING] = Hold(HoldKind.WAKING, now + QUIET_AFTER_WAKING)

    def notice(self, now: datetime, steady: float, seen: datetime) -> bool:
        """Compare both clocks with those of the last look, at `seen`: a jump ahead is an untold sleep."""
        slept = self.jumped(now, steady, seen) and now > seen
        self.passed(steady)
        if slept:
            self.woke(now)
        waking = self._holds.get(HoldKind.WAKING)
        # Further ahead than a minute: the clock was set back meanwhile.
        if waking is not None and waking.until and not now < waking.until <= now + QUIET_AFTER_WAKING:
            del self._holds[HoldKind.WAKING]
        return slept

    def jumped(self, now: datetime, steady: float, seen: datetime) -> bool:
        """Whether the two clocks have gone apart since `seen`."""
        drift = abs((now - seen).total_seconds() - (steady - self._steady))
        return drift > JUMP.total_seconds()

    def passed(self, steady: float) -> None:
        """The steady clock stood there at the last look."""
        self._steady = steady
