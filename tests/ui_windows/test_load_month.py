"""The month that was worked out by hand: figures, report and command line agree with it."""

from datetime import date, timedelta

from burnbreak.core.booked_day import booked_day
from burnbreak.core.load import WeekLoad, day_load, week_load
from burnbreak.core.load_setting import Load
from burnbreak.core.report import RowKey
from burnbreak.core.settings import Settings
from burnbreak.load_commands import day_row, week_row
from burnbreak.ui import load_words, report_words
from tests import month

LIMITS = Load(note_minutes=10, agreed_minutes=480)
MONDAYS = [day for day in month.WEEKS if day.month == 10]


def day(number: int) -> date:
    return month.FIRST.replace(day=number)


def weeks() -> list[WeekLoad]:
    days = [booked_day(day(n), month.ZONE, booked, month.WORK) for n, booked in month.BOOKED.items()]
    loads = [day_load(d, LIMITS) for d in days]
    return [week_load(first, loads, LIMITS) for first in MONDAYS]


def test_booked_time_and_runs_of_each_day() -> None:
    rows = [day_row(d, week) for week in weeks() for d in week.days]
    assert {date.fromisoformat(r["day"]).day: r["booked_minutes"] for r in rows} == month.BOOKED_MINUTES
    assert {date.fromisoformat(r["day"]).day: r["longest_run_minutes"] for r in rows} == month.LONGEST_RUN


def test_the_weeks_in_words_and_on_the_command_line() -> None:
    first = weeks()[0]
    # The 5th and the 7th: 260 + 140 minutes; 4 and 2 sessions with 10 minutes for notes each.
    assert (first.booked, first.actual(10)) == (timedelta(minutes=400), timedelta(minutes=460))
    row = week_row(first, Settings(load=LIMITS))
    told = ("booked_minutes", "actual_minutes", "sessions", "longest_run_minutes", "most_in_a_row")
    assert [row[key] for key in told] == [400, 460, 6, 145, 2]
    # Gaps: 10, 10, 70, 10 on the 5th; 5 on the 7th. 12 to 13 stayed free on both days, and so did lunch.
    assert first.gaps == (0, 1, 3, 0, 1)
    assert (first.lunches, first.protected) == ((2, 2), (2, 0, 0))
    values = {f.key: f.value for f in load_words.figures(first, LIMITS)}
    assert values["booked"] == "6 h 40 min"
    assert values["agreed"] == "7 h 40 min of 8 h"
    assert values["longest"] == "2 h 25 min"
    assert values["gaps"] == "4 of 5"


def test_the_report_of_the_month() -> None:
    page = report_words.make_page(
        weeks(), LIMITS, [RowKey.BOOKED, RowKey.AGREED, RowKey.LONGEST, RowKey.MOST, RowKey.GAPS]
    )
    assert page.weeks == ("5 Oct", "12 Oct", "19 Oct", "26 Oct")
    # The week of the 19th: three hours on the 21st, one session.
    assert [(row.cells, row.overall) for row in page.rows] == [
        (("6:40", "–", "3:00", "–"), "mean 4:50"),
        (("7:40", "–", "3:10", "–"), "mean 5:25"),
        (("2:25", "–", "3:00", "–"), "up to 3:00"),
        (("2", "–", "1", "–"), "up to 2"),
        (("4/5", "–", "0/0", "–"), "4/5"),
    ]
    assert page.bar_texts == ("7.7", "–", "3.2", "–")
