"""Entries that are added or removed afterwards."""

from dataclasses import replace
from datetime import timedelta

from burnbreak.core.entry import Entry, Origin, Outcome
from burnbreak.core.events import StartNow
from burnbreak.engine import commands
from tests.fakes import Day
from tests.shell.days import MORNING


def test_an_added_entry_is_in_the_log_and_a_removed_one_is_not() -> None:
    day = Day(MORNING)
    began = day.clock.now() - timedelta(minutes=20)
    entry = Entry(
        uuid="x", due=None, recorded=day.clock.now(), outcome=Outcome.COMPLETED, origin=Origin.ADDED,
        started=began, practice="coherent", planned_seconds=600.0, real_seconds=600.0,
    )  # fmt: skip
    day.coach.do(commands.AddEntry(entry))
    assert entry in day.entries()
    long_ago = replace(entry, uuid="y", started=began - timedelta(days=60))
    day.coach.do(commands.AddEntry(long_ago))
    assert long_ago in day.entries()
    day.coach.do(commands.RemoveEntry("x"))
    assert day.entries() == [long_ago]
    day.coach.do(commands.RemoveEntry("no such one"))
    assert day.entries() == [long_ago]


def test_the_sitting_that_runs_is_not_removed() -> None:
    day = Day(MORNING)
    day.coach.do(StartNow("coherent", 60.0))
    assert day.coach.run is not None
    day.coach.do(commands.RemoveEntry(day.coach.run.entry_id))
    assert day.coach.run is not None
    assert len(day.entries()) == 1
