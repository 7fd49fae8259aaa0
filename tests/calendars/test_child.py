"""Reading in a process of its own: the same answer, and an end to whatever takes too long."""

import sys
from datetime import timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from burnbreak.calendars.child import child_command, read_apart
from burnbreak.calendars.reader import read
from burnbreak.calendars.trouble import CalendarError, Trouble
from tests.calendars.ics import BERLIN_ZONE, calendar, event, span

BERLIN = ZoneInfo("Europe/Berlin")
WEEK = span("2026-11-23 00:00", "2026-11-30 00:00")
COMMAND = child_command(sys.executable, frozen=False)


def test_the_child_reads_the_same_as_the_parent_would() -> None:
    raw = calendar(
        BERLIN_ZONE.format(name="Mine"),
        event("DTSTART;TZID=Mine:20261102T100000\nDTEND;TZID=Mine:20261102T105000\nRRULE:FREQ=DAILY"),
        event("DTSTART;VALUE=DATE:20261125\nSTATUS:TENTATIVE", uid="2"),
        event("DTSTART:nonsense", uid="3"),
    )
    expected = read(raw, WEEK, BERLIN, salt=b"salt")
    assert read_apart(raw, WEEK, BERLIN, COMMAND) == expected
    assert (len(expected.busy), expected.unreadable) == (8, 1)


def test_a_zone_without_a_name_goes_over_as_its_offset() -> None:
    raw = calendar(event("DTSTART:20261125T100000\nDTEND:20261125T110000"))
    reading = read_apart(raw, WEEK, timezone(timedelta(hours=-5)), COMMAND)
    assert reading.busy[0].span == span("2026-11-25 15:00", "2026-11-25 16:00")


@pytest.mark.parametrize(
    ("raw", "trouble"),
    [(b"<html>Jane, log in</html>", Trouble.NOT_A_CALENDAR), (b"A" * 10_000_001, Trouble.TOO_LARGE)],
)
def test_its_trouble_arrives_as_a_kind(raw: bytes, trouble: Trouble) -> None:
    with pytest.raises(CalendarError) as caught:
        read_apart(raw, WEEK, BERLIN, COMMAND)
    assert caught.value.trouble is trouble


@pytest.mark.parametrize(
    ("program", "patience", "trouble"),
    [
        ("import time; time.sleep(30)", 0.5, Trouble.TOO_SLOW),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 10, Trouble.TOO_SLOW),
        ("raise SystemExit('Jane was here')", 10, Trouble.UNREADABLE),
        ("print('[]')", 10, Trouble.UNREADABLE),
        ('print(\'{"busy": [[1, 2]], "unreadable": 0}\')', 10, Trouble.UNREADABLE),
        ('print(\'{"trouble": "Jane"}\')', 10, Trouble.UNREADABLE),
    ],
)
def test_a_child_that_fails_says_nothing_of_what_it_read(
    program: str, patience: float, trouble: Trouble, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CalendarError) as caught:
        read_apart(calendar(), WEEK, BERLIN, [sys.executable, "-c", program], patience=patience)
    assert (caught.value.trouble, caught.value.__cause__) == (trouble, None)
    assert capfd.readouterr() == ("", "")


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(CalendarError):
        read_apart(calendar(), WEEK, BERLIN, ["/nonexistent/burnbreak"])
    assert child_command("/opt/burnbreak", frozen=True) == ["/opt/burnbreak", "--read-calendar"]


def test_a_rule_that_never_comes_true_is_ended() -> None:
    rules = [
        event(
            f"DTSTART:00010101T0900{n:02}Z\nDTEND:00010101T1000{n:02}Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
            uid=str(n),
        )
        for n in range(60)
    ]
    found: object
    try:
        found = read_apart(calendar(*rules), WEEK, BERLIN, COMMAND, patience=5).busy
    except CalendarError as fault:
        found = fault.trouble
    assert found in ((), Trouble.TOO_SLOW)
