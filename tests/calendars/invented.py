"""Random calendars in all the forms that events and series take, around a day of the tests' choice."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.calendars.ics import BERLIN_ZONE, calendar, event

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
PRIVATE, WINDOWS = "Private zone", "W. Europe Standard Time"
AROUND = [
    datetime(2026, 11, 25),  # Nothing happens to the clocks.
    datetime(
        2026, 10, 25
    ),  # Berlin falls back, Lord Howe has sprung forward by half an hour three weeks ago.
    datetime(2026, 3, 29),
    datetime(2026, 11, 1),  # New York falls back.
    datetime(2026, 3, 8),
    datetime(2026, 4, 5),  # Lord Howe falls back by half an hour.
    datetime(2026, 10, 4),
]
RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;COUNT=40",
    "FREQ=DAILY;COUNT=500;INTERVAL=2",
    "FREQ=DAILY;BYDAY=MO,TU",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=300",
    "FREQ=DAILY;BYHOUR=9,15",
    "FREQ=DAILY;BYMONTH=10,11;INTERVAL=5",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;COUNT=3",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=157",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=60",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=MO",
    "FREQ=WEEKLY;INTERVAL=4;BYDAY=SA,SU,MO;WKST=WE",
    "FREQ=WEEKLY;BYDAY=MO,TU,FR;BYSETPOS=-1",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;COUNT=30",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=YEARLY;BYWEEKNO=13,43,48",
]


@dataclass(frozen=True)
class Kind:
    """How an event writes its times."""

    parameters: str
    mark: str = ""
    whole: bool = False

    def stamp(self, at: datetime) -> str:
        return f"{at:%Y%m%d}" if self.whole else f"{at:%Y%m%dT%H%M%S}{self.mark}"


def random_calendar(dice: random.Random, around: datetime, most: int = 12) -> bytes:
    """Up to so many events, with series, exceptions and changed occurrences."""
    # The other zone has a name of Windows and no definition: with one, the reference takes the hour that the
    # spring skips for the one before, and not for the one after, as RFC 5545 has it and as in known zones.
    parts = [BERLIN_ZONE.format(name=PRIVATE)]
    own = dice.choice(["", "", "", *ZONES])
    for number in range(dice.randint(1, most)):
        parts += _event(dice, around, str(number), own)
    if dice.random() < 0.5:
        dice.shuffle(parts)
        parts.sort(key=lambda part: not part.startswith("BEGIN:VTIMEZONE"))
    return calendar(*parts, head=f"X-WR-TIMEZONE:{own}\n" if own else "")


def _event(dice: random.Random, around: datetime, uid: str, own: str) -> list[str]:
    kind, begin, length = _kind(dice), _begin(dice, around), _length(dice)
    if own and kind.mark and (_is_twice(begin, own) or _is_twice(begin + length, own)):
        # The reference mistakes the second of two equal hours for the first.
        begin += timedelta(hours=6)
    if kind.whole:
        length = timedelta(days=dice.randint(1, 9))
    rule = _rule(dice, around, kind) if dice.random() < 0.8 else ""
    # The reference counts a duration by the wall of the calendar's zone, even where the times are in UTC.
    plain_end = f"DTEND{kind.parameters}:{kind.stamp(begin + length)}"
    end = plain_end if own and kind.mark else _end(dice, kind, begin, length)
    lines = [f"DTSTART{kind.parameters}:{kind.stamp(begin)}", end]
    if rule:
        lines.append(f"RRULE:{rule}")
    if dice.random() < (0.5 if rule else 0.05):
        lines += _exceptions(dice, around, kind, begin)
    if dice.random() < 0.1:
        lines.append(_added(dice, around, kind))
    usual = ["", "", "", "", "TRANSP:TRANSPARENT", "STATUS:TENTATIVE", "STATUS:CANCELLED", "SEQUENCE:3"]
    lines.append(dice.choice(usual))
    parts = [event("\n".join(line for line in lines if line), uid=uid)]
    for _ in range(dice.choice([0, 0, 1, 1, 2]) if rule or dice.random() < 0.1 else 0):
        parts.append(event(_changed(dice, around, kind, (begin, length), rule), uid=uid))
    return parts


def _is_twice(utc: datetime, zone: str) -> bool:
    return bool(utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).fold)


def _kind(dice: random.Random) -> Kind:
    zone = lambda: Kind(f";TZID={dice.choice(ZONES)}")  # noqa: E731
    made: list[Callable[[], Kind]] = [
        lambda: Kind("", "Z"),
        lambda: Kind("", "Z"),
        lambda: Kind(""),
        lambda: Kind(f";TZID={PRIVATE}"),
        lambda: Kind(f';TZID="{WINDOWS}"'),
        lambda: Kind(f";VALUE=DATE-TIME;TZID={dice.choice(ZONES)}"),
        lambda: Kind(";VALUE=DATE", whole=True),
    ]
    return dice.choice([*made, zone, zone, zone, zone])()


def _begin(dice: random.Random, around: datetime) -> datetime:
    if dice.random() < 0.1:
        return datetime(2024, 2, 29, 8, 30)
    days = dice.choice([0, 0, 1, -2, 3, -7, -30, -365, -2000, dice.randint(-40, 15), dice.randint(-900, 0)])
    # Every other one in the hours in which clocks are changed.
    minutes = 15 * dice.randint(0, 95) if dice.random() < 0.5 else 15 * dice.randint(0, 16)
    return around + timedelta(days=days, minutes=minutes)


def _length(dice: random.Random) -> timedelta:
    return timedelta(minutes=dice.choice([0, 25, 50, 50, 90, 240, 600, 2000, 4320, 12_000]))


def _end(dice: random.Random, kind: Kind, begin: datetime, length: timedelta) -> str:
    chance, minutes = dice.random(), int(length.total_seconds() // 60)
    if chance < 0.2:
        return f"DURATION:P{length.days}D" if kind.whole else f"DURATION:PT{minutes}M"
    if chance < 0.25 and not kind.whole:
        return f"DURATION:P{length.days}DT{length.seconds // 3600}H{length.seconds % 3600 // 60}M0S"
    if chance < 0.28:
        return ""
    if chance < 0.31 and not kind.whole and kind.parameters + kind.mark:
        return f"DTEND:{begin + length + timedelta(days=1):%Y%m%dT%H%M%SZ}"
    return f"DTEND{kind.parameters}:{kind.stamp(begin + length)}"


def _rule(dice: random.Random, around: datetime, kind: Kind) -> str:
    rule = dice.choice([rule for rule in RULES if not (kind.whole and "BYHOUR" in rule)])
    if "COUNT" in rule or dice.random() < 0.6:
        return rule
    last = around + timedelta(days=dice.choice([-1, 0, 0, 1, 4, 40, -60]), minutes=15 * dice.randint(0, 95))
    forms = [f"{last:%Y%m%d}"] if kind.whole else [f"{last:%Y%m%dT%H%M%SZ}"] * 3 + [f"{last:%Y%m%d}"]
    if not kind.whole:
        forms.append(f"{last:%Y%m%dT%H%M%S}")
    until = f"UNTIL={dice.choice(forms)}"
    return f"{rule};{until}" if dice.random() < 0.7 else rule.replace(";", f";{until};", 1)


def _exceptions(dice: random.Random, around: datetime, kind: Kind, begin: datetime) -> list[str]:
    at_hour = around.replace(hour=begin.hour, minute=begin.minute)
    times = [at_hour + timedelta(days=dice.randint(-12, 12)) for _ in range(dice.randint(1, 6))]
    times += [begin + timedelta(days=days) for days in (7, 14, 700)]
    form = kind
    if dice.random() < 0.15:
        form = Kind(";VALUE=DATE", whole=True)
    elif dice.random() < 0.1 and kind.parameters.startswith(";TZID"):
        form = Kind("", "Z")
    lines = [f"EXDATE{form.parameters}:{form.stamp(at)}" for at in times]
    if dice.random() < 0.5:
        return lines
    return [f"EXDATE{form.parameters}:{','.join(form.stamp(at) for at in times)}"]


def _added(dice: random.Random, around: datetime, kind: Kind) -> str:
    at = around + timedelta(days=dice.randint(-9, 9), minutes=15 * dice.randint(0, 95))
    if not kind.whole and dice.random() < 0.3:
        return f"RDATE;VALUE=PERIOD{kind.parameters.replace(';VALUE=DATE-TIME', '')}:{kind.stamp(at)}/PT3H"
    return f"RDATE{kind.parameters}:{kind.stamp(at)}"


def _changed(
    dice: random.Random, around: datetime, kind: Kind, first: tuple[datetime, timedelta], rule: str
) -> str:
    """An occurrence near the day asked about that is elsewhere, longer, or gone; maybe all after it, too."""
    begin, length = first
    step = 7 if "WEEKLY" in rule else 3 if "INTERVAL=3" in rule else 1
    days = max(0, (around - begin).days + dice.randint(-9, 9)) // step * step
    old = begin + timedelta(days=days)
    new = old + timedelta(hours=dice.choice([-30, -2, 0, 2, 50, 3000, -3000]))
    if kind.whole:
        new = old + timedelta(days=dice.choice([-3, 0, 1, 100]))
    longer = max(length, timedelta(minutes=50)) + timedelta(days=dice.choice([0, 0, 0, 1]))
    onwards = ";RANGE=THISANDFUTURE" if dice.random() < 0.1 else ""
    lines = [
        f"DTSTART{kind.parameters}:{kind.stamp(new)}",
        f"DTEND{kind.parameters}:{kind.stamp(new + longer)}",
        f"RECURRENCE-ID{onwards}{kind.parameters}:{kind.stamp(old)}",
        dice.choice(["", "", "STATUS:CANCELLED", "SEQUENCE:1", "TRANSP:TRANSPARENT"]),
    ]
    return "\n".join(line for line in lines if line)
