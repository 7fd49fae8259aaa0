"""The month that was worked out by hand, and calendars of months."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from burnbreak.core.load import runs
from burnbreak.core.month import day_count, first_of, grid, month_span, months_on, summarise_month
from burnbreak.core.summary import by_situation
from burnbreak.core.week import summarise
from tests import month

MONTH = summarise_month(month.ENTRIES, month.FIRST, month.ZONE)


def test_pauses_and_minutes_of_every_day() -> None:
    assert len(MONTH.days) == 31
    assert {d.date.day: d.pauses for d in MONTH.days if d.pauses} == month.PAUSES
    assert {d.date.day: d.seconds for d in MONTH.days if d.pauses} == month.SECONDS
    assert (MONTH.pauses, MONTH.seconds, MONTH.days_paused) == (
        month.TOTAL_PAUSES,
        month.TOTAL_SECONDS,
        month.DAYS_PAUSED,
    )
    assert len(MONTH.sittings) == month.SITTINGS
    assert [s.uuid for s in MONTH.sittings if s.added] == ["month-o"]
    assert MONTH.longest is not None
    assert MONTH.longest.uuid == month.LONGEST


def test_what_became_of_the_offers() -> None:
    offers = MONTH.offers
    assert offers.planned == month.OFFERS
    assert (offers.taken, offers.declined, offers.rested) == (month.TAKEN, month.DECLINED, month.RESTED)
    assert (offers.postponed, offers.held, offers.waited) == (month.POSTPONED, month.HELD, month.WAITED)
    assert offers.missed == month.MISSED_WHY
    assert sum(day.offers.planned for day in MONTH.days) == month.OFFERS


def test_minutes_by_practice_and_by_situation() -> None:
    found = [(s.name, (s.pauses, s.seconds)) for s in MONTH.practices]
    assert found == list(month.BY_PRACTICE.items())
    shares = by_situation(MONTH, month.SITUATIONS)
    assert [(s.name, (s.pauses, s.seconds)) for s in shares] == list(month.BY_SITUATION.items())


def test_what_was_felt_afterwards() -> None:
    told = MONTH.answers
    assert (told.lighter, told.same, told.heavier) == (month.LIGHTER, month.SAME, month.HEAVIER)
    assert {f.practice: (f.lighter, f.same, f.heavier) for f in MONTH.felt} == month.FELT
    assert MONTH.lighter is not None
    assert MONTH.lighter.practice == "long-exhale"


def test_the_weeks_of_the_month() -> None:
    found = {first: summarise(month.ENTRIES, first, month.ZONE) for first in month.WEEKS}
    assert {first: (w.pauses, w.seconds) for first, w in found.items()} == month.WEEKS


def test_booked_time_of_the_month() -> None:
    minutes = {
        day: sum(b.span.length / timedelta(minutes=1) for b in some) for day, some in month.BOOKED.items()
    }
    assert minutes == month.BOOKED_MINUTES
    longest = {
        day: max(r.span.length for r in runs(some, 10)) / timedelta(minutes=1)
        for day, some in month.BOOKED.items()
    }
    assert longest == month.LONGEST_RUN


def test_the_edges_of_months() -> None:
    span = month_span(month.FIRST, month.ZONE)
    # 02:00 UTC is 04:00 in summer, 03:00 UTC is 04:00 in winter.
    assert (span.start, span.end) == (
        datetime(2026, 10, 1, 2, tzinfo=UTC),
        datetime(2026, 11, 1, 3, tzinfo=UTC),
    )
    assert span.length == timedelta(days=31, hours=1)
    spring = month_span(date(2026, 3, 1), ZoneInfo("America/New_York"))
    assert spring.length == timedelta(days=31, hours=-1)
    assert [day_count(date(year, 2, 1)) for year in (2026, 2028, 2100)] == [28, 29, 28]
    assert first_of(date(2026, 10, 31)) == month.FIRST
    assert [months_on(month.FIRST, n) for n in (-10, 3, 0)] == [
        date(2025, 12, 1),
        date(2027, 1, 1),
        month.FIRST,
    ]


def test_the_calendar_of_a_month() -> None:
    weeks = grid(month.FIRST, 0)
    assert [w[0] for w in weeks] == list(month.WEEKS)
    assert weeks[-1][-1] == date(2026, 11, 1)
    assert grid(month.FIRST, 6)[0][0] == date(2026, 9, 27)
    assert len(grid(date(2027, 2, 1), 0)) == 4  # a Monday, 28 days
    assert len(grid(date(2026, 8, 1), 0)) == 6  # a Saturday, 31 days


def test_an_empty_month() -> None:
    empty = summarise_month((), month.FIRST, month.ZONE)
    assert (empty.pauses, empty.seconds, empty.longest, empty.lighter) == (0, 0, None, None)
    assert (empty.practices, empty.felt, empty.answers.answers, empty.offers.planned) == ((), (), 0, 0)
