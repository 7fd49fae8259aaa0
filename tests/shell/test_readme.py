"""What the README documents is what the program has."""

import argparse
import re
from pathlib import Path

import pytest

from burnbreak.cli import run
from burnbreak.cli_words import make_parser
from burnbreak.engine.answers import HISTORY_COLUMNS, history_rows, status
from tests.fakes import Day
from tests.shell.days import MORNING

README = (Path(__file__).parents[2] / "README.md").read_text()


def test_every_command_is_documented() -> None:
    commands = next(a for a in make_parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    table = README[README.index("## Command line") : README.index("### `status --json`")]
    assert [name for name in commands if not re.search(rf"`(?:burnbreak )?{name}[ `\[]", table)] == []


def test_every_key_of_the_status_is_documented() -> None:
    found = status(Day(MORNING).coach.view(), {"pauses": 0, "minutes": 0.0})
    table = README[README.index("### `status --json`") : README.index("`history --json` and")]
    assert [key for key in found if f"`{key}`" not in table] == []


def test_every_column_of_the_history_is_documented() -> None:
    day = Day(MORNING).until("10:00")
    (row,) = history_rows(tuple(day.entries()), day.clock.zone())
    assert tuple(row) == HISTORY_COLUMNS
    part = README[README.index("`history --json` and") :]
    assert [column for column in HISTORY_COLUMNS if f"`{column}`" not in part] == []


@pytest.mark.parametrize("words", [["dance"], ["later", "soon"], ["start", "--minutes", "x"]])
def test_wrong_words_end_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    assert ended.value.code == 2
    assert "burnbreak" in capsys.readouterr().err
