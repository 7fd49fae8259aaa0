"""A length that was asked for is kept exactly, and the next session is never run into."""

from datetime import timedelta
from typing import Any

import pytest

from burnbreak.core.entry import Outcome
from burnbreak.core.gaps import HARD_END
from burnbreak.core.offers import STARTS_UP
from burnbreak.engine.control import Control, request_line
from tests.core.stories import tuesday
from tests.core.test_library import LIBRARY
from tests.fakes import Day

ROOM = tuple(p for p in LIBRARY.values() if p.stages and p.longest >= 270 >= p.shortest)


def day() -> Day:
    return Day(tuesday(9), practices=tuple(LIBRARY.values()))


def start(of: Day, practice: str, minutes: float) -> Any:
    control = Control(of.coach, sentence=lambda _: "", windows=lambda _: None, refused=lambda: None)
    return control.answer(request_line("start", {"practice": practice, "minutes": minutes}))


def test_four_and_a_half_minutes_of_clear_the_room_are_270_seconds() -> None:
    sat = day()
    start(sat, "clear-the-room", 4.5)
    run = sat.coach.run
    assert run is not None
    assert run.seconds == run.timeline.score.seconds == 270
    sat.until("9:04:29")
    assert not run.over()
    sat.until("9:05")
    (entry,) = (e for e in sat.entries() if e.started)
    assert (entry.planned_seconds, entry.real_seconds, entry.outcome) == (270, 270, Outcome.COMPLETED)


@pytest.mark.parametrize("practice", ROOM, ids=lambda p: p.id)
@pytest.mark.parametrize("left", [200.0, 255.3, 269.95])
def test_a_sitting_shrinks_to_the_room_before_the_next_session(practice: Any, left: float) -> None:
    if left < practice.shortest:
        pytest.skip("it is not offered there")
    sat = day()
    booked = sat.clock.now() + HARD_END + STARTS_UP + timedelta(seconds=left)
    sat.book(booked, booked + timedelta(minutes=50))
    start(sat, practice.id, 4.5)
    run = sat.coach.run
    assert run is not None
    assert run.seconds == pytest.approx(left, abs=1e-6)
    last = run.timeline.placed[-1]
    assert last.end / 48_000 < run.timeline.bell < run.seconds
    needed = {cue.id for cue in practice.cues if cue.tier == 1}
    assert needed <= {p.line.cue.id for p in run.timeline.placed}


@pytest.mark.parametrize("name", ["long-exhale", "coherent", "cyclic-sigh"])
def test_breathing_takes_whole_breaths_into_the_room_there_is(name: str) -> None:
    sat = day()
    booked = sat.clock.now() + HARD_END + STARTS_UP + timedelta(seconds=250)
    sat.book(booked, booked + timedelta(minutes=50))
    start(sat, name, 4.5)
    run = sat.coach.run
    assert run is not None
    assert 235 < run.seconds <= 250
    assert run.timeline.stretches[-1].end == run.timeline.bell


def test_a_session_that_comes_up_in_mid_sitting_ends_it_at_the_hard_end() -> None:
    sat = day()
    sat.step = timedelta(milliseconds=100)
    start(sat, "clear-the-room", 4.5)
    sat.until("9:00:30")
    booked = sat.clock.now() + timedelta(seconds=100)
    sat.book(booked, booked + timedelta(minutes=50))
    sat.until("9:01:30")
    (entry,) = (e for e in sat.entries() if e.started)
    assert entry.real_seconds == pytest.approx(30 + 100 - HARD_END.total_seconds(), abs=0.1)
