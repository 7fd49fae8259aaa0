"""What a practice begun by hand was for: told by hour, gap and practice, never guessed."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from burnbreak.core.events import StartNow
from burnbreak.core.facts import Facts
from burnbreak.core.occasion import occasion
from burnbreak.core.practice import Situation
from burnbreak.core.settings import Settings
from burnbreak.core.summary import by_situation, summarise_days
from tests.core.booked import booked, week_of
from tests.core.stories import at, tuesday, working
from tests.core.test_library import LIBRARY
from tests.fakes import LONDON, Day, pacer

BY_ID = LIBRARY
LONG = 180.0


def said(
    name: str, when: datetime | str, seconds: float = LONG, *, hours: str = "9:00-17:00", taken: str = ""
) -> str | None:
    """The situation of a practice at a moment of that Tuesday."""
    now = at(when) if isinstance(when, str) else when
    spans = tuple(b.span for b in booked(tuesday(9).date(), *taken.split()))
    settings = replace(Settings(), week=week_of(*hours.split()))
    facts = Facts(now=now, zone=LONDON, settings=settings, sessions=spans)
    found = occasion(BY_ID[name], seconds, facts)
    return found and str(found)


def test_in_a_gap_of_the_working_day_it_is_what_an_offer_would_say() -> None:
    assert said("coherent", "14:00") == "ordinary"
    assert said("coherent", "14:00", 60.0) == "little-time"
    assert said("coherent", "14:05", taken="13:00-14:00 14:15-15:00") == "ordinary"


@pytest.mark.parametrize(
    ("when", "found"),
    [("7:59", None), ("8:00", "start-of-day"), ("9:29", "start-of-day"), ("9:30", "ordinary")],
)
def test_the_day_begins_around_the_first_hour_of_work(when: str, found: str | None) -> None:
    assert said("coherent", when) == found


def test_the_day_has_begun_with_its_first_session() -> None:
    assert said("goodwill", "8:45", taken="8:50-9:20") == "start-of-day"
    assert said("goodwill", "9:22", taken="8:50-9:20 11:00-12:00") is None
    assert said("coherent", "9:22", taken="8:50-9:20 11:00-12:00") == "ordinary"


@pytest.mark.parametrize(
    ("when", "found"), [("16:44", None), ("16:45", "going-home"), ("17:59", "going-home"), ("18:00", None)]
)
def test_somebody_goes_home_around_the_last_hour_of_work(when: str, found: str | None) -> None:
    assert said("close-day", when) == found


def test_nobody_goes_home_before_the_last_session() -> None:
    assert said("close-day", "16:50", taken="17:00-17:40") is None
    assert said("close-day", "17:45", taken="17:00-17:40") == "going-home"
    assert said("cyclic-sigh", "16:50", taken="17:00-17:40") == "ordinary"


def test_a_night_ends_in_the_morning() -> None:
    morning = at("6:05") + timedelta(days=1)
    assert said("close-day", morning, hours="22:00-6:00") == "going-home"
    assert said("goodwill", "21:30", hours="22:00-6:00") == "start-of-day"


def test_what_only_suits_who_asks_for_it_says_more_than_the_hour() -> None:
    for name in ("five-senses", "balance", "close-day", "goodwill"):
        assert said(name, "14:00") is None, name


def test_a_day_off_and_an_evening_tell_nothing() -> None:
    assert said("coherent", "21:00") is None
    assert said("coherent", "9:05", hours="") is None


def test_no_trouble_is_ever_guessed() -> None:
    guessed = {
        said(practice, at("0:05") + timedelta(minutes=30 * n), taken="10:00-11:00 11:10-12:00")
        for practice in LIBRARY
        for n in range(48)
    }
    assert guessed == {None, "ordinary", "start-of-day", "going-home"}


def test_a_pause_that_is_owed_at_night_counts_as_offered() -> None:
    facts = Facts(now=at("21:00"), zone=LONDON, settings=Settings())
    assert occasion(BY_ID["coherent"], 60.0, facts, due=True) is Situation.LITTLE_TIME


def test_the_week_tells_the_minutes_by_what_is_kept() -> None:
    both = replace(pacer("coherent"), situations=(Situation.START_OF_DAY, Situation.BEFORE_HARD))
    day = Day(tuesday(14), working(Settings(), (9, 17)), practices=(both,))
    day.do(StartNow("coherent", 180)).until("14:10")
    entries, today = day.entries(), tuesday(14).date()
    week = summarise_days(entries, today, 1, LONDON)
    [share] = by_situation(week, {both.id: both.situations})
    assert (share.name, share.seconds) == ("ordinary", entries[0].real_seconds)
