"""The times of ordinary events without a calendar library: single ones, and series of one rule.

Most of any calendar is ordinary. What is left to the library is what takes knowledge of its own: changed
occurrences, added dates, zones that the file defines itself. The rules are expanded by dateutil, as there,
and the answers are the same; only the text in between is spared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from burnbreak.calendars.grammar import is_own_zone
from burnbreak.calendars.keeping import Part
from burnbreak.core.span import Span

_EDGE = timedelta(days=2)
"""Local clocks are at most a day from UTC; one more for good measure."""
_HARD_RULE = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
"""Several times a day: where the clocks change these do not come in order."""
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_LENGTH = re.compile(r"P(?:(\d+)W|(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)").fullmatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """An event by the clock on the wall; nothing else of it is known."""

    start: datetime
    """Naive, in `zone`."""
    length: timedelta
    zone: tzinfo | None
    """None for the user's own: floating times and whole days."""
    all_day: bool = False
    tentative: bool = False
    rule: str = ""
    """An RRULE without its UNTIL; empty for a single event."""
    until: datetime | None = None
    """The last moment of the rule: aware where the event has a zone, else by the wall."""
    skipped: frozenset[datetime] = frozenset()
    """Starts that are left out, by the wall and in UTC, as the reference takes them."""

    def spans(self, window: Span, zone: tzinfo) -> Iterator[Span]:
        """The occurrences that overlap the window. Raises ValueError or OverflowError: no such time."""
        place = self.zone or zone
        for start in self._starts(window):
            first = start.replace(tzinfo=place).astimezone(UTC)
            # What begins in the second of two equal hours does not end in the first.
            last = (start + self.length).replace(fold=start.fold)
            if start in self.skipped or (self.zone and first.replace(tzinfo=None) in self.skipped):
                continue
            if self.until and (first if self.zone else start) > self.until:
                continue
            end = last.replace(tzinfo=place).astimezone(UTC)
            if first < end and first < window.end and window.start < end:
                yield Span(first, end)

    def _starts(self, window: Span) -> Iterator[datetime]:
        """Those around the window; the first one counts, whether it fits the rule or not."""
        after = window.start.replace(tzinfo=None) - _EDGE
        before = window.end.replace(tzinfo=None) + _EDGE
        for start in chain((self.start,), self._later(after)):
            if start > before:
                return
            if after - start < self.length:
                yield start

    def _later(self, after: datetime) -> Iterator[datetime]:
        if not self.rule:
            return
        from dateutil.rrule import rrulestr

        begin = self.start + ahead(self.rule, after - self.length - self.start)
        yield from (start for start in rrulestr(self.rule, dtstart=begin) if start != self.start)


def ahead(rule: str, gap: timedelta) -> timedelta:
    """By how much a daily or weekly rule may begin later and still tell the same days after a gap.

    Nobody has to count up to them one by one. Zero where that cannot be said.
    """
    parts = dict(item.split("=") for item in rule.split(";"))
    step = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
    if not step or "COUNT" in parts or gap.days <= 2 * step:
        return timedelta(0)
    return timedelta(days=(gap.days - step) // step * step)


def plain(part: Part, own: str) -> Plain | None:
    """An event that stands alone, as times; None where it is not an ordinary one.

    `own` is the zone of the calendar, or empty. Raises ValueError where a time cannot be.
    """
    values, place = part.values, _place(part, "DTSTART")
    rules = [value for name, _, value in part.kept if name == "RRULE"]
    if place is None or len(rules) > 1 or values.keys() & {"RDATE", "RECURRENCE-ID"}:
        return None
    parts = dict(item.split("=") for item in rules[0].split(";")) if rules else {}
    until, whole = parts.pop("UNTIL", ""), len(values["DTSTART"]) == 8
    zone = None if whole else _zone(place or own)
    if values["DTSTART"].endswith("Z") and not (rules and own):
        # A calendar with a zone means its series by the wall there, though it writes them in UTC.
        zone = UTC
    if parts.keys() & _HARD_RULE or (own and place and zone and zone.tzname(_SOME_DAY) == "UTC"):
        return None
    start = _by_wall(values["DTSTART"], zone)
    length, skipped = _length(part, start, zone), _skipped(part, zone)
    if length is None or skipped is None:
        return None
    return Plain(
        start=start,
        length=length,
        zone=zone,
        all_day=whole,
        tentative="TENTATIVE" in (values.get("STATUS"), values.get("X-MICROSOFT-CDO-BUSYSTATUS")),
        rule=";".join(f"{key}={content}" for key, content in parts.items()),
        until=_until(until, zone, whole) if until else None,
        skipped=skipped,
    )


def _place(part: Part, name: str) -> str | None:
    """The name of the zone that a time is in, or empty; None for an unusual mixture."""
    value, parameters = part.values[name], part.parameters(name)
    if len(value) == 8:
        return "" if parameters in ("", ";VALUE=DATE") else None
    zone = parameters.removesuffix(";VALUE=DATE-TIME")
    if value.endswith("Z"):
        return "" if not zone else None
    if zone and (not zone.startswith(";TZID=") or ";" in zone[1:] or is_own_zone(zone[6:])):
        return None
    return zone[6:]


def _by_wall(value: str, zone: tzinfo | None) -> datetime:
    """A time by the clock in `zone`, naive."""
    at = datetime.fromisoformat(value)
    return at.astimezone(zone).replace(tzinfo=None) if at.tzinfo else at


def _length(part: Part, start: datetime, zone: tzinfo | None) -> timedelta | None:
    """How long it lasts by the wall; None where start and end are of two kinds, or the end comes first."""
    values, whole = part.values, len(part.values["DTSTART"]) == 8
    if "DTEND" in values:
        ends = values["DTEND"]
        if len(values["DTSTART"]) != len(ends) or _place(part, "DTEND") != _place(part, "DTSTART"):
            return None
        length = _by_wall(ends, zone) - start
        return length if length >= timedelta(0) else None
    if "DURATION" not in values:
        return timedelta(days=int(whole))
    found = _LENGTH(values["DURATION"])
    if found is None or (whole and "T" in values["DURATION"]):
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _skipped(part: Part, zone: tzinfo | None) -> frozenset[datetime] | None:
    """The starts that are left out; None where they are not told as the start is."""
    kind = len(part.values["DTSTART"]), part.parameters("DTSTART")
    times = set()
    for name, parameters, values in part.kept:
        if name != "EXDATE":
            continue
        for value in values.split(","):
            if (len(value), parameters) != kind:
                return None
            at = _by_wall(value, zone)
            times.add(at)
            if zone:
                times.add(at.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None))
    return frozenset(times)


def _until(value: str, zone: tzinfo | None, whole: bool) -> datetime:
    """The last moment of a rule. In a zone it is UTC, whatever it looks like; else it is by the wall."""
    if zone is None:
        return datetime.fromisoformat(value[:8] if whole and value.endswith("Z") else value.rstrip("Z"))
    return datetime.fromisoformat(value.rstrip("Z")).replace(tzinfo=UTC)


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo | None:
    return ZoneInfo(name) if name else None
