"""The calendars of the running app, from the settings to the Coach."""

from datetime import datetime
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from burnbreak.calendar_desk import CalendarDesk, Trial
from burnbreak.calendars.secrets import Secret
from burnbreak.calendars.trouble import Trouble
from burnbreak.core.booked import BookedKind
from burnbreak.core.calendar_setting import CalendarKind
from tests.calendars.ics import calendar, event, span, utc
from tests.fakes import LONDON, FakeClock

HOUR = "DTSTART:20261125T090000Z\nDTEND:20261125T095000Z"
LATER = "DTSTART:20261127T090000Z\nDTEND:20261127T095000Z"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(utc("2026-11-25 08:00"), LONDON)


def at_once(job: Any, done: Any) -> None:
    done(job())


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> CalendarDesk:
    return CalendarDesk(tmp_path, clock, at_once, lambda: None)


def day(desk: CalendarDesk) -> list[datetime]:
    return [b.span.start for b in desk.between(utc("2026-11-25 00:00"), utc("2026-11-26 00:00"))]


def test_nothing_is_loaded_or_asked_without_a_calendar(desk: CalendarDesk, tmp_path: Path) -> None:
    desk.connect(())
    desk.refresh(force=True)
    assert (day(desk), desk.states(), list(tmp_path.iterdir())) == ([], (), [])


def test_a_calendar_counts_as_soon_as_it_is_connected(desk: CalendarDesk, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    setting = desk.new_setting(CalendarKind.FILE, "Work", str(path))
    desk.connect((setting,))
    assert day(desk) == [utc("2026-11-25 09:00")]
    path.write_bytes(calendar())
    desk.refresh(force=True)
    assert day(desk) == []


def test_a_trial_tells_what_would_count_and_connects_nothing(desk: CalendarDesk, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR), event(LATER, uid="2")))
    setting = desk.new_setting(CalendarKind.FILE, "Work", str(path))
    trials: list[Trial] = []
    desk.try_out(setting, None, trials.append)
    assert trials[0].trouble is None
    assert [(b.span, b.kind) for b in trials[0].today] == [
        (span("2026-11-25 09:00", "2026-11-25 09:50"), BookedKind.SESSION)
    ]
    assert (trials[0].count, day(desk)) == (2, [])
    path.write_text("<html>")
    desk.try_out(setting, None, trials.append)
    assert trials[1] == Trial(Trouble.NOT_A_CALENDAR)


def test_a_trial_of_an_insecure_address(desk: CalendarDesk) -> None:
    setting = desk.new_setting(CalendarKind.WEB, "Work")
    trials: list[Trial] = []
    desk.try_out(setting, Secret(address="http://localhost:1/a.ics"), trials.append)
    assert trials == [Trial(Trouble.NOT_SECURE)]


def test_without_a_keyring_it_says_so(desk: CalendarDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    try:
        told: list[Trouble | None] = []
        desk.keep_secret("a", Secret(address="https://example.org/"), told.append)
        assert told == [Trouble.NO_KEYRING]
    finally:
        keyring.set_keyring(before)


def test_a_failed_search_is_a_kind_of_trouble(desk: CalendarDesk) -> None:
    told: list[Any] = []
    desk.discover("http://example.org", "jane", "secret", told.append)
    assert told == [Trouble.NOT_SECURE]
