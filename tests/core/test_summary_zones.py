"""A week in which the user travels: every sitting is in one day, that of the place where it was."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from burnbreak.core.summary import day_spans
from burnbreak.core.week import summarise, week_span
from tests.core.test_week import sat

LONDON, NEW_YORK, TOKYO = ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
MONDAY = date(2026, 11, 16)


def zones(place: tzinfo, *november: int) -> dict[date, tzinfo]:
    return {date(2026, 11, day): place for day in november}


def test_the_day_of_a_flight_westward_is_longer() -> None:
    known = zones(LONDON, 16, 17)  # Wednesday on it was New York, where the user is still
    spans = day_spans(MONDAY, 7, NEW_YORK, known)
    assert [s.length / timedelta(hours=1) for s in spans] == [24, 29, 24, 24, 24, 24, 24]
    assert spans[0].start == datetime(2026, 11, 16, 4, tzinfo=UTC)
    assert week_span(MONDAY, NEW_YORK, known).end == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_day_of_a_flight_eastward_is_shorter() -> None:
    spans = day_spans(MONDAY, 7, TOKYO, zones(LONDON, 16, 17))
    assert [s.length / timedelta(hours=1) for s in spans] == [24, 15, 24, 24, 24, 24, 24]


def test_over_the_date_line_no_day_is_negative() -> None:
    kiritimati, niue = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Niue")
    spans = day_spans(MONDAY, 7, kiritimati, zones(niue, 16))
    assert all(a.end == b.start for a, b in pairwise(spans))
    # 04:00 on the 17th in Kiritimati came 25 hours before that in Niue: Monday has no hour left.
    assert [s.length / timedelta(hours=1) for s in spans][:2] == [0, 23]


def test_each_sitting_is_in_one_day_and_told_by_the_clock_of_its_place() -> None:
    known = zones(LONDON, 16, 17)
    moments = [
        datetime(2026, 11, 16, 10, tzinfo=UTC),  # Monday 10:00 in London
        datetime(2026, 11, 18, 3, 59, tzinfo=UTC),  # Tuesday, before four in London
        datetime(2026, 11, 18, 8, 59, tzinfo=UTC),  # before four in New York: still Tuesday
        datetime(2026, 11, 18, 9, tzinfo=UTC),  # 04:00 in New York: Wednesday
        datetime(2026, 11, 23, 8, 59, tzinfo=UTC),  # before four on Monday in New York
    ]
    week = summarise([sat(m, 180) for m in moments], MONDAY, NEW_YORK, known)
    assert [d.pauses for d in week.days] == [1, 2, 1, 0, 0, 0, 1]
    assert [s.started.astimezone(s.zone).hour for s in week.sittings] == [10, 3, 8, 4, 3]
