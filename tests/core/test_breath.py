"""Paced breathing by the numbers of the practice tables."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from burnbreak.core.breath import (
    FADE_OUT,
    LEAD_IN,
    RAMP,
    Pacing,
    Phase,
    Stretch,
    breaths_for,
    run_seconds,
    stretches,
)

LONG_EXHALE = Pacing(inhale=4, exhale=6)
CYCLIC_SIGH = Pacing(inhale=3, top_up=1, exhale=8)
COHERENT = Pacing(inhale=5.5, exhale=5.5)
BOX = Pacing(inhale=4, hold=4, exhale=4, rest=4)


@st.composite
def pacings(draw: st.DrawFn) -> Pacing:
    part = lambda low, high: st.integers(low * 10, high * 10).map(lambda n: n / 10)  # noqa: E731
    parts = {
        "inhale": draw(part(2, 8)),
        "exhale": draw(part(2, 12)),
        "top_up": draw(part(0, 3)),
        "hold": draw(part(0, 7)),
        "rest": draw(part(0, 7)),
    }
    assume(sum(parts.values()) >= 6)
    return Pacing(**parts)


@pytest.mark.parametrize(
    ("pacing", "cycle", "breaths"),
    [
        (LONG_EXHALE, 10, (6, 18, 30)),
        (CYCLIC_SIGH, 12, (5, 15, 25)),
        (COHERENT, 11, (5, 16, 27)),
        (BOX, 16, (4, 11, 19)),
    ],
)
def test_so_many_breaths_for_one_three_and_five_minutes(
    pacing: Pacing, cycle: float, breaths: tuple[int, int, int]
) -> None:
    assert pacing.cycle == cycle
    assert tuple(breaths_for(pacing, seconds) for seconds in (60, 180, 300)) == breaths


def test_the_phases_come_in_order_and_empty_ones_are_left_out() -> None:
    assert CYCLIC_SIGH.phases == ((Phase.IN, 3), (Phase.TOP_UP, 1), (Phase.OUT, 8))
    assert [phase for phase, _ in BOX.phases] == [Phase.IN, Phase.HOLD, Phase.OUT, Phase.REST]
    assert (BOX.held, LONG_EXHALE.held) == (True, False)


@pytest.mark.parametrize(
    ("unsafe", "named"),
    [
        ({"inhale": 1.9, "exhale": 6}, "inhale"),
        ({"inhale": 8.1, "exhale": 6}, "inhale"),
        ({"inhale": 4, "exhale": 12.1}, "exhale"),
        ({"inhale": 4, "exhale": 6, "hold": 7.5}, "hold"),
        ({"inhale": 4, "exhale": 6, "rest": -1}, "rest"),
        ({"inhale": 4, "exhale": 6, "top_up": 3.1}, "top_up"),
        ({"inhale": math.nan, "exhale": 6}, "inhale"),
        ({"inhale": 2.9, "exhale": 3}, "one breath takes"),
    ],
)
def test_an_unsafe_pace_is_refused(unsafe: dict[str, float], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Pacing(**unsafe)


def test_the_first_two_breaths_are_a_fifth_shorter() -> None:
    lengths = [s.end - s.start for s in stretches(LONG_EXHALE, 3) if s.phase is Phase.OUT]
    assert lengths == pytest.approx([6 * RAMP, 6 * RAMP, 6])


def test_a_whole_sitting_has_lead_in_ramp_and_fade() -> None:
    assert run_seconds(LONG_EXHALE, 6) == 3 + 2 * 8 + 4 * 10 + 5
    assert run_seconds(LONG_EXHALE, 1) == 3 + 8 + 5


@given(pacings(), st.integers(1, 60))
def test_breaths_follow_each_other_without_a_gap_and_end_whole(pacing: Pacing, breaths: int) -> None:
    found = list(stretches(pacing, breaths))
    assert found[0].start == LEAD_IN
    assert all(a.end == b.start for a, b in pairwise(found))
    assert len(found) == breaths * len(pacing.phases)
    assert found[-1].phase is pacing.phases[-1][0]
    assert found[-1].end == pytest.approx(run_seconds(pacing, breaths) - FADE_OUT)


@given(pacings(), st.floats(1, 1800), st.floats(30, 1800))
def test_a_sitting_stays_within_its_limit_with_as_many_whole_breaths_as_fit(
    pacing: Pacing, seconds: float, at_most: float
) -> None:
    breaths = breaths_for(pacing, seconds, at_most)
    assert breaths >= 1
    assert breaths == 1 or run_seconds(pacing, breaths) <= at_most
    if run_seconds(pacing, breaths + 1) <= at_most:
        assert abs(breaths * pacing.cycle - seconds) <= pacing.cycle / 2 or breaths == 1


def test_the_lungs_fill_and_empty_slowly_at_the_turns() -> None:
    rise, fall = Stretch(Phase.IN, 10, 14, 0), Stretch(Phase.OUT, 14, 20, 0)
    assert [rise.level(p) for p in (9, 10, 12, 14, 15)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert [fall.level(p) for p in (14, 17, 20)] == pytest.approx([1, 0.5, 0])
    assert rise.level(10.4) < 0.1
    assert [Stretch(phase, 0, 2, 0).level(1) for phase in (Phase.TOP_UP, Phase.HOLD, Phase.REST)] == [1, 1, 0]
