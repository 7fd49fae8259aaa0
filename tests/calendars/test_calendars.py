"""All calendars together: what counts, how old it is, and that the last good answer stays in use."""

import json
import os
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from burnbreak.calendars.cache import Cache
from burnbreak.calendars.calendars import Calendars
from burnbreak.calendars.reader import read
from burnbreak.calendars.secrets import MemorySecrets, Secret
from burnbreak.calendars.sources import Sources
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Login, Web
from burnbreak.core.booked import Booked, BookedKind
from burnbreak.core.calendar_setting import CalendarKind, CalendarRole, CalendarSetting
from tests.calendars.ics import calendar, event, span, utc
from tests.calendars.servers import scripted, trusting

HOUR = "DTSTART:20261125T090000Z\nDTEND:20261125T095000Z"


class Hands:
    """A clock that is set, and a worker that works when told to."""

    def __init__(self) -> None:
        self.at, self.where = utc("2026-11-25 08:00"), ZoneInfo("Europe/Berlin")
        self.jobs: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.changes = 0

    def now(self) -> datetime:
        return self.at

    def zone(self) -> ZoneInfo:
        return self.where

    def monotonic(self) -> float:
        return self.at.timestamp()

    def work(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.jobs.append((job, done))

    def changed(self) -> None:
        self.changes += 1

    def let_it_work(self) -> int:
        count = len(self.jobs)
        while self.jobs:
            job, done = self.jobs.pop(0)
            done(job())
        return count


@pytest.fixture
def hands() -> Hands:
    return Hands()


def in_place(raw: bytes, window: Any, zone: Any) -> Any:
    return read(raw, window, zone, salt=b"salt")


def build(hands: Hands, folder: Path, secrets: MemorySecrets | None = None) -> Calendars:
    sources = Sources(secrets or MemorySecrets(), Web(trusting(), wait=2), in_place)
    return Calendars(
        sources=sources,
        cache=Cache(folder / "times.json"),
        clock=hands,
        work=hands.work,
        changed=hands.changed,
    )


def of_file(path: Path, **more: Any) -> CalendarSetting:
    return CalendarSetting(
        **{"id": "f1", "name": "Work", "kind": CalendarKind.FILE, "path": str(path), **more}
    )


def day(calendars: Calendars) -> tuple[Booked, ...]:
    return calendars.between(utc("2026-11-25 00:00"), utc("2026-11-26 00:00"))


def test_a_file_is_read_and_read_again_when_it_changes(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    assert day(calendars) == ()
    calendars.refresh()
    assert day(calendars) == ()
    hands.let_it_work()
    assert day(calendars) == (Booked(span("2026-11-25 09:00", "2026-11-25 09:50"), BookedKind.SESSION),)
    assert (hands.changes, calendars.states()[0].read_at) == (1, hands.at)
    hands.at += timedelta(minutes=1)
    calendars.refresh()
    hands.let_it_work()
    assert (hands.changes, calendars.states()[0].read_at) == (1, hands.at)
    path.write_bytes(calendar())
    hands.at += timedelta(minutes=1)
    calendars.refresh()
    hands.let_it_work()
    assert (day(calendars), hands.changes) == ((), 2)


@pytest.mark.parametrize(
    ("spoil", "trouble"),
    [
        (lambda path: path.unlink(), Trouble.NOT_FOUND),
        (lambda path: path.write_bytes(b"<html>log in</html>"), Trouble.NOT_A_CALENDAR),
        (lambda path: path.write_bytes(calendar(event(HOUR))[:-40]), Trouble.CUT_OFF),
        (lambda path: path.write_bytes(b"B" * 10_000_001), Trouble.TOO_LARGE),
        (lambda path: (path.unlink(), path.mkdir()), Trouble.NOT_A_CALENDAR),
    ],
)
def test_the_last_good_times_stay_when_a_calendar_breaks(
    hands: Hands, tmp_path: Path, spoil: Callable[[Path], object], trouble: Trouble
) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    good, read_at = day(calendars), hands.at
    spoil(path)
    hands.at += timedelta(minutes=5)
    calendars.refresh()
    hands.let_it_work()
    state = calendars.states()[0]
    assert (day(calendars), state.trouble, state.read_at) == (good, trouble, read_at)
    assert hands.changes == 2


def test_a_start_without_the_calendar_knows_the_day(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    first = build(hands, tmp_path)
    first.connect((of_file(path),))
    first.refresh()
    hands.let_it_work()
    path.unlink()
    later = build(hands, tmp_path)
    later.connect((of_file(path),))
    assert day(later) == day(first) != ()
    assert later.states()[0].read_at == utc("2026-11-25 08:00")
    kept = tmp_path / "times.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert set(json.loads(kept.read_text())["calendars"]["f1"]) == {"read_at", "busy"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"calendars": []}',
        '{"calendars": {"f1": {"read_at": "x"}}}',
        '{"calendars": {"f1": {"read_at": 1, "busy": [[5, 1, 0, 0]]}}}',
        '{"calendars": {"f1": {"read_at": 99999999999999, "busy": []}}}',
        "\x00",
    ],
)
def test_damaged_times_are_as_good_as_none(hands: Hands, tmp_path: Path, text: str) -> None:
    (tmp_path / "times.json").write_text(text)
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(tmp_path / "work.ics"),))
    assert day(calendars) == ()


