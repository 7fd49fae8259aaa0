"""What outlives a restart: written as JSON, read back from anything."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.holds import Pause
from burnbreak.core.span import Span
from burnbreak.engine.memory import Memory, memory_from
from burnbreak.engine.view import Question

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))  # noqa: DTZ001
spans = st.tuples(moments, st.timedeltas(timedelta(), timedelta(days=1))).map(
    lambda p: Span(p[0], p[0] + p[1])
)
memories = st.builds(
    Memory,
    st.none() | st.builds(Pause, moments, st.none() | moments),
    st.lists(spans, max_size=3).map(tuple),
    st.lists(spans, max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(Question), moments).map(lambda d: tuple(d.items())),
    st.lists(st.sampled_from(["no-tray", "x"]), unique=True).map(tuple),
)


@given(memories)
def test_what_is_written_as_json_is_read_back(memory: Memory) -> None:
    assert memory_from(json.loads(json.dumps(memory.as_json()))) == memory


@pytest.mark.parametrize(
    "found",
    [
        None, 5, "x", [], {},
        {"pause": 5}, {"pause": {}}, {"pause": {"since": "never"}}, {"pause": {"since": "2026-11-24T12:00"}},
        {"sessions": 5}, {"sessions": [5]}, {"sessions": [[]]}, {"sessions": [["x", "y"]]},
        {"sessions": [["2026-11-24T13:00:00+00:00", "2026-11-24T12:00:00+00:00"]]},
        {"asked": 5}, {"asked": {"weather": "2026-11-24T12:00:00+00:00"}}, {"asked": {"fewer": None}},
        {"told": 5}, {"told": {"no-tray": True}}, {"told": [5, None]},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out(found: Any) -> None:
    assert memory_from(found) == Memory()


texts = st.sampled_from(["2026-11-24T12:00:00+00:00", "2026-11-24T12:00:00", "x", ""])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | texts
json_values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["pause", "since", "until", "sessions", "asked", "fewer", "told", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["pause", "sessions", "asked"]), json_values))
def test_garbage_never_raises_and_what_is_read_can_be_written(found: dict[str, Any]) -> None:
    memory = memory_from(found)
    assert memory_from(memory.as_json()) == memory


def test_a_good_part_is_kept_beside_a_bad_one() -> None:
    good = Memory(sessions=(Span(NOON, NOON + HOUR),)).as_json()
    assert memory_from({**good, "pause": "x", "asked": 3}).sessions == (Span(NOON, NOON + HOUR),)


def test_a_session_that_runs_keeps_its_start_when_prolonged() -> None:
    memory = Memory().with_session(NOON, NOON + HOUR).with_session(NOON + HOUR / 2, NOON + 2 * HOUR)
    assert memory.sessions == (Span(NOON, NOON + 2 * HOUR),)


def test_a_session_may_be_shortened() -> None:
    memory = Memory().with_session(NOON, NOON + HOUR).with_session(NOON + HOUR / 4, NOON + HOUR / 2)
    assert memory.sessions == (Span(NOON, NOON + HOUR / 2),)


def test_an_end_in_the_past_is_now() -> None:
    assert Memory().with_session(NOON, NOON - HOUR).sessions == (Span(NOON, NOON),)


def test_a_session_that_is_over_ends_now_and_others_stay() -> None:
    ahead = Span(NOON + 3 * HOUR, NOON + 4 * HOUR)
    memory = Memory(sessions=(ahead,)).with_session(NOON, NOON + HOUR).without_session(NOON + HOUR / 2)
    assert set(memory.sessions) == {ahead, Span(NOON, NOON + HOUR / 2)}
    assert memory.without_session(NOON + 2 * HOUR).sessions == (ahead, Span(NOON, NOON + HOUR / 2))


def test_a_session_is_forgotten_two_days_after_its_end() -> None:
    memory = (
        Memory()
        .with_session(NOON, NOON + HOUR)
        .with_session(NOON + timedelta(days=4), NOON + timedelta(days=5))
    )
    assert len(memory.sessions) == 1


def test_a_question_is_remembered_with_its_last_moment() -> None:
    memory = Memory().with_asked(Question.FEWER, NOON).with_asked(Question.FEWER, NOON + HOUR)
    assert memory.asked_at(Question.FEWER) == NOON + HOUR
    assert memory.asked_at(Question.RESUME) is None
