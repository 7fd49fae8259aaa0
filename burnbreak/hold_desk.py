"""What holds offers back, as the system's probes tell it, brought to the Coach on the interface's thread."""

from collections.abc import Callable
from typing import Any

from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Quiet
from burnbreak.engine.ports import HoldProbe

LIMIT_MS = 2_000
"""A card waits so long for the probes and no longer."""

Action = Callable[[], None]


class HoldDesk:
    """Stands between the probes and the Coach."""

    def __init__(
        self,
        probe: HoldProbe,
        set_hold: Callable[[HoldKind, bool, str], None],
        bridge: Callable[[Action], None],
        later: Callable[[Action, int], Any],
    ) -> None:
        """`bridge` does something on the interface's thread, `later` does it there after milliseconds."""
        self._probe, self._set_hold, self._bridge, self._later = probe, set_hold, bridge, later

    def start(self, quiet: Quiet) -> None:
        """Begin to watch."""
        self._probe.start(self._report, quiet)

    def follow(self, quiet: Quiet) -> None:
        """These settings count now."""
        self._probe.follow(quiet)

    def check(self, then: Action | None = None) -> None:
        """Look anew; `then` is done here after the reports, in two seconds at the latest, and once."""
        if then is None:
            self._probe.check()
            return
        waiting = [then]

        def go() -> None:
            if waiting:
                waiting.pop()()

        self._later(go, LIMIT_MS)
        self._probe.check(lambda: self._bridge(go))

    def programs(self) -> tuple[str, ...]:
        """Who captures now, for the list of programs that do not count."""
        return self._probe.programs()

    def close(self) -> None:
        """Watch no more."""
        self._probe.close()

    def _report(self, kind: HoldKind, on: bool, detail: str) -> None:
        self._bridge(lambda: self._set_hold(kind, on, detail))
