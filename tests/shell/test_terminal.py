"""The guide in a terminal: every word of it can be read, in any width."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from burnbreak.core.practice import Practice
from burnbreak.terminal import Guide
from tests.core.stories import tuesday
from tests.fakes import Day, guided, pacer

LONG = "Rest a hand wherever it likes to be, on the desk, on a mug, or on the other hand, and stay with that."


class Screen(io.StringIO):
    """A terminal that keeps what was drawn."""

    def isatty(self) -> bool:
        return True


def sat(practice: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stood on the lines of a terminal of this width in the end, and on the last one on the way."""
    monkeypatch.setenv("COLUMNS", str(columns))
    cue = guided("kind-hand", (20, 60)).stages[0].cues[0]
    day = Day(tuesday(9), practices=(pacer(), with_words(cue.text)))
    screen = Screen()

    def sleep(seconds: float) -> None:
        day.clock.advance(timedelta(seconds=seconds))

    assert Guide(day.coach, screen, sleep).breathe(practice, 60)
    return [part for line in screen.getvalue().split("\n") for part in re.split(r"\r\x1b\[2K", line) if part]


def with_words(old: str) -> Practice:
    """The practice with the long sentence in place of one of its own."""
    found = guided("kind-hand", (20, 60))
    stage = found.stages[0]
    cues = tuple(replace(c, text=LONG) if c.text == old else c for c in stage.cues)
    return replace(found, stages=(replace(stage, cues=cues),))


@pytest.mark.parametrize("columns", [40, 60, 80, 132])
def test_a_sentence_is_there_whole(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    drawn = sat("kind-hand", columns, monkeypatch)
    assert LONG in " ".join(" ".join(drawn).split())
    assert max(len(line) for line in drawn) <= max(columns, 80)


@pytest.mark.parametrize("columns", [40, 80])
def test_the_breath_is_a_bar_with_its_word(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    drawn = sat("long-exhale", columns, monkeypatch)
    bars = [line for line in drawn if "●" in line]
    assert any("Breathe in" in bar for bar in bars)
    assert any("Breathe out" in bar for bar in bars)
    assert max(len(bar) for bar in bars) <= columns
    assert "Let the breath go its own way." in " ".join(drawn)
