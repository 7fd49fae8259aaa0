"""Time away from the desk, as a real X server counts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.fast import FastDay, fast_day
from tests.system.fake_bus import PrivateBus

pytestmark = [pytest.mark.long, pytest.mark.desktop]


@pytest.fixture
def day(tmp_path: Path, private_bus: PrivateBus) -> Iterator[FastDay]:
    with fast_day("09:40:00", tmp_path / "home", private_bus) as made:
        yield made


def test_minutes_away_in_free_time_are_the_pause(day: FastDay) -> None:
    day.start("natural_rest = true\n")
    day.touch()
    seen = day.seen_until("09:51")
    assert not any(status["offer"] or status["owed"] for status in seen)
    assert day.rows() == [("09:50", "completed", "away")]


def test_whoever_was_at_the_desk_is_offered_it(day: FastDay) -> None:
    day.start("natural_rest = true\n")
    day.seen_until("09:47")
    day.touch()
    assert day.seen_until("09:50:10")[-1]["offer"] is not None
    assert day.rows() == [("09:50", "missed", "unanswered")]


def test_in_a_session_nobody_is_away(day: FastDay) -> None:
    """Nothing is touched all the time: it may have run over, and then the pause is offered."""
    day.start("natural_rest = true\n")
    assert day.app.cli("in-session", "09:48").returncode == 0
    seen = day.seen_until("09:54")
    kinds = {hold["kind"] for status in seen for hold in status["holds"]}
    assert {"session", "not-back"} <= kinds
    assert any(status["offer"] for status in seen)
    assert day.rows() == [("09:49", "missed", "unanswered")]