def test_times_that_cannot_be_kept_are_told_to_the_log_alone(
    hands: Hands, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    calendars = build(hands, tmp_path / "gone")
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    assert len(day(calendars)) == 1
    assert [r.getMessage() for r in caplog.records] == [
        "The times of the calendars were not kept (No such file or directory)."
    ]
    caplog.clear()


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({}, ["other", "session", "other"]),
        ({"role": CalendarRole.BOOKED}, ["other", "other", "other"]),
        ({"role": CalendarRole.IGNORE}, []),
        ({"longest_minutes": 45}, ["other", "other", "other"]),
        ({"shortest_minutes": 10}, ["session", "session", "other"]),
        ({"all_day": True}, ["other", "other", "session", "other"]),
    ],
)
def test_what_a_time_counts_as(
    hands: Hands, tmp_path: Path, change: dict[str, Any], kinds: list[str]
) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(
        calendar(
            event("DTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261126", uid="day"),
            event("DTSTART:20261125T070000Z\nDTEND:20261125T071500Z", uid="short"),
            event(HOUR),
            event("DTSTART:20261125T110000Z\nDTEND:20261125T150000Z", uid="long"),
        )
    )
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    calendars.connect((of_file(path, **change),))
    assert [str(b.kind) for b in day(calendars)] == kinds


def test_a_calendar_on_the_web_is_asked_every_quarter_of_an_hour(hands: Hands, tmp_path: Path) -> None:
    secrets = MemorySecrets()
    with scripted() as server:
        server.reply("/a.ics", calendar(event(HOUR)), ETag='"1"')
        secrets.put("w1", Secret(address=server.address.replace("https", "webcal") + "/a.ics"))
        calendars = build(hands, tmp_path, secrets)
        calendars.connect((CalendarSetting(id="w1", name="Web", kind=CalendarKind.WEB),))
        for _ in range(60):
            calendars.refresh()
            hands.let_it_work()
            hands.at += timedelta(minutes=1)
        assert len(server.asked) == 4
        assert server.asked[1].headers["if-none-match"] == '"1"'
        calendars.refresh(force=True)
        hands.let_it_work()
        assert len(server.asked) == 5
        server.reply("/a.ics", status=304)
        hands.at += timedelta(hours=1)
        calendars.refresh()
        hands.let_it_work()
        assert len(day(calendars)) == 1
        # After half a day the window has moved: asked without a tag, so that it is read anew.
        hands.at += timedelta(hours=12)
        server.reply("/a.ics", calendar(event(HOUR)))
        calendars.refresh()
        hands.let_it_work()
        assert "if-none-match" not in server.asked[-1].headers


def test_the_times_follow_the_user_into_another_zone(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event("DTSTART:20261125T100000\nDTEND:20261125T105000")))
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    hands.where = ZoneInfo("Europe/Lisbon")
    calendars.refresh()
    hands.let_it_work()
    assert [b.span for b in day(calendars)] == [span("2026-11-25 10:00", "2026-11-25 10:50")]


