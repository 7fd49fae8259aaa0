"""One line of the log, and the words that core names."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from burnbreak.core import breath, settings, wording
from burnbreak.core.entry import Entry, Outcome
from tests.core.stories import tuesday

ENTRY = Entry(uuid="e", due=tuesday(9), recorded=tuesday(10), outcome=Outcome.MISSED)


@pytest.mark.parametrize(
    ("planned", "real", "counts"),
    [(180, 60, True), (180, 59.9, False), (40, 20, True), (40, 19, False), (300, 60, True)],
)
def test_a_minute_or_half_its_length_counts_as_done(planned: float, real: float, counts: bool) -> None:
    sitting = replace(ENTRY, started=tuesday(11), planned_seconds=planned, real_seconds=real)
    assert sitting.sat is counts
    assert not replace(sitting, started=None).sat


def test_an_entry_belongs_to_its_start_else_its_due_moment_else_its_writing() -> None:
    assert replace(ENTRY, started=tuesday(11)).moment == tuesday(11)
    assert ENTRY.moment == tuesday(9)
    assert replace(ENTRY, due=None).moment == tuesday(10)


def test_only_what_is_owed_or_postponed_is_open() -> None:
    assert {o for o in Outcome if replace(ENTRY, outcome=o).open} == {Outcome.HELD, Outcome.POSTPONED}


def test_the_log_has_no_free_text() -> None:
    assert [f.name for f in fields(Entry) if f.type is str] == ["uuid", "practice"]


def test_every_key_has_its_words() -> None:
    assert set(wording.PHASES) == set(breath.Phase)
    assert set(wording.ANCHORS) == set(settings.ANCHORS)


def test_no_word_judges_or_promises() -> None:
    words = [
        wording.LEAD_IN_TEXT, wording.CLOSING_TEXT,
        *wording.PHASES.values(), *wording.CAUTIONS.values(), *wording.ANCHORS.values(),
    ]  # fmt: skip
    banned = ("heal", "treat", "prevent", "cure", "missed", "streak", "well done", "should", "must", "just ")
    assert [w for w in words for b in banned if b in w.lower()] == []


@pytest.mark.parametrize(("length", "text"), [(0, "0:00"), (59.6, "1:00"), (185, "3:05"), (3600, "60:00")])
def test_lengths_as_minutes_and_seconds(length: float, text: str) -> None:
    assert wording.clock_length(length) == wording.clock_length(timedelta(seconds=length)) == text
