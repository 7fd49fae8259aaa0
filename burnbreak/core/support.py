"""Where one can turn to in a country: emergency number and helplines, each with its source and its date."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

LONGEST = 200
_LINE_KEYS = {
    "name", "phone", "sms", "sms_word", "chat", "hours", "langs", "audience",
    "source_url", "verified_on", "seen",
}  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PHONE = re.compile(r"\+?[0-9](?:[0-9 ()/-]{0,24}[0-9])?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class SupportError(Exception):
    """A file that cannot be used; the text tells where and why."""


class Audience(StrEnum):
    """Whom a line is for."""

    ALL = "all"
    CLINICIAN = "clinician"


class Seen(StrEnum):
    """How a source was read when it was last checked."""

    LIVE = "live"
    COPY = "copy"
    """In a stored copy of the page; before a release somebody opens the page itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a number stands, and when somebody last looked."""

    url: str
    verified_on: date
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """When a line is answered: on weekdays from `first` to `last` (0 is Monday), in its own wall time."""

    first: int
    last: int
    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One helpline. Empty texts: not by that way."""

    name: str
    phone: str = ""
    sms: str = ""
    sms_word: str = ""
    """What to write in the message, where it has to be a certain word."""
    chat: str = ""
    always: bool = False
    """Day and night."""
    hours: tuple[Open, ...] = ()
    """Empty and not `always`: not known."""
    langs: tuple[str, ...] = ()
    audience: Audience = Audience.ALL
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What is known of one country."""

    code: str
    emergency: str
    emergency_source: Source
    lines: tuple[Line, ...]
    fallback: str
    """A web page that lists more."""


def read_country(table: Any, where: str) -> Country:
    """What a file holds; `where` names it. Raises SupportError with the place of the fault."""
    found = _Table(table, where, {"country", "emergency", "lines", "fallback"})
    code = found.text("country")
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise found.fault("country", "is no code of ISO 3166 such as DE")
    emergency = _Table(
        found.take("emergency"), f"{where}: emergency", {"number", "source_url", "verified_on", "seen"}
    )
    lines = found.take("lines")
    if not isinstance(lines, list):
        raise found.fault("lines", "is no list")
    return Country(
        code=code,
        emergency=emergency.phone("number"),
        emergency_source=_source(emergency),
        lines=tuple(_line(line, f"{where}: lines, number {n}") for n, line in enumerate(lines, start=1)),
        fallback=found.address("fallback"),
    )


def _line(table: Any, where: str) -> Line:
    found = _Table(table, where, _LINE_KEYS)
    phone, sms = (found.phone(key) if key in found.table else "" for key in ("phone", "sms"))
    chat = found.address("chat") if "chat" in found.table else ""
    if not (phone or sms or chat):
        raise SupportError(f"{where}: it has no phone, sms or chat")
    always, hours = _hours(found)
    langs = found.take("langs")
    if not isinstance(langs, list) or not all(isinstance(x, str) and _LANGUAGE.fullmatch(x) for x in langs):
        raise found.fault("langs", "is no list of languages such as de")
    try:
        audience = Audience(found.text("audience"))
    except ValueError:
        raise found.fault("audience", "is neither all nor clinician") from None
    return Line(
        name=found.text("name"),
        phone=phone,
        sms=sms,
        sms_word=found.text("sms_word") if "sms_word" in found.table else "",
        chat=chat,
        always=always,
        hours=hours,
        langs=tuple(langs),
        audience=audience,
        source=_source(found),
    )


def _hours(found: "_Table") -> tuple[bool, tuple[Open, ...]]:
    hours = found.table.get("hours", [])
    if hours == "always":
        return True, ()
    if not isinstance(hours, list):
        raise found.fault("hours", "is neither always nor a list")
    return False, tuple(_open(item, found) for item in hours)


def _open(item: Any, found: "_Table") -> Open:
    """From "mon-fri 08:00-20:00"."""
    match = re.fullmatch(r"(\w{3})-(\w{3}) (\d\d:\d\d)-(\d\d:\d\d)", item) if isinstance(item, str) else None
    if match is None or not set(match.groups()[:2]) <= set(_WEEKDAYS):
        raise found.fault("hours", "has a part that is not like mon-fri 08:00-20:00")
    first, last, start, end = match.groups()
    try:
        times = time.fromisoformat(start), time.fromisoformat(end)
    except ValueError:
        raise found.fault("hours", "has a time that does not exist") from None
    return Open(first=_WEEKDAYS.index(first), last=_WEEKDAYS.index(last), start=times[0], end=times[1])


def _source(found: "_Table") -> Source:
    try:
        day = date.fromisoformat(found.text("verified_on"))
    except ValueError:
        raise found.fault("verified_on", "is no date such as 2026-11-28") from None
    try:
        seen = Seen(found.text("seen"))
    except ValueError:
        raise found.fault("seen", "is neither live nor copy") from None
    return Source(url=found.address("source_url"), verified_on=day, seen=seen)


class _Table:
    """One table of the file; every fault names the place."""

    def __init__(self, table: Any, where: str, known: set[str]) -> None:
        if not isinstance(table, Mapping):
            raise SupportError(f"{where}: it is no table")
        for key in table:
            if key not in known:
                raise SupportError(f"{where}: {key} is not known")
        self.table, self._where = table, where

    def fault(self, key: str, words: str) -> SupportError:
        return SupportError(f"{self._where}: {key} {words}")

    def take(self, key: str) -> Any:
        if key not in self.table:
            raise self.fault(key, "is missing")
        return self.table[key]

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable() or len(value) > LONGEST:
            raise self.fault(key, f"is no line of up to {LONGEST} characters")
        return value

    def phone(self, key: str) -> str:
        value = self.text(key)
        if not _PHONE.fullmatch(value):
            raise self.fault(key, "is no number to dial")
        return value

    def address(self, key: str) -> str:
        value = self.text(key)
        if not re.fullmatch(r"https?://[a-z0-9.-]+(/\S*)?", value):
            raise self.fault(key, "is no web address")
        return value