def test_a_clock_that_was_set_back_does_not_stop_the_reading(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    hands.at -= timedelta(days=2)
    calendars.refresh()
    assert hands.let_it_work() == 1


def test_one_reading_at_a_time_and_none_for_a_calendar_that_is_gone(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    calendars.refresh(force=True)
    calendars.refresh(force=True)
    assert len(hands.jobs) == 1
    calendars.connect(())
    hands.let_it_work()
    assert (day(calendars), calendars.states(), hands.changes) == ((), (), 0)


def test_without_a_secret_or_a_keyring(hands: Hands, tmp_path: Path) -> None:
    class NoKeyring(MemorySecrets):
        def get(self, calendar: str, *, ask: bool = False) -> Secret | None:
            raise CalendarError(Trouble.NO_KEYRING)

    for secrets, trouble in ((MemorySecrets(), Trouble.NO_ADDRESS), (NoKeyring(), Trouble.NO_KEYRING)):
        calendars = build(hands, tmp_path, secrets)
        calendars.connect((CalendarSetting(id="w1", name="Web", kind=CalendarKind.CALDAV),))
        calendars.refresh()
        hands.let_it_work()
        assert calendars.states()[0].trouble is trouble


def test_a_fault_of_ours_is_logged_by_its_kind(
    hands: Hands, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(raw: bytes, window: Any, zone: Any) -> Any:
        raise RuntimeError("Jane Doe at 9")

    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    sources = Sources(MemorySecrets(), Web(), broken)
    calendars = Calendars(
        sources=sources, cache=Cache(tmp_path / "t"), clock=hands, work=hands.work, changed=hands.changed
    )
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    assert calendars.states()[0].trouble is Trouble.UNREADABLE
    assert [r.getMessage() for r in caplog.records] == ["A calendar could not be read (RuntimeError)."]
    caplog.clear()


def test_a_file_that_may_not_be_read(hands: Hands, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    path.chmod(0)
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path),))
    calendars.refresh()
    hands.let_it_work()
    assert calendars.states()[0].trouble is Trouble.NOT_ALLOWED


def test_secrets_come_back_and_are_forgotten() -> None:
    secrets = MemorySecrets()
    secret = Secret(address="https://example.org/x", login=Login(user="jane", password="hunter2"))
    secrets.put("a", secret)
    assert secrets.get("a") == secret
    assert "hunter2" not in repr(secret) + str(secret)
    assert "example" not in repr(secret)
    secrets.forget("a")
    secrets.forget("a")
    assert secrets.get("a") is None


def test_the_systems_keyring_by_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.errors import NoKeyringError, PasswordDeleteError

    from burnbreak.calendars.secrets import KeyringSecrets

    class Ring(KeyringBackend):
        priority = 1  # type: ignore[assignment]
        kept: dict[tuple[str, str], str] = {}  # noqa: RUF012

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            if self.kept.pop((service, username), None) is None:
                raise PasswordDeleteError("Jane")

    class NoRing(Ring):
        def get_password(self, service: str, username: str) -> str | None:
            raise NoKeyringError("no keyring for Jane")

        set_password = delete_password = get_password  # type: ignore[assignment]

    before = keyring.get_keyring()
    try:
        keyring.set_keyring(Ring())
        secrets, secret = KeyringSecrets(), Secret(address="https://example.org/x")
        secrets.put("a", secret)
        assert list(Ring.kept) == [("burnbreak", "calendar:a")]
        assert secrets.get("a") == secret
        Ring.kept["burnbreak", "calendar:a"] = "not ours"
        assert secrets.get("a") is None
        secrets.forget("a")
        secrets.forget("a")
        assert Ring.kept == {}
        keyring.set_keyring(NoRing())
        for ask in (lambda: secrets.get("a"), lambda: secrets.put("a", secret), lambda: secrets.forget("a")):
            with pytest.raises(CalendarError) as caught:
                ask()
            assert (caught.value.trouble, caught.value.__cause__) == (Trouble.NO_KEYRING, None)
    finally:
        keyring.set_keyring(before)


def test_a_locked_keyring_asks_once_at_the_start_and_then_when_told_to(hands: Hands, tmp_path: Path) -> None:
    asked: list[bool] = []

    class Locked(MemorySecrets):
        def get(self, calendar: str, *, ask: bool = False) -> Secret | None:
            asked.append(ask)
            raise CalendarError(Trouble.KEYRING_LOCKED)

    calendars = build(hands, tmp_path, Locked())
    calendars.connect(tuple(CalendarSetting(id=i, name=i, kind=CalendarKind.WEB) for i in ("w1", "w2")))
    for force in (False, False, True):
        calendars.refresh(force=force)
        hands.let_it_work()
        hands.at += timedelta(minutes=16)
    assert asked == [True, False, False, False, True, True]


def test_a_file_that_changed_asks_no_server(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event(HOUR)))
    calendars = build(hands, tmp_path)
    calendars.connect((of_file(path), CalendarSetting(id="w1", name="Web", kind=CalendarKind.WEB)))
    calendars.refresh_files()
    assert hands.let_it_work() == 1
    assert len(day(calendars)) == 1
