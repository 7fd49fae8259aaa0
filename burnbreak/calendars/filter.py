"""Reduces a calendar to its times before any parser sees it.

Only what `keeping` lets through survives: titles, people, places, notes, addresses and alarms are gone, and
so is every other text. Events that cannot touch the window asked for are left out; of the others the ordinary
ones become plain times at once, and what is left is written down for a calendar library.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from burnbreak.calendars import grammar
from burnbreak.calendars.keeping import KEPT, Keeper, Part
from burnbreak.calendars.plain import Plain, ahead, plain
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.core.span import Span

MARGIN = timedelta(days=2)
"""Zones and midnights shift an event by a day at most; one more for good measure."""
MOST_EVENTS = 20_000
_INSIDE: Mapping[str, frozenset[str]] = {
    "VCALENDAR": frozenset({"VEVENT", "VFREEBUSY", "VTIMEZONE"}),
    "VTIMEZONE": frozenset({"STANDARD", "DAYLIGHT"}),
}
_LINES = re.compile(
    ("\n(" + "|".join(["BEGIN", "END", *sorted(set().union(*KEPT.values()))]) + ")(?=[:;])(.*)").encode(),
    re.IGNORECASE,
)
"""The lines that may matter; all others are passed over without a look."""
_EVENT = b"\nBEGIN:VEVENT"
_SEVERAL = re.compile(rb"\n(?:RRULE|RDATE|EXDATE|RECURRENCE-ID|DURATION|BEGIN:V(?!ALARM))", re.IGNORECASE)
_TIMES = re.compile(rb"\nDT(?:START|END)[^\n]*:([0-9]{8})(?![0-9])[^\n:]*$", re.MULTILINE)
_HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//burnbreak//times only//EN"]


@dataclass(frozen=True, slots=True)
class Filtered:
    """The calendar's times, and how many events could not be understood."""

    plain: tuple[Plain, ...]
    text: str
    """What takes a library, as iCalendar; empty where nothing does."""
    unreadable: int


def reduce(raw: bytes, window: Span, salt: bytes) -> Filtered:
    """What matters for `window`. Raises CalendarError: not a calendar, cut off, or too large."""
    return _Filter(window, salt).run(_unfolded(raw))


