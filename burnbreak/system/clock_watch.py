"""Where nobody tells that the wall clock has jumped."""


class NullClockWatch:
    """`burnbreak.engine.ports.ClockWatch` that hears nothing; each heartbeat still compares the clocks."""

    def open(self) -> int | None:
        """See ClockWatch."""
        return None

    def heard(self) -> None:
        """Nothing was told."""

    def close(self) -> None:
        """Nothing was begun."""
