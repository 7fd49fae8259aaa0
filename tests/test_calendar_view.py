"""The calendars as the settings window sees them: a real desk behind it, plain values in front."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError

from burnbreak.calendar_desk import CalendarDesk
from burnbreak.calendar_view import CalendarView
from burnbreak.core.booked import BookedKind
from burnbreak.core.calendar_setting import CalendarKind
from burnbreak.ui.calendar_things import CalendarLine, CalendarTrial, FoundCalendar, Opening
from tests.calendars.ics import calendar, event, utc
from tests.fakes import LONDON, FakeClock

TODAY = "DTSTART:20261125T090000Z\nDTEND:20261125T095000Z"
MEETING = "DTSTART:20261125T120000Z\nDTEND:20261125T121000Z"
TONIGHT = "DTSTART:20261126T020000Z\nDTEND:20261126T030000Z"
TOMORROW = "DTSTART:20261126T090000Z\nDTEND:20261126T095000Z"
NOW = utc("2026-11-25 08:00")


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if "locked" in password:
            raise KeyringError("locked, and it says jane@example.com")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


@pytest.fixture
def ring() -> Any:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW, LONDON)


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock) -> CalendarDesk:
    return CalendarDesk(tmp_path / "kept", clock, lambda job, done: done(job()), lambda: None)


@pytest.fixture
def view(desk: CalendarDesk, clock: FakeClock) -> CalendarView:
    return CalendarView(desk, clock)


def test_today_is_the_day_of_the_log(view: CalendarView, desk: CalendarDesk, tmp_path: Path) -> None:
    """Until four in the morning, and no longer."""
    path = tmp_path / "work.ics"
    path.write_bytes(
        calendar(*(event(t, uid=str(n)) for n, t in enumerate((TODAY, MEETING, TONIGHT, TOMORROW))))
    )
    desk.connect((view.new(CalendarKind.FILE, "Work", str(path)),))
    assert [(b.span.start, b.kind) for b in view.today()] == [
        (utc("2026-11-25 09:00"), BookedKind.SESSION),
        (utc("2026-11-25 12:00"), BookedKind.OTHER),
        (utc("2026-11-26 02:00"), BookedKind.SESSION),
    ]


def test_how_each_stands(view: CalendarView, desk: CalendarDesk, clock: FakeClock, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(TODAY)))
    setting = view.new(CalendarKind.FILE, "Work", str(path))
    desk.connect((setting,))
    assert view.lines() == (CalendarLine(id=setting.id, read_at=NOW),)
    clock.advance(timedelta(minutes=5))
    path.write_text("<html>")
    view.refresh()
    assert view.lines() == (CalendarLine(id=setting.id, read_at=NOW, trouble="not-a-calendar"),)
    assert len(view.today()) == 1, "what was read well goes on to count"
    assert view.now() == (NOW + timedelta(minutes=5), LONDON)


def test_a_trial(view: CalendarView, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(TODAY), event(TOMORROW, uid="2")))
    setting = view.new(CalendarKind.FILE, "Work", str(path))
    told: list[CalendarTrial] = []
    view.try_out(setting, None, told.append)
    path.unlink()
    view.try_out(setting, None, told.append)
    starts: list[datetime] = [b.span.start for b in told[0].today]
    assert (told[0].trouble, starts, told[0].count) == ("", [utc("2026-11-25 09:00")], 2)
    assert told[1] == CalendarTrial(trouble="not-found")
    assert view.lines() == (), "nothing is connected by it"


def test_what_opens_it_goes_into_the_keyring_and_with_the_calendar(
    view: CalendarView, desk: CalendarDesk, ring: Ring
) -> None:
    told: list[str] = []
    setting = view.new(CalendarKind.WEB, "Web", "")
    view.keep(setting.id, Opening(address="https://localhost:1/secret.ics"), told.append)
    view.keep("other", Opening(address="https://localhost:1/", user="jane", password="locked"), told.append)
    assert told == ["", "no-keyring"]
    assert list(ring.kept) == [("burnbreak", f"calendar:{setting.id}")]
    assert '"user": null' in next(iter(ring.kept.values()))
    desk.connect((setting,))
    assert [line.trouble for line in view.lines()] == ["unreachable"]
    desk.connect(())
    assert (ring.kept, view.lines()) == ({}, ())


def test_a_search_that_fails_brings_its_kind_of_trouble(view: CalendarView) -> None:
    told: list[tuple[tuple[FoundCalendar, ...], str]] = []
    view.find(Opening(address="http://localhost", user="a", password="b"), lambda *found: told.append(found))
    assert told == [((), "not-secure")]
