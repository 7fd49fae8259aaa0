"""Reduces a calendar to its times before any parser sees it.

Only what `grammar` lets through survives: titles, people, places, notes, addresses and alarms are gone, and
so is every other text, because a kept value is a time, a number or a word of a closed list. Identifiers and
unknown names of zones become salted hashes. Events that cannot touch the window asked for are left out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta

from burnbreak.calendars import grammar
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.core.span import Span

MARGIN = timedelta(days=2)
"""Zones and midnights shift an event by a day at most; one more for good measure."""
MOST_EVENTS = 20_000
_CLOSED: Mapping[str, frozenset[str]] = {
    "STATUS": frozenset({"CONFIRMED", "TENTATIVE", "CANCELLED"}),
    "TRANSP": frozenset({"OPAQUE", "TRANSPARENT"}),
    "X-MICROSOFT-CDO-BUSYSTATUS": frozenset({"FREE", "TENTATIVE", "BUSY", "OOF", "WORKINGELSEWHERE"}),
}
_VALUES: Mapping[str, Callable[[str], object]] = {
    "DTSTART": grammar.time_value,
    "DTEND": grammar.time_value,
    "RECURRENCE-ID": grammar.time_value,
    "DURATION": grammar.length_value,
    "RDATE": grammar.times_value,
    "EXDATE": grammar.times_value,
    "FREEBUSY": grammar.times_value,
    "SEQUENCE": grammar.number_value,
    "TZOFFSETFROM": grammar.offset_value,
    "TZOFFSETTO": grammar.offset_value,
}
_OF_EVENT = frozenset(
    {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "SEQUENCE", *_CLOSED}
)
_OF_ZONE = frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"})
_KEPT: Mapping[str, frozenset[str]] = {
    "VCALENDAR": frozenset({"X-WR-TIMEZONE"}),
    "VEVENT": _OF_EVENT,
    "VFREEBUSY": frozenset({"FREEBUSY"}),
    "VTIMEZONE": frozenset({"TZID"}),
    "STANDARD": _OF_ZONE,
    "DAYLIGHT": _OF_ZONE,
}
_INSIDE: Mapping[str, frozenset[str]] = {
    "VCALENDAR": frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE"}),
    "VTIMEZONE": frozenset({"STANDARD", "DAYLIGHT"}),
}
_NEEDED: Mapping[str, frozenset[str]] = {
    # Without these a value that was dropped would change the meaning of the rest.
    "VEVENT": frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID"}),
    "STANDARD": _OF_ZONE,
    "DAYLIGHT": _OF_ZONE,
}
_USUAL = frozenset(
    {("STATUS", "CONFIRMED"), ("TRANSP", "OPAQUE"), ("SEQUENCE", "0"), ("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")}
)
"""What counts anyway where it is not said."""
_PARAMETERS = ("TZID", "VALUE", "RANGE", "FBTYPE")


@dataclass(frozen=True, slots=True)
class Filtered:
    """The calendar's times as iCalendar text, and how many events could not be understood."""

    text: str
    unreadable: int


@dataclass(slots=True)
class _Component:
    name: str
    raw: list[tuple[str, str]] = field(default_factory=list)
    """Lines that may matter, as name and the rest, until the end tells whether they do."""
    lines: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    broken: bool = False


def reduce(raw: bytes, window: Span, salt: bytes) -> Filtered:
    """What matters for `window`. Raises CalendarError: not a calendar, cut off, or too large."""
    return _Filter(window, salt).run(raw)


_LINES = re.compile(
    "^(" + "|".join(["BEGIN", "END", *sorted(set().union(*_KEPT.values()))]) + ")(?=[:;])(.*)$",
    re.MULTILINE | re.IGNORECASE,
)
"""The lines that may matter; all others are passed over without a look."""


