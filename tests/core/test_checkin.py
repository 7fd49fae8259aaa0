"""Answers as records and back; what is no answer is left out."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.checkin import (
    ITEMS,
    MONTHLY_ANSWERS,
    NAMES,
    TOP,
    WEEKLY_WORDS,
    Answer,
    CheckSet,
    as_values,
    of_set,
    read_answer,
    usable,
)

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("check", "values", "sitting"),
    [
        (CheckSet.WEEKLY, {"tension": 0, "energy": 10, "connection": 4}, ""),
        (CheckSet.WEEKLY, {"energy": 7}, ""),
        (CheckSet.MONTHLY, {"burnout": 5}, ""),
        (CheckSet.BEFORE, {"pleasure": 100, "arousal": 0}, "e7"),
    ],
)
def test_what_is_kept_is_read_back(check: CheckSet, values: dict[str, int], sitting: str) -> None:
    answer = Answer(uuid="a", set=check, moment=NOON, values=values, sitting=sitting)
    assert read_answer("a", NOON, as_values(answer)) == answer
    assert as_values(answer)["set"] == str(check)


@pytest.mark.parametrize(
    "values",
    [{}, {"set": "daily", "energy": 3}, {"set": "weekly"}, {"set": "weekly", "energy": 11},
     {"set": "monthly", "burnout": 0}, {"set": "monthly", "burnout": True}, {"set": "weekly", "energy": 3.0},
     {"set": None, "energy": 3}, {"set": "monthly", "energy": 3}],
)  # fmt: skip
def test_what_is_no_answer_is_none(values: dict[str, Any]) -> None:
    assert read_answer("a", NOON, values) is None


@given(st.dictionaries(st.sampled_from(["set", "energy", "burnout", "sitting", "x"]), st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
    st.sampled_from(["weekly", "monthly", "before"]), st.lists(st.integers(), max_size=2))))  # fmt: skip
def test_reading_never_fails(values: dict[str, Any]) -> None:
    answer = read_answer("a", NOON, values)
    assert answer is None or usable(answer.set, answer.values) == answer.values != {}


def test_sets_are_told_apart_and_in_order() -> None:
    later = datetime(2026, 11, 28, tzinfo=UTC)
    found = [
        Answer(uuid="1", set=CheckSet.WEEKLY, moment=later, values={"energy": 1}),
        Answer(uuid="2", set=CheckSet.MONTHLY, moment=NOON, values={"burnout": 1}),
        Answer(uuid="3", set=CheckSet.WEEKLY, moment=NOON, values={"energy": 2}),
    ]
    assert [a.uuid for a in of_set(found, CheckSet.WEEKLY)] == ["3", "1"]


def test_every_item_has_its_words() -> None:
    assert {item.name for items in ITEMS.values() for item in items} == set(NAMES)
    assert [item.name for item in ITEMS[CheckSet.WEEKLY]] == list(WEEKLY_WORDS)
    assert len(MONTHLY_ANSWERS) == TOP == ITEMS[CheckSet.MONTHLY][0].high
