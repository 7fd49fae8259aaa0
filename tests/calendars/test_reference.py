"""The same answers as the reference library gives on the whole text, over many random calendars."""

import os
import random
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from burnbreak.calendars.filter import reduce
from burnbreak.calendars.reader import read
from burnbreak.core.span import Span, at_wall
from tests.calendars.invented import AROUND, ZONES, random_calendar

SEEDS = range(int(os.environ.get("BURNBREAK_EXAMPLES", "60")))


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
            at_wall(at, time(0), zone)
            if not isinstance(at, datetime)
            else at_wall(at.date(), at.time(), zone)
            if at.tzinfo is None
            else at.astimezone(UTC)
            for at in (e.start, e.end)
        )
        if start < end and Span(start, end).overlaps(window):
            spans.add(Span(start, end))
    return spans


def drawn(seed: int) -> tuple[bytes, Span, ZoneInfo]:
    dice = random.Random(seed)
    around, zone = dice.choice(AROUND), ZoneInfo(dice.choice(ZONES))
    raw = random_calendar(dice, around)
    first = at_wall(around.date() - timedelta(days=dice.choice([0, 1, 4])), time(0), zone)
    return raw, Span(first, first + timedelta(days=dice.choice([1, 7, 14]))), zone


@pytest.mark.parametrize("seed", SEEDS)
def test_the_filter_changes_no_answer(seed: int) -> None:
    raw, window, zone = drawn(seed)
    assert {b.span for b in read(raw, window, zone, salt=b"s").busy} == reference(raw, window, zone)


def test_the_random_calendars_are_worth_reading() -> None:
    found = [reference(*drawn(seed)) for seed in SEEDS]
    assert sum(len(spans) for spans in found) > 400
    assert sum(not spans for spans in found) < 15
    reduced = [reduce(raw, window, b"s") for raw, window, _ in map(drawn, SEEDS)]
    assert sum(len(r.plain) for r in reduced) > 80
    assert sum(bool(event.rule) for r in reduced for event in r.plain) > 40
    assert sum(r.text.count("BEGIN:VEVENT") for r in reduced) > 100
