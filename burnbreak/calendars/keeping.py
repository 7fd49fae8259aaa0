"""What is kept of a component's lines: times, numbers and words of closed lists, never a text.

Titles, people, places, notes and addresses have no name here and are never looked at. Identifiers and unknown
names of zones are only ever compared, and become salted hashes in whatever is passed on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from burnbreak.calendars import grammar

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
KEPT: Mapping[str, frozenset[str]] = {
    "VCALENDAR": frozenset({"X-WR-TIMEZONE"}),
    "VEVENT": _OF_EVENT,
    "VFREEBUSY": frozenset({"FREEBUSY"}),
    "VTIMEZONE": frozenset({"TZID"}),
    "STANDARD": _OF_ZONE,
    "DAYLIGHT": _OF_ZONE,
}
"""The components that matter, and the properties that matter in each."""
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
_SEVERAL = frozenset({"RRULE", "RDATE", "EXDATE", "FREEBUSY"})
_PARAMETERS = ("TZID", "VALUE", "RANGE", "FBTYPE")
_MEANINGS = frozenset({"DATE", "DATE-TIME", "PERIOD", "THISANDFUTURE", "FREE"})


@dataclass(slots=True)
class Part:
    """One component while it is read."""

    name: str
    raw: list[tuple[str, bytes]] = field(default_factory=list)
    """Lines that may matter, as name and the rest, until the end tells whether they do."""
    kept: list[tuple[str, str, str]] = field(default_factory=list)
    """What has been let through: name, parameters with their semicolons, value."""
    values: dict[str, str] = field(default_factory=dict)
    uid: bytes = b""
    zone: str = ""
    """What a definition of a zone is called."""
    inner: list[str] = field(default_factory=list)
    """Lines of the components inside."""
    broken: bool = False

    def parameters(self, name: str) -> str:
        """Those of the first kept property of a name."""
        return next((parameters for kept, parameters, _ in self.kept if kept == name), "")

    def is_free(self) -> bool:
        """Whether it takes no time."""
        said = self.values
        free = said.get("TRANSP") == "TRANSPARENT" or said.get("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
        return free or said.get("STATUS") == "CANCELLED"

    def days(self) -> timedelta:
        """How many days an event touches, or one more."""
        if "DURATION" in self.values:
            return grammar.days_in(self.values["DURATION"])
        start, end = (grammar.day_of(self.values.get(name, "")) for name in ("DTSTART", "DTEND"))
        return (end - start if start and end and end > start else timedelta(0)) + timedelta(days=1)

    def text(self, salt: bytes) -> list[str]:
        """The component as lines of iCalendar; none where nothing is left of it."""
        lines = [f"{name}{parameters}:{value}" for name, parameters, value in self.kept] + self.inner
        if self.broken or not lines:
            return []
        named = [f"UID:{grammar.hashed(self.uid, salt)}"] if self.uid else []
        named += [f"TZID:{self.zone}"] if self.zone else []
        # The libraries take a time in a zone without a word for its hour for one without a zone.
        named += ["TZNAME:LOCAL"] if self.name in ("STANDARD", "DAYLIGHT") else []
        return [f"BEGIN:{self.name}", *named, *lines, f"END:{self.name}"]


class Keeper:
    """Lets through what `grammar` knows, one line after the other."""

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._zones: dict[bytes, str] = {}

    def keep(self, part: Part) -> None:
        """Look at all lines of a component; what is needed and cannot be understood breaks it."""
        for name, rest in part.raw:
            if name == "UID":
                part.uid = rest.partition(b":")[2]
            elif name == "TZID":
                part.zone = self._zone(rest.partition(b":")[2])
            else:
                self._property(part, name, rest)
        part.raw.clear()

    def _property(self, part: Part, name: str, rest: bytes) -> None:
        head, _, raw = rest.rpartition(b":")
        value = raw.strip().upper().decode("utf-8", "replace")
        if name == "RRULE":
            rule = grammar.rule(value)
            good = rule is not None
            value = ";".join(f"{key}={content}" for key, content in (rule or {}).items())
        elif name in _CLOSED:
            good = value in _CLOSED[name]
        else:
            good = bool(_VALUES[name](value))
        if not good or (name in part.values and name not in _SEVERAL):
            part.broken |= name in _NEEDED.get(part.name, ())
            return
        part.values[name] = value
        if (name, value) not in _USUAL:
            part.kept.append((name, self._parameters(head) if head else "", value))

    def _parameters(self, head: bytes) -> str:
        """The parameters that say what a time means; a zone's own name may hold anything but a quote."""
        kept, upper = "", head.upper()
        for name in _PARAMETERS:
            at = upper.find(b";%b=" % name.encode())
            if at < 0:
                continue
            value = head[at + len(name) + 2 :]
            value = value[1:].partition(b'"')[0] if value.startswith(b'"') else value.partition(b";")[0]
            if name == "TZID":
                kept += f";TZID={self._zone(value)}"
            elif (meaning := value.upper().decode("utf-8", "replace")) in _MEANINGS:
                kept += f";{name}={meaning}"
        return kept

    def _zone(self, name: bytes) -> str:
        if name not in self._zones:
            self._zones[name] = grammar.zone_name(name.decode("utf-8", "replace"), self._salt)
        return self._zones[name]