def _unfolded(raw: bytes) -> str:
    """The whole text with long lines joined. Folding may cut through a character: joined before decoding."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode("utf-8")
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw.replace(b"\n ", b"").replace(b"\n\t", b"").decode("utf-8", "replace")


class _Filter:
    def __init__(self, window: Span, salt: bytes) -> None:
        self._salt = salt
        self._first = window.start.astimezone(UTC).date() - MARGIN
        self._last = window.end.astimezone(UTC).date() + MARGIN
        self._first_text, self._last_text = f"{self._first:%Y%m%d}", f"{self._last:%Y%m%d}"
        self._out = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//burnbreak//times only//EN"]
        self._open: list[_Component] = []
        self._skipped = 0
        self._events = self._unreadable = 0
        self._zones: dict[str, str] = {}

    def run(self, raw: bytes) -> Filtered:
        text = _unfolded(raw)
        if text.lstrip()[:15].upper() != "BEGIN:VCALENDAR":
            raise CalendarError(Trouble.NOT_A_CALENDAR)
        ended = False
        for found in _LINES.finditer(text):
            name, rest = found[1].upper(), found[2]
            if name == "BEGIN":
                self._begin(rest[1:].strip().upper())
            elif name == "END":
                ended = self._end(rest[1:].strip().upper())
            elif not self._skipped and self._open and name in _KEPT[self._open[-1].name]:
                self._open[-1].raw.append((name, rest))
        if not ended:
            raise CalendarError(Trouble.CUT_OFF)
        self._out.append("END:VCALENDAR")
        return Filtered("\r\n".join(self._out) + "\r\n", self._unreadable)

    def _begin(self, name: str) -> None:
        parent = self._open[-1].name if self._open else ""
        if self._skipped or (parent and name not in _INSIDE.get(parent, ())):
            self._skipped += 1
        elif parent or name == "VCALENDAR":
            self._open.append(_Component(name))

    def _end(self, name: str) -> bool:
        if self._skipped:
            self._skipped -= 1
            return False
        if not self._open:
            return False
        part = self._open.pop()
        part.broken |= part.name != name
        if part.name == "VEVENT" and self._far(part.raw):
            return False
        for line in part.raw:
            self._keep(part, *line)
        match part.name:
            case "VCALENDAR":
                return True
            case "VEVENT":
                self._event(part)
            case "VTIMEZONE":
                self._out += self._wrapped(part)
            case "VFREEBUSY":
                self._out += self._wrapped(part)
            case _ if self._open:
                if part.broken:
                    self._open[-1].broken = True
                self._open[-1].lines += self._wrapped(part)
        return False

    def _far(self, raw: list[tuple[str, str]]) -> bool:
        """Whether this is one event well outside the window: most of a long calendar, seen at a glance."""
        begins = ends = ""
        for name, rest in raw:
            if name in ("RRULE", "RDATE", "RECURRENCE-ID", "DURATION"):
                return False
            if name == "DTSTART":
                begins = rest.rpartition(":")[2].strip()[:8]
            elif name == "DTEND":
                ends = rest.rpartition(":")[2].strip()[:8]
        if len(begins) != 8 or not begins.isdecimal():
            return False
        return begins > self._last_text or max(begins, ends) < self._first_text

    def _wrapped(self, part: _Component) -> list[str]:
        if part.broken or not part.lines:
            return []
        return [f"BEGIN:{part.name}", *part.lines, f"END:{part.name}"]

    def _keep(self, part: _Component, name: str, rest: str) -> None:
        if part.name == "VCALENDAR":
            zone = grammar.known_zone(rest.lstrip(":"))
            if zone:
                self._out.append(f"X-WR-TIMEZONE:{zone}")
            return
        if name in ("UID", "TZID"):
            text = rest.partition(":")[2]
            value = grammar.hashed(text, self._salt) if name == "UID" else self._zone(text)
            part.lines.append(f"{name}:{value}")
            return
        head, _, value = rest.rpartition(":")
        value = value.strip().upper()
        if name == "RRULE":
            parts = grammar.rule(value)
            good = parts is not None
            value = ";".join(f"{key}={content}" for key, content in (parts or {}).items())
        elif name in _CLOSED:
            good = value in _CLOSED[name]
        else:
            good = bool(_VALUES[name](value))
            if good and name == "EXDATE":
                value = self._near(value)
                if not value:
                    return
        if not good or (name in part.values and name not in ("RDATE", "EXDATE", "FREEBUSY", "RRULE")):
            part.broken |= name in _NEEDED.get(part.name, ())
            return
        part.values[name] = value
        if (name, value) in _USUAL:
            return
        part.lines.append(f"{name}{self._parameters(head)}:{value}")

    def _near(self, values: str) -> str:
        """Of the days that an event leaves out, those that matter."""
        return ",".join(v for v in values.split(",") if self._first_text <= v[:8] <= self._last_text)

    def _parameters(self, head: str) -> str:
        """The parameters that say what a time means; a zone's own name may hold anything but a quote."""
        if not head:
            return ""
        kept, upper = "", head.upper()
        for name in _PARAMETERS:
            at = upper.find(f";{name}=")
            if at < 0:
                continue
            value = head[at + len(name) + 2 :]
            value = value[1:].partition('"')[0] if value.startswith('"') else value.partition(";")[0]
            if name == "TZID":
                kept += f";TZID={self._zone(value)}"
            elif value.upper() in ("DATE", "DATE-TIME", "PERIOD", "THISANDFUTURE", "FREE"):
                kept += f";{name}={value.upper()}"
        return kept

    def _zone(self, name: str) -> str:
        if name not in self._zones:
            self._zones[name] = grammar.zone_name(name, self._salt)
        return self._zones[name]

    def _event(self, part: _Component) -> None:
        values = part.values
        start = grammar.day_of(values.get("DTSTART", ""))
        if part.broken or start is None:
            self._unreadable += 1
            return
        if not self._matters(values, start):
            return
        self._events += 1
        if self._events > MOST_EVENTS:
            raise CalendarError(Trouble.TOO_LARGE)
        if "RRULE" in values and "COUNT=" not in values["RRULE"] and "RDATE" not in values:
            self._advance(part, start)
        self._out += self._wrapped(part)

    def _advance(self, part: _Component, start: date) -> None:
        """Let an endless daily or weekly rule begin near the window: nobody has to count up to it."""
        parts = dict(item.split("=") for item in part.values["RRULE"].split(";"))
        step = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
        end = grammar.day_of(part.values.get("DTEND", "")) or start
        ahead = (self._first - max(start, end)).days - step
        if not step or ahead <= step:
            return
        shift = timedelta(days=ahead // step * step)
        for number, line in enumerate(part.lines):
            name = re.split("[;:]", line, maxsplit=1)[0]
            if name in ("DTSTART", "DTEND"):
                head, _, value = line.rpartition(":")
                day = grammar.day_of(value)
                if day is not None:
                    part.lines[number] = f"{head}:{day + shift:%Y%m%d}{value[8:]}"

    def _matters(self, values: Mapping[str, str], start: date) -> bool:
        end = grammar.day_of(values.get("DTEND", "")) or start
        length = grammar.days_in(values["DURATION"]) if "DURATION" in values else end - start
        length = max(timedelta(0), length) + timedelta(days=1)
        near = start <= self._last and _later(start, length) >= self._first
        moved = grammar.day_of(values.get("RECURRENCE-ID", ""))
        if moved is not None:
            # One changed occurrence: where it is now, or where it is no longer.
            return near or self._first <= moved <= self._last
        if "RRULE" in values or "RDATE" in values:
            until = values.get("RRULE", "").partition("UNTIL=")[2][:8]
            over = grammar.day_of(until) if until and "RDATE" not in values else None
            begun = start <= self._last or "RDATE" in values
            return begun and (over is None or _later(over, length) >= self._first)
        free = values.get("TRANSP") == "TRANSPARENT" or values.get("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
        return near and not free and values.get("STATUS") != "CANCELLED"


def _later(day: date, length: timedelta) -> date:
    try:
        return day + length
    except OverflowError:
        return date.max
