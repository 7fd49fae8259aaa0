"""Booked days for the windows about the load, without a desk behind them."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from burnbreak.core import review as looking_back
from burnbreak.core.booked_day import BookedDay
from burnbreak.core.load import WeekLoad, day_load, week_load
from burnbreak.core.review import Choice, Review
from burnbreak.core.settings import Settings
from tests.core.booked import MONDAY, a_day, week_of
from tests.fakes import LONDON

WEEK = week_of("9:00-17:00", protected=("12:30-13:00",))
TEXTS = (
    ("9:00-9:50", "10:00-10:50", "10:55-11:45", "13:00-13:50", "*14:30-15:00"),
    ("9:00-9:50", "9:55-10:45", "10:50-11:40", "11:45-12:35", "13:00-13:50"),
    ("10:00-10:50", "14:00-14:50"),
    ("9:00-9:50", "9:50-10:40", "11:00-12:00", "17:30-19:00"),
    ("9:00-9:50", "9:50-10:40", "10:45-11:35", "11:40-12:30", "13:30-14:20"),
)


def a_week(first: date = MONDAY) -> list[BookedDay]:
    return [a_day(*texts, day=first + timedelta(days=n), week=WEEK) for n, texts in enumerate(TEXTS)]


def nine_weeks() -> list[BookedDay]:
    return [day for n in range(-8, 1) for day in a_week(MONDAY + timedelta(weeks=n))]


class Things:
    """LoadThings over given days; today is the Wednesday of the last week."""

    def __init__(self, days: list[BookedDay], settings: Settings | None = None) -> None:
        self.booked, self.settings = days, settings or Settings()
        self.chosen: dict[date, Choice] = {}
        self.day = MONDAY + timedelta(days=2)
        self.looked_back = 0

    def today(self) -> tuple[datetime, date, tzinfo]:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC), self.day, LONDON

    def days(self, first: date, count: int = 7) -> tuple[BookedDay, ...]:
        return tuple(d for d in self.booked if 0 <= (d.date - first).days < count)

    def weeks(self, first: date, count: int) -> tuple[WeekLoad, ...]:
        limits = self.settings.load
        loads = [day_load(d, limits) for d in self.booked]
        return tuple(week_load(first + timedelta(weeks=n), loads, limits) for n in range(count))

    def review(self, first: date) -> Review | None:
        before = self.choice(first - timedelta(weeks=1))
        return looking_back.review(self.weeks(first, 1)[0], self.settings.load, before)

    def choice(self, first: date) -> Choice | None:
        return self.chosen.get(first)

    def choose(self, shown: Review, choice: Choice) -> None:
        self.chosen[shown.week.first] = choice

    def taken(self) -> None:
        self.looked_back += 1
