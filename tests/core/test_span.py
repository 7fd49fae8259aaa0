"""Spans of time, days that begin at four, and clocks that change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.span import Span, at_wall, day_of, day_span, days, merge, subtract
from tests.fakes import LONDON

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")


def span(start: float, end: float) -> Span:
    return Span(NOON + timedelta(minutes=start), NOON + timedelta(minutes=end))


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda p: span(p[0], p[0] + p[1])))


def minutes_of(found: tuple[Span, ...] | list[Span]) -> set[int]:
    return {m for s in found for m in range(90) if NOON + timedelta(minutes=m) in s}


def test_a_span_is_half_open_and_kept_in_utc() -> None:
    local = Span(datetime(2026, 7, 1, 10, tzinfo=LONDON), datetime(2026, 7, 1, 11, tzinfo=LONDON))
    assert local.start == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert local.start.tzinfo is UTC
    assert local.start in local
    assert local.end not in local
    assert local.length == timedelta(hours=1)


def test_naive_and_reversed_spans_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Span(NOON.replace(tzinfo=None), NOON)
    with pytest.raises(ValueError, match="end before it starts"):
        Span(NOON, NOON - timedelta(seconds=1))


def test_overlap_and_clip_leave_out_a_shared_moment() -> None:
    assert span(0, 10).overlaps(span(9, 20))
    assert not span(0, 10).overlaps(span(10, 20))
    assert span(0, 10).clip(span(5, 20)) == span(5, 10)
    assert span(0, 10).clip(span(10, 20)) is None


def test_merging_joins_what_touches_and_drops_what_is_empty() -> None:
    assert merge([span(10, 20), span(0, 10), span(30, 30), span(15, 18)]) == (span(0, 20),)


def test_subtracting_leaves_what_is_around() -> None:
    taken = [span(-5, 5), span(10, 20), span(55, 80)]
    assert subtract([span(0, 60)], taken) == (span(5, 10), span(20, 55))
    assert subtract([span(0, 60)], [span(0, 60)]) == ()


@given(spans)
def test_merging_keeps_every_minute_and_no_overlap(some: list[Span]) -> None:
    merged = merge(some)
    assert minutes_of(merged) == minutes_of(some)
    assert all(a.end < b.start for a, b in pairwise(merged))


@given(spans, spans)
def test_what_is_left_is_the_whole_without_the_taken(whole: list[Span], taken: list[Span]) -> None:
    left = subtract(whole, taken)
    assert minutes_of(left) == minutes_of(whole) - minutes_of(taken)
    assert all(s.start < s.end for s in left)


def test_a_time_that_spring_skips_comes_when_it_would_have_come() -> None:
    assert at_wall(date(2026, 3, 29), time(1, 30), LONDON) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_of_a_time_that_autumn_shows_twice_the_first_or_the_second_counts() -> None:
    day = date(2026, 10, 25)
    assert at_wall(day, time(1, 30), LONDON) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert at_wall(day, time(1, 30), LONDON, later=True) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_day_of_the_log_begins_at_four() -> None:
    assert day_of(datetime(2026, 11, 24, 3, 59, tzinfo=UTC), LONDON) == date(2026, 11, 23)
    assert day_of(datetime(2026, 11, 24, 4, 0, tzinfo=UTC), LONDON) == date(2026, 11, 24)


def test_the_day_of_a_clock_change_is_longer_or_shorter() -> None:
    # Clocks change at one or two at night, so before four: within the day before.
    assert day_span(date(2026, 3, 28), LONDON).length == timedelta(hours=23)
    assert day_span(date(2026, 10, 24), LONDON).length == timedelta(hours=25)
    assert day_span(date(2026, 10, 3), LORD_HOWE).length == timedelta(hours=23.5)


def test_every_moment_lies_in_the_span_of_its_day() -> None:
    for hours in range(24 * 4):
        moment = datetime(2026, 10, 24, tzinfo=UTC) + timedelta(hours=hours)
        assert moment in day_span(day_of(moment, LONDON), LONDON)


def test_days_count_on_from_the_first() -> None:
    assert list(days(date(2026, 12, 31), 2)) == [date(2026, 12, 31), date(2027, 1, 1)]
