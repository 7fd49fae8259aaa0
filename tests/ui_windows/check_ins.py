"""Answers and rests that the tests of pages and trends share."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo

from burnbreak.core.check_times import Topic
from burnbreak.core.checkin import Answer, CheckSet

FRIDAY = datetime(2026, 8, 28, 16, tzinfo=UTC)


class Things:
    """What the page asks the engine for."""

    zone: tzinfo = UTC

    def __init__(self, weeks: int = 0) -> None:
        self.kept = [answer(n) for n in range(weeks)]
        self.rests: datetime | None = None

    def answers(self) -> tuple[Answer, ...]:
        return tuple(self.kept)

    def pauses(self, stretch: Callable[[date], date]) -> dict[date, int]:
        return {stretch((FRIDAY + timedelta(weeks=n)).date()): 2 + n % 5 for n in range(20)}

    def resting_until(self, topic: Topic) -> datetime | None:
        return self.rests

    def wake(self, topic: Topic) -> None:
        self.rests = None


def answer(week: int) -> Answer:
    values = {"tension": 3 + week % 4, "energy": 2 + week % 5, "connection": 7}
    moment = FRIDAY + timedelta(weeks=week)
    return Answer(uuid=f"w{week}", set=CheckSet.WEEKLY, moment=moment, values=values)
