"""Trends on weeks that were worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from burnbreak.core.checkin import Answer, CheckSet
from burnbreak.core.trend import Band, Comparison, Point, by_month, by_week, compare, trend

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 9, 7)


def answers(*pairs: tuple[datetime, int], item: str = "energy") -> list[Answer]:
    return [
        Answer(uuid=str(n), set=CheckSet.WEEKLY, moment=moment, values={item: value})
        for n, (moment, value) in enumerate(pairs)
    ]


def friday(week: int, hour: int = 16) -> datetime:
    """The Friday of a week counted from that of MONDAY."""
    return datetime(2026, 9, 11, hour, tzinfo=UTC) + timedelta(weeks=week)


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def test_a_band_holds_the_last_four_weeks() -> None:
    """Answers 3, 7, 4, -, 6, 2: the band of the fifth week holds 7, 4 and 6, that of the sixth 4, 6 and 2."""
    found = trend(
        answers(
            (friday(0), 3), (friday(1), 7), (friday(2), 4), (friday(4), 6), (friday(5), 2),
        ),
        "energy", LONDON, by_week(0),
    )  # fmt: skip
    assert found.points == tuple(
        Point(first=week(n), value=value, answers=1)
        for n, value in ((0, 3.0), (1, 7.0), (2, 4.0), (4, 6.0), (5, 2.0))
    )
    assert found.bands == (
        Band(first=week(1), low=3, middle=5.0, high=7),
        Band(first=week(2), low=3, middle=4.0, high=7),
        Band(first=week(4), low=4, middle=6.0, high=7),
        Band(first=week(5), low=2, middle=4.0, high=6),
    )
    assert found.answers == 5


def test_one_answer_makes_no_band() -> None:
    found = trend(answers((friday(0), 3), (friday(9), 5)), "energy", LONDON, by_week(0))
    assert (len(found.points), found.bands) == (2, ())
    assert trend([], "energy", LONDON, by_week(0)).points == ()


def test_several_answers_of_a_week_are_one_point() -> None:
    early, late = datetime(2026, 9, 14, 2, 59, tzinfo=UTC), datetime(2026, 9, 14, 3, tzinfo=UTC)
    found = trend(answers((friday(0), 2), (early, 9), (late, 3)), "energy", LONDON, by_week(0))
    assert found.points[0] == Point(first=week(0), value=5.5, answers=2), "Sunday night is the old week's"
    assert found.points[1] == Point(first=week(1), value=3.0, answers=1), "04:00 on the clock of London"


def test_weeks_begin_where_the_user_lives() -> None:
    sunday = datetime(2026, 9, 13, 12, tzinfo=UTC)
    assert trend(answers((sunday, 4)), "energy", LONDON, by_week(6)).points[0].first == date(2026, 9, 13)
    assert trend(answers((sunday, 4)), "energy", LONDON, by_week(0)).points[0].first == MONDAY


def test_months_have_bands_of_four_months() -> None:
    months = [datetime(2025, 11 + n, 9, 12, tzinfo=UTC) if n < 2 else datetime(2026, n - 1, 9, 12, tzinfo=UTC)
              for n in range(6)]  # fmt: skip
    found = trend(answers(*zip(months, (1, 2, 4, 4, 3, 5), strict=True)), "energy", LONDON, by_month)
    assert [point.first for point in found.points][:3] == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
    ]  # fmt: skip
    assert found.bands[-1] == Band(first=date(2026, 4, 1), low=3, middle=4.0, high=5)


def test_other_items_are_left_out() -> None:
    assert trend(answers((friday(0), 3), item="tension"), "energy", LONDON, by_week(0)).points == ()


def points(*values: float) -> list[Point]:
    return [Point(first=week(n), value=value, answers=1) for n, value in enumerate(values)]


def test_weeks_with_more_pauses_beside_weeks_with_fewer() -> None:
    """Pauses 2, 9, 4, 8, 3, 10, 5, 12: the middle is 6.5, so 6 is the limit; four weeks on either side."""
    pauses = dict(zip([week(n) for n in range(8)], (2, 9, 4, 8, 3, 10, 5, 12), strict=True))
    assert compare(points(3, 6, 4, 7, 2, 5, 5, 8), pauses) == Comparison(
        pauses=6, more_weeks=4, more=6.5, fewer_weeks=4, fewer=3.5
    )


def test_not_before_eight_weeks_and_three_on_each_side() -> None:
    pauses = {week(n): n for n in range(9)}
    assert compare(points(*range(7)), pauses) is None
    assert compare(points(*range(8)), {week(n): n for n in range(7)}) is None, "a week it knows nothing of"
    assert compare(points(*range(8)), pauses) is not None
    lopsided = {week(n): 5 if n < 6 else 9 for n in range(8)}
    assert compare(points(*range(8)), lopsided) is None
    assert compare(points(*range(8)), {week(n): 5 for n in range(8)}) is None, "all alike"
