"""The same answers as the reference library gives on the whole text, over many random calendars."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from burnbreak.calendars.reader import read
from burnbreak.core.span import Span, at_wall
from tests.calendars.ics import BERLIN_ZONE, calendar, event

SEEDS = range(60)
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
RULES = [
    "",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;COUNT=40",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=MO",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=DAILY;BYDAY=MO,TU",
    "FREQ=DAILY;BYHOUR=9,15",
    "FREQ=WEEKLY;UNTIL=20261125T120000Z",
    "FREQ=DAILY;UNTIL=20261127T235959Z",
]


def random_calendar(dice: random.Random) -> bytes:
    """Up to twelve events around November 2026, with series, exceptions and changed occurrences."""
    parts = [BERLIN_ZONE.format(name="Private zone")]
    for number in range(dice.randint(1, 12)):
        begin = datetime(2026, 11, 25) + timedelta(
            days=dice.choice([0, 1, -2, 3, -7, -30, -365, -2000, dice.randint(-40, 15)]),
            minutes=15 * dice.randint(0, 95),
        )
        if dice.random() < 0.2:
            begin = datetime(2024, 2, 29, 8, 30)
        length = timedelta(minutes=dice.choice([0, 25, 50, 90, 600, 2000]))
        rule = dice.choice(RULES)
        zone = dice.choice(["Z", "Z", "Private zone", *ZONES])
        mark, key = ("Z", "") if zone == "Z" else ("", f";TZID={zone}")
        stamp = lambda at, mark=mark: f"{at:%Y%m%dT%H%M%S}{mark}"  # noqa: E731
        if dice.random() < 0.1:
            key, stamp = ";VALUE=DATE", lambda at: f"{at:%Y%m%d}"
            length = timedelta(days=dice.randint(1, 3))
            rule = rule if "BYHOUR" not in rule else ""
            rule = rule.partition(";UNTIL")[0]
        lines = f"DTSTART{key}:{stamp(begin)}\n"
        lines += (
            f"DURATION:PT{int(length.total_seconds() // 60)}M"
            if dice.random() < 0.2 and "DATE" not in key
            else f"DTEND{key}:{stamp(begin + length)}"
        )
        lines += f"\nRRULE:{rule}" if rule else ""
        if rule and dice.random() < 0.5:
            lines += f"\nEXDATE{key}:" + ",".join(stamp(begin + timedelta(days=d)) for d in (7, 14, 21, 28))
        if dice.random() < 0.1 and "DATE" not in key:
            lines += f"\nRDATE{key}:{stamp(datetime(2026, 11, 24, 8, 15))}"
        lines += dice.choice(
            ["", "", "", "\nTRANSP:TRANSPARENT", "\nSTATUS:TENTATIVE", "\nSTATUS:CANCELLED", "\nSEQUENCE:3"]
        )
        parts.append(event(lines, uid=str(number)))
        if rule.startswith("FREQ=DAILY") and "BYHOUR" not in rule and dice.random() < 0.6:
            days = (datetime(2026, 11, 25) - begin).days
            moved = begin + timedelta(days=days if "INTERVAL" not in rule else days // 3 * 3)
            if moved > begin:
                new = moved + timedelta(hours=dice.choice([-30, 2, 0]))
                end = new + max(length, timedelta(minutes=50))
                change = f"DTSTART{key}:{stamp(new)}\nDTEND{key}:{stamp(end)}"
                change += f"\nRECURRENCE-ID{key}:{stamp(moved)}"
                change += dice.choice(["", "\nSTATUS:CANCELLED"])
                if "VALUE=DATE" not in key:
                    parts.append(event(change, uid=str(number)))
    return calendar(*parts)


def reference(raw: bytes, window: Span, zone: ZoneInfo) -> set[Span]:
    """What the library finds in the unfiltered text."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(raw), skip_bad_series=True).between(
        window.start - timedelta(days=1), window.end + timedelta(days=1)
    )
    spans = set()
    for e in found:
        if e.get("STATUS") == "CANCELLED" or e.get("TRANSP") == "TRANSPARENT":
            continue
        start, end = (
            at if isinstance(at, datetime) else at_wall(at, time(0), zone) for at in (e.start, e.end)
        )
        if start < end and Span(start, end).overlaps(window):
            spans.add(Span(start, end))
    return spans


@pytest.mark.parametrize("seed", SEEDS)
def test_the_filter_changes_no_answer(seed: int) -> None:
    dice = random.Random(seed)
    raw = random_calendar(dice)
    zone = ZoneInfo(dice.choice(ZONES))
    first = at_wall(date(2026, 11, 23), time(0), zone)
    window = Span(first, first + timedelta(days=dice.choice([1, 7, 14])))
    assert {b.span for b in read(raw, window, zone, salt=b"s").busy} == reference(raw, window, zone)


def test_the_random_calendars_are_worth_reading() -> None:
    window = Span(datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC))
    found = [
        reference(random_calendar(random.Random(seed)), window, ZoneInfo("Europe/Berlin")) for seed in SEEDS
    ]
    assert sum(len(spans) for spans in found) > 400
    assert sum(not spans for spans in found) < 15
