"""The one reader of the wall clock, of the time zone and of the clock that never jumps."""

import logging
import os
import time
import warnings
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import tzlocal

_ZONE_AGE = 20.0
"""Seconds for which the zone is believed without a look."""
_TOLD_IN = (
    "/etc/localtime",
    "/etc/timezone",
    "/etc/sysconfig/clock",
    "/etc/conf.d/clock",
    "/var/db/zoneinfo",
)
"""Where Unix systems keep their zone. As long as these are the same it need not be read anew, which takes
a millisecond or two."""


class SystemClock:
    """`burnbreak.engine.ports.Clock` as the computer tells it."""

    def __init__(self, *, zone_age: float = _ZONE_AGE) -> None:
        self._zone_age = zone_age
        self._zone: tzinfo | None = None
        self._asked_at = 0.0
        self._stamp: tuple[object, ...] | None = None
        # It would repeat its advice about /etc/timezone at every look.
        logging.getLogger("tzlocal").setLevel(logging.ERROR)

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """The zone the computer is set to, at most `zone_age` seconds old; never raises.

        A fixed offset when the zone has no usable name or does not agree with the system's own clock.
        """
        asked_at = self.monotonic()
        if self._zone is None or asked_at - self._asked_at >= self._zone_age:
            self._asked_at = asked_at
            stamp = _stamp()
            # A fixed offset may have stood in for a zone that changes its clocks.
            if stamp is None or stamp != self._stamp or not isinstance(self._zone, ZoneInfo):
                self._stamp, self._zone = stamp, _read_zone(self.now())
        return self._zone

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps; it may stand still while the computer sleeps."""
        return time.monotonic()


def _stamp() -> tuple[object, ...] | None:
    """What changes whenever the system's zone does; None where there is no such thing, as on Windows."""
    found: list[object] = []
    for name in _TOLD_IN:
        try:
            # The link itself: a change of zone makes it point elsewhere.
            facts = os.lstat(name)
        except OSError:
            continue
        found.append((name, facts.st_ino, facts.st_mtime_ns, facts.st_size))
    return (os.environ.get("TZ"), *found) if found else None


def _read_zone(now: datetime) -> tzinfo:
    if hasattr(time, "tzset"):  # the C library keeps the zone of the process's start until told
        time.tzset()
    offset = timedelta(seconds=time.localtime(now.timestamp()).tm_gmtoff)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            zone = tzlocal.reload_localzone()
        if now.astimezone(zone).utcoffset() == offset:
            return zone
    except Exception:  # a broken zone file or registry must never stop a break
        logging.getLogger(__name__).debug("The time zone has no usable name", exc_info=True)
    return timezone(offset)
