"""The calendars of the running app, from the settings to the Coach."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend as Backend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from burnbreak.calendar_desk import CalendarDesk, Trial
from burnbreak.calendars.secrets import Secret
from burnbreak.calendars.trouble import Trouble
from burnbreak.core.booked import BookedKind
from burnbreak.core.calendar_setting import CalendarKind, CalendarRole
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


class Locking(Backend):
    """A keyring that its owner opens and locks."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.locked, self.kept = False, dict[str, str]()

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked("locked with secret.ics inside")

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        del self.kept[username]


@pytest.fixture
def ring() -> Iterator[Locking]:
    before, made = keyring.get_keyring(), Locking()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_what_a_locked_keyring_kept_back_is_removed_when_it_opens(desk: CalendarDesk, ring: Locking) -> None:
    setting = replace(desk.new_setting(CalendarKind.WEB, "Work"), role=CalendarRole.IGNORE)
    desk.keep_secret(setting.id, Secret(address="https://localhost:1/secret.ics"), lambda _: None)
    desk.connect((setting,))
    ring.locked = True
    desk.connect(())
    desk.refresh()
    assert len(ring.kept) == 1
    ring.locked = False
    desk.refresh()
    assert ring.kept == {}


def test_what_is_known_for_now_is_kept_nowhere(desk: CalendarDesk, ring: Locking) -> None:
    setting = desk.new_setting(CalendarKind.WEB, "Work")
    ring.locked = True
    told: list[Trouble | None] = []
    secret = Secret(address="http://localhost:1/secret.ics")
    desk.keep_secret(setting.id, secret, told.append)
    desk.hold_secret(setting.id, secret)
    desk.connect((setting,))
    # It was found, and the address is what is wrong.
    assert (told, desk.states()[0].trouble) == ([Trouble.KEYRING_LOCKED], Trouble.NOT_SECURE)
    desk.connect(())
    assert ring.kept == {}
