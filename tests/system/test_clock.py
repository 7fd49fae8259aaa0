"""The clock, under zones that change, break and are absent."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from burnbreak.engine.ports import Clock
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


@pytest.mark.parametrize(("name", "hours"), [("XYZ4", -4), ("<+0330>-3:30", 3.5), ("Nowhere/Nothing", 0)])
def test_unknown_zone_is_a_fixed_offset(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, name: str, hours: float
) -> None:
    """As the system's own clock has it; nothing raises, nothing warns."""
    monkeypatch.setenv("TZ", name)
    assert clock.now().astimezone(clock.zone()).utcoffset() == timedelta(hours=hours)
