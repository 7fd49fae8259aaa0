"""What the values of a calendar may look like to be kept (RFC 5545): times and closed lists, never text."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TIME = r"[0-9]{8}(?:T(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){2}Z?)?"
_LENGTH = r"[+-]?P(?:[0-9]{1,5}W|(?:[0-9]{1,5}D)?(?:T(?:[0-9]{1,6}H)?(?:[0-9]{1,6}M)?(?:[0-9]{1,6}S)?)?)"
_NUMBERS = r"[+-]?[0-9]{1,3}(?:,[+-]?[0-9]{1,3}){0,366}"
_OWN = "zone-"
_DAY = r"[+-]?[0-9]{0,2}(?:MO|TU|WE|TH|FR|SA|SU)"

time_value = re.compile(_TIME).fullmatch
times_value = re.compile(
    rf"(?:{_TIME})(?:/(?:{_TIME}|{_LENGTH}))?(?:,{_TIME}(?:/(?:{_TIME}|{_LENGTH}))?)*"
).fullmatch
length_value = re.compile(_LENGTH).fullmatch
offset_value = re.compile(r"[+-][0-9]{4}(?:[0-9]{2})?").fullmatch
number_value = re.compile(r"[0-9]{1,9}").fullmatch

_RULE_PARTS: Mapping[str, Callable[[str], object]] = {
    # Nothing that a person attends comes back every hour; expanding such a rule over years takes for ever.
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY").fullmatch,
    "UNTIL": time_value,
    "COUNT": number_value,
    "INTERVAL": re.compile(r"0*[1-9][0-9]{0,4}").fullmatch,
    "BYDAY": re.compile(rf"{_DAY}(?:,{_DAY}){{0,60}}").fullmatch,
    "BYMONTH": re.compile(_NUMBERS).fullmatch,
    "BYMONTHDAY": re.compile(_NUMBERS).fullmatch,
    "BYYEARDAY": re.compile(_NUMBERS).fullmatch,
    "BYWEEKNO": re.compile(_NUMBERS).fullmatch,
    "BYSETPOS": re.compile(_NUMBERS).fullmatch,
    # A few times a day are a habit; a list of all minutes is an hourly rule in disguise.
    "BYHOUR": re.compile(r"[0-9]{1,2}(?:,[0-9]{1,2}){0,3}").fullmatch,
    "BYMINUTE": re.compile(r"[0-9]{1,2}(?:,[0-9]{1,2}){0,3}").fullmatch,
    "BYSECOND": re.compile(r"[0-9]{1,2}").fullmatch,
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU").fullmatch,
    "RSCALE": re.compile(r"GREGORIAN").fullmatch,
}


def rule(value: str) -> dict[str, str] | None:
    """The parts of an RRULE; None where one is unknown, malformed or too fine."""
    parts: dict[str, str] = {}
    for part in value.upper().rstrip(";").split(";"):
        name, _, content = part.partition("=")
        known = _RULE_PARTS.get(name)
        if known is None or not known(content) or name in parts:
            return None
        parts[name] = content
    parts.pop("RSCALE", None)
    return parts if "FREQ" in parts else None


def day_of(value: str) -> date | None:
    """The date of a time; None where there is no such day."""
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return None


def days_in(length: str) -> timedelta:
    """A length rounded up to whole days."""
    found = {unit: int(number) for number, unit in re.findall(r"([0-9]+)([WDHMS])", length)}
    hours = found.get("H", 0) + found.get("M", 0) / 60 + found.get("S", 0) / 3600
    return timedelta(days=found.get("W", 0) * 7 + found.get("D", 0) + int(hours / 24) + 1)


@lru_cache(maxsize=1)
def _windows_zones() -> Mapping[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON


_NAME = re.compile(r"(?!posix|right)[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*").fullmatch
"""What a zone of the IANA may be called; the two are copies of all of them that count otherwise."""


def _is_zone(name: str) -> bool:
    """Whether this system knows the zone; asked one by one, since a list of all takes a look at each file."""
    if not _NAME(name):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def known_zone(name: str) -> str | None:
    """The IANA name of a zone that is known by this name, a Windows or a vendor's one; else None."""
    name = name.strip().strip('"')
    if _is_zone(name):
        return name
    if "/" not in name:
        return _windows_zones().get(name)
    parts = name.split("/")
    endings = ("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)
    return next((ending for ending in endings if _is_zone(ending)), None)


def zone_name(name: str, salt: bytes) -> str:
    """The zone's known name, or a hash of what the file calls its own definition."""
    return known_zone(name) or f"{_OWN}{hashed(name.strip().strip(chr(34)).encode(), salt)}"


def is_own_zone(name: str) -> bool:
    """Whether `zone_name` made this of a zone that only the file itself can define."""
    return name.startswith(_OWN)


def hashed(text: bytes, salt: bytes) -> str:
    """The same for the same text within one reading, and nothing to be read from it."""
    # Its import loads OpenSSL, and few calendars need it.
    import hashlib

    return hashlib.blake2b(text, key=salt[:64], digest_size=12).hexdigest()
