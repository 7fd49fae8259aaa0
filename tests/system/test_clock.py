"""The clock, under zones that change, break and are absent."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from burnbreak.engine.ports import Clock
from burnbreak.system import clock as clock_module
from burnbreak.system.clock import SystemClock


@pytest.fixture
def clock() -> Clock:
    """A clock that asks for the zone each time."""
    return SystemClock(zone_age=0)


@pytest.fixture(autouse=True)
def _own_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the process in the zone it was in."""
    yield
    monkeypatch.undo()
    time.tzset()


def test_now_is_utc(clock: Clock) -> None:
    """Aware, and between two looks at the system's clock."""
    before = datetime.now(UTC)
    now = clock.now()
    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)


def test_monotonic_goes_on(clock: Clock) -> None:
    """It never goes back."""
    first = clock.monotonic()
    assert clock.monotonic() >= first


def test_zone_follows_a_journey(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same process, set to another zone."""
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    assert str(clock.zone()) == "Europe/Amsterdam"
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert str(clock.zone()) == "Asia/Kolkata"
    assert clock.now().astimezone(clock.zone()).utcoffset() == timedelta(hours=5.5)


def test_zone_is_believed_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking costs a millisecond, which is not spent again at once."""
    clock = SystemClock(zone_age=60)
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    zone = clock.zone()
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert clock.zone() is zone


@pytest.fixture
def told_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the zone of its own, which nobody but the clock's stamp reads."""
    link = tmp_path / "localtime"
    link.symlink_to("/usr/share/zoneinfo/Europe/Amsterdam")
    monkeypatch.setattr(clock_module, "_TOLD_IN", (str(link), str(tmp_path / "absent")))
    return link


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[tzinfo]:
    """Every zone that was really read from the system."""
    found: list[tzinfo] = []
    read = clock_module._read_zone

    def noting(now: datetime) -> tzinfo:
        found.append(read(now))
        return found[-1]

    monkeypatch.setattr(clock_module, "_read_zone", noting)
    return found


def test_an_unchanged_zone_is_read_once(
    clock: Clock, told_in: Path, reads: list[tzinfo], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look at the link is enough, until it points elsewhere."""
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    assert {clock.zone() for _ in range(50)} == set(reads)
    assert len(reads) == 1
    told_in.unlink()
    told_in.symlink_to("/usr/share/zoneinfo/Asia/Kolkata")
    clock.zone()
    assert len(reads) == 2


def test_without_a_place_for_the_zone_it_is_read_each_time(
    clock: Clock, told_in: Path, reads: list[tzinfo], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a registry keeps it."""
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    told_in.unlink()
    for _ in range(3):
        clock.zone()
    assert len(reads) == 3


def test_a_fixed_offset_is_read_each_time(
    clock: Clock, told_in: Path, reads: list[tzinfo], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may stand for a zone whose clocks change."""
    monkeypatch.setenv("TZ", "XYZ4")
    for _ in range(3):
        clock.zone()
    assert len(reads) == 3


@pytest.mark.parametrize(("name", "hours"), [("XYZ4", -4), ("<+0330>-3:30", 3.5), ("Nowhere/Nothing", 0)])
def test_unknown_zone_is_a_fixed_offset(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, name: str, hours: float
) -> None:
    """As the system's own clock has it; nothing raises, nothing warns."""
    monkeypatch.setenv("TZ", name)
    assert clock.now().astimezone(clock.zone()).utcoffset() == timedelta(hours=hours)