def _unfolded(raw: bytes) -> bytes:
    """The whole text with long lines joined, each after a line feed. Folding may cut through a character."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode("utf-8")
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    raw = raw.replace(b"\n ", b"").replace(b"\n\t", b"").lstrip()
    if raw[:15].upper() != b"BEGIN:VCALENDAR":
        raise CalendarError(Trouble.NOT_A_CALENDAR)
    return b"\n" + raw


class _Filter:
    def __init__(self, window: Span, salt: bytes) -> None:
        self._salt, self._keeper = salt, Keeper(salt)
        self._first = window.start.astimezone(UTC).date() - MARGIN
        self._last = window.end.astimezone(UTC).date() + MARGIN
        self._first_text, self._last_text = (f"{day:%Y%m%d}".encode() for day in (self._first, self._last))
        self._open: list[Part] = []
        self._skipped = self._unreadable = 0
        self._own = ""
        """The zone of the whole calendar, where it is told."""
        self._zones: list[Part] = []
        self._busy: list[Part] = []
        self._events: list[Part] = []
        self._moved: list[Part] = []
        """Changed occurrences: whether they matter is known when all series are."""
        self._elsewhere: dict[bytes, Part] = {}
        """Series outside of the window; they still say which of their changed occurrences are left out."""

    def run(self, data: bytes) -> Filtered:
        ended = False
        for found in _LINES.finditer(self._without_far(data)):
            name, rest = found[1].upper().decode(), found[2]
            if name == "BEGIN":
                self._begin(rest[1:].strip().upper().decode("utf-8", "replace"))
            elif name == "END":
                ended = self._end(rest[1:].strip().upper().decode("utf-8", "replace"))
            elif not self._skipped and self._open and name in KEPT[self._open[-1].name]:
                self._open[-1].raw.append((name, rest))
        if not ended:
            raise CalendarError(Trouble.CUT_OFF)
        self._add_moved()
        return self._sorted_out()

    def _without_far(self, data: bytes) -> bytes:
        """The same without most of the events that `_far` knows, which are not even taken apart here."""
        before, *parts = data.split(_EVENT)
        near = [before]
        for part in parts:
            event, end, after = part.partition(b"\nEND:VEVENT")
            times = [] if _SEVERAL.search(event) else _TIMES.findall(event)
            if end and len(times) == 2 and self._outside(min(times), max(times)):
                near[-1] += after
            else:
                near.append(part)
        return _EVENT.join(near)

    def _outside(self, begins: bytes, ends: bytes) -> bool:
        """Whether something between two days, as they are written, is well outside of the window."""
        return begins > self._last_text or ends < self._first_text

    def _begin(self, name: str) -> None:
        parent = self._open[-1].name if self._open else ""
        if self._skipped or (parent and name not in _INSIDE.get(parent, ())):
            self._skipped += 1
        elif parent or name == "VCALENDAR":
            self._open.append(Part(name))

    def _end(self, name: str) -> bool:
        if self._skipped:
            self._skipped -= 1
            return False
        if not self._open:
            return False
        part = self._open.pop()
        part.broken |= part.name != name
        match part.name:
            case "VCALENDAR":
                told = (rest.lstrip(b":").decode("utf-8", "replace") for _, rest in part.raw)
                self._own = next((zone for text in told if (zone := grammar.known_zone(text))), self._own)
                return True
            case "VEVENT":
                self._event(part)
            case _:
                self._keeper.keep(part)
                match part.name:
                    case "VTIMEZONE":
                        self._zones.append(part)
                    case "VFREEBUSY":
                        self._busy.append(part)
                    case _ if self._open:
                        self._open[-1].broken |= part.broken
                        self._open[-1].inner += part.text(self._salt)
        return False

    def _event(self, part: Part) -> None:
        if any(name == "RECURRENCE-ID" for name, _ in part.raw):
            self._moved.append(part)
        elif not self._far(part.raw):
            self._add(part)

    def _far(self, raw: list[tuple[str, bytes]]) -> bool:
        """Whether this is one event well outside the window: most of a long calendar, seen at a glance."""
        begins = ends = b""
        for name, rest in raw:
            if name in ("RRULE", "RDATE", "EXDATE", "DURATION"):
                return False
            if name == "DTSTART":
                begins = rest.rpartition(b":")[2].strip()[:8]
            elif name == "DTEND":
                ends = rest.rpartition(b":")[2].strip()[:8]
        if len(begins) != 8 or not begins.isdigit():
            return False
        return self._outside(begins, max(begins, ends))

    def _add_moved(self) -> None:
        """Of the changed occurrences those that are in the window, or were before they were moved."""
        lengths: dict[bytes, timedelta] = {}
        for part in self._events:
            lengths[part.uid] = max(part.days(), lengths.get(part.uid, timedelta(0)))
        told = [(part, dict(part.raw)) for part in self._moved]
        onwards = {_uid(lines) for _, lines in told if b"THISANDFUTURE" in lines["RECURRENCE-ID"].upper()}
        for part, lines in told:
            uid, moved = _uid(lines), lines["RECURRENCE-ID"].rpartition(b":")[2].strip()
            day = grammar.day_of(moved.decode("utf-8", "replace"))
            length = lengths.get(uid, timedelta(0))
            was_here = day is None or (day <= self._last and _later(day, length) >= self._first)
            if was_here or uid in onwards or not self._far(part.raw):
                self._add(part)
                if uid in self._elsewhere:
                    self._events.append(self._elsewhere.pop(uid))

    def _add(self, part: Part) -> None:
        self._keeper.keep(part)
        start = grammar.day_of(part.values.get("DTSTART", ""))
        if part.broken or start is None:
            self._unreadable += 1
        elif "RECURRENCE-ID" in part.values or self._matters(part, start):
            self._events.append(part)
        elif part.uid:
            self._elsewhere[part.uid] = part
        if len(self._events) > MOST_EVENTS:
            raise CalendarError(Trouble.TOO_LARGE)

    def _matters(self, part: Part, start: date) -> bool:
        values, length = part.values, part.days()
        if "RDATE" in values:
            return True
        over = start
        if "RRULE" in values:
            until = grammar.day_of(values["RRULE"].partition("UNTIL=")[2][:8])
            over = until or date.max
        return start <= self._last and _later(over, length) >= self._first

    def _sorted_out(self) -> Filtered:
        of_series = Counter(part.uid for part in self._events if part.uid)
        plains, hard = [], []
        for part in self._events:
            alone = of_series[part.uid] < 2
            if alone and part.is_free():
                continue
            if alone:
                self._forget_far_exceptions(part)
            try:
                event = plain(part, self._own) if alone else None
            except (ValueError, OverflowError):
                self._unreadable += 1
                continue
            if event is None:
                hard.append(part)
            else:
                plains.append(event)
        return Filtered(tuple(plains), self._text(hard), self._unreadable)

    def _forget_far_exceptions(self, part: Part) -> None:
        """Of the days that a series leaves out, keep those that matter."""
        first, last = f"{_earlier(self._first, part.days()):%Y%m%d}", self._last_text.decode()
        kept = []
        for name, parameters, value in part.kept:
            if name == "EXDATE":
                near = ",".join(v for v in dict.fromkeys(value.split(",")) if first <= v[:8] <= last)
                if near:
                    kept.append((name, parameters, near))
            else:
                kept.append((name, parameters, value))
        part.kept = kept

    def _text(self, hard: list[Part]) -> str:
        """What the library is to read."""
        if not hard and not self._busy:
            return ""
        for part in hard:
            self._advance(part)
        own = [f"X-WR-TIMEZONE:{self._own}"] if self._own else []
        # The library takes known zones from the system; what a file says of them is not asked.
        zones = (zone for zone in self._zones if grammar.is_own_zone(zone.zone))
        parts = [*zones, *self._busy, *hard]
        lines = [*_HEAD, *own, *(line for part in parts for line in part.text(self._salt)), "END:VCALENDAR"]
        return "\r\n".join(lines) + "\r\n"

    def _advance(self, part: Part) -> None:
        """Let a daily or weekly rule begin near the window."""
        rules = [value for name, _, value in part.kept if name == "RRULE"]
        start = grammar.day_of(part.values["DTSTART"])
        if len(rules) != 1 or "RDATE" in part.values or start is None:
            return
        ends = part.values.get("DTEND", part.values["DTSTART"])
        if len(ends) != len(part.values["DTSTART"]) or part.parameters("DTEND") not in (
            "",
            part.parameters("DTSTART"),
        ):
            # Between two zones a length is not the same on every day.
            return
        if self._own and part.values["DTSTART"].endswith("Z"):
            # It goes by the wall of the calendar's zone, where the same hour of UTC may be another.
            return
        shift = ahead(rules[0], _earlier(self._first, part.days()) - start)
        for number, (name, parameters, value) in enumerate(part.kept):
            day = grammar.day_of(value) if name in ("DTSTART", "DTEND") else None
            if day is not None:
                part.kept[number] = name, parameters, f"{day + shift:%Y%m%d}{value[8:]}"


def _uid(lines: Mapping[str, bytes]) -> bytes:
    return lines.get("UID", b"").partition(b":")[2]


def _later(day: date, length: timedelta) -> date:
    try:
        return day + length
    except OverflowError:
        return date.max


def _earlier(day: date, length: timedelta) -> date:
    try:
        return day - length
    except OverflowError:
        return date.min
